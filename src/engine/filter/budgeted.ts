/**
 * Tests packets by a predicate within a budget per packet. A packet above the budget does not match and is
 * counted.
 */
import { packetSteps, type Steps } from '../../base/steps.ts';
import type { PacketFacts } from './packetFacts.ts';
import { narrowOf, type Predicate } from './predicate.ts';
import { MOST_ROWS, type Narrow, type RowBlock } from './rowBlock.ts';

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
}

export const NOTHING_SPENT: FilterSpending = { givenUp: 0, isExpensive: false };

export class Budgeted implements FilterSpending {
  givenUp = 0;
  isExpensive = false;
  readonly #steps: Steps;
  readonly #predicate: Predicate;
  readonly #before = new Uint8Array(MOST_ROWS);
  /** Number of arriving packets above its own budget. */
  #expensive = 0;

  /** @param steps the budget that the predicate uses */
  constructor(predicate: Predicate, steps: Steps) {
    this.#predicate = predicate;
    this.#steps = steps;
  }

  readonly test = (facts: PacketFacts): boolean => this.#testWithin(facts, packetSteps(facts.size));

  /**
   * Tests packets that must not be delayed. A filter that exceeded its budget too often no longer matches.
   * @param shared budget of several filters for the packet
   */
  readonly testOnArrival = (facts: PacketFacts, shared?: Steps): boolean => {
    const own = packetSteps(facts.size);
    const most = Math.min(own, shared?.left ?? own);
    if (this.#expensive >= MOST_GIVEN_UP || most <= 0) {
      this.givenUp += 1;
      return false;
    }
    const passes = this.#testWithin(facts, most);
    shared?.spend(this.#steps.used);
    if (this.#steps.isExceeded && most === own) this.#expensive += 1;
    return passes;
  };

  #testWithin(facts: PacketFacts, most: number): boolean {
    this.#steps.begin(most);
    const passes = this.#predicate.test(facts);
    this.isExpensive = this.#steps.used > EXPENSIVE;
    if (!this.#steps.isExceeded) return passes;
    this.givenUp += 1;
    return false;
  }

  /** Tests a block within the budget of one packet, otherwise one by one. */
  get narrow(): Narrow {
    const narrow = narrowOf(this.#predicate);
    return (rows: RowBlock, mask) => {
      this.#before.set(mask);
      this.#steps.begin(packetSteps(0));
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
