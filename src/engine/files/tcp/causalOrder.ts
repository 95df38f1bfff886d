/**
 * Restores the causal order of both directions: acknowledged bytes must have been received before. Segments
 * of a capture may be out of order or missing.
 */
import { sameBytes } from '../../../base/bytes.ts';
import { otherSide, type Side } from '../events/side.ts';
import { sizeOf } from './heldSegments.ts';
import type { TcpFlow } from './tcpFlow.ts';
import type { TcpSegment } from './tcpSegment.ts';

/** Number of segments to wait for one that the other side has acknowledged. */
const MOST_WAITED = 8;
/** The same if a side is captured with another clock. Time limits the wait. */
const MOST_WAITED_FOR_CLOCK = 4096;
/** µs within which frames of one capture device are hardly ever out of order. */
const USUAL_LAG = 4000;

type Feed = (
  flows: Readonly<Record<Side, TcpFlow>>,
  side: Side,
  segment: TcpSegment,
  time: number,
) => void;

interface Waiting {
  readonly side: Side;
  readonly segment: TcpSegment;
  readonly time: number;
}

const isSame = (one: TcpSegment, other: TcpSegment): boolean =>
  one.sequence === other.sequence &&
  one.acknowledgement === other.acknowledgement &&
  one.length === other.length &&
  one.fin === other.fin &&
  one.syn === other.syn &&
  sameBytes(one.payload, other.payload);

export class CausalOrder {
  readonly #flows: Readonly<Record<Side, TcpFlow>>;
  readonly #feed: Feed;
  /** In order of arrival; they acknowledge bytes that are not received yet. */
  #waiting: Waiting[] | undefined;
  #waited = 0;
  readonly #lags: (side: Side, by: number) => void;
  readonly #isFromStart: boolean;

  /**
   * @param feed shared by all connections: a closure for each would take memory
   * @param isFromStart the capture has its SYN
   * @param lags called if frames of a side are in the capture after the answers to them, by that many µs
   */
  constructor(
    flows: Readonly<Record<Side, TcpFlow>>,
    feed: Feed,
    isFromStart = false,
    lags: (side: Side, by: number) => void = () => undefined,
  ) {
    this.#flows = flows;
    this.#feed = feed;
    this.#isFromStart = isFromStart;
    this.#lags = lags;
  }

  segment(side: Side, segment: TcpSegment, time: number): void {
    this.#noteFirst(side, segment, time);
    if (this.#isEarly(side, segment)) {
      // A duplicated frame adds nothing.
      if (this.#waiting?.some((one) => one.side === side && isSame(one.segment, segment))) return;
      // The frame's bytes may be invalid by then.
      const kept = { ...segment, payload: segment.payload.slice() };
      (this.#waiting ??= []).push({ side, segment: kept, time });
    } else this.#feedNow(side, segment, time);
    if (this.#waiting === undefined) return;
    const isFreed = this.#drain(this.#waiting);
    if (isFreed !== undefined) this.#noteLag(side, time - isFreed);
    this.#waited = this.#waiting === undefined ? 0 : this.#waited + 1;
    // Flushes everything: if a direction is missing, the queue would grow forever.
    if (this.#waited > this.#mostWaited) this.flush();
  }

  get #mostWaited(): number {
    const [next] = this.#waiting ?? [];
    const flow = next && this.#flows[otherSide(next.side)];
    const isOther = flow !== undefined && (flow.isLagging || !flow.hasBegun);
    return isOther ? MOST_WAITED_FOR_CLOCK : MOST_WAITED;
  }

  #noteLag(side: Side, by: number): void {
    if (by < USUAL_LAG) return;
    this.#flows[side].isLagging = true;
    this.#lags(side, by);
  }

  get isEmpty(): boolean {
    return this.#waiting === undefined;
  }

  /** Memory of the waiting segments, approximately. */
  get heldBytes(): number {
    return (this.#waiting ?? []).reduce((sum, { segment }) => sum + sizeOf(segment.payload), 0);
  }

  /** Time of the first waiting segment. */
  get waitingSince(): number | undefined {
    return this.#waiting?.[0]?.time;
  }

  /** Processes the waiting segments, because no more will arrive or the wait is over. */
  flush(): void {
    while (this.#waiting !== undefined) this.#giveUp(this.#waiting);
  }

  /** Unreceived bytes cannot be acknowledged. */
  #feedNow(side: Side, segment: TcpSegment, time: number): void {
    const { acknowledgement, rst } = segment;
    const isAnswer = acknowledgement !== undefined && !rst;
    const asked = isAnswer ? this.#flows[otherSide(side)].timeOf(acknowledgement) : time;
    this.#feed(this.#flows, side, segment, Math.max(time, asked));
  }

  /** True if the segment acknowledges bytes that the capture does not have yet. */
  #isEarly(side: Side, { acknowledgement, rst }: TcpSegment): boolean {
    // A reset may acknowledge anything.
    if (acknowledgement === undefined || rst) return false;
    const flow = this.#flows[otherSide(side)];
    if (this.#isFromStart && !flow.hasBegun && !flow.isMissing)
      return acknowledgement !== flow.answered?.sequence;
    return flow.isBehind(acknowledgement);
  }

  /** The first segment after the SYN that opens a connection acknowledges nothing but the other SYN. */
  #noteFirst(side: Side, { sequence, acknowledgement, syn }: TcpSegment, time: number): void {
    const { [side]: own, [otherSide(side)]: other } = this.#flows;
    if (syn && own.answered !== undefined) this.#noteLag(side, time - own.answered.time);
    if (side === 'second' || !this.#isFromStart || syn || other.hasBegun) return;
    if (acknowledgement === undefined || !own.continuesWith(sequence)) return;
    other.answered ??= { sequence: acknowledgement, time };
  }

  /** @returns time of the first segment that need not wait any more */
  #drain(waiting: Waiting[]): number | undefined {
    let freed: number | undefined;
    for (let at = 0; at < waiting.length; ) {
      const next = waiting[at];
      if (next === undefined || this.#isEarly(next.side, next.segment)) {
        at += 1;
        continue;
      }
      waiting.splice(at, 1);
      freed ??= next.time;
      this.#feedNow(next.side, next.segment, next.time);
      // Its bytes may complete an earlier waiting segment.
      at = 0;
    }
    if (waiting.length === 0) this.#waiting = undefined;
    return freed;
  }

  /** Stops waiting for the bytes that the first segment acknowledges. */
  #giveUp(waiting: Waiting[]): void {
    const [first] = waiting;
    const acknowledged = first?.segment.acknowledgement;
    if (first === undefined || acknowledged === undefined) return;
    const flow = this.#flows[otherSide(first.side)];
    if (flow.hasBegun) flow.lost(acknowledged, first.time);
    else flow.isMissing = true;
    // The single missing byte may be just a FIN.
    if (this.#isEarly(first.side, first.segment)) flow.assumeEnd(acknowledged);
    this.#waited = 0;
    this.#drain(waiting);
  }
}
