/** Parameters agreed on by the packets of a stream. */
import type { ProtocolVersion } from '../../mqtt/tables/packet.ts';
import type { ServerLimits, SideLimits } from '../../mqtt/tables/sideLimits.ts';
import type { EndCause } from '../endCauses/endCauses.ts';
import type { Direction } from '../log/columns/direction.ts';
import type { NoteFact } from '../log/columns/noteFacts.ts';

export interface ConnectFacts {
  readonly packet: number;
  readonly time: number;
  readonly clientId: string;
  /** Constant name of the client: its identifier, unless a convention changes it at each sign-in. */
  readonly owner: string;
  readonly cleanStart: boolean;
  /** Seconds; 0: off. */
  readonly keepAlive: number;
  /** Seconds, as requested; see `sessionExpiryOf`. */
  readonly sessionExpiry: number;
  /** Limits for the server. */
  readonly limits: SideLimits;
}

export interface ConnackFacts {
  readonly packet: number;
  readonly time: number;
  readonly code: number;
  readonly sessionPresent: boolean;
  /** Seconds; undefined: the server did not change it. */
  readonly serverKeepAlive: number | undefined;
  /** Seconds; undefined: the server did not change it. */
  readonly sessionExpiry: number | undefined;
  readonly assignedClientId: string | undefined;
  /** Limits for the client. */
  readonly limits: ServerLimits;
}

/** A subscription of the session with its last request and grant. */
export interface GrantedSubscription {
  readonly filter: string;
  readonly requestedQos: number;
  readonly grantedQos: number;
  readonly identifier: number | undefined;
  readonly noLocal: boolean;
  readonly retainAsPublished: boolean;
  /** Numbers of its SUBSCRIBE and SUBACK. */
  readonly packet: number;
  readonly grantedBy: number;
  readonly time: number;
}

/** A session over all connections of its client. */
export interface SessionFacts {
  /** State of the rules. Stored here because a WeakMap of many sessions slows down garbage collection. */
  memory: object | undefined;
}

/** End of a transport connection, in addition to its packets. */
export interface StreamEnd {
  /** WebSocket close code; 1006: no closing handshake. */
  readonly code?: number;
  readonly reason?: string;
  /** Side that closed it, if that was seen. */
  readonly by?: 'client' | 'server';
  /** µs from the end of that side until the connection was closed; absent: none. */
  readonly before?: number;
  /** Cause from the evidence of both sides, if a relay reports it. */
  readonly cause?: EndCause;
}

/** Facts about one transport connection. */
export interface StreamFacts {
  readonly ordinal: number;
  /** `host:port` or a URL; undefined if the capture does not name it. */
  readonly server?: string | undefined;
  /** `host:port`; undefined if the capture does not name it. */
  readonly client?: string | undefined;
  /** True by default. */
  readonly isOpen?: boolean;
  /** µs; undefined if its end was not seen. */
  readonly closed?: number | undefined;
  readonly carrier?: string | undefined;
  readonly version: ProtocolVersion | undefined;
  /** The first byte was captured. Otherwise rules about earlier packets do not apply. */
  readonly fromStart: boolean;
  /** The version was guessed from later packets, and possibly the roles as well. */
  readonly isGuessed?: boolean;
  /** The capture may lack one direction. */
  readonly mayLackSide?: boolean | undefined;
  readonly connect: ConnectFacts | undefined;
  readonly connack: ConnackFacts | undefined;
  readonly disconnect:
    | { readonly direction: Direction; readonly code: number; readonly packet: number }
    | undefined;
  /** The session was captured from its start: all subscriptions and open exchanges are known. */
  readonly sessionKnown: boolean;
  readonly session: SessionFacts;
}

/** A row of the list of streams. */
export interface StreamRow {
  readonly stream: number;
  readonly version: ProtocolVersion | undefined;
  readonly clientId: string | undefined;
  /** `host:port` or a URL without secrets; undefined if the capture does not name it. */
  readonly client: string | undefined;
  readonly server: string | undefined;
  readonly carrier: string | undefined;
  /** µs since the capture's origin. */
  readonly opened: number | undefined;
  readonly closed: number | undefined;
  /** Cause of the end, if known. While the stream is open: why one side closed it. */
  readonly cause?: EndCause | undefined;
  /** Side that closed it first, if that was seen. */
  readonly closedBy?: 'client' | 'server' | undefined;
  readonly packetsIn: number;
  readonly packetsOut: number;
  readonly bytesIn: number;
  readonly bytesOut: number;
  /** Includes notes, as the list of problems does. */
  readonly problems: number;
  readonly warnings: number;
  readonly errors: number;
  /** Notes of the file: encrypted, unreadable from a byte on, incomplete. */
  readonly notes: readonly NoteFact[];
  /** Connection settings without secrets; JSON values. */
  readonly settings?: Readonly<Record<string, unknown>>;
}

export interface StreamsReply {
  readonly first: number;
  readonly rows: readonly StreamRow[];
  readonly total: number;
}

/** Names the session of a client identifier on a server. */
export function sessionKey(server: string | undefined, clientId: string): string {
  return `${server ?? ''} ${clientId}`;
}

/** Returns the session expiry of MQTT 5 that applies after CONNACK, in seconds. */
export const sessionExpiryOf = ({ connect, connack }: StreamFacts): number =>
  connack?.sessionExpiry ?? connect?.sessionExpiry ?? 0;

const hostOf = (address: string): string => address.slice(0, address.lastIndexOf(':') + 1);

/** True if both clients are known and have the same host. @param first, second `host:port` */
export function areOnOneHost(first: string | undefined, second: string | undefined): boolean {
  const host = hostOf(first ?? '');
  return host !== '' && host === hostOf(second ?? '');
}
