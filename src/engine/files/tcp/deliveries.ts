/** Times at which the bytes of one direction were delivered, until the other side acknowledges them. */
import { ahead } from './heldSegments.ts';

/** Maximum number of stored times. */
const MOST = 256;
/** Forgotten entries at the start before the rest is moved. */
const SLACK = 64;

/** Stored in number arrays: an object per entry would be most of the cost of an in-order segment. */
interface Later {
  readonly sequences: number[];
  readonly times: number[];
  /** Index of the first entry that is not forgotten. */
  first: number;
}

/**
 * The first entry is stored without arrays, because most flows have no other, and the object is kept. With many
 * connections, the garbage collector copies everything that lives until a connection's next segment.
 */
export class Deliveries {
  #isEmpty = true;
  #sequence = 0;
  #time = Number.NEGATIVE_INFINITY;
  #later: Later | undefined;

  /** Records when the bytes before this sequence number were delivered. Times never decrease. */
  add(sequence: number, time: number): void {
    if (this.#isEmpty) {
      this.#set(sequence, time);
      return;
    }
    this.#later ??= { sequences: [], times: [], first: 0 };
    const { sequences, times, first } = this.#later;
    sequences.push(sequence);
    times.push(time);
    if (times.length - first >= MOST - 1) this.#drop();
  }

  /** Drops entries before this sequence number. */
  forget(sequence: number): void {
    while (!this.#isEmpty && ahead(this.#sequence, sequence) > 0) this.#drop();
  }

  /** Delivery time of the bytes before this sequence number, if still known. */
  timeOf(sequence: number): number | undefined {
    if (this.#isEmpty) return undefined;
    if (ahead(this.#sequence, sequence) <= 0) return this.#time;
    if (this.#later === undefined) return undefined;
    const { sequences, times, first } = this.#later;
    for (let at = first; at < sequences.length; at += 1) {
      if (ahead(sequences[at] ?? 0, sequence) <= 0) return times[at];
    }
    return undefined;
  }

  #set(sequence: number, time: number): void {
    this.#isEmpty = false;
    this.#sequence = sequence;
    this.#time = time;
  }

  /** Drops the first entry. */
  #drop(): void {
    const later = this.#later;
    if (later === undefined) {
      this.#isEmpty = true;
      return;
    }
    const { sequences, times } = later;
    this.#set(sequences[later.first] ?? 0, times[later.first] ?? 0);
    later.first += 1;
    if (later.first === sequences.length) this.#later = undefined;
    if (later.first < SLACK) return;
    sequences.splice(0, later.first);
    times.splice(0, later.first);
    later.first = 0;
  }
}
