/**
 * Whether a rule and another client answer one another for ever. Their messages look like any that come at
 * intervals. The difference: while the answer is held back, a loop stands still, and everything else goes on.
 */

/** µs after an answer within which the next message may be due to it. */
const SOON = 1_000_000;
/** Turns until the first look. */
const FIRST = 8;
/** Answers held back, each without a message meanwhile and with one right after it, that make a loop. */
const PROOFS = 3;
/** For how many of the longest interval seen an answer is held back, and how long at least and at most; µs. */
const TIMES = 8;
const SHORTEST = 300_000;
const LONGEST = 3_000_000;

export type Turn =
  | { readonly kind: 'answer' | 'loop' }
  | { readonly kind: 'hold'; readonly time: number };

export class Turns {
  /** Messages in a row that came soon after an answer, each. */
  count = 0;
  #answeredAt: number | undefined;
  #longest = 0;
  #lookAt = FIRST;
  #proofs = 0;
  #isHeld = false;

  /** A message came at `time`, µs, that the rule would answer. */
  came(time: number): Turn {
    const since = this.#answeredAt === undefined ? -1 : time - this.#answeredAt;
    this.#answeredAt = undefined;
    if (since < 0 || since > SOON) {
      this.#goesOnAlone();
      return { kind: 'answer' };
    }
    this.count += 1;
    this.#longest = Math.max(this.#longest, since);
    if (this.count < this.#lookAt) return { kind: 'answer' };
    if (this.#proofs === PROOFS) return { kind: 'loop' };
    this.#isHeld = true;
    return { kind: 'hold', time: Math.min(LONGEST, Math.max(SHORTEST, TIMES * this.#longest)) };
  }

  /** The answer leaves now, µs. */
  answered(now: number): void {
    if (this.#isHeld) this.#proofs += 1;
    this.#isHeld = false;
    this.#answeredAt = now;
  }

  /** It was not answered. */
  leftOut(): void {
    this.count = 0;
    this.#isHeld = false;
    this.#answeredAt = undefined;
  }

  /** The messages come whether they are answered or not: it is looked at less often. */
  #goesOnAlone(): void {
    if (this.#isHeld || this.#proofs > 0) this.#lookAt = Math.min(this.#lookAt * 2, 100_000);
    this.#isHeld = false;
    this.#proofs = 0;
    this.count = 0;
    this.#longest = 0;
  }
}
