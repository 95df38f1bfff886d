/**
 * Tests packets by a predicate within a budget per packet. A packet above the budget does not match and is
 * counted.
 */
import { Steps } from '../../base/steps.ts';
import type { PacketFacts } from './packetFacts.ts';
import { narrowOf, type Predicate } from './predicate.ts';
import { MOST_ROWS, type Narrow, type RowBlock } from './rowBlock.ts';

/** Steps per packet. */
const MOST = 128 << 20;
/** Additional steps per byte of the packet, so that a simple filter can test packets of any size. */
const MOST_PER_BYTE = 64;
/**
 * Maximum number of arriving packets above the budget. After that the filter is no longer tested on arrival.
 */
const MOST_GIVEN_UP = 20;
/** A block with more steps is expensive. */
const EXPENSIVE = 8 << 20;

/** Budget use of a filter. */
export interface FilterSpending {
  /** Number of packets that did not match because the filter exceeded its budget. */
  readonly givenUp: number;
  /** True if the previous block was expensive: check the clock after each packet. */
  readonly isExpensive: boolean;
  /** Steps for the last packet that was tested separately. */
  readonly used: number;
}

export const NOTHING_SPENT: FilterSpending = { givenUp: 0, isExpensive: false, used: 0 };

export class Budgeted implements FilterSpending {
  givenUp = 0;
  isExpensive = false;
  used = 0;
  readonly #steps: Steps;
  readonly #predicate: Predicate;
  readonly #before = new Uint8Array(MOST_ROWS);

  /** @param steps the budget that the predicate uses */
  constructor(predicate: Predicate, steps: Steps) {
    this.#predicate = predicate;
    this.#steps = steps;
  }

  readonly test = (facts: PacketFacts): boolean => {
    this.#steps.begin(MOST + MOST_PER_BYTE * facts.size);
    const passes = this.#predicate.test(facts);
    this.used = this.#steps.used;
    this.isExpensive = this.used > EXPENSIVE;
    if (!this.#steps.isExceeded) return passes;
    this.givenUp += 1;
    return false;
  };

  /**
   * Tests packets that must not be delayed. A filter that exceeded its budget too often no longer matches.
   */
  readonly testOnArrival = (facts: PacketFacts): boolean => {
    if (this.givenUp < MOST_GIVEN_UP) return this.test(facts);
    this.givenUp += 1;
    this.used = 0;
    return false;
  };

  /** Tests a block within the budget of one packet, otherwise one by one. */
  get narrow(): Narrow {
    const narrow = narrowOf(this.#predicate);
    return (rows: RowBlock, mask) => {
      this.#before.set(mask);
      this.#steps.begin(MOST);
      narrow(rows, mask);
      this.isExpensive = this.#steps.used > EXPENSIVE;
      if (!this.#steps.isExceeded) return;
      for (let place = 0; place < rows.count; place += 1) {
        mask[place] = this.#before[place] === 1 && this.test(rows.at(place)) ? 1 : 0;
      }
      this.isExpensive = true;
    };
  }
}
