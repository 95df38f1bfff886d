/** Unanswered packets by identifier and in order of sending, stored without objects. */
import { IdNumbers } from '../../log/columns/idNumbers.ts';

export interface Sent {
  readonly packetId: number;
  readonly packet: number;
  /** µs. */
  readonly time: number;
}

/** Numbers per entry: identifier, packet, time. */
const NUMBERS = 3;
/** Replaces the identifier of a removed entry. */
const GONE = 0;
/** Maximum number of removed entries beyond the waiting ones before compaction. */
const UNTIDY = 64;

export class SentInOrder {
  /** Positions, counted from 1. */
  readonly #places = new IdNumbers();
  #sent: number[] = [];
  /** Used positions, and the number of removed ones at the start. */
  #taken = 0;
  #gone = 0;

  get size(): number {
    return this.#places.size;
  }

  has(packetId: number): boolean {
    return this.#places.get(packetId) !== 0;
  }

  /** Adds an identifier that is not present. */
  add(packetId: number, packet: number, time: number): void {
    if (this.#taken > 2 * this.size + UNTIDY) this.#tidy();
    this.#put(packetId, packet, time);
  }

  /** @returns when it was sent, µs; undefined: not present */
  take(packetId: number): number | undefined {
    const place = this.#places.get(packetId);
    if (place === 0) return undefined;
    const at = (place - 1) * NUMBERS;
    this.#places.delete(packetId);
    this.#sent[at] = GONE;
    if (this.size === 0) {
      this.#taken = 0;
      this.#gone = 0;
    } else while (this.#sent[this.#gone * NUMBERS] === GONE) this.#gone += 1;
    return this.#sent[at + 2];
  }

  get oldest(): Sent | undefined {
    return this.size === 0 ? undefined : this.#at(this.#gone * NUMBERS);
  }

  /** µs; `now` if none waits. */
  oldestTime(now: number): number {
    return this.size === 0 ? now : (this.#sent[this.#gone * NUMBERS + 2] ?? now);
  }

  #at(at: number): Sent {
    const [packetId = 0, packet = 0, time = 0] = this.#sent.slice(at, at + NUMBERS);
    return { packetId, packet, time };
  }

  #put(packetId: number, packet: number, time: number): void {
    const at = this.#taken * NUMBERS;
    // Exact size: an empty list that grows reserves 17 entries at once.
    if (this.#sent.length === 0) this.#sent = [packetId, packet, time];
    else {
      this.#sent[at] = packetId;
      this.#sent[at + 1] = packet;
      this.#sent[at + 2] = time;
    }
    this.#taken += 1;
    this.#places.set(packetId, this.#taken);
  }

  #tidy(): void {
    const end = this.#taken * NUMBERS;
    this.#taken = 0;
    for (let at = this.#gone * NUMBERS; at < end; at += NUMBERS) {
      const { packetId, packet, time } = this.#at(at);
      if (packetId !== GONE) this.#put(packetId, packet, time);
    }
    this.#gone = 0;
  }
}
