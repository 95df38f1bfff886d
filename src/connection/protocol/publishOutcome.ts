/** Outcome of a message that the app published. */
import type { ConnectionFact } from './connectionFacts.ts';

export type PublishOutcome =
  /** No connection: it is sent on the next one. */
  | { readonly kind: 'queued' }
  /** Sent, answer pending (QoS 1 and 2). `packet` is the number of its PUBLISH. */
  | { readonly kind: 'in-flight'; readonly packet: number | undefined }
  /** QoS 0: sent; there is no answer. */
  | { readonly kind: 'sent'; readonly packet: number | undefined }
  /**
   * `ms` from PUBLISH to PUBACK or PUBCOMP. The code may be 0x10, no matching subscribers, or 0x92 in a
   * PUBCOMP if the answer to an earlier PUBREL was lost.
   */
  | {
      readonly kind: 'acknowledged';
      readonly ms: number;
      readonly code: number;
      readonly packet: number | undefined;
    }
  | {
      readonly kind: 'refused';
      readonly code: number;
      readonly reasonString: string | undefined;
      readonly packet: number | undefined;
    }
  /** No answer within 10 s; it stays in flight. */
  | { readonly kind: 'timed-out'; readonly packet: number | undefined }
  /**
   * Not sent again, because it makes the broker end the connection; `code`: reason code of its DISCONNECT, if
   * any. The user decides.
   */
  | {
      readonly kind: 'held';
      readonly packet: number | undefined;
      readonly code: number | undefined;
    }
  /** A held message that was discarded. */
  | { readonly kind: 'discarded'; readonly packet: number | undefined }
  /** Not sent. */
  | { readonly kind: 'not-sent'; readonly why: ConnectionFact }
  /** In flight when the session ended: its outcome cannot be known. */
  | { readonly kind: 'unknown'; readonly packet: number | undefined };
