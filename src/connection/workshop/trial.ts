/** Raw bytes to send, to observe a server's reaction: the request and the result. */
import type { Reaction } from '../../engine/workshop/reaction.ts';
import type { Announced } from '../../engine/workshop/wrongConversations.ts';
import type { ProtocolVersion } from '../../mqtt/tables/packet.ts';

export interface Trial {
  readonly bytes: Uint8Array;
  /** For `own`: instead of the bytes, a violation of this limit as announced in the CONNACK. */
  readonly limit?: string | undefined;
  /** `own`: on a separate connection after CONNECT and CONNACK; `first`: on one, instead of CONNECT. */
  readonly on: 'this' | 'own' | 'first';
  /** Client name of the connection. */
  readonly name: string;
  /** Seconds, in its CONNECT. */
  readonly keepAlive?: number | undefined;
  /** ms during which the server is watched. */
  readonly watch: number;
}

export type NotTried =
  | 'read-only'
  | 'not-connected'
  /** A device may have only one connection: another would end it. */
  | 'device'
  /** The separate connection did not open, or had no CONNACK in time. */
  | 'unreachable'
  | 'no-connack'
  /** The CONNACK announces no such limit. */
  | 'no-limit'
  | 'refused';

export type TrialOutcome =
  | {
      readonly kind: 'tried';
      readonly stream: number;
      /** Numbers of the sent packets in the capture. */
      readonly sent: readonly number[];
      readonly reaction: Reaction;
    }
  /** `code`: of the rejecting CONNACK. */
  | { readonly kind: 'not-tried'; readonly why: NotTried; readonly code?: number };

/** Limits of the connection's server; undefined if not connected. */
export interface TrialTerms {
  readonly version: ProtocolVersion;
  readonly announced: Announced | undefined;
}
