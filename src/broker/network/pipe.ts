/** A direction of a connection over a simulated network: bytes in transit and their arrival times. */
import type { Deadline } from '../core/memory/deadlines.ts';
import type { Random } from '../core/memory/random.ts';
import { arraySize } from '../core/memory/sizes.ts';
import type { NetworkConditions } from '../faults/networkConditions.ts';
import { drawn, type Outages } from './outages.ts';

/** `half`: that side has stopped sending. `end`: it has closed. `reset`: the network has cut both. */
type Kind = 'bytes' | 'half' | 'end' | 'reset';

export interface Arrival {
  readonly kind: Kind;
  readonly bytes: Uint8Array;
}

/** Bytes of one send. They are split into pieces on arrival, because a slow link has thousands. */
interface Sent {
  readonly kind: Kind;
  readonly bytes: Uint8Array;
  /** ms. */
  readonly time: number;
  /** Other bytes were already in transit. */
  readonly follows: boolean;
}

const NOTHING = new Uint8Array(0);
/** Maximum ms of one piece on a slow link, so bytes trickle. */
const PIECE_TIME = 50;
const LEAST_PIECE = 16;
/** ms between slices; in the same turn they would be joined again. */
const SLICE_GAP = 1;
/** Estimated memory of one send, apart from its bytes. */
const SENT_SIZE = 100;
/** Arrived entries are removed in batches of this size, so each costs little. */
const MANY_GONE = 64;

const costOf = ({ bytes }: Sent): number => SENT_SIZE + arraySize(bytes);

export class Pipe {
  readonly #conditions: NetworkConditions;
  readonly #random: Random;
  readonly #outages: Outages | undefined;
  /** Bytes per second. */
  readonly #rate: number | undefined;
  #sent: Sent[] = [];
  /** Earlier entries have arrived. */
  #head = 0;
  /** State of the first entry: arrived bytes, the next piece, and its time in ms. */
  #begun = 0;
  #size = 0;
  #due = 0;
  #isHurried = false;
  /** Next wake-up. */
  wake: Deadline | undefined;
  /** Bytes in transit. */
  bytes = 0;
  /** Estimated memory of all that is kept. */
  cost = 0;
  /** The link is busy with earlier bytes until then. */
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
    return this.#head === this.#sent.length;
  }

  /** Time of the next arrival. */
  get next(): number | undefined {
    return this.isEmpty ? undefined : this.#due;
  }

  send(bytes: Uint8Array, now: number): void {
    // Copied, because the caller owns the bytes.
    if (bytes.length > 0) this.#add('bytes', bytes.slice(), now);
  }

  end(kind: 'half' | 'end' | 'reset', now: number): void {
    this.#add(kind, NOTHING, now);
  }

  /** Removes and returns arrived data. */
  arrived(now: number): Arrival | undefined {
    const first = this.#sent[this.#head];
    if (first === undefined || this.#due > now) return undefined;
    const { kind } = first;
    const from = this.#begun;
    this.#begun += this.#size;
    while (this.#begun < first.bytes.length) {
      this.#draw(first, now);
      // After a late wake-up several pieces have arrived, which are joined.
      if (this.#due > now || this.#conditions.slice !== undefined) break;
      this.#begun += this.#size;
    }
    const to = this.#begun;
    this.bytes -= to - from;
    if (to < first.bytes.length) return { kind, bytes: first.bytes.slice(from, to) };
    this.#remove(first, now);
    return { kind, bytes: from === 0 ? first.bytes : first.bytes.slice(from) };
  }

  /** The conditions were removed: everything arrives now, in as few pieces as possible. */
  hurry(now: number): void {
    this.#isHurried = true;
    const first = this.#sent[this.#head];
    if (first === undefined) return;
    this.#size = first.bytes.length - this.#begun;
    this.#due = Math.min(this.#due, now);
  }

  clear(): void {
    this.#sent = [];
    this.#head = 0;
    this.#begun = 0;
    this.bytes = 0;
    this.cost = 0;
  }

  get #largestPiece(): number {
    if (this.#rate === undefined) return Number.POSITIVE_INFINITY;
    return Math.max(LEAST_PIECE, Math.floor((this.#rate * PIECE_TIME) / 1000));
  }

  #add(kind: Kind, bytes: Uint8Array, now: number): void {
    const follows = !this.isEmpty;
    const sent = { kind, bytes, time: now, follows };
    this.#sent.push(sent);
    this.bytes += bytes.length;
    this.cost += costOf(sent);
    if (!follows) this.#draw(sent, now);
  }

  #remove(sent: Sent, now: number): void {
    this.cost -= costOf(sent);
    this.#begun = 0;
    this.#head += 1;
    if (this.isEmpty || (this.#head >= MANY_GONE && this.#head * 2 > this.#sent.length)) {
      this.#sent = this.#sent.slice(this.#head);
      this.#head = 0;
    }
    const next = this.#sent[this.#head];
    if (next !== undefined) this.#draw(next, now);
  }

  /** Draws its next piece and the arrival time. */
  #draw({ kind, bytes, time, follows }: Sent, now: number): void {
    const rest = bytes.length - this.#begun;
    if (this.#isHurried) {
      this.#size = rest;
      this.#due = time;
      return;
    }
    const { latency, slice, slowClose = 0 } = this.#conditions;
    const most =
      slice === undefined || kind !== 'bytes' ? rest : Math.max(1, drawn(this.#random, slice));
    this.#size = Math.min(rest, most, this.#largestPiece);
    this.#free = Math.max(this.#free, time);
    if (this.#rate !== undefined) this.#free += (this.#size / this.#rate) * 1000;
    const late = latency === undefined ? 0 : drawn(this.#random, latency);
    const isSlice = slice !== undefined && kind === 'bytes' && (follows || this.#begun > 0);
    const lingers = kind === 'half' || kind === 'end' ? slowClose : 0;
    const ordered = Math.max(this.#free + late + lingers, this.#latest + (isSlice ? SLICE_GAP : 0));
    this.#due = this.#outages?.after(ordered, now) ?? ordered;
    this.#latest = this.#due;
  }
}
