/** When the bytes of one direction were handed on, of what the other side has not acknowledged yet. */
import { ahead } from './heldSegments.ts';

/** Times that are kept. */
const MOST = 256;
/** Forgotten ones at the beginning, until the others take their place. */
const SLACK = 64;

/** In numbers: an object for each would be most of what a segment in order costs. */
export class Deliveries {
  readonly #sequences: number[] = [];
  readonly #times: number[] = [];
  #first = 0;

  /** The bytes before that number were handed on then; times do not go back. */
  add(sequence: number, time: number): void {
    this.#sequences.push(sequence);
    this.#times.push(time);
    if (this.#times.length - this.#first >= MOST) this.#drop();
  }

  /**
   * Nobody asks any more about the bytes before that number.
   * @returns how many are kept
   */
  forget(sequence: number): number {
    while (this.#first < this.#sequences.length) {
      if (ahead(this.#sequences[this.#first] ?? 0, sequence) <= 0) break;
      this.#drop();
    }
    return this.#sequences.length - this.#first;
  }

  /** When the bytes before that number were handed on, if that is still known. */
  timeOf(sequence: number): number | undefined {
    for (let at = this.#first; at < this.#sequences.length; at += 1) {
      if (ahead(this.#sequences[at] ?? 0, sequence) <= 0) return this.#times[at];
    }
    return undefined;
  }

  #drop(): void {
    this.#first += 1;
    if (this.#first < SLACK) return;
    this.#sequences.splice(0, this.#first);
    this.#times.splice(0, this.#first);
    this.#first = 0;
  }
}
