import type { AckPacket, PacketType } from '../../../mqtt/tables/packet.ts';
import type { CopyTrace, MessageTrace, TracePacket } from './trace.ts';

/** The traced messages of one session whose handshake is incomplete, by packet identifier. */
export class Followed {
  /** From the client, PUBREL awaited. */
  readonly received = new Map<number, MessageTrace>();
  /** To the client. */
  readonly sent = new Map<number, CopyTrace>();

  /** PUBACK, PUBREC or PUBCOMP arrived from the subscriber. */
  acknowledged(
    { type, packetId, reasonCode = 0 }: AckPacket,
    connection: number,
    now: number,
  ): void {
    const trace = this.sent.get(packetId);
    if (trace === undefined) return;
    trace.packet(step(type, 'in', packetId, { connection, now, reasonCode }));
    if (trace.isOver) this.sent.delete(packetId);
  }

  sentPubrel(packetId: number, connection: number, now: number): void {
    this.sent.get(packetId)?.packet(step('pubrel', 'out', packetId, { connection, now }));
  }

  /** A known QoS 2 PUBLISH arrived again and was answered again. */
  repeated(packetId: number, connection: number, now: number): void {
    const trace = this.received.get(packetId);
    trace?.packet(step('publish', 'in', packetId, { connection, now, dup: true }));
    trace?.packet(step('pubrec', 'out', packetId, { connection, now }));
  }

  /** PUBREL arrived and was answered with PUBCOMP. */
  released(packetId: number, connection: number, now: number, reasonCode: number): void {
    const trace = this.received.get(packetId);
    trace?.packet(step('pubrel', 'in', packetId, { connection, now }));
    trace?.packet(step('pubcomp', 'out', packetId, { connection, now, reasonCode }));
    if (trace?.isDoubled !== true) this.received.delete(packetId);
  }

  ended(now: number): void {
    for (const trace of this.sent.values()) trace.notGiven('session-ended', now);
    for (const trace of this.received.values()) trace.abandoned();
    this.sent.clear();
    this.received.clear();
  }
}

/** A packet with an identifier; only acknowledgements have a reason code. */
function step(
  packet: PacketType,
  direction: TracePacket['direction'],
  packetId: number,
  seen: { connection: number; now: number; reasonCode?: number; dup?: boolean },
): TracePacket {
  const { connection, now, dup = false } = seen;
  const reasonCode = packet === 'publish' ? undefined : (seen.reasonCode ?? 0);
  return { time: now, connection, packet, direction, packetId, dup, reasonCode };
}
