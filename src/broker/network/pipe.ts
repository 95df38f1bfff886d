/** One direction of a connection over a bad network: what is under way, and when it arrives. */
import type { Deadline } from '../core/deadlines.ts';
import type { Random } from '../core/random.ts';
import type { NetworkConditions } from '../faults/networkConditions.ts';
import { drawn, type Outages } from './outages.ts';

export interface Arrival {
  /** `half`: that side sends no more. `end`: it is gone. `reset`: the network has cut both. */
  readonly kind: 'bytes' | 'half' | 'end' | 'reset';
  readonly bytes: Uint8Array;
  /** ms. */
  due: number;
}

const NOTHING = new Uint8Array(0);
/** ms of a narrow way that one piece takes, at most: bytes trickle. */
const PIECE_TIME = 50;
const LEAST_PIECE = 16;
/** ms between slices: in one turn they would be put together again. */
const SLICE_GAP = 1;

export class Pipe {
  readonly #conditions: NetworkConditions;
  readonly #random: Random;
  readonly #outages: Outages | undefined;
  /** Bytes a second. */
  readonly #rate: number | undefined;
  #queue: Arrival[] = [];
  /** When it is looked at next. */
  wake: Deadline | undefined;
  /** Bytes that are under way. */
  bytes = 0;
  /** Until then the way is taken by what came before. */
  #free = 0;
  #latest = 0;

  constructor(
    conditions: NetworkConditions,
    random: Random,
    outages: Outages | undefined,
    rate: number | undefined,
  ) {
    this.#conditions = conditions;
    this.#random = random;
    this.#outages = outages;
    this.#rate = rate;
  }

  get isEmpty(): boolean {
    return this.#queue.length === 0;
  }

  /** When the next arrives. */
  get next(): number | undefined {
    return this.#queue[0]?.due;
  }

  send(bytes: Uint8Array, now: number): void {
    const { slice } = this.#conditions;
    for (let at = 0; at < bytes.length; ) {
      const most = slice === undefined ? bytes.length : Math.max(1, drawn(this.#random, slice));
      const size = Math.min(most, this.#largestPiece);
      // A view of a large chunk would keep all of it.
      this.#add('bytes', bytes.slice(at, at + size), now);
      at += size;
    }
  }

  end(kind: 'half' | 'end' | 'reset', now: number): void {
    this.#add(kind, NOTHING, now);
  }

  /** Takes out what has arrived. */
  arrived(now: number): Arrival | undefined {
    const [first] = this.#queue;
    if (first === undefined || first.due > now) return undefined;
    this.#queue.shift();
    this.bytes -= first.bytes.length;
    return first;
  }

  /** The network is a good one again: all arrives now. */
  hurry(now: number): void {
    for (const arrival of this.#queue) arrival.due = Math.min(arrival.due, now);
  }

  clear(): void {
    this.#queue = [];
    this.bytes = 0;
  }

  get #largestPiece(): number {
    if (this.#rate === undefined) return Number.POSITIVE_INFINITY;
    return Math.max(LEAST_PIECE, Math.floor((this.#rate * PIECE_TIME) / 1000));
  }

  #add(kind: Arrival['kind'], bytes: Uint8Array, now: number): void {
    const { latency, slice, slowClose = 0 } = this.#conditions;
    this.#free = Math.max(this.#free, now);
    if (this.#rate !== undefined) this.#free += (bytes.length / this.#rate) * 1000;
    const late = latency === undefined ? 0 : drawn(this.#random, latency);
    const gap = slice !== undefined && kind === 'bytes' && !this.isEmpty ? SLICE_GAP : 0;
    const lingers = kind === 'half' || kind === 'end' ? slowClose : 0;
    const ordered = Math.max(this.#free + late + lingers, this.#latest + gap);
    const due = this.#outages?.after(ordered, now) ?? ordered;
    this.#latest = due;
    this.#queue.push({ kind, bytes, due });
    this.bytes += bytes.length;
  }
}
