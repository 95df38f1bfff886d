/** What the packets of a stream agreed on. */
import type { ProtocolVersion } from '../../mqtt/tables/packet.ts';
import type { ServerLimits, SideLimits } from '../../mqtt/tables/sideLimits.ts';
import type { EndCause } from '../disconnectCause/endCauses.ts';
import type { Direction } from '../log/columns/direction.ts';
import type { NoteFact } from '../log/columns/noteFacts.ts';

export interface ConnectFacts {
  readonly packet: number;
  readonly time: number;
  readonly clientId: string;
  /** Who it is at every sign-in: the client identifier, unless a convention has it change each time. */
  readonly owner: string;
  readonly cleanStart: boolean;
  /** Seconds; 0: off. */
  readonly keepAlive: number;
  /** Seconds. */
  readonly sessionExpiry: number;
  /** What the server has to keep to. */
  readonly limits: SideLimits;
}

export interface ConnackFacts {
  readonly packet: number;
  readonly time: number;
  readonly code: number;
  readonly sessionPresent: boolean;
  /** Seconds, as the server changed it; undefined: it did not. */
  readonly serverKeepAlive: number | undefined;
  readonly assignedClientId: string | undefined;
  /** What the client has to keep to. */
  readonly limits: ServerLimits;
}

/** A subscription as the session has it: what was asked for last, and granted. */
export interface GrantedSubscription {
  readonly filter: string;
  readonly requestedQos: number;
  readonly grantedQos: number;
  readonly identifier: number | undefined;
  readonly noLocal: boolean;
  readonly retainAsPublished: boolean;
  /** Its SUBSCRIBE and SUBACK. */
  readonly packet: number;
  readonly grantedBy: number;
  readonly time: number;
}

/** One session, over all connections of its client. */
export interface SessionFacts {
  /**
   * What the rules remember of it. It is kept here because a WeakMap of many sessions makes garbage collection slow.
   */
  memory: object | undefined;
}

/** How a transport connection ended, beside what its packets say. */
export interface StreamEnd {
  /** Of its WebSocket; 1006: it ended without a closing handshake. */
  readonly code?: number;
  readonly reason?: string;
  /** Who closed it, where that was seen. */
  readonly by?: 'client' | 'server';
  /** Why, from the evidence of both sides, where whoever stood between them tells. */
  readonly cause?: EndCause;
}

/** One transport connection, as far as it has gone. */
export interface StreamFacts {
  readonly ordinal: number;
  /** `host:port` or a URL; undefined where the capture does not tell. */
  readonly server?: string | undefined;
  /** true unless said otherwise */
  readonly isOpen?: boolean;
  readonly version: ProtocolVersion | undefined;
  /** Its first byte was seen: nothing came before. Else rules on what came before do not apply. */
  readonly fromStart: boolean;
  /** Its version was guessed from packets in the middle, and so may be which side is the client. */
  readonly isGuessed?: boolean;
  /** Nobody knows whether both directions are captured. */
  readonly mayLackSide?: boolean | undefined;
  readonly connect: ConnectFacts | undefined;
  readonly connack: ConnackFacts | undefined;
  readonly disconnect:
    | { readonly direction: Direction; readonly code: number; readonly packet: number }
    | undefined;
  /** The whole session was seen from its beginning: what is subscribed and in flight is known. */
  readonly sessionKnown: boolean;
  readonly session: SessionFacts;
}

/** A row of the list of streams. */
export interface StreamRow {
  readonly stream: number;
  readonly version: ProtocolVersion | undefined;
  readonly clientId: string | undefined;
  /** `host:port` or a URL without secrets; undefined where the capture does not tell. */
  readonly client: string | undefined;
  readonly server: string | undefined;
  readonly carrier: string | undefined;
  /** µs since the capture's origin. */
  readonly opened: number | undefined;
  readonly closed: number | undefined;
  /** Why it was closed, where that is known; while it is open: why one side has closed it. */
  readonly cause?: EndCause | undefined;
  /** Who closed it first, where that was seen. */
  readonly closedBy?: 'client' | 'server' | undefined;
  readonly packetsIn: number;
  readonly packetsOut: number;
  readonly bytesIn: number;
  readonly bytesOut: number;
  /** Notes too, as in the list of problems. */
  readonly problems: number;
  /** Of these, what is wrong, and not only worth knowing. */
  readonly wrong: number;
  /** What the file says of it: encrypted, broken at a byte, incomplete. */
  readonly notes: readonly NoteFact[];
  /** How the connection was set up, without any secret; values that JSON can hold. */
  readonly settings?: Readonly<Record<string, unknown>>;
}

export interface StreamsReply {
  readonly first: number;
  readonly rows: readonly StreamRow[];
  readonly total: number;
}
