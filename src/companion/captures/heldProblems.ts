/**
 * Holds problems of the bytes of a packet until a stream ends: the packet may turn out to be the rest of another
 * one. Later problems wait, too, so that the order stays.
 */
import type { FoundProblem } from '../../engine/findings/problem.ts';

const MOST_HELD = 1000;

export class HeldProblems {
  readonly #take: (problem: FoundProblem) => void;
  #held: FoundProblem[] = [];

  constructor(take: (problem: FoundProblem) => void) {
    this.#take = take;
  }

  take(problem: FoundProblem): void {
    const { key } = problem.finding;
    if (this.#held.length === 0 && key !== 'of-bytes' && key !== 'cut-off') this.#take(problem);
    else this.#held.push(problem);
    if (this.#held.length > MOST_HELD) this.release();
  }

  withdraw({ packet, rule }: FoundProblem): void {
    this.#held = this.#held.filter((one) => one.packet !== packet || one.rule !== rule);
  }

  release(): void {
    const held = this.#held;
    this.#held = [];
    for (const problem of held) this.#take(problem);
  }
}
