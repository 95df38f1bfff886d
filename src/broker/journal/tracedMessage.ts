/** One message from its publisher's PUBLISH to each subscriber's acknowledgement, as the broker saw it. */

import type { QoS } from '../../mqtt/tables/packet.ts';
import type { TracePacket } from '../core/contract/trace.ts';
import type { Mark } from '../faults/marks.ts';

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
      /** `false` leaves out those below `$SYS`. */
      readonly sys?: boolean;
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
      /** Of those from `before` on, how many fit. */
      readonly newer: number;
      /** Messages since the oldest that were not recorded, because too many came at once. */
      readonly skipped: number;
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
  /** `retained`: it was retained before the journal began with it; how it came is not remembered. */
  readonly origin: 'publish' | 'will' | 'broker' | 'retained';
  /** Refused with this code; undefined: it was passed on. */
  readonly refused: number | undefined;
  /** What a fault rule did so that its PUBLISH never came to the broker; undefined: it came. */
  readonly missed: TracedFault | undefined;
  /**
   * The same client had sent the message of this number with the same packet identifier, at QoS 1:
   * this PUBLISH with DUP, or a fault rule's copy of that one, is passed on once more (4.3.2).
   */
  readonly repeats: number | undefined;
  /** The local platform has it, whoever else got it: its publisher is one of its devices. */
  readonly heard?: true;
  readonly deliveries: number;
  /** Of these: not finished, and not given or given up. */
  readonly open: number;
  readonly failed: number;
  /** What keeps a PUBLISH from its subscriber after the broker sent it, of the first such delivery. */
  readonly keptBack: TracedFault | undefined;
}

/** A packet at one of the ends. */
export interface TracedStep extends TracePacket {
  /** What a fault rule did to it between the broker and the client; `made`: its sender knows nothing of it. */
  readonly fault: TracedFault | undefined;
}

export interface TracedFault {
  readonly rule: string;
  readonly action: Mark['action'];
  /** It never came to the side that it was for. */
  readonly isLost: boolean;
  /** It is on its way to the client and not on the wire yet. */
  readonly isWaiting: boolean;
}

/** Why a subscriber was not given a message. */
export type NotGiven =
  | 'no-local'
  | 'not-authorised'
  | 'away'
  | 'queue-full'
  | 'too-slow'
  | 'too-large'
  | 'expired'
  | 'session-ended'
  | 'refused';

export interface TracedDelivery {
  readonly subscriber: string;
  /** Of all its subscriptions that match, as the client wrote them, with the QoS that was granted. */
  readonly by: readonly { readonly filter: string; readonly qos: QoS }[];
  /** The lower of the publisher's QoS and the highest granted (3.3.1.2, 3.8.4), unless `asPublished`. */
  readonly qos: QoS;
  /** The publisher's QoS, up to 1, whatever was granted: the local platform delivers so to its devices. */
  readonly asPublished?: true;
  readonly retain: boolean;
  /**
   * `retained`: the message was retained, and a SUBSCRIBE asked for it. `handed-over`: another member
   * of the shared subscription left before it had acknowledged it (4.8.2).
   */
  readonly cause: 'published' | 'retained' | 'handed-over';
  /** By a shared subscription, which had so many members then. */
  readonly group: { readonly filter: string; readonly members: number } | undefined;
  readonly state: /** It waits in the session. */
    | 'queued'
    /** At QoS 0 that is all. */
    | 'sent'
    | 'acknowledged'
    /** PUBREC came; PUBCOMP is awaited. */
    | 'received'
    | 'completed'
    /** It was sent and given up before it was acknowledged; `why` tells the reason. */
    | 'abandoned'
    | 'not-given';
  /** Why it was not given to the subscriber, or given up. */
  readonly why: NotGiven | undefined;
  /** When it was queued, ms. */
  readonly time: number;
  /** The subscriber has no connection now. */
  readonly isAway: boolean;
  readonly steps: readonly TracedStep[];
}

export interface TracedMessage {
  readonly row: TracedRow;
  /** Between the publisher and the broker. */
  readonly steps: readonly TracedStep[];
  /** At QoS 2: the publisher's session ended before its PUBREL came. */
  readonly isAbandoned: boolean;
  /** The message's own expiry, ms; undefined: it has none. */
  readonly expiresAt: number | undefined;
  /** Its first bytes, at most 256, in Base64. */
  readonly payload: string;
  /** At most 200, failed and open ones first; the row tells how many there are. */
  readonly deliveries: readonly TracedDelivery[];
}
