/**
 * Detects a rule and another client that answer each other endlessly. Their messages look like any periodic
 * ones. The difference: while the reply is held back, a loop stops and everything else continues.
 */

/** µs after a reply within which the next message may be caused by it. */
const SOON = 1_000_000;
/** Replies before the first test. */
const FIRST = 8;
/** Held-back replies that prove a loop, each without a message while held and with one right after it. */
const PROOFS = 3;
/** Hold time as a multiple of the longest interval seen, with its minimum and maximum in µs. */
const TIMES = 8;
const SHORTEST = 300_000;
const LONGEST = 3_000_000;

export type LoopVerdict =
  | { readonly kind: 'answer' | 'loop' }
  | { readonly kind: 'hold'; readonly time: number };

export class LoopDetection {
  /** Consecutive messages that each arrived soon after a reply. */
  count = 0;
  #answeredAt: number | undefined;
  #longest = 0;
  #lookAt = FIRST;
  #proofs = 0;
  #isHeld = false;

  /** Handles a message at `time`, µs, that the rule would answer. */
  came(time: number): LoopVerdict {
    const since = this.#answeredAt === undefined ? -1 : time - this.#answeredAt;
    this.#answeredAt = undefined;
    if (since < 0 || since > SOON) {
      this.#continuesWithoutReply();
      return { kind: 'answer' };
    }
    this.count += 1;
    this.#longest = Math.max(this.#longest, since);
    if (this.count < this.#lookAt) return { kind: 'answer' };
    if (this.#proofs === PROOFS) return { kind: 'loop' };
    this.#isHeld = true;
    return { kind: 'hold', time: Math.min(LONGEST, Math.max(SHORTEST, TIMES * this.#longest)) };
  }

  /** Handles a reply that leaves at `now`, µs. */
  answered(now: number): void {
    if (this.#isHeld) this.#proofs += 1;
    this.#isHeld = false;
    this.#answeredAt = now;
  }

  /** Handles a message that was not answered. */
  leftOut(): void {
    this.count = 0;
    this.#isHeld = false;
    this.#answeredAt = undefined;
  }

  /** The messages arrive with or without replies, so tests become less frequent. */
  #continuesWithoutReply(): void {
    if (this.#isHeld || this.#proofs > 0) this.#lookAt = Math.min(this.#lookAt * 2, 100_000);
    this.#isHeld = false;
    this.#proofs = 0;
    this.count = 0;
    this.#longest = 0;
  }
}
