/** Traces of a message and its copies, from PUBLISH to the subscribers' acknowledgements. Times in ms. */
import type { PacketType, QoS } from '../../../mqtt/tables/packet.ts';
import type { Client } from './parties.ts';

/** The part of a session that a trace reads. */
interface ObservedSession {
  readonly clientId: string;
  readonly client: Client;
  /** Undefined while the client is not connected. */
  readonly link: object | undefined;
}

/** The part of a subscription that a trace reads. */
export interface ObservedSubscription {
  readonly session: ObservedSession;
  readonly filter: string;
  readonly qos: QoS;
}

export interface PublishArrival {
  readonly origin: 'publish' | 'will' | 'broker';
  /** undefined: published by the broker itself. */
  readonly publisher: string | undefined;
  /** The PUBLISH itself: its connection, packet identifier and DUP. */
  readonly connection?: number;
  readonly packetId?: number | undefined;
  readonly dup?: boolean;
}

/** Trace of one message on its publisher's side. */
export interface MessageTrace {
  /** Replaced by newer traces: nothing more is recorded. */
  readonly isForgotten: boolean;
  /** Its publisher's handshake is over, but part of it will be repeated. */
  readonly isDoubled: boolean;
  packet(packet: TracePacket): void;
  refused(reasonCode: number): void;
  /** The host received it, because its publisher was admitted on the host's terms. */
  heard(): void;
  /** The publisher's session ended before its PUBREL arrived. */
  abandoned(): void;
  /** Begins a subscriber's copy, which is in the record from `CopyTrace.begin` on. */
  copy(subscription: ObservedSubscription, members: number): CopyTrace | undefined;
  /** A matching subscription without a copy. */
  withheld(subscription: ObservedSubscription, why: 'no-local' | 'not-authorised'): void;
}

/** Trace of one subscriber's copy. */
export interface CopyTrace {
  /** Nothing more can happen to it. */
  readonly isOver: boolean;
  /** Another subscription of the same client causes the same copy. */
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
  readonly session: ObservedSession;
  readonly qos: QoS;
  readonly retain: boolean;
  readonly cause: 'published' | 'retained' | 'handed-over';
}

export interface TracePacket {
  /** ms. */
  readonly time: number;
  /** The connection that carries it. */
  readonly connection: number;
  readonly packet: PacketType;
  /** From the broker's view. */
  readonly direction: 'in' | 'out';
  readonly packetId: number | undefined;
  readonly dup: boolean;
  /** Reason code of an acknowledgement. */
  readonly reasonCode: number | undefined;
}
