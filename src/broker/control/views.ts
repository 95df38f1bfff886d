/** Queries and answers for pages of a broker's state, polled while a view is open. */
import type { ProtocolVersion, QoS } from '../../mqtt/tables/packet.ts';

/** Rows of a list; `first` from 0. `order`: sort column; absent: the list's own order. */
interface Page<Order extends string> {
  readonly first: number;
  /** At most 500. */
  readonly count: number;
  readonly order?: Order;
  /** Reverses the order. Rows without a value still sort last. */
  readonly descending?: boolean;
}

/** `from` and `to`: receive and send rates, available from the second query on. */
export const CLIENT_ORDERS = [
  'client',
  'address',
  'version',
  'connected',
  'cleanStart',
  'expiry',
  'ends',
  'subscriptions',
  'queue',
  'inFlight',
  'receiving',
  'from',
  'to',
  'reconnects',
  'ended',
] as const;
export type ClientOrder = (typeof CLIENT_ORDERS)[number];
export const SUBSCRIPTION_ORDERS = ['client', 'filter', 'connected', 'qos', 'identifier'] as const;
export type SubscriptionOrder = (typeof SUBSCRIPTION_ORDERS)[number];
export const RETAINED_ORDERS = ['topic', 'size', 'qos', 'publisher', 'time', 'expires'] as const;
export type RetainedOrder = (typeof RETAINED_ORDERS)[number];

export type ViewCommand =
  /**
   * By identifier. `text`: case-insensitive, in the client identifier, user name or address. `connected`:
   * only clients with a connection, or only those without one; absent: both. `recent`: also clients without
   * a session whose connection ended, or was refused, within the last minute.
   */
  | ({
      readonly kind: 'clients';
      readonly text?: string;
      readonly connected?: boolean;
      readonly recent?: boolean;
    } & Page<ClientOrder>)
  /** A client with its subscriptions and queued messages. */
  | { readonly kind: 'client'; readonly client: string }
  /**
   * By client, in the order of subscribing. `text`: in the filter or client identifier. `topic`: only
   * subscriptions that match this topic name, including all members of shared ones.
   */
  | ({
      readonly kind: 'subscriptions';
      readonly text?: string;
      readonly topic?: string;
    } & Page<SubscriptionOrder>)
  /**
   * By topic. `filter`: a topic filter with wildcards, or text in the topic. `sys` false: excludes `$SYS`.
   */
  | ({
      readonly kind: 'retained';
      readonly filter?: string;
      readonly sys?: boolean;
    } & Page<RetainedOrder>)
  | { readonly kind: 'statistics' };

export type ViewReply =
  | {
      readonly kind: 'clients';
      /** ms. Rates are the difference of two answers. */
      readonly time: number;
      readonly first: number;
      readonly total: number;
      readonly rows: readonly ClientRow[];
    }
  | {
      readonly kind: 'client';
      readonly time: number;
      /** undefined if there is no connection and no session of that name. */
      readonly client: ClientDetail | undefined;
    }
  | {
      readonly kind: 'subscriptions';
      readonly time: number;
      readonly first: number;
      readonly total: number;
      readonly rows: readonly SubscriptionRow[];
    }
  | {
      readonly kind: 'retained';
      readonly time: number;
      readonly first: number;
      readonly total: number;
      readonly rows: readonly RetainedRow[];
    }
  | {
      readonly kind: 'statistics';
      readonly time: number;
      /**
       * Names and values of `$SYS`, also if `$SYS` is switched off; load averages (`…/1min`) then start with
       * the second query.
       */
      readonly sys: readonly { readonly topic: string; readonly value: string }[];
    };

/** Totals since the connection began. Messages are PUBLISH packets. */
export interface Traffic {
  readonly packetsIn: number;
  readonly packetsOut: number;
  readonly messagesIn: number;
  readonly messagesOut: number;
  readonly bytesIn: number;
  readonly bytesOut: number;
}

export interface ConnectionFacts {
  /** The host's number of the connection. */
  readonly connection: number;
  readonly address: string;
  readonly transport: 'tcp' | 'websocket' | 'port' | 'udp';
  readonly secure: boolean;
  readonly version: ProtocolVersion;
  readonly userName: string | undefined;
  /** ms. */
  readonly opened: number;
  /** When the last control packet arrived, ms. */
  readonly heard: number;
  /** Effective keep alive in seconds; 0: off. */
  readonly keepAlive: number;
  readonly cleanStart: boolean;
  /** QoS 1 and 2 messages that may be in flight to it: the lower of its own limit and the broker's. */
  readonly receiveMaximum: number;
  readonly traffic: Traffic;
  /** Unwritten bytes. */
  readonly backlog: number;
}

/** Reason why a connection of a client ended. */
export type ClientEnd =
  /** The client sent DISCONNECT. */
  | { readonly kind: 'disconnect'; readonly reasonCode: number }
  /** The transport ended without DISCONNECT. */
  | { readonly kind: 'lost' }
  /** By the broker, with a reason code of MQTT 5. `rival`: address of the client that took over. */
  | {
      readonly kind: 'broker';
      readonly reasonCode: number;
      readonly reason: string;
      readonly rival?: string;
    }
  /** The client was not accepted. */
  | { readonly kind: 'refused'; readonly reasonCode: number; readonly reason: string }
  /** By a fault rule. */
  | { readonly kind: 'cut'; readonly rule: string };

/** A connection of the last minute, or the last ended connection. Times in ms. */
export interface PastConnection {
  readonly address: string;
  readonly opened: number;
  /** undefined while open. */
  readonly closed: number | undefined;
  readonly end: ClientEnd | undefined;
}

export interface LastEnd {
  /** ms. */
  readonly at: number;
  readonly address: string;
  readonly end: ClientEnd;
}

export interface ClientRow {
  readonly client: string;
  /** False for a client that has left nothing. */
  readonly hasSession: boolean;
  /** Connections of the last minute that followed another one. */
  readonly reconnects: number;
  readonly lastEnd: LastEnd | undefined;
  /** undefined while disconnected with a session. */
  readonly connection: ConnectionFacts | undefined;
  /** Session expiry interval in seconds; 0xFFFFFFFF: never expires. */
  readonly sessionExpiry: number;
  /** When the session ends, ms; undefined while connected, or if it never ends. */
  readonly endsAt: number | undefined;
  readonly subscriptions: number;
  /** Messages queued in the session. */
  readonly queued: number;
  readonly queuedBytes: number;
  /** QoS 1 and 2 messages sent to it and not yet completed. */
  readonly inFlight: number;
  /** QoS 2 messages from it that await their PUBREL. */
  readonly receiving: number;
  readonly hasWill: boolean;
  readonly isInStepMode: boolean;
  /** The client has closed the connection; the broker learns it after the bytes that still wait for it. */
  readonly hasLeft: boolean;
}

export interface ClientDetail {
  readonly row: ClientRow;
  /** Oldest first. */
  readonly connections: readonly PastConnection[];
  /** At most 500; the row has the total. */
  readonly subscriptions: readonly SubscriptionRow[];
  /** Oldest first, at most 100 of each. */
  readonly flights: readonly FlightRow[];
  readonly queue: readonly QueuedRow[];
  readonly will:
    | {
        readonly topic: string;
        readonly qos: QoS;
        readonly retain: boolean;
        readonly size: number;
        readonly delay: number;
      }
    | undefined;
}

export interface FlightRow {
  readonly packetId: number;
  readonly topic: string | undefined;
  readonly qos: QoS;
  readonly awaits: 'puback' | 'pubrec' | 'pubcomp';
}

export interface QueuedRow {
  readonly topic: string;
  readonly qos: QoS;
  /** Bytes of the payload. */
  readonly size: number;
}

export interface SubscriptionRow {
  readonly client: string;
  readonly isConnected: boolean;
  /** The client's spelling, including `$share/…`. */
  readonly filter: string;
  /** The granted QoS. */
  readonly qos: QoS;
  readonly noLocal: boolean;
  readonly retainAsPublished: boolean;
  readonly identifier: number | undefined;
  /** Messages for it so far, without retained ones that it got when it began. */
  readonly copies: number;
}

export interface RetainedRow {
  readonly topic: string;
  readonly qos: QoS;
  /** Bytes of the payload. */
  readonly size: number;
  /** Its first bytes, at most 64, in Base64. */
  readonly payload: string;
  /** Client that published it; undefined: the broker itself. */
  readonly publisher: string | undefined;
  /** When it was published, ms. */
  readonly time: number;
  /** When it expires, ms. */
  readonly expiresAt: number | undefined;
  /** ms from its clearing until another client published it again; undefined: not cleared recently. */
  readonly backAfter: number | undefined;
}
