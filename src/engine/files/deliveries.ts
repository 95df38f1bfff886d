/** When the bytes of one direction were handed on, of what the other side has not acknowledged yet. */
import { ahead } from './heldSegments.ts';

/** Times that are kept. */
const MOST = 256;
/** Forgotten ones at the beginning, until the others take their place. */
const SLACK = 64;

/**
 * In numbers: an object for each would be most of what a segment in order costs. The last one stands by itself,
 * because most connections of a large capture have no more that are not acknowledged.
 */
export class Deliveries {
  #sequence: number | undefined;
  #time = 0;
  /** Those before the last. */
  #sequences: number[] | undefined;
  #times: number[] | undefined;
  #first = 0;

  /** The bytes before that number were handed on then; times do not go back. */
  add(sequence: number, time: number): void {
    if (this.#sequence !== undefined && this.#time !== time) {
      const sequences = (this.#sequences ??= []);
      const times = (this.#times ??= []);
      sequences.push(this.#sequence);
      times.push(this.#time);
      if (times.length - this.#first >= MOST) this.#drop(sequences, times);
    }
    this.#sequence = sequence;
    this.#time = time;
  }

  /** Nobody asks any more about the bytes before that number. */
  forget(sequence: number): void {
    const sequences = this.#sequences;
    const times = this.#times;
    if (sequences === undefined || times === undefined) return;
    while (this.#first < sequences.length) {
      if (ahead(sequences[this.#first] ?? 0, sequence) <= 0) return;
      this.#drop(sequences, times);
    }
  }

  /** When the bytes before that number were handed on, if that is still known. */
  timeOf(sequence: number): number | undefined {
    const sequences = this.#sequences ?? [];
    for (let at = this.#first; at < sequences.length; at += 1) {
      if (ahead(sequences[at] ?? 0, sequence) <= 0) return this.#times?.[at];
    }
    const isBefore = this.#sequence !== undefined && ahead(this.#sequence, sequence) <= 0;
    return isBefore ? this.#time : undefined;
  }

  #drop(sequences: number[], times: number[]): void {
    this.#first += 1;
    if (this.#first < SLACK) return;
    sequences.splice(0, this.#first);
    times.splice(0, this.#first);
    this.#first = 0;
  }
}
