/** Exchanges as views see them. They can be posted between threads. */
import type { ProtocolVersion } from '../../mqtt/tables/packet.ts';
import type { EndCauses } from '../endCauses/endCauses.ts';
import type { RowFault } from '../faults/rowFault.ts';
import type { FoundProblem, FoundWrong } from '../findings/problem.ts';
import type { RowRange } from '../lists/rowRange.ts';
import type { Direction } from '../log/columns/direction.ts';

/** `retried`: complete after a redelivery. */
export const EXCHANGE_STATES = ['open', 'complete', 'retried', 'refused', 'abandoned'] as const;
export type ExchangeState = (typeof EXCHANGE_STATES)[number];

/**
 * `connect` includes the AUTH packets between CONNECT and CONNACK. `publish` is of QoS 1 or 2. `auth` is a
 * later re-authentication.
 */
export type ExchangeKind = 'connect' | 'publish' | 'subscribe' | 'unsubscribe' | 'ping' | 'auth';

/** The exchanges in a list. `retried`: with a redelivery, regardless of the result. */
export type ExchangeShow = 'all' | 'in-flight' | 'retried' | 'refused' | 'abandoned' | 'problems';

export interface ExchangeRow {
  /** 1-based, never used again. It is not displayed: the title of an exchange is its first packet. */
  readonly exchange: number;
  /** Number of its first packet, which may have been discarded. */
  readonly packet: number;
  /** Direction of its first packet. */
  readonly direction: Direction;
  readonly kind: ExchangeKind;
  /** Set for a PUBLISH. */
  readonly qos: 1 | 2 | undefined;
  readonly packetId: number | undefined;
  readonly state: ExchangeState;
  /** Topic of a PUBLISH; first topic filter of SUBSCRIBE and UNSUBSCRIBE. */
  readonly topic: string | undefined;
  /** Number of topic filters after the first. */
  readonly moreFilters: number;
  /** Stream of its first packet. */
  readonly stream: number;
  /** µs since the capture's origin. */
  readonly start: number;
  /** µs from the first packet to the last, if it has ended with an answer. */
  readonly latency: number | undefined;
  /** Number of PUBLISH and PUBREL packets that were sent again. */
  readonly resends: number;
  readonly hasProblem: boolean;
}

export interface ExchangeStep {
  readonly packet: number;
  /** True if the packet log still has it. */
  readonly held: boolean;
  readonly time: number;
  readonly direction: Direction;
  readonly stream: number;
  readonly packetType: number;
  readonly dup: boolean;
  /** It arrived in one frame with the previous packet, so the time between them is not known. */
  readonly sameArrival: boolean;
  /**
   * Codes of an answer in MQTT 5; of CONNACK and SUBACK in every version. SUBACK and UNSUBACK have one for
   * each filter.
   */
  readonly reasonCodes: readonly number[];
  readonly reasonString: string | undefined;
}

/** A connection that ended while the exchange was open, and its successor. */
export interface ConnectionLoss {
  /** Index of the step before the loss. */
  readonly afterStep: number;
  readonly stream: number;
  /** µs; undefined if the end was not seen. */
  readonly lostAt: number | undefined;
  /** The DISCONNECT of either side, if there was one. */
  readonly disconnect: { readonly direction: Direction; readonly code: number } | undefined;
  /** Set if a fault rule, a recipe or the user ended it. */
  readonly cut?: EndCauses['on-purpose'] | undefined;
  /** The next connection of the session, if there is one. */
  readonly next:
    | {
        readonly stream: number;
        readonly connect: number;
        readonly connectedAt: number;
        readonly cleanStart: boolean;
        /** Undefined if no accepting CONNACK was seen, or in MQTT 3.1, whose CONNACK has no such flag. */
        readonly sessionPresent: boolean | undefined;
        /** Code of a rejecting CONNACK. */
        readonly refused?: number;
      }
    | undefined;
}

export interface ExchangeDetail {
  readonly row: ExchangeRow;
  readonly version: ProtocolVersion;
  /** Empty if it was not seen. */
  readonly clientId: string;
  /** The CONNECT of its stream names an authentication method, so AUTH is possible (4.12). */
  readonly hasAuthMethod: boolean;
  readonly steps: readonly ExchangeStep[];
  readonly losses: readonly ConnectionLoss[];
  /** Packet types that an open exchange waits for, and their sender. */
  readonly awaited:
    | { readonly packetTypes: readonly number[]; readonly from: Direction }
    | undefined;
  /** Topic filters of SUBSCRIBE and UNSUBSCRIBE in order, with the requested QoS. */
  readonly filters: readonly { readonly filter: string; readonly qos: number | undefined }[];
  /** Findings of the rules on its packets. */
  readonly problems: readonly ExchangeProblem[];
  /** Packets with injected faults: steps, and packets that were never on the wire. */
  readonly treated: readonly TreatedPacket[];
}

type ExchangeProblem = FoundWrong &
  Pick<FoundProblem, 'rule' | 'severity' | 'statement' | 'packet' | 'time'>;

export interface TreatedPacket {
  readonly packet: number;
  /** True if it was never on the wire and is not a step. */
  readonly withheld: boolean;
  readonly time: number;
  readonly direction: Direction;
  readonly packetType: number;
  readonly faults: readonly RowFault[];
}

export interface InFlightRow {
  readonly row: ExchangeRow;
  /** Direction of the next packet. */
  readonly owedBy: Direction;
  readonly awaited: readonly number[];
  /** Beginning of the wait, µs since the capture's origin. */
  readonly since: number;
  readonly stuck: boolean;
}

/** `out`: messages that we send, against the server's receive maximum. `in`: the reverse (MQTT 5, 4.9). */
export interface ReceiveGauge {
  readonly used: number;
  /** 65,535 if none was announced; undefined before MQTT 5. */
  readonly maximum: number | undefined;
}

export interface InFlightReply {
  readonly total: number;
  readonly stuck: number;
  /** Longest wait first. */
  readonly rows: readonly InFlightRow[];
  readonly gauges: Readonly<Record<Direction, ReceiveGauge>>;
}

export interface LatencyRequest {
  readonly kind: 'all' | 'qos1' | 'qos2' | 'subscribe' | 'unsubscribe' | 'connect' | 'ping';
  readonly direction: Direction | 'both';
}

export interface LatencyReply {
  readonly of: LatencyRequest;
  /** Number of exchanges that ended with an answer. */
  readonly count: number;
  /** Shortest first. `upTo` is in µs; the last one has none. */
  readonly buckets: readonly { readonly upTo: number | undefined; readonly count: number }[];
  /** µs, to the precision of the fine counters (at most 5 % off). Undefined if there are none. */
  readonly median: number | undefined;
  readonly p95: number | undefined;
  readonly max: number | undefined;
}

/** Explains why a received PUBLISH was delivered as it was. */
export interface Delivery {
  readonly qos: number;
  readonly retained: boolean;
  /** Matching subscriptions of this session, as granted at that time. */
  readonly subscriptions: readonly MatchedSubscription[];
  /** The subscription identifiers in the PUBLISH (MQTT 5). */
  readonly identifiers: readonly number[];
  /** Our own PUBLISH that was probably delivered, if the capture has one with the same topic and payload. */
  readonly published: { readonly packet: number; readonly qos: number } | undefined;
  /** Another delivery with the same topic and payload shortly before. */
  readonly same: SameMessage | undefined;
}

export interface MatchedSubscription {
  readonly filter: string;
  readonly requestedQos: number;
  readonly grantedQos: number;
  readonly identifier: number | undefined;
  /** Number of its SUBSCRIBE. */
  readonly packet: number;
}

export interface SameMessage {
  /** Number of the earlier packet. */
  readonly packet: number;
  readonly kind: /** DUP and the same identifier, unacknowledged before. */
    | 'redelivery'
    /** Several subscriptions match, and the server may send a copy for each. */
    | 'overlapping'
    /** The retained message is one of the two. */
    | 'retained-then-live'
    /** A separate delivery. The capture cannot show whether the publisher sent it twice. */
    | 'new-delivery';
  readonly certainty: 'certain' | 'likely' | 'unknown';
}

/** The position of a packet in its exchange. */
export interface PacketExchange {
  readonly exchange: number;
  /** Number of the exchange's first packet. */
  readonly packet: number;
  /** 1-based, among all its packets. */
  readonly step: number;
  readonly state: ExchangeState;
  /** µs from the first packet to this one. */
  readonly elapsed: number;
  /** µs from the first packet to the last, if it has ended with an answer. */
  readonly latency: number | undefined;
  /** Number of a PUBLISH's two or four packets that were seen, without repeats. */
  readonly arrived: number | undefined;
}

/** A range of the listed exchanges, oldest first. `tail` requests the newest `count`. */
export interface ExchangesRequest extends RowRange {
  readonly tail?: boolean;
  readonly show: ExchangeShow;
}

export interface ExchangesReply {
  readonly show: ExchangeShow;
  readonly first: number;
  readonly rows: readonly ExchangeRow[];
  readonly total: number;
  /** Number of the oldest exchanges that were forgotten because of the limit. */
  readonly forgotten: number;
}

export interface InFlightRequest {
  /** Maximum number of rows. */
  readonly count: number;
  /** Waiting time after which an exchange counts as stuck, µs. */
  readonly stuckAfter: number;
}

/** Selects an exchange by its own number, or by the number of any of its packets. */
type ExchangeChoice = { readonly exchange: number } | { readonly packet: number };

/** A window's requests about exchanges. */
export interface ExchangeRequests {
  readonly exchanges?: ExchangesRequest;
  readonly exchange?: ExchangeChoice;
  readonly inFlight?: InFlightRequest;
  readonly latency?: LatencyRequest;
}

export interface ExchangeReplies {
  readonly exchanges?: ExchangesReply;
  /** null: there is none, or it is no longer available. */
  readonly exchange?: ExchangeDetail | null;
  readonly inFlight?: InFlightReply;
  readonly latency?: LatencyReply;
}
