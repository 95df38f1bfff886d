/**
 * TCP connections without data so far, such as port scans and rejected clients. Their few segments are stored
 * in columns of numbers. A connection takes about 100 bytes, so a file with millions of them fits in memory.
 */
import type { EndKey } from './endKey.ts';
import type { TcpSegment } from './tcpSegment.ts';

/** µs of capture time after which a connection is dropped. */
const LONGEST_WAIT = 300_000_000;
/** Minimum number kept at any age, because clocks may jump. A power of two, like `MOST`. */
const FEW = 4096;
const MOST = 1 << 19;
/** Segments per connection: both SYNs, and an ACK or FIN of each side. */
const SEGMENTS = 4;
/** Groups of 16 bits: address and port of both endpoints. */
const GROUPS = 18;
/** Maximum slots probed per connection, so that crafted endpoints cannot slow down the search. */
const TRIES = 64;

const SECOND = 1;
const SYN = 2;
const FIN = 4;
const ACK = 8;
/** States of a connection: its entry is in use; it was reset, or both sides have finished. */
const HELD = 1;
const CLOSED = 2;
const IPV6 = 4;

const NOTHING = new Uint8Array(0);

export interface HalfOpenSegment {
  readonly segment: TcpSegment;
  readonly time: number;
}

/** Entries in order of their start. */
class Columns {
  readonly capacity: number;
  readonly ends: Uint16Array;
  readonly states: Uint8Array;
  readonly counts: Uint8Array;
  readonly flags: Uint8Array;
  /** Sequence and acknowledgement numbers of each segment. */
  readonly numbers: Uint32Array;
  readonly times: Float64Array;
  /** Entry plus one, by hash; 0: none. */
  readonly places: Int32Array;

  constructor(capacity: number) {
    this.capacity = capacity;
    this.ends = new Uint16Array(capacity * GROUPS);
    this.states = new Uint8Array(capacity);
    this.counts = new Uint8Array(capacity);
    this.flags = new Uint8Array(capacity * SEGMENTS);
    this.numbers = new Uint32Array(capacity * SEGMENTS * 2);
    this.times = new Float64Array(capacity * SEGMENTS);
    this.places = new Int32Array(capacity * 2);
  }
}

export class HalfOpen {
  #columns = new Columns(FEW / 4);
  #end = 0;
  #held = 0;
  readonly #key = new Uint16Array(GROUPS);

  /** Number of stored connections. */
  get size(): number {
    return this.#held;
  }

  /** Bytes of memory. */
  get bytes(): number {
    const { ends, states, counts, flags, numbers, times, places } = this.#columns;
    const all = [ends, states, counts, flags, numbers, times, places];
    return all.reduce((sum, { byteLength }) => sum + byteLength, 0);
  }

  /**
   * Records a segment without data.
   * @returns true if it starts a connection
   */
  take(segment: TcpSegment, time: number): boolean {
    const { source, destination, syn, fin, rst, sequence } = segment;
    const entry = this.#find(source, destination);
    if (entry === undefined) {
      if (!rst) this.#begin(segment, time);
      return !rst;
    }
    const side = this.#hasEnds(entry, 0) ? 0 : SECOND;
    if (syn && segment.acknowledgement === undefined && this.#isOther(entry, side, sequence)) {
      this.#drop(entry);
      this.#begin(segment, time);
      return true;
    }
    const isOver = rst || (fin && this.#has(entry, FIN, side ^ SECOND));
    if (isOver) this.#columns.states[entry] = (this.#columns.states[entry] ?? 0) | CLOSED;
    const kind = side | (syn ? SYN : 0) | (fin ? FIN : 0);
    // A later acknowledgement adds nothing to the data that will follow.
    if (isOver || this.#has(entry, kind & (SYN | FIN), side)) return false;
    const count = this.#columns.counts[entry] ?? 0;
    if (count < SEGMENTS || fin) {
      this.#write(entry, Math.min(count, SEGMENTS - 1), kind, segment, time);
    }
    return false;
  }

  /**
   * Removes the connection, because its first data has arrived.
   * @returns its segments in order; undefined: the connection was over
   */
  release(source: EndKey, destination: EndKey): readonly HalfOpenSegment[] | undefined {
    if (this.#held === 0) return [];
    const entry = this.#find(source, destination);
    if (entry === undefined) return [];
    if (((this.#columns.states[entry] ?? 0) & CLOSED) !== 0) return undefined;
    const isFirst = this.#hasEnds(entry, 0);
    const [first, second] = isFirst ? [source, destination] : [destination, source];
    const count = this.#columns.counts[entry] ?? 0;
    const segments: HalfOpenSegment[] = [];
    for (let at = 0; at < count; at += 1) {
      segments.push(this.#read(entry * SEGMENTS + at, first, second));
    }
    this.#drop(entry);
    return segments;
  }

  /** True if a segment of this side with these flags is stored. */
  #has(entry: number, flags: number, side: number): boolean {
    const count = this.#columns.counts[entry] ?? 0;
    for (let at = 0; at < count; at += 1) {
      if (((this.#columns.flags[entry * SEGMENTS + at] ?? 0) & ~ACK) === (flags | side))
        return true;
    }
    return false;
  }

  #read(place: number, first: EndKey, second: EndKey): HalfOpenSegment {
    const { flags, numbers, times } = this.#columns;
    const bits = flags[place] ?? 0;
    const isSecond = (bits & SECOND) !== 0;
    const segment: TcpSegment = {
      source: isSecond ? second : first,
      destination: isSecond ? first : second,
      sequence: numbers[place * 2] ?? 0,
      acknowledgement: (bits & ACK) === 0 ? undefined : numbers[place * 2 + 1],
      syn: (bits & SYN) !== 0,
      fin: (bits & FIN) !== 0,
      rst: false,
      payload: NOTHING,
      length: 0,
    };
    return { segment, time: times[place] ?? 0 };
  }

  /** The sender of the first seen segment is the first endpoint. */
  #begin(segment: TcpSegment, time: number): void {
    if (this.#end === this.#columns.capacity) this.#rebuild(time);
    const { source, destination } = segment;
    const entry = this.#end;
    this.#end += 1;
    this.#held += 1;
    const isIpv6 = this.#keyOf(source, destination);
    this.#columns.ends.set(this.#key, entry * GROUPS);
    this.#columns.states[entry] = HELD | (isIpv6 ? IPV6 : 0);
    this.#place(entry);
    const kind = (segment.syn ? SYN : 0) | (segment.fin ? FIN : 0);
    this.#write(entry, 0, kind, segment, time);
  }

  #write(entry: number, at: number, kind: number, segment: TcpSegment, time: number): void {
    const { flags, numbers, times, counts } = this.#columns;
    const { acknowledgement, sequence } = segment;
    const place = entry * SEGMENTS + at;
    flags[place] = kind | (acknowledgement === undefined ? 0 : ACK);
    numbers[place * 2] = sequence;
    numbers[place * 2 + 1] = acknowledgement ?? 0;
    times[place] = time;
    counts[entry] = at + 1;
  }

  #drop(entry: number): void {
    this.#columns.states[entry] = 0;
    this.#held -= 1;
  }

  /** True for a SYN with another sequence number than the side's own, or after other segments of the side. */
  #isOther(entry: number, side: number, sequence: number): boolean {
    const { states, counts, flags, numbers } = this.#columns;
    let hasSent = ((states[entry] ?? 0) & CLOSED) !== 0;
    for (let at = 0; at < (counts[entry] ?? 0); at += 1) {
      const place = entry * SEGMENTS + at;
      const bits = flags[place] ?? 0;
      if ((bits & SECOND) !== side) continue;
      if ((bits & SYN) !== 0) return numbers[place * 2] !== sequence;
      hasSent = true;
    }
    return hasSent;
  }

  /** Writes the endpoints into `#key`. @returns true for IPv6 */
  #keyOf(source: EndKey, destination: EndKey): boolean {
    this.#key.fill(0);
    this.#keyEnd(0, source);
    this.#keyEnd(GROUPS / 2, destination);
    return typeof source === 'string';
  }

  #keyEnd(from: number, end: EndKey): void {
    if (typeof end === 'string') {
      for (let group = 0; group < end.length; group += 1) {
        this.#key[from + group] = end.charCodeAt(group);
      }
    } else {
      this.#key[from] = Math.floor(end / 2 ** 32);
      this.#key[from + 1] = Math.floor(end / 2 ** 16);
      this.#key[from + 2] = end;
    }
  }

  /** Hash of `#key`, equal for both directions. */
  #hash(ends: Uint16Array, from: number): number {
    let [one, other] = [0x811c_9dc5, 0x811c_9dc5];
    for (let group = 0; group < GROUPS / 2; group += 1) {
      one = Math.imul(one ^ (ends[from + group] ?? 0), 0x0100_0193);
      other = Math.imul(other ^ (ends[from + GROUPS / 2 + group] ?? 0), 0x0100_0193);
    }
    const sum =
      Math.imul(one ^ (one >>> 15), 0x2c1b_3c6d) + Math.imul(other ^ (other >>> 15), 0x2c1b_3c6d);
    return (sum ^ (sum >>> 16)) >>> 0;
  }

  /** Inserts an entry. If no slot is free, it replaces the connection in the last slot tried. */
  #place(entry: number): void {
    const { places, states, ends } = this.#columns;
    const mask = places.length - 1;
    const hash = this.#hash(ends, entry * GROUPS);
    for (let step = 0; step < TRIES; step += 1) {
      const at = (hash + step) & mask;
      const other = (places[at] ?? 0) - 1;
      const isTaken = other >= 0 && states[other] !== 0;
      if (isTaken && step < TRIES - 1) continue;
      if (isTaken) this.#drop(other);
      places[at] = entry + 1;
      return;
    }
  }

  #find(source: EndKey, destination: EndKey): number | undefined {
    const isIpv6 = this.#keyOf(source, destination);
    const { places, states } = this.#columns;
    const mask = places.length - 1;
    const hash = this.#hash(this.#key, 0);
    for (let step = 0; step < TRIES; step += 1) {
      const entry = (places[(hash + step) & mask] ?? 0) - 1;
      if (entry < 0) return undefined;
      const state = states[entry] ?? 0;
      const isOfKind = (state & HELD) !== 0 && ((state & IPV6) !== 0) === isIpv6;
      if (isOfKind && (this.#hasEnds(entry, 0) || this.#hasEnds(entry, GROUPS / 2))) return entry;
    }
    return undefined;
  }

  /** @param turn number of groups to rotate the endpoints by, for the opposite direction */
  #hasEnds(entry: number, turn: number): boolean {
    const { ends } = this.#columns;
    const [from, left] = [entry * GROUPS, GROUPS - turn];
    for (let group = 0; group < left; group += 1) {
      if (ends[from + group] !== this.#key[group + turn]) return false;
    }
    for (let group = left; group < GROUPS; group += 1) {
      if (ends[from + group] !== this.#key[group - left]) return false;
    }
    return true;
  }

  /** Drops ended and expired connections and doubles the free space. */
  #rebuild(now: number): void {
    const before = this.#columns;
    const kept: number[] = [];
    for (let entry = this.#end - 1; entry >= 0 && kept.length < MOST / 2; entry -= 1) {
      if (before.states[entry] === 0) continue;
      const isOld = now - (before.times[entry * SEGMENTS] ?? 0) > LONGEST_WAIT;
      if (!isOld || kept.length < FEW) kept.push(entry);
    }
    let capacity = FEW / 4;
    while (capacity < kept.length * 2) capacity *= 2;
    const columns = new Columns(capacity);
    this.#columns = columns;
    this.#end = 0;
    this.#held = kept.length;
    for (const entry of kept.reverse()) {
      const to = this.#end;
      this.#end += 1;
      const slice = [entry * SEGMENTS, (entry + 1) * SEGMENTS] as const;
      columns.ends.set(before.ends.subarray(entry * GROUPS, (entry + 1) * GROUPS), to * GROUPS);
      columns.states[to] = before.states[entry] ?? 0;
      columns.counts[to] = before.counts[entry] ?? 0;
      columns.flags.set(before.flags.subarray(...slice), to * SEGMENTS);
      columns.times.set(before.times.subarray(...slice), to * SEGMENTS);
      columns.numbers.set(before.numbers.subarray(slice[0] * 2, slice[1] * 2), to * SEGMENTS * 2);
      this.#place(to);
    }
  }
}
