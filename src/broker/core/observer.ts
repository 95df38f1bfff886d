/**
 * What may hear of each message on its way through the broker, from PUBLISH to the subscribers'
 * acknowledgements. Where nobody observes, or not this message, nothing is asked. Times in ms.
 */
import type { AckPacket, PacketType, QoS } from '../../mqtt/packet.ts';
import type { Message, MessageSource } from './message.ts';
import type { Session, Subscription } from './session.ts';

export interface MessageObserver {
  /** Whether the next message of that publisher is to be followed; asked for every message. */
  admits(publisher: string | undefined, now: number): boolean;
  /** A message that was admitted comes in. */
  began(source: MessageSource, came: Came, now: number): MessageTrace;
  /** Somebody subscribes to a retained message that was admitted and is not followed (any more). */
  beganRetained(message: Message): MessageTrace;
}

export interface Came {
  readonly origin: 'publish' | 'will' | 'broker';
  /** undefined: the broker itself. */
  readonly publisher: string | undefined;
  /** The PUBLISH itself: its connection, packet identifier and DUP. */
  readonly connection?: number;
  readonly packetId?: number | undefined;
  readonly dup?: boolean;
}

/** One message, at its publisher's end. */
export interface MessageTrace {
  /** It has made room for younger ones: nothing more is noted. */
  readonly isForgotten: boolean;
  /** Its publisher's handshake is over, and some of it will come once more. */
  readonly isDoubled: boolean;
  packet(packet: TracePacket): void;
  refused(reasonCode: number): void;
  /** The host itself has it, on whose terms its publisher came in. */
  heard(): void;
  /** The publisher's session ended before its PUBREL came. */
  abandoned(): void;
  /** Begins a subscriber's copy, which stands in the record from `CopyTrace.begin` on. */
  copy(subscription: Subscription, members: number): CopyTrace | undefined;
  /** A subscription that matches and gets nothing. */
  withheld(subscription: Subscription, why: 'no-local' | 'not-authorised'): void;
}

/** One subscriber's copy. */
export interface CopyTrace {
  /** Nothing more can happen to it. */
  readonly isOver: boolean;
  /** The same client's other subscription leads to the same copy. */
  join(other: CopyTrace): void;
  begin(copy: BegunCopy, now: number): void;
  packet(packet: TracePacket): void;
  notGiven(
    why:
      | 'not-authorised'
      | 'away'
      | 'queue-full'
      | 'too-slow'
      | 'too-large'
      | 'expired'
      | 'session-ended',
    now: number,
  ): void;
}

export interface BegunCopy {
  readonly session: Session;
  readonly qos: QoS;
  readonly retain: boolean;
  readonly cause: 'published' | 'retained' | 'handed-over';
}

export interface TracePacket {
  /** ms. */
  readonly time: number;
  /** The connection it travels on. */
  readonly connection: number;
  readonly packet: PacketType;
  /** Seen from the broker. */
  readonly direction: 'in' | 'out';
  readonly packetId: number | undefined;
  readonly dup: boolean;
  /** Of an acknowledgement. */
  readonly reasonCode: number | undefined;
}

/** The followed messages of one session whose handshake is not over, by packet identifier. */
export class Followed {
  /** From the client, PUBREL awaited. */
  readonly received = new Map<number, MessageTrace>();
  /** To the client. */
  readonly sent = new Map<number, CopyTrace>();

  /** PUBACK, PUBREC or PUBCOMP came from the subscriber. */
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

  /** A QoS 2 PUBLISH that is known came again, and was answered again. */
  repeated(packetId: number, connection: number, now: number): void {
    const trace = this.received.get(packetId);
    trace?.packet(step('publish', 'in', packetId, { connection, now, dup: true }));
    trace?.packet(step('pubrec', 'out', packetId, { connection, now }));
  }

  /** PUBREL came, and was answered with PUBCOMP. */
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

/** A packet with an identifier; a reason code belongs to acknowledgements only. */
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
