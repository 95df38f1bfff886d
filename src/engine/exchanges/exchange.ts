/** Exchanges as views see them. All of it can be posted between threads. */
import type { ProtocolVersion } from '../../mqtt/tables/packet.ts';
import type { RowFault } from '../faults/rowFault.ts';
import type { FoundProblem, FoundWrong } from '../findings/problem.ts';
import type { RowRange } from '../lists/rowRange.ts';
import type { Direction } from '../log/columns/direction.ts';

/** `retried`: complete after a redelivery. */
export const EXCHANGE_STATES = ['open', 'complete', 'retried', 'refused', 'abandoned'] as const;
export type ExchangeState = (typeof EXCHANGE_STATES)[number];

/** `connect` with the AUTH between CONNECT and CONNACK; `publish` of QoS 1 or 2; `auth`: a later re-authentication. */
export type ExchangeKind = 'connect' | 'publish' | 'subscribe' | 'unsubscribe' | 'ping' | 'auth';

/** Which exchanges a list shows. `retried`: with a redelivery, whatever became of it. */
export type ExchangeShow = 'all' | 'in-flight' | 'retried' | 'refused' | 'abandoned' | 'problems';

export interface ExchangeRow {
  /** 1-based, never used again; not shown: an exchange is titled by its first packet. */
  readonly exchange: number;
  /** Number of its first packet; it may have been discarded since. */
  readonly packet: number;
  /** Of its first packet. */
  readonly direction: Direction;
  readonly kind: ExchangeKind;
  /** Of a PUBLISH. */
  readonly qos: 1 | 2 | undefined;
  readonly packetId: number | undefined;
  readonly state: ExchangeState;
  /** Of a PUBLISH; of SUBSCRIBE and UNSUBSCRIBE the first topic filter. */
  readonly topic: string | undefined;
  /** Topic filters beyond the first. */
  readonly moreFilters: number;
  /** Stream of its first packet. */
  readonly stream: number;
  /** µs since the capture's origin. */
  readonly start: number;
  /** µs from the first packet to the last, once it has ended with an answer. */
  readonly latency: number | undefined;
  /** PUBLISH and PUBREL that were sent again. */
  readonly resends: number;
  readonly hasProblem: boolean;
}

export interface ExchangeStep {
  readonly packet: number;
  /** The packet log still has it. */
  readonly held: boolean;
  readonly time: number;
  readonly direction: Direction;
  readonly stream: number;
  readonly packetType: number;
  readonly dup: boolean;
  /** It arrived in one frame with the packet before it: the time between them is not known. */
  readonly sameArrival: boolean;
  /** Of an answer, MQTT 5; of CONNACK and SUBACK in every version. SUBACK, UNSUBACK: one for each filter. */
  readonly reasonCodes: readonly number[];
  readonly reasonString: string | undefined;
}

/** A connection that ended while the exchange was open, and what came after. */
export interface ConnectionLoss {
  /** It lies after this step (index), before the next. */
  readonly afterStep: number;
  readonly stream: number;
  /** µs; undefined where the end was not seen. */
  readonly lostAt: number | undefined;
  /** How it ended, as far as packets tell: a DISCONNECT from either side. */
  readonly disconnect: { readonly direction: Direction; readonly code: number } | undefined;
  /** The next connection of that session; undefined while there is none. */
  readonly next:
    | {
        readonly stream: number;
        readonly connect: number;
        readonly connectedAt: number;
        readonly cleanStart: boolean;
        /** undefined: no CONNACK that accepts was seen, or MQTT 3.1, which does not tell. */
        readonly sessionPresent: boolean | undefined;
        /** Code of a CONNACK that refuses. */
        readonly refused?: number;
      }
    | undefined;
}

export interface ExchangeDetail {
  readonly row: ExchangeRow;
  readonly version: ProtocolVersion;
  /** Empty where it was not seen. */
  readonly clientId: string;
  readonly steps: readonly ExchangeStep[];
  readonly losses: readonly ConnectionLoss[];
  /** What an open one waits for: packet types, and from whom. */
  readonly awaited:
    | { readonly packetTypes: readonly number[]; readonly from: Direction }
    | undefined;
  /** Topic filters of SUBSCRIBE and UNSUBSCRIBE in order, with the QoS asked for. */
  readonly filters: readonly { readonly filter: string; readonly qos: number | undefined }[];
  /** What rules found on its packets, each with the packet that shows it. */
  readonly problems: readonly ExchangeProblem[];
  /** Packets to which something was done on purpose: steps, and such as never were on the wire. */
  readonly treated: readonly TreatedPacket[];
}

type ExchangeProblem = FoundWrong &
  Pick<FoundProblem, 'rule' | 'severity' | 'statement' | 'packet'>;

export interface TreatedPacket {
  readonly packet: number;
  /** It never was on the wire: it is no step. */
  readonly withheld: boolean;
  readonly time: number;
  readonly direction: Direction;
  readonly packetType: number;
  readonly faults: readonly RowFault[];
}

export interface InFlightRow {
  readonly row: ExchangeRow;
  /** Who has to send next. */
  readonly owedBy: Direction;
  readonly awaited: readonly number[];
  /** Since when, µs since the capture's origin. */
  readonly since: number;
  readonly stuck: boolean;
}

/** `out`: what we send against the server's receive maximum; `in` the reverse (MQTT 5, 4.9). */
export interface ReceiveGauge {
  readonly used: number;
  /** 65,535 where none was announced; undefined before MQTT 5. */
  readonly maximum: number | undefined;
}

export interface InFlightReply {
  readonly total: number;
  readonly stuck: number;
  /** Longest waiting first. */
  readonly rows: readonly InFlightRow[];
  readonly gauges: Readonly<Record<Direction, ReceiveGauge>>;
}

export interface LatencyRequest {
  readonly kind: 'all' | 'qos1' | 'qos2' | 'subscribe' | 'unsubscribe' | 'connect' | 'ping';
  readonly direction: Direction | 'both';
}

export interface LatencyReply {
  readonly of: LatencyRequest;
  /** Exchanges that ended with an answer. */
  readonly count: number;
  /** Shortest first; `upTo` in µs, the last one has none. */
  readonly buckets: readonly { readonly upTo: number | undefined; readonly count: number }[];
  /** µs, to the precision of the buckets' own counters (at most 5 % off); undefined without any. */
  readonly median: number | undefined;
  readonly p95: number | undefined;
  readonly max: number | undefined;
  /** Slowest first, at most 5. */
  readonly slowest: readonly ExchangeRow[];
}

/** Why a message was delivered as it was: of a received PUBLISH. */
export interface Delivery {
  readonly qos: number;
  readonly retained: boolean;
  /** Subscriptions of this session that match, as granted at that time. */
  readonly subscriptions: readonly MatchedSubscription[];
  /** The subscription identifiers that the PUBLISH names (MQTT 5). */
  readonly identifiers: readonly number[];
  /** Our own PUBLISH that this probably is, where one of this capture has the same topic and payload. */
  readonly published: { readonly packet: number; readonly qos: number } | undefined;
  /** Another delivery with the same topic and payload a short time before. */
  readonly same: SameMessage | undefined;
}

export interface MatchedSubscription {
  readonly filter: string;
  readonly requestedQos: number;
  readonly grantedQos: number;
  readonly identifier: number | undefined;
  /** Its SUBSCRIBE. */
  readonly packet: number;
}

export interface SameMessage {
  /** The earlier one. */
  readonly packet: number;
  readonly kind: /** DUP and the same identifier, unacknowledged before. */
    | 'redelivery'
    /** Several subscriptions match: the server may send a copy for each. */
    | 'overlapping'
    /** One of the two is the retained message. */
    | 'retained-then-live'
    /** A delivery of its own: whether the publisher sent it twice cannot be seen here. */
    | 'new-delivery';
  readonly certainty: 'certain' | 'likely' | 'unknown';
}

/** Where a packet stands in its exchange. */
export interface PacketExchange {
  readonly exchange: number;
  /** Number of the exchange's first packet. */
  readonly packet: number;
  /** 1-based, over all its packets. */
  readonly step: number;
  readonly state: ExchangeState;
  /** µs from the first packet to this one. */
  readonly elapsed: number;
}

/** By position among those shown, oldest first; `tail` asks for the newest `count`. */
export interface ExchangesRequest extends RowRange {
  readonly tail?: boolean;
  readonly show: ExchangeShow;
  /** A packet identifier, or text in the topic, or a topic filter; empty: all. */
  readonly search: string;
}

export interface ExchangesReply {
  readonly show: ExchangeShow;
  readonly search: string;
  readonly first: number;
  readonly rows: readonly ExchangeRow[];
  readonly total: number;
  /** Oldest exchanges forgotten to stay within bounds. */
  readonly forgotten: number;
  /** Exchanges that the search has not examined yet; undefined: `total` is all that it finds. */
  readonly unexamined?: number | undefined;
}

export interface InFlightRequest {
  /** Rows at most. */
  readonly count: number;
  /** µs after which one that waits is called stuck. */
  readonly stuckAfter: number;
}

/** One exchange: by its own number, or by the number of any packet of it. */
type ExchangeChoice = { readonly exchange: number } | { readonly packet: number };

/** What a window asks of exchanges. */
export interface ExchangeRequests {
  readonly exchanges?: ExchangesRequest;
  readonly exchange?: ExchangeChoice;
  readonly inFlight?: InFlightRequest;
  readonly latency?: LatencyRequest;
}

export interface ExchangeReplies {
  readonly exchanges?: ExchangesReply;
  /** null: there is none, or it is not there any more. */
  readonly exchange?: ExchangeDetail | null;
  readonly inFlight?: InFlightReply;
  readonly latency?: LatencyReply;
}
