/** Reassembles one direction of a TCP connection: captured segments in, ordered bytes out. */

import type { Side } from '../events/side.ts';
import { Deliveries } from './deliveries.ts';
import { ahead, HeldSegments } from './heldSegments.ts';
import { NONE, type RecentBytes } from './recentBytes.ts';

/**
 * Receiver of a flow. Times never decrease. Bytes that waited for earlier ones get the arrival time of these.
 * If these never arrive, they get the time of their own frame.
 */
export interface FlowSink {
  /** The next bytes; a view. */
  data(side: Side, bytes: Uint8Array, time: number): void;
  /** Bytes missing from the capture. */
  gap(side: Side, length: number, time: number): void;
  /** The sender is finished. */
  end(side: Side, time: number): void;
  /** Bytes of a reported gap arrived too late. */
  late(side: Side, length: number): void;
  /** Bytes were retransmitted with other content. The first content is used. */
  differs(side: Side, count: number): void;
}

/** Bytes that were reported missing. */
interface Gap {
  readonly from: number;
  readonly to: number;
}

/** Number of gaps remembered per flow, in case their bytes arrive late. */
const GAPS_KEPT = 32;

interface Reached {
  sequence: number;
  readonly time: number;
}

const NOTHING = new Uint8Array(0);
/** Maximum bytes waiting for an earlier segment, which is then considered lost. */
const HELD_BYTES = 8 * 1024 * 1024;
/**
 * Number of frames to wait for a segment that the other side has acknowledged, because captures may be out of
 * order.
 */
const MOST_WAITED = 8;
/** Sequence numbers further away than any window are invalid. */
const LARGEST_WINDOW = 1 << 30;

export class TcpFlow {
  // Used for each segment, and together in memory: those of 10,000 flows are not in the processor's caches.
  /** Sequence number of the next byte to deliver. */
  #next: number | undefined;
  /** undefined for most flows, which never hold a segment. */
  #held: HeldSegments | undefined;
  /** Position after the last byte. */
  #finish: Reached | undefined;
  #firstAcknowledged: number | undefined;
  /** Acknowledged position, with its time. */
  #acknowledged: number | undefined;
  #acknowledgedAt = 0;
  #waited = 0;
  #isOver = false;
  #latest = Number.NEGATIVE_INFINITY;
  /** Unacknowledged deliveries before the last. */
  #deliveries: Deliveries | undefined;
  readonly #recent: RecentBytes;
  #last = NONE;

  readonly #side: Side;
  readonly #sink: FlowSink;
  /** Position of a segment without bytes, which implies the bytes before it. */
  #announced: Reached | undefined;
  /** Acknowledged position after a byte that never arrived and may be a FIN. */
  #assumedEnd: number | undefined;
  #gaps: Gap[] | undefined;

  /**
   * @param sink for both sides: one for each would take memory
   * @param recent shared by the whole capture
   */
  constructor(side: Side, sink: FlowSink, recent: RecentBytes) {
    this.#side = side;
    this.#sink = sink;
    this.#recent = recent;
  }

  get isOver(): boolean {
    return this.#isOver || this.#isEndAcknowledged;
  }

  /** True if the FIN is missing but acknowledged: the acknowledgement is one beyond all bytes. */
  get #isEndAcknowledged(): boolean {
    if (this.#next === undefined || this.#acknowledged === undefined) return false;
    return ahead(this.#next, this.#acknowledged) === 1;
  }

  /** undefined while nothing is acknowledged. */
  get firstAcknowledged(): number | undefined {
    return this.#firstAcknowledged;
  }

  /** Time of the last delivered byte, or of the end. */
  get latest(): number {
    return this.#latest;
  }

  /** True if a byte arrived, or the first sequence number is known. */
  get hasBegun(): boolean {
    return this.#next !== undefined;
  }

  /** Frames of the side are later in the capture than answers to them, because its clock differs. */
  isLagging = false;
  /** No frame of the side is in the capture. */
  isMissing = false;

  /** The answer to its SYN, if that is later in the capture or missing. */
  answered: { readonly sequence: number; readonly time: number } | undefined;

  /** True if the next byte to deliver has this sequence number. */
  continuesWith(sequence: number): boolean {
    return sequence === this.#next;
  }

  /** Memory of the segments that wait for earlier ones, approximately. */
  get heldBytes(): number {
    return this.#isOver ? 0 : (this.#held?.size ?? 0);
  }

  /** Time of the bytes that wait for an earlier segment, should it never arrive; undefined: nothing waits. */
  get heldSince(): number | undefined {
    if (this.#isOver) return undefined;
    const time = this.#held?.first?.time ?? this.#finish?.time;
    return time === undefined ? undefined : Math.max(this.#latest, time);
  }

  /** Delivery time of the bytes before this sequence number. */
  timeOf(sequence: number): number {
    return this.#deliveries?.timeOf(sequence) ?? this.#latest;
  }

  /** True if nothing waits and all bytes before this sequence number were delivered. */
  isQuiet(sequence: number): boolean {
    if (this.#isOver || this.#next === undefined) return false;
    if (this.#held?.first !== undefined || this.#finish !== undefined) return false;
    return ahead(this.#next, sequence) <= 0;
  }

  /**
   * Fast path of a complete in-order segment. The caller delivers its bytes, not the sink.
   * @returns true if the fast path applies
   */
  goOn(sequence: number, bytes: Uint8Array, time: number): boolean {
    if (sequence !== this.#next || !this.isQuiet(sequence)) return false;
    if (bytes.length === 0) return true;
    this.#last = this.#recent.add(this.#last, sequence, bytes);
    this.#reach((sequence + bytes.length) >>> 0, time);
    return true;
  }

  /** Records an acknowledgement while nothing waits. */
  acknowledgedQuietly(sequence: number, time: number): void {
    this.#note(sequence, time);
    this.#waited = 0;
  }

  /** A SYN defines the first sequence number. */
  begin(sequence: number): void {
    this.#next ??= (sequence + 1) >>> 0;
  }

  /** Takes a segment. `length`: size on the wire; bytes that the capture lacks are lost. */
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
    // The truncated rest of a frame will not be repeated.
    const isCut = bytes.length < length && ahead(this.#next, sequence) === -bytes.length;
    if (isCut) this.#skipTo((sequence + length) >>> 0, time);
    this.#release(time);
    if (this.#held !== undefined && this.#held.size > HELD_BYTES)
      this.#skipTo(this.#held?.first?.sequence);
  }

  /** True if bytes before this sequence number are missing; one of them could be a FIN. */
  lacksBefore(sequence: number): boolean {
    if (this.#isOver || this.#next === undefined) return false;
    const distance = ahead(this.#next, sequence);
    return distance > 1 && distance <= LARGEST_WINDOW;
  }

  /** True if a byte before this sequence number was not received; that may be its FIN. */
  isBehind(sequence: number): boolean {
    return sequence !== this.#assumedEnd && this.lacksBefore((sequence + 1) >>> 0);
  }

  /** Takes the single byte before this sequence number for a FIN that is not in the capture. */
  assumeEnd(sequence: number): void {
    this.#assumedEnd = sequence;
  }

  /** Treats missing bytes before this sequence number as lost. */
  lost(sequence: number, time: number): void {
    while (this.lacksBefore(sequence)) {
      const held = this.#held?.first?.sequence;
      const isBefore = held !== undefined && ahead(held, sequence) > 0;
      this.#skipTo(isBefore ? held : sequence, time);
    }
  }

  /** Records an acknowledgement. */
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
    if (this.#waited > MOST_WAITED) this.#skipTo(next, time);
  }

  #note(acknowledged: number, time: number): void {
    this.#firstAcknowledged ??= acknowledged;
    this.#acknowledged = acknowledged;
    this.#acknowledgedAt = time;
    this.#deliveries?.forget(acknowledged);
  }

  /** Delivers held segments with the gaps before them, because no more frames will arrive. */
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
    const finish = this.#isOver ? undefined : this.#finish;
    // The number of a FIN is exact: the single byte before it can be missing.
    if (finish !== undefined && ahead(this.#next ?? 0, finish.sequence) === 1) {
      this.#skipTo(finish.sequence, finish.time);
    }
  }

  /** Handles the end of the connection, by any cause. */
  finish(time: number): void {
    this.flush();
    if (!this.#isOver) this.#end(time);
  }

  /** Returns the bytes that are new and compares the others. */
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

  /** Handles the late bytes of reported gaps. */
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

  /** Records that the bytes before this sequence number are delivered. */
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

  /** True if delivered bytes are not acknowledged yet. */
  get #isAwaited(): boolean {
    if (this.#next === undefined || this.#latest === Number.NEGATIVE_INFINITY) return false;
    return this.#acknowledged === undefined || ahead(this.#acknowledged, this.#next) > 0;
  }

  #end(time: number): void {
    this.#isOver = true;
    this.#reach(this.#next ?? 0, time);
    this.#sink.end(this.#side, this.#latest);
  }

  /** Delivers held segments that are next in order, because the bytes before them arrived or are lost. */
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

  /** @param time when the loss was detected; defaults to the time of the held segment */
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
