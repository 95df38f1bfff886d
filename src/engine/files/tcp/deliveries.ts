/** Times at which the bytes of one direction were delivered, until the other side acknowledges them. */
import { ahead } from './heldSegments.ts';

/** Maximum number of stored times. */
const MOST = 256;
/** Forgotten entries at the start before the rest is moved. */
const SLACK = 64;

/** Stored in number arrays: an object per entry would be most of the cost of an in-order segment. */
export class Deliveries {
  readonly #sequences: number[] = [];
  readonly #times: number[] = [];
  #first = 0;

  /** Records when the bytes before this sequence number were delivered. Times never decrease. */
  add(sequence: number, time: number): void {
    this.#sequences.push(sequence);
    this.#times.push(time);
    if (this.#times.length - this.#first >= MOST) this.#drop();
  }

  /**
   * Drops entries before this sequence number.
   * @returns how many are kept
   */
  forget(sequence: number): number {
    while (this.#first < this.#sequences.length) {
      if (ahead(this.#sequences[this.#first] ?? 0, sequence) <= 0) break;
      this.#drop();
    }
    return this.#sequences.length - this.#first;
  }

  /** Delivery time of the bytes before this sequence number, if still known. */
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
