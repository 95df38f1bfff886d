/** A message from its publisher's PUBLISH to each subscriber's acknowledgement, as observed by the broker. */

import type { QoS } from '../../mqtt/tables/packet.ts';
import type { TracePacket } from '../core/contract/trace.ts';
import type { Mark } from '../faults/marks.ts';

export type JournalCommand =
  /**
   * Newest first. `topic`: a topic filter, or text in the topic. `client`: its publisher or a subscriber.
   * `before`: only older ones than this number.
   */
  | {
      readonly kind: 'messages';
      readonly topic?: string;
      readonly client?: string;
      /** Only its publications. */
      readonly publisher?: string;
      readonly before?: number;
      /** `false` excludes topics below `$SYS`. */
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
      /** True if older ones match. */
      readonly more: boolean;
      /** Number of the oldest remembered message; 0: none. */
      readonly oldest: number;
      readonly newest: number;
      /** Number of matching messages from `before` on. */
      readonly newer: number;
      /** Messages since the oldest that were not recorded because of their rate. */
      readonly skipped: number;
    }
  /** undefined: forgotten or never existed. */
  | {
      readonly kind: 'message';
      readonly time: number;
      readonly message: TracedMessage | undefined;
    };

export interface TracedRow {
  /** Counts from 1 over the broker's life. */
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
  /** `retained`: retained before the journal recorded it; its arrival is unknown. */
  readonly origin: 'publish' | 'will' | 'broker' | 'retained';
  /** Reason code of the refusal; undefined: it was passed on. */
  readonly refused: number | undefined;
  /** Fault that kept its PUBLISH from the broker; undefined: it arrived. */
  readonly missed: TracedFault | undefined;
  /**
   * Number of an earlier message that the same client sent with the same packet identifier at QoS 1. This
   * PUBLISH with DUP, or a fault rule's copy of it, is delivered again (4.3.2).
   */
  readonly repeats: number | undefined;
  /** The local platform received it, because its publisher is one of its devices. */
  readonly heard?: true;
  readonly deliveries: number;
  /** Numbers of unfinished and of failed deliveries. */
  readonly open: number;
  readonly failed: number;
  /** Fault that stops a PUBLISH between the broker and its subscriber, for the first stopped delivery. */
  readonly keptBack: TracedFault | undefined;
}

/** A packet on the publisher's or a subscriber's side. */
export interface TracedStep extends TracePacket {
  /** Fault applied to it between the broker and the client; `made`: its sender does not know it. */
  readonly fault: TracedFault | undefined;
}

export interface TracedFault {
  readonly rule: string;
  readonly action: Mark['action'];
  /** It never reached the other side. */
  readonly isLost: boolean;
  /** It is queued for the client and not sent yet. */
  readonly isWaiting: boolean;
}

/** Why a subscriber did not get a message. */
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
  /** All matching subscriptions in the client's spelling, with the granted QoS. */
  readonly by: readonly { readonly filter: string; readonly qos: QoS }[];
  /** The lower of the publisher's QoS and the highest granted (3.3.1.2, 3.8.4), unless `asPublished`. */
  readonly qos: QoS;
  /**
   * The publisher's QoS, up to 1, whatever was granted: the local platform delivers like this to its devices.
   */
  readonly asPublished?: true;
  readonly retain: boolean;
  /**
   * `retained`: a SUBSCRIBE requested the retained message. `handed-over`: another member of the shared
   * subscription left before it had acknowledged it (4.8.2).
   */
  readonly cause: 'published' | 'retained' | 'handed-over';
  /** The shared subscription, and its number of members then. */
  readonly group: { readonly filter: string; readonly members: number } | undefined;
  readonly state: /** It waits in the session. */
    | 'queued'
    /** The final state at QoS 0. */
    | 'sent'
    | 'acknowledged'
    /** PUBREC arrived; PUBCOMP is awaited. */
    | 'received'
    | 'completed'
    /** It was sent and given up before its acknowledgement; `why` has the reason. */
    | 'abandoned'
    | 'not-given';
  /** Why the subscriber did not get it, or why it was given up. */
  readonly why: NotGiven | undefined;
  /** When it was queued, ms. */
  readonly time: number;
  /** The subscriber is disconnected now. */
  readonly isAway: boolean;
  readonly steps: readonly TracedStep[];
}

export interface TracedMessage {
  readonly row: TracedRow;
  /** Packets between the publisher and the broker. */
  readonly steps: readonly TracedStep[];
  /** At QoS 2: the publisher's session ended before its PUBREL arrived. */
  readonly isAbandoned: boolean;
  /** The message's own expiry, ms; undefined: none. */
  readonly expiresAt: number | undefined;
  /** Its first bytes, at most 256, in Base64. */
  readonly payload: string;
  /** At most 200, failed and open ones first; the row has the total. */
  readonly deliveries: readonly TracedDelivery[];
}
