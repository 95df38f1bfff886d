/** What a host hands to the broker and takes from it. */
import type {
  ConnectPacket,
  ProtocolVersion,
  PublishPacket,
  QoS,
  SubscriptionRequest,
} from '../../mqtt/packet.ts';
import type { Keeper } from './durability.ts';
import type { EventSink } from './events.ts';
import type { Ledger } from './ledger.ts';
import type { MessageObserver } from './observer.ts';
import type { Pace } from './turn.ts';

/** The other end of a transport connection, as the host sees it. */
export interface Peer {
  readonly transport: 'tcp' | 'websocket' | 'port' | 'udp';
  /** For people: `127.0.0.1:50312`, `tab`. */
  readonly address: string;
  /** Another machine, by the same name each time: its sessions have a share. Undefined: this one. */
  readonly machine?: string;
  /** Comes over this machine's loopback (or from this tab). */
  readonly loopback: boolean;
  /** Comes from the very address that it came to: from this machine, over whatever network. */
  readonly isOwnAddress?: boolean;
  /** That it came to, where it came over a network. */
  readonly localAddress?: string;
  /** Where a tap leads it to, without secrets. */
  readonly onward?: string;
  /** Encrypted on the way. */
  readonly secure: boolean;
  /** The user name that its certificate proves, in place of CONNECT's. */
  readonly certifiedName?: string;
}

/** A client that has been accepted. */
export interface Client {
  readonly id: string;
  readonly userName: string | undefined;
  readonly version: ProtocolVersion;
  readonly peer: Peer;
  /** Where it came in on terms of its own. */
  readonly admitted?: Admitted;
}

/**
 * Why something is refused. `reasonCode` is one of MQTT 5 (0x80 or above); a client of an older
 * version gets the nearest return code that its version has (3.2.2.3 of 3.1.1), or `returnCode`
 * where that is given.
 */
export interface Refusal {
  readonly reasonCode: number;
  readonly returnCode?: 1 | 2 | 3 | 4 | 5;
  /** Sent to MQTT 5 clients that have not turned problem information off. Must hold no secrets. */
  readonly reasonString?: string;
  /** Where else to go, with 0x9C or 0x9D (4.11). */
  readonly serverReference?: string;
  /** The limit that it goes beyond: whoever reports the refusal names it. */
  readonly limit?: keyof Limits;
}

export type Verdict = 'ok' | Refusal;

/** Of a PUBLISH. `not-retained`: it goes on as if RETAIN were 0. */
export type PublishVerdict = 'ok' | 'not-retained' | PublishRefusal;

export interface PublishRefusal extends Refusal {
  /** In place of the acknowledgement: none at all, or the end of the connection. */
  readonly by?: 'silence' | 'disconnect';
}

/** Of one filter in a SUBSCRIBE. `granted`: what SUBACK says, whatever was asked for. */
export type SubscribeVerdict = Verdict | { readonly granted: QoS };

/**
 * A client that may come in on terms of its own: the rules here are asked in the place of the host's
 * hooks, its own limits on QoS and RETAIN hold in the place of the broker's, and a filter that is refused
 * to it gets 0x80 in MQTT 3.1 too.
 */
export interface Admitted {
  /** Names its session in place of the client identifier, which may be another one each time. */
  readonly sessionName: string;
  readonly ignoresWill: boolean;
  /** Its copies have the publisher's QoS up to this one, whatever was granted; undefined: as granted. */
  readonly deliversUpTo: QoS | undefined;
  /** QoS 1 and 2 messages to it that may be unacknowledged; undefined: as many as of any client. */
  readonly inFlight?: number;
  /** Of the PUBLISH packets that it may send; MQTT 5 is told (3.2.2.3.4). */
  readonly maximumQoS: QoS;
  /** False: nothing of it is retained, and it gets nothing that is; MQTT 5 is told (3.2.2.3.5). */
  readonly retainAvailable: boolean;
  /** Clean Session 1 takes what waits from it, and leaves its subscriptions. */
  readonly keepsSubscriptions: boolean;
  authorisePublish(client: Client, topic: string, packet: PublishPacket): PublishVerdict;
  /**
   * `place`: of the filter in its SUBSCRIBE, from 0. `held`: the session's other filters.
   */
  authoriseSubscribe(
    client: Client,
    request: SubscriptionRequest,
    place: number,
    held: number,
  ): SubscribeVerdict;
  authoriseRead(client: Client, topic: string): boolean;
  /** A PUBLISH that was taken, after it went to its subscribers and was acknowledged. */
  published(client: Client, topic: string, packet: PublishPacket): void;
}

/** A client that names an authentication method (4.12), in CONNECT or, `isAgain`, later. */
export interface AuthenticationStart {
  readonly method: string;
  /** Empty where the broker is to assign one. */
  readonly clientId: string;
  readonly userName: string | undefined;
  readonly peer: Peer;
  readonly isAgain: boolean;
}

/** Given the client's data, tells what comes next: the broker's data, or why the client is refused. */
export type AuthenticationExchange = (data: Uint8Array | undefined) =>
  | {
      readonly kind: 'continue' | 'done';
      readonly data?: Uint8Array;
      /** With `done`: whom the exchange has shown it to be; it counts as the user name of CONNECT. */
      readonly userName?: string;
    }
  | Refusal;

/** Decisions that the host makes. A hook that throws refuses, and `failed` hears of it. */
export interface Hooks {
  /**
   * Default: everybody may connect. The packet holds the password: do not keep it. `later`: the
   * host tells by `Broker.decide`; until then nothing more of this connection is read, and the
   * limit `connectTimeout` goes on.
   */
  readonly authenticate?: (
    packet: ConnectPacket,
    peer: Peer,
    connection: number,
  ) => Verdict | Admitted | 'later';
  /**
   * For MQTT 5's exchange of AUTH packets, in place of `authenticate`. Undefined where the method is
   * not known: 0x8C. Default: none is.
   */
  readonly beginAuthentication?: (start: AuthenticationStart) => AuthenticationExchange | undefined;
  /**
   * What this client's identifier must begin with, once it may connect: another is refused with 0x85
   * (return code 2), and one that the broker assigns begins so. Default: nothing. Not asked of clients
   * on terms of their own.
   */
  readonly clientIdPrefix?: (userName: string | undefined, peer: Peer) => string;
  /** Default: everything may be published. The topic is the full one, also where an alias was sent. */
  readonly authorisePublish?: (
    client: Client,
    topic: string,
    packet: PublishPacket,
  ) => PublishVerdict;
  /** Default: everything may be subscribed to. A refused filter leaves the connection alive. */
  readonly authoriseSubscribe?: (
    client: Client,
    request: SubscriptionRequest,
    place: number,
    held: number,
  ) => SubscribeVerdict;
  /** Asked for each message to each subscriber; false: it does not get it. Default: everything. */
  readonly authoriseRead?: (client: Client, topic: string) => boolean;
  /**
   * The terms of a client whose session was kept over the end of the process, and which came in on terms
   * of its own then. Undefined: nobody knows it any more, and its session is not there.
   */
  readonly readmit?: (sessionName: string) => Admitted | undefined;
  /** An exception in a hook or in the broker itself; the connection that it hit is closed. */
  readonly failed?: (where: string, error: unknown) => void;
}

/** Every limit has its answer in the protocol; see the README. Times in milliseconds, sizes in bytes. */
export interface Limits {
  /** Open transport connections; more are refused with 0x97 (return code 3). */
  readonly connections: number;
  /** From the opening of the transport to a whole CONNECT. */
  readonly connectTimeout: number;
  /** Of packets that clients send; announced to MQTT 5 clients where it is below the protocol's own. */
  readonly maximumPacketSize: number;
  /** Of a packet without its payload: topic, properties, filters; they cost far more than their bytes. */
  readonly maximumHeadSize: number;
  /** Of one packet, and of the will in a CONNECT. */
  readonly maximumProperties: number;
  /**
   * Bytes of packets that are not there as a whole yet, over all connections. Above it, no
   * connection may have more of them than its even share.
   */
  readonly incompleteBytes: number;
  /** Bytes that one connection may bring in before the others have their turn. */
  readonly inputSlice: number;
  /** QoS 1 and 2 messages that a client may have in flight to us (MQTT 5). */
  readonly receiveMaximum: number;
  /** PUBLISH packets of one client in a second, with as many more at once after a pause; 0: any. */
  readonly messageRate: number;
  /** Aliases that a client may define; those of the broker are the client's to limit (MQTT 5). */
  readonly topicAliasMaximum: number;
  readonly maximumQoS: 0 | 1 | 2;
  readonly retainAvailable: boolean;
  readonly wildcardSubscriptionAvailable: boolean;
  readonly subscriptionIdentifiersAvailable: boolean;
  readonly sharedSubscriptionAvailable: boolean;
  /** A copy for each of a client's overlapping subscriptions, in place of one for all (3.3.4). */
  readonly copyPerSubscription: boolean;
  /** Seconds between two publications of the `$SYS` topics; 0: there are none. */
  readonly sysInterval: number;
  /** Seconds; a client that asks for more (or for none, 0) is given this. 0: as the client likes. */
  readonly serverKeepAlive: number;
  /** Seconds; sessions of MQTT 5 that ask for more get this. 0xFFFFFFFF: for ever is allowed. */
  readonly maximumSessionExpiry: number;
  /** Sessions, connected or not. */
  readonly sessions: number;
  /** QoS 1 and 2 messages in flight to one client, where it sets no lower receive maximum. */
  readonly inFlight: number;
  /** Estimated memory of all that is held, in the broker and beside it; the limits below are for parts of it. */
  readonly memory: number;
  /** Estimated memory of what lasts as long as a connection: topic aliases of both sides among it. */
  readonly connectionBytes: number;
  /** Estimated memory of all sessions but their subscriptions and messages: names, wills. */
  readonly sessionBytes: number;
  /** Messages waiting for one session, beside those in flight; newer ones are dropped and counted. */
  readonly queuedMessages: number;
  readonly queuedBytes: number;
  /** Estimated memory of all messages that wait or are in flight, each counted once. */
  readonly heldBytes: number;
  /** Unwritten bytes of one connection above which QoS 1 and 2 wait in the queue. */
  readonly backlogPause: number;
  /** Unwritten bytes of one connection above which QoS 0 is dropped and counted. */
  readonly backlogDrop: number;
  /**
   * Unwritten bytes of all connections. Above three quarters of it, no connection has more room, for
   * QoS 0 as for the others, than its even share of this; above it, whoever has most is cut.
   */
  readonly backlogTotal: number;
  /** Filters of one session. */
  readonly subscriptions: number;
  /** Estimated memory of all subscriptions together. */
  readonly subscriptionBytes: number;
  /** Estimated memory of all retained messages together. */
  readonly retainedBytes: number;
  /** Estimated memory of the last messages, as a journal keeps them. */
  readonly journalBytes: number;
  /** Estimated memory of what is kept to be looked at, and of what waits for whoever looks on. */
  readonly tapBytes: number;
  /** Estimated memory of packets that wait because of fault rules, or are not there as a whole yet. */
  readonly faultBytes: number;
  /** What sockets take, as the host counts it. */
  readonly transportBytes: number;
  /** Estimated memory for the state of the local platform's devices: files, values, messages, logs. */
  readonly platformBytes: number;
}

const MEBIBYTE = 1024 * 1024;

export const DEFAULT_LIMITS: Limits = {
  connections: 10_000,
  connectTimeout: 10_000,
  maximumPacketSize: 16 * MEBIBYTE,
  maximumHeadSize: MEBIBYTE / 2,
  maximumProperties: 4096,
  incompleteBytes: 32 * MEBIBYTE,
  inputSlice: MEBIBYTE / 4,
  receiveMaximum: 65_535,
  messageRate: 0,
  topicAliasMaximum: 32,
  maximumQoS: 2,
  retainAvailable: true,
  wildcardSubscriptionAvailable: true,
  subscriptionIdentifiersAvailable: true,
  sharedSubscriptionAvailable: true,
  copyPerSubscription: false,
  sysInterval: 0,
  serverKeepAlive: 0,
  maximumSessionExpiry: 0xffff_ffff,
  sessions: 100_000,
  inFlight: 512,
  memory: 128 * MEBIBYTE,
  connectionBytes: 32 * MEBIBYTE,
  sessionBytes: 24 * MEBIBYTE,
  queuedMessages: 100_000,
  queuedBytes: 32 * MEBIBYTE,
  heldBytes: 32 * MEBIBYTE,
  backlogPause: MEBIBYTE,
  backlogDrop: 16 * MEBIBYTE,
  backlogTotal: 24 * MEBIBYTE,
  subscriptions: 100_000,
  subscriptionBytes: 48 * MEBIBYTE,
  retainedBytes: 24 * MEBIBYTE,
  journalBytes: 8 * MEBIBYTE,
  tapBytes: 16 * MEBIBYTE,
  faultBytes: 32 * MEBIBYTE,
  transportBytes: 96 * MEBIBYTE,
  platformBytes: 48 * MEBIBYTE,
};

export interface BrokerOptions {
  /** For everything that is left to chance, such as assigned client identifiers. */
  readonly seed: number;
  readonly hooks?: Hooks;
  readonly limits?: Partial<Limits>;
  /** To be charged with all that the broker holds; default: one of its own. */
  readonly ledger?: Ledger;
  /** What is done in one call at most; the rest in those of `elapse`. Default: all at once. */
  readonly pace?: Pace;
  /** Hears of each message on its way, such as a journal. */
  readonly observer?: MessageObserver;
  /**
   * User names are verified now, and a session is its user's alone: whoever comes under its client identifier
   * with another one is refused with 0x87 (return code 5).
   */
  readonly sessionsBelongToUsers?: () => boolean;
  /** Hears of what a log should hold. */
  readonly events?: EventSink;
  /**
   * Keeps sessions, their messages, retained messages and wills where they outlast the process. What
   * speaks of them is sent once they are kept. Default: they end with it.
   */
  readonly keeper?: Keeper;
  /** Number of the first connection; 1 by default. */
  readonly firstConnection?: number;
  /** Bytes that the host's program has in use, for `$SYS/broker/heap/current` and `maximum`. */
  readonly heap?: () => number;
  /** What the host itself counts, by topic below `$SYS/broker/`. */
  readonly hostCounts?: () => readonly (readonly [topic: string, count: number])[];
  /** Of the host's program, for `$SYS/broker/version`. */
  readonly version?: string;
}

/**
 * What the host must do, each connection's in order. `send`: one packet or more; CONNACK and SUBACK
 * come alone. `end`: write what came before, then close the transport; the broker goes on counting what
 * is unwritten, as `backlog` tells, until `close`. `atOnce`: do not wait for that, also where the
 * connection was ended before.
 */
export type Output =
  | { readonly kind: 'send'; readonly connection: number; readonly bytes: Uint8Array }
  | {
      readonly kind: 'end';
      readonly connection: number;
      readonly atOnce?: true;
      /** As a network does that breaks: without a farewell of the transport's own. */
      readonly isReset?: true;
    };

/** Counted since the start. */
export interface Statistics {
  readonly connections: number;
  readonly sessions: number;
  readonly subscriptions: number;
  readonly retained: number;
  /** Estimated memory of all messages that wait or are in flight. */
  readonly heldBytes: number;
  /** Estimated memory of all that the broker holds. */
  readonly memoryBytes: number;
  readonly messagesReceived: number;
  readonly messagesSent: number;
  /** QoS 0 messages not sent, because the reader was too slow. */
  readonly droppedSlow: number;
  /** QoS 1 and 2 messages not kept, because a session's queue was full. */
  readonly droppedQueue: number;
  /** Messages too large for the client that should have had them. */
  readonly droppedSize: number;
  readonly bytesReceived: number;
  readonly bytesSent: number;
  /** Control packets of all kinds; `messages…` counts PUBLISH alone. */
  readonly packetsReceived: number;
  readonly packetsSent: number;
  /** Of PUBLISH packets. */
  readonly payloadBytesReceived: number;
  readonly payloadBytesSent: number;
  /** Transport connections, and those of them whose client was let in. */
  readonly socketsOpened: number;
  readonly connectionsAccepted: number;
  /** Sessions whose time ran out while their client was away. */
  readonly sessionsExpired: number;
  /** Transport connections beyond the limits `connections` and `sessions`. */
  readonly connectionsRefused: number;
  /** Transport connections without a CONNECT in time. */
  readonly connectTimeouts: number;
}
