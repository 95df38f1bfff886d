/** Traces of one message and its copies, from PUBLISH to the subscribers' acknowledgements. Times in ms. */
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
  copy(subscription: ObservedSubscription, members: number): CopyTrace | undefined;
  /** A subscription that matches and gets nothing. */
  withheld(subscription: ObservedSubscription, why: 'no-local' | 'not-authorised'): void;
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
  readonly session: ObservedSession;
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
