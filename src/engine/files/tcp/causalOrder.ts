/**
 * Brings the two directions of a connection into the order in which its ends saw them: whoever
 * acknowledges bytes had them. A capture may have segments in disorder, or lack some.
 */
import { sameBytes } from '../../../base/sameBytes.ts';
import { otherSide, type Side } from '../events/side.ts';
import type { TcpFlow } from './tcpFlow.ts';
import type { TcpSegment } from './tcpSegment.ts';

/** Segments to wait for one that the other side has acknowledged. */
const PATIENCE = 8;

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
  /** In the order of their arrival; they acknowledge what has not come yet. */
  #waiting: Waiting[] | undefined;
  #waited = 0;

  /** @param feed shared by all connections: a closure for each would take memory */
  constructor(flows: Readonly<Record<Side, TcpFlow>>, feed: Feed) {
    this.#flows = flows;
    this.#feed = feed;
  }

  segment(side: Side, segment: TcpSegment, time: number): void {
    if (this.#isEarly(side, segment)) {
      // A frame that came twice tells no more than once.
      if (this.#waiting?.some((one) => one.side === side && isSame(one.segment, segment))) return;
      // The frame's bytes may be gone by then.
      const kept = { ...segment, payload: segment.payload.slice() };
      (this.#waiting ??= []).push({ side, segment: kept, time });
    } else this.#feedNow(side, segment, time);
    if (this.#waiting === undefined) return;
    this.#drain(this.#waiting);
    this.#waited = this.#waiting === undefined ? 0 : this.#waited + 1;
    // All at once: where a direction is missing there would be ever more to wait for.
    if (this.#waited > PATIENCE) this.flush();
  }

  get isEmpty(): boolean {
    return this.#waiting === undefined;
  }

  /** Time of the first that waits. */
  get waitingSince(): number | undefined {
    return this.#waiting?.[0]?.time;
  }

  /** No more segments will come, or none are waited for any longer. */
  flush(): void {
    while (this.#waiting !== undefined) this.#giveUp(this.#waiting);
  }

  /** Nobody acknowledges bytes before they come. */
  #feedNow(side: Side, segment: TcpSegment, time: number): void {
    const { acknowledgement, rst } = segment;
    const isAnswer = acknowledgement !== undefined && !rst;
    const asked = isAnswer ? this.#flows[otherSide(side)].timeOf(acknowledgement) : time;
    this.#feed(this.#flows, side, segment, Math.max(time, asked));
  }

  /** It acknowledges what the other side sent and the capture does not have yet. */
  #isEarly(side: Side, { acknowledgement, rst }: TcpSegment): boolean {
    // A reset may acknowledge anything.
    if (acknowledgement === undefined || rst) return false;
    return this.#flows[otherSide(side)].lacksBefore(acknowledgement);
  }

  #drain(waiting: Waiting[]): void {
    for (let at = 0; at < waiting.length; ) {
      const next = waiting[at];
      if (next === undefined || this.#isEarly(next.side, next.segment)) {
        at += 1;
        continue;
      }
      waiting.splice(at, 1);
      this.#feedNow(next.side, next.segment, next.time);
      // What it brought may be what an earlier one waits for.
      at = 0;
    }
    if (waiting.length === 0) this.#waiting = undefined;
  }

  /** What the first one waits for will not come. */
  #giveUp(waiting: Waiting[]): void {
    const [first] = waiting;
    const acknowledged = first?.segment.acknowledgement;
    if (first === undefined || acknowledged === undefined) return;
    this.#flows[otherSide(first.side)].lost(acknowledged, first.time);
    this.#waited = 0;
    this.#drain(waiting);
  }
}
