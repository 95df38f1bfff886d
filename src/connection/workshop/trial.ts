/** Bytes that are sent as they are, to see what a server does: what is asked for, and what came of it. */
import type { Reaction } from '../../engine/workshop/reaction.ts';
import type { Announced } from '../../engine/workshop/wrongConversations.ts';
import type { ProtocolVersion } from '../../mqtt/tables/packet.ts';

export interface Trial {
  readonly bytes: Uint8Array;
  /** `own`: in their place, what breaks that limit as the CONNACK before it announces it. */
  readonly limit?: string | undefined;
  /** `own`: on a connection of its own, behind a CONNECT and its CONNACK; `first`: in the place of that CONNECT. */
  readonly on: 'this' | 'own' | 'first';
  /** Of such a connection's client. */
  readonly name: string;
  /** Seconds; of its CONNECT. */
  readonly keepAlive?: number | undefined;
  /** ms for which the server is watched. */
  readonly watch: number;
}

export type NotTried =
  | 'read-only'
  | 'not-connected'
  /** A device has one connection: another would end it. */
  | 'device'
  /** The connection of its own did not open, or had no CONNACK in time. */
  | 'unreachable'
  | 'no-connack'
  /** The CONNACK before it announces no such limit. */
  | 'no-limit'
  | 'refused';

export type TrialOutcome =
  | {
      readonly kind: 'tried';
      readonly stream: number;
      /** Numbers in the capture of what was sent. */
      readonly sent: readonly number[];
      readonly reaction: Reaction;
    }
  /** `code`: of the CONNACK that refused. */
  | { readonly kind: 'not-tried'; readonly why: NotTried; readonly code?: number };

/** What a connection's server said it can take; undefined: not connected. */
export interface TrialTerms {
  readonly version: ProtocolVersion;
  readonly announced: Announced | undefined;
}
