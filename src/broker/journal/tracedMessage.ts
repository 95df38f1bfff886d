/** One message from its publisher's PUBLISH to each subscriber's acknowledgement, as the broker saw it. */
import type { PacketType, QoS } from '../../mqtt/packet.ts';

export type JournalCommand =
  /**
   * Newest first. `topic`: a topic filter, or text in the topic. `client`: published by it or delivered
   * to it. `before`: only older ones than this number.
   */
  | {
      readonly kind: 'messages';
      readonly topic?: string;
      readonly client?: string;
      readonly before?: number;
      /** At most 200. */
      readonly count: number;
    }
  | { readonly kind: 'message'; readonly message: number };

export type JournalReply =
  | {
      readonly kind: 'messages';
      readonly time: number;
      readonly rows: readonly TracedRow[];
      /** There are older ones that fit. */
      readonly more: boolean;
      /** Number of the oldest that is still remembered; 0: none is. */
      readonly oldest: number;
      readonly newest: number;
    }
  /** undefined: forgotten, or never was. */
  | {
      readonly kind: 'message';
      readonly time: number;
      readonly message: TracedMessage | undefined;
    };

export interface TracedRow {
  /** Counts over the broker's life, from 1. */
  readonly message: number;
  /** ms. */
  readonly time: number;
  readonly topic: string;
  readonly qos: QoS;
  readonly retain: boolean;
  /** Bytes of the payload. */
  readonly size: number;
  /** undefined: the broker itself. */
  readonly publisher: string | undefined;
  readonly origin: 'publish' | 'will' | 'broker';
  /** Refused with this code; undefined: it was passed on. */
  readonly refused: number | undefined;
  readonly deliveries: number;
  /** Of these: not finished, and not given. */
  readonly open: number;
  readonly failed: number;
}

/** A packet at one of the ends. */
export interface TracedStep {
  /** ms. */
  readonly time: number;
  /** The connection it travelled on. */
  readonly connection: number;
  readonly packet: PacketType;
  /** Seen from the broker. */
  readonly direction: 'in' | 'out';
  readonly packetId: number | undefined;
  readonly dup: boolean;
  /** Of an acknowledgement. */
  readonly reasonCode: number | undefined;
}

export interface TracedDelivery {
  readonly subscriber: string;
  /** Of all its subscriptions that match, as the client wrote them, with the QoS that was granted. */
  readonly by: readonly { readonly filter: string; readonly qos: QoS }[];
  /** The lower of the publisher's QoS and the highest granted (3.3.1.2, 3.8.4). */
  readonly qos: QoS;
  readonly retain: boolean;
  readonly state:
    | 'queued'
    | 'sent'
    | 'acknowledged'
    /** PUBREC came; PUBCOMP is awaited. */
    | 'received'
    | 'completed'
    | 'not-given';
  /** Why it was not given to the subscriber. */
  readonly why:
    | 'no-local'
    | 'not-authorised'
    | 'away'
    | 'queue-full'
    | 'too-slow'
    | 'too-large'
    | 'expired'
    | 'session-ended'
    | 'refused'
    | undefined;
  readonly steps: readonly TracedStep[];
}

export interface TracedMessage {
  readonly row: TracedRow;
  /** Between the publisher and the broker. */
  readonly steps: readonly TracedStep[];
  /** Its first bytes, at most 256, in Base64. */
  readonly payload: string;
  /** At most 200; the row tells how many there are. */
  readonly deliveries: readonly TracedDelivery[];
}
