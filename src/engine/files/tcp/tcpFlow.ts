/** One direction of a TCP connection: segments in, as they were captured; bytes out, in order. */

import type { Side } from '../events/side.ts';
import { Deliveries } from './deliveries.ts';
import { ahead, HeldSegments } from './heldSegments.ts';
import { NONE, type RecentBytes } from './recentBytes.ts';

/**
 * Its times never go back. Bytes that had to wait for others before them have the time at which those
 * came; where they never came, they have the time of their own frame.
 */
export interface FlowSink {
  /** The next bytes; a view. */
  data(side: Side, bytes: Uint8Array, time: number): void;
  /** Bytes that the capture does not have. */
  gap(side: Side, length: number, time: number): void;
  /** The sender has nothing more to send. */
  end(side: Side, time: number): void;
  /** Bytes of which a gap was told before: they came too late. */
  late(side: Side, length: number): void;
  /** Bytes that were sent once more, with other content. What came first is told. */
  differs(side: Side, count: number): void;
}

/** Bytes that were told to be missing. */
interface Gap {
  readonly from: number;
  readonly to: number;
}

/** Gaps of a flow that are remembered, in case that their bytes come after all. */
const GAPS_KEPT = 32;

interface Reached {
  sequence: number;
  readonly time: number;
}

const NOTHING = new Uint8Array(0);
/** Bytes that wait for an earlier segment; beyond that it is taken to be lost. */
const HELD_BYTES = 8 * 1024 * 1024;
/** Frames to wait for a segment that the other side has acknowledged: the capture may be in disorder. */
const PATIENCE = 8;
/** A sequence number further away than any window cannot be meant. */
const LARGEST_WINDOW = 1 << 30;

export class TcpFlow {
  readonly #side: Side;
  readonly #sink: FlowSink;
  /** Sequence number of the next byte to hand on. */
  #next: number | undefined;
  /** Most flows never hold a segment. */
  #held: HeldSegments | undefined;
  /** Behind the last byte. */
  #finish: Reached | undefined;
  #firstAcknowledged: number | undefined;
  /** The other side has the bytes before; with its time. */
  #acknowledged: number | undefined;
  #acknowledgedAt = 0;
  /** A segment without bytes tells what its sender has sent before. */
  #announced: Reached | undefined;
  #waited = 0;
  #isOver = false;
  #latest = Number.NEGATIVE_INFINITY;
  /** Of what is not acknowledged, before the last. */
  #deliveries: Deliveries | undefined;
  readonly #recent: RecentBytes;
  #last = NONE;
  #gaps: Gap[] | undefined;

  /**
   * @param sink of both sides: one for each would take memory
   * @param recent of the whole capture
   */
  constructor(side: Side, sink: FlowSink, recent: RecentBytes) {
    this.#side = side;
    this.#sink = sink;
    this.#recent = recent;
  }

  get isOver(): boolean {
    return this.#isOver || this.#isEndAcknowledged;
  }

  /** The frame with the FIN is not there: the other side has one more than all bytes. */
  get #isEndAcknowledged(): boolean {
    if (this.#next === undefined || this.#acknowledged === undefined) return false;
    return ahead(this.#next, this.#acknowledged) === 1;
  }

  /** Undefined while nothing is acknowledged. */
  get firstAcknowledged(): number | undefined {
    return this.#firstAcknowledged;
  }

  /** When the last byte was handed on, or the end. */
  get latest(): number {
    return this.#latest;
  }

  /** Whether a byte has come, or the sequence number of the first is known. */
  get hasBegun(): boolean {
    return this.#next !== undefined;
  }

  /** Time of what waits for an earlier segment, should that never come; undefined: nothing waits. */
  get heldSince(): number | undefined {
    if (this.#isOver) return undefined;
    const time = this.#held?.first?.time ?? this.#finish?.time;
    return time === undefined ? undefined : Math.max(this.#latest, time);
  }

  /** When the bytes before that number were handed on. */
  timeOf(sequence: number): number {
    return this.#deliveries?.timeOf(sequence) ?? this.#latest;
  }

  /** Nothing waits, and whoever acknowledges that number lacks nothing that came. */
  isQuiet(sequence: number): boolean {
    if (this.#isOver || this.#next === undefined) return false;
    if (this.#held?.first !== undefined || this.#finish !== undefined) return false;
    return ahead(this.#next, sequence) <= 0;
  }

  /**
   * The short way of a whole segment whose turn it is. Its bytes are not told to the sink, but for the
   * caller to hand on.
   * @returns whether it was one
   */
  goOn(sequence: number, bytes: Uint8Array, time: number): boolean {
    if (sequence !== this.#next || !this.isQuiet(sequence)) return false;
    if (bytes.length === 0) return true;
    this.#last = this.#recent.add(this.#last, sequence, bytes);
    this.#reach((sequence + bytes.length) >>> 0, time);
    return true;
  }

  /** The other side has everything up to here, where nothing waits. */
  acknowledgedQuietly(sequence: number, time: number): void {
    this.#note(sequence, time);
    this.#waited = 0;
  }

  /** A SYN tells where numbering begins. */
  begin(sequence: number): void {
    this.#next ??= (sequence + 1) >>> 0;
  }

  /** `length`: what it had on the wire; what the capture lacks of it is lost. */
  segment(sequence: number, bytes: Uint8Array, length: number, fin: boolean, time: number): void {
    if (this.#isOver) return;
    this.#next ??= sequence;
    if (fin) this.#finish ??= { sequence: (sequence + length) >>> 0, time };
    const distance = ahead(this.#next, sequence);
    if (length === 0 && distance > 0) this.#announced = { sequence, time };
    if (Math.abs(distance) <= LARGEST_WINDOW && bytes.length > 0) {
      if (distance > 0)
        this.#compared((this.#held ??= new HeldSegments()).add(sequence, bytes, time));
      else this.#deliver(this.#fresh(sequence, bytes, distance), time);
    }
    // What the frame was cut short by will not come again.
    const isCut = bytes.length < length && ahead(this.#next, sequence) === -bytes.length;
    if (isCut) this.#skipTo((sequence + length) >>> 0, time);
    this.#release(time);
    if (this.#held !== undefined && this.#held.size > HELD_BYTES)
      this.#skipTo(this.#held?.first?.sequence);
  }

  /** Whether bytes before that number have not come; one could be a FIN. */
  lacksBefore(sequence: number): boolean {
    if (this.#isOver || this.#next === undefined) return false;
    const distance = ahead(this.#next, sequence);
    return distance > 1 && distance <= LARGEST_WINDOW;
  }

  /** What has not come of the bytes before that number will not come. */
  lost(sequence: number, time: number): void {
    while (this.lacksBefore(sequence)) {
      const held = this.#held?.first?.sequence;
      const isBefore = held !== undefined && ahead(held, sequence) > 0;
      this.#skipTo(isBefore ? held : sequence, time);
    }
  }

  /** The other side has everything up to here. */
  acknowledged(sequence: number, time: number): void {
    this.#firstAcknowledged ??= sequence;
    if (this.#next === undefined) return;
    this.#note(sequence, time);
    const next = this.#held?.first?.sequence ?? this.#finish?.sequence;
    const isLost =
      next !== undefined &&
      ahead(this.#next, next) > 0 &&
      ahead(next, sequence) >= 0 &&
      ahead(next, sequence) <= LARGEST_WINDOW;
    this.#waited = isLost ? this.#waited + 1 : 0;
    if (this.#waited > PATIENCE) this.#skipTo(next, time);
  }

  #note(acknowledged: number, time: number): void {
    this.#firstAcknowledged ??= acknowledged;
    this.#acknowledged = acknowledged;
    this.#acknowledgedAt = time;
    if (this.#deliveries?.forget(acknowledged) === 0) this.#deliveries = undefined;
  }

  /** No more frames will come: what is held is handed on, with the gaps before it. */
  flush(): void {
    while (!this.#isOver && this.#held?.first) this.#skipTo(this.#held?.first?.sequence);
    const acknowledged =
      this.#acknowledged === undefined
        ? undefined
        : { sequence: this.#acknowledged, time: this.#acknowledgedAt };
    for (const reached of [this.#announced, this.#finish, acknowledged]) {
      if (reached && this.lacksBefore(reached.sequence)) {
        this.#skipTo(reached.sequence, reached.time);
      }
    }
  }

  /** The connection is over, however it ended. */
  finish(time: number): void {
    this.flush();
    if (!this.#isOver) this.#end(time);
  }

  /** The bytes that were not handed on before. Those that were are compared. */
  #fresh(sequence: number, bytes: Uint8Array, distance: number): Uint8Array {
    // A single byte just before the next one is a keep-alive probe (RFC 9293, 3.8.4) with any content.
    if (distance === 0 || (bytes.length === 1 && distance === -1)) {
      return distance === 0 ? bytes : NOTHING;
    }
    const known = bytes.subarray(0, -distance);
    this.#compared(this.#recent.differing(this.#last, sequence, known));
    if (this.#gaps !== undefined) this.#fill(this.#gaps, sequence, known.length);
    return bytes.subarray(known.length);
  }

  #compared(count: number): void {
    if (count > 0) this.#sink.differs(this.#side, count);
  }

  /** Bytes come of which a gap was told. */
  #fill(gaps: readonly Gap[], from: number, length: number): void {
    const to = (from + length) >>> 0;
    this.#gaps = gaps.flatMap((gap) => {
      const isBefore = ahead(to, gap.from) >= 0;
      if (isBefore || ahead(gap.to, from) >= 0) return [gap];
      const start = ahead(gap.from, from) > 0 ? from : gap.from;
      const end = ahead(to, gap.to) > 0 ? to : gap.to;
      this.#sink.late(this.#side, ahead(start, end));
      return [
        { from: gap.from, to: start },
        { from: end, to: gap.to },
      ].filter((rest) => ahead(rest.from, rest.to) > 0);
    });
  }

  #deliver(bytes: Uint8Array, time: number): void {
    if (bytes.length === 0) return;
    this.#last = this.#recent.add(this.#last, this.#next ?? 0, bytes);
    this.#reach(((this.#next ?? 0) + bytes.length) >>> 0, time);
    this.#sink.data(this.#side, bytes, this.#latest);
  }

  /** The bytes before that number are handed on. */
  #reach(sequence: number, time: number): void {
    if (time > this.#latest) {
      if (this.#isAwaited) {
        this.#deliveries ??= new Deliveries();
        this.#deliveries.add(this.#next ?? 0, this.#latest);
      }
      this.#latest = time;
    }
    this.#next = sequence;
    this.#waited = 0;
  }

  /** Something was handed on that the other side has not acknowledged. */
  get #isAwaited(): boolean {
    if (this.#next === undefined || this.#latest === Number.NEGATIVE_INFINITY) return false;
    return this.#acknowledged === undefined || ahead(this.#acknowledged, this.#next) > 0;
  }

  #end(time: number): void {
    this.#isOver = true;
    this.#reach(this.#next ?? 0, time);
    this.#sink.end(this.#side, this.#latest);
  }

  /** Hands on what is held and has its turn now, because what was missing before it came, or never will. */
  #release(came = Number.NEGATIVE_INFINITY): void {
    for (let held = this.#held?.first; held; held = this.#held?.first) {
      const { sequence, bytes, time } = held;
      const distance = ahead(this.#next ?? 0, sequence);
      if (distance > 0) break;
      this.#held?.drop();
      this.#deliver(this.#fresh(sequence, bytes, distance), Math.max(came, time));
    }
    if (this.#finish === undefined || this.#next === undefined) return;
    if (ahead(this.#next, this.#finish.sequence) > 0) return;
    this.#end(Math.max(came, this.#finish.time));
  }

  /** @param time when it was seen that bytes are missing; without it, what is held tells */
  #skipTo(sequence: number | undefined, time?: number): void {
    if (sequence === undefined || this.#next === undefined) return;
    const length = ahead(this.#next, sequence);
    if (length > 0) {
      this.#gaps = [...(this.#gaps ?? []), { from: this.#next, to: sequence }].slice(-GAPS_KEPT);
    }
    if (length <= 0) {
      this.#next = sequence;
      this.#waited = 0;
    } else {
      const held = this.#held?.first;
      this.#reach(sequence, (held?.sequence === sequence ? held.time : time) ?? this.#latest);
      this.#sink.gap(this.#side, length, this.#latest);
    }
    this.#release();
  }
}
