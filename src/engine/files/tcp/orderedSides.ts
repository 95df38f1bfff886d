/** Processes segments of a connection, with a fast path for those in order. */

import { otherSide, type Side } from '../events/side.ts';
import type { CausalOrder } from './causalOrder.ts';
import { ahead } from './heldSegments.ts';
import type { TcpFlow } from './tcpFlow.ts';
import type { TcpSegment } from './tcpSegment.ts';
import type { TimeOrder } from './timeOrder.ts';

export interface OrderedSides {
  readonly flows: Readonly<Record<Side, TcpFlow>>;
  /** undefined while no segment waits in it. */
  order: CausalOrder | undefined;
  readonly timeOrder: TimeOrder;
}

/**
 * Fast path for a complete in-order segment whose acknowledgement covers only received bytes, while nothing
 * waits. Nearly all segments qualify.
 */
export function passes(
  { flows, order, timeOrder }: OrderedSides,
  side: Side,
  { sequence, acknowledgement, syn, fin, rst, payload, length }: TcpSegment,
  time: number,
): boolean {
  if (syn || fin || rst || payload.length !== length || acknowledgement === undefined) return false;
  if (order !== undefined || !timeOrder.isEmpty) return false;
  const other = otherSide(side);
  const answers = flows[other];
  // Bytes delivered after this frame: the acknowledgement time counts.
  if (answers.latest > time || !answers.isQuiet(acknowledgement)) return false;
  const flow = flows[side];
  if (!flow.goOn(sequence, payload, time)) return false;
  answers.acknowledgedQuietly(acknowledgement, time);
  if (length > 0) timeOrder.emitNow(side, payload, flow.latest);
  return true;
}

/** Passes a segment to its flow and its acknowledgement to the other flow. */
export function feed(
  flows: Readonly<Record<Side, TcpFlow>>,
  side: Side,
  segment: TcpSegment,
  time: number,
): void {
  const { sequence, acknowledgement, syn, fin, rst, payload, length } = segment;
  const flow = flows[side];
  const expected = flow.firstAcknowledged;
  if (syn) flow.begin(sequence);
  // Without a SYN, the first acknowledgement shows which bytes the capture should have.
  else if (!flow.hasBegun && expected !== undefined && ahead(expected, sequence) > 0) {
    flow.begin((expected - 1) >>> 0);
  }
  const at = syn ? (sequence + 1) >>> 0 : sequence;
  flow.segment(at, payload, length, fin, time);
  // A reset may acknowledge anything.
  if (acknowledgement !== undefined && !rst) {
    flows[otherSide(side)].acknowledged(acknowledgement, time);
  }
}
