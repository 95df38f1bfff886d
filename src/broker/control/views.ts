/** Pages of what a broker holds, for views; asked for again and again while somebody looks. */
import type { ProtocolVersion, QoS } from '../../mqtt/tables/packet.ts';

/** Rows of a list; `first` from 0. `order`: by which of its columns, each list's own one if absent. */
interface Page<Order extends string> {
  readonly first: number;
  /** At most 500. */
  readonly count: number;
  readonly order?: Order;
  /** The other way round. What has no value comes last all the same. */
  readonly descending?: boolean;
}

/** `from` and `to`: how fast it sends and receives, from the second asking on. */
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
] as const;
export type ClientOrder = (typeof CLIENT_ORDERS)[number];
export const SUBSCRIPTION_ORDERS = ['client', 'filter', 'connected', 'qos', 'identifier'] as const;
export type SubscriptionOrder = (typeof SUBSCRIPTION_ORDERS)[number];
export const RETAINED_ORDERS = ['topic', 'size', 'qos', 'publisher', 'time', 'expires'] as const;
export type RetainedOrder = (typeof RETAINED_ORDERS)[number];

export type ViewCommand =
  /** By identifier. `text`: in the client identifier, user name or address, whatever the case. Sessions without a connection are there too unless `connected`. */
  | ({
      readonly kind: 'clients';
      readonly text?: string;
      readonly connected?: boolean;
    } & Page<ClientOrder>)
  /** One of them with its subscriptions and what waits for it. */
  | { readonly kind: 'client'; readonly client: string }
  /**
   * By client, in the order of subscribing. `text`: in the filter or client identifier. `topic`: only
   * those that match this topic name, all members of shared ones among them.
   */
  | ({
      readonly kind: 'subscriptions';
      readonly text?: string;
      readonly topic?: string;
    } & Page<SubscriptionOrder>)
  /** By topic. `filter`: a topic filter with wildcards, or text in the topic. `sys` false: none of `$SYS`. */
  | ({
      readonly kind: 'retained';
      readonly filter?: string;
      readonly sys?: boolean;
    } & Page<RetainedOrder>)
  | { readonly kind: 'statistics' };

export type ViewReply =
  | {
      readonly kind: 'clients';
      /** ms; rates are the difference of two answers. */
      readonly time: number;
      readonly first: number;
      readonly total: number;
      readonly rows: readonly ClientRow[];
    }
  | {
      readonly kind: 'client';
      readonly time: number;
      /** undefined: there is neither a connection nor a session of that name. */
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
       * As `$SYS` names and writes them, also where `$SYS` is switched off; loads (`…/1min`) come
       * from the second asking on then.
       */
      readonly sys: readonly { readonly topic: string; readonly value: string }[];
    };

/** Cumulative since the connection began. Messages are PUBLISH packets. */
export interface Traffic {
  readonly packetsIn: number;
  readonly packetsOut: number;
  readonly messagesIn: number;
  readonly messagesOut: number;
  readonly bytesIn: number;
  readonly bytesOut: number;
}

export interface ConnectionFacts {
  /** As the host numbers it. */
  readonly connection: number;
  readonly address: string;
  readonly transport: 'tcp' | 'websocket' | 'port' | 'udp';
  readonly secure: boolean;
  readonly version: ProtocolVersion;
  readonly userName: string | undefined;
  /** ms. */
  readonly opened: number;
  /** When the last control packet came, ms. */
  readonly heard: number;
  /** Seconds, as it holds; 0: off. */
  readonly keepAlive: number;
  readonly cleanStart: boolean;
  /** QoS 1 and 2 messages that may be in flight to it: its own limit, or the broker's if that is lower. */
  readonly receiveMaximum: number;
  readonly traffic: Traffic;
  /** Bytes that wait to be written. */
  readonly backlog: number;
}

export interface ClientRow {
  readonly client: string;
  /** undefined: it is away, and its session waits for it. */
  readonly connection: ConnectionFacts | undefined;
  /** Seconds that the session outlives the connection; 0xFFFFFFFF: for ever. */
  readonly sessionExpiry: number;
  /** When the session ends, ms; undefined while connected, or never. */
  readonly endsAt: number | undefined;
  readonly subscriptions: number;
  /** Messages that wait in the session. */
  readonly queued: number;
  readonly queuedBytes: number;
  /** QoS 1 and 2 messages sent to it and not completed. */
  readonly inFlight: number;
  /** QoS 2 messages from it that await their PUBREL. */
  readonly receiving: number;
  readonly hasWill: boolean;
  readonly isInStepMode: boolean;
  /** Its client has closed the connection; the broker hears of it behind what still waits for the broker. */
  readonly hasLeft: boolean;
}

export interface ClientDetail {
  readonly row: ClientRow;
  /** At most 500; the row tells how many there are. */
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
  /** As the client wrote it, `$share/…` included. */
  readonly filter: string;
  /** As granted. */
  readonly qos: QoS;
  readonly noLocal: boolean;
  readonly retainAsPublished: boolean;
  readonly identifier: number | undefined;
}

export interface RetainedRow {
  readonly topic: string;
  readonly qos: QoS;
  /** Bytes of the payload. */
  readonly size: number;
  /** Its first bytes, at most 64, in Base64. */
  readonly payload: string;
  /** The client that published it; undefined: the broker itself. */
  readonly publisher: string | undefined;
  /** When it was published, ms. */
  readonly time: number;
  /** When it expires, ms. */
  readonly expiresAt: number | undefined;
}
