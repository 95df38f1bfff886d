/** Judges packets by a predicate within a budget for each: a packet that exceeds it does not pass, and is counted. */
import { Steps } from '../../base/steps.ts';
import type { PacketFacts } from './packetFacts.ts';
import { narrowOf, type Predicate } from './predicate.ts';
import { MOST_ROWS, type Narrow, type RowBlock } from './rowBlock.ts';

/** Steps for each packet. */
const MOST = 128 << 20;
/** More for each byte of a packet, so that a simple filter reads packets of any size. */
const MOST_PER_BYTE = 64;
/** Packets on arrival that are given up; the filter is not asked about later ones. */
const MOST_GIVEN_UP = 20;
/** A block that takes more is expensive. */
const EXPENSIVE = 8 << 20;

/** Budget use of a filter. */
export interface FilterSpending {
  /** Packets that were given up because the filter exceeded its budget. */
  readonly givenUp: number;
  /** True if the previous block was expensive: check the clock after each packet. */
  readonly isExpensive: boolean;
  /** Steps for the last packet that was judged on its own. */
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

  /** @param steps those that the predicate takes */
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

  /** For packets that nobody may hold up: a filter that was given up too often matches nothing any more. */
  readonly testOnArrival = (facts: PacketFacts): boolean => {
    if (this.givenUp < MOST_GIVEN_UP) return this.test(facts);
    this.givenUp += 1;
    this.used = 0;
    return false;
  };

  /** Together within the budget of one packet, else one by one. */
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
