/**
 * Requests and answers between a view and a capture. They contain only what is on screen and can be posted
 * between threads.
 */

import type { ByteRange } from '../../base/bytes.ts';
import type { Summary } from '../../mqtt/dissect/describe.ts';
import type { Field, PacketProblem } from '../../mqtt/dissect/dissection.ts';
import type { HttpPart } from '../../mqtt/framing/otherProtocol.ts';
import type { ProtocolVersion } from '../../mqtt/tables/packet.ts';
import type { DefaultChain } from '../../payload/chains/rules.ts';
import type { ValuePath } from '../../payload/tree/valueTree.ts';
import type {
  AnnouncedReply,
  AnnouncedRequest,
  DeviceDetail,
  DeviceRequest,
  DevicesReply,
  DevicesRequest,
} from '../devices/deviceRows.ts';
import type {
  Delivery,
  ExchangeDetail,
  ExchangeReplies,
  ExchangeRequests,
  ExchangeShow,
  PacketExchange,
} from '../exchanges/exchange.ts';
import type { RowFault } from '../faults/rowFault.ts';
import type { ArmedStatus } from '../filtering/armedStatus.ts';
import type { FilterProgress } from '../filtering/filterProgress.ts';
import type {
  FoundProblem,
  FoundWrong,
  ProblemCounts,
  ProblemsReply,
  ProblemsRequest,
} from '../findings/problem.ts';
import type { RowRange } from '../lists/rowRange.ts';
import type { Direction } from '../log/columns/direction.ts';
import type { PairsReply, PairsRequest } from '../requestResponse/pair.ts';
import type { PacketReply, RepliesReply, RepliesRequest } from '../requestResponse/reply.ts';
import type { SeriesReply, SeriesRequest } from '../series/chartedValue.ts';
import type { ChangeRow } from '../streams/changeRows.ts';
import type { StreamsReply } from '../streams/streamFacts.ts';
import type { LatestValue } from '../topics/latestBelow.ts';
import type { KeyedValues, LineValue, MessageChanges } from '../topics/tree/messageValues.ts';
import type { Preview } from '../topics/tree/preview.ts';
import type {
  BranchCounts,
  PinnedRequest,
  PinnedRows,
  TopicDetail,
  TopicMessage,
  TopicRow,
  TopicRows,
} from '../topics/tree/topicRow.ts';

export interface WindowRequest extends ExchangeRequests {
  /**
   * Rows of the topic tree as it is expanded now. `isHeld`: the order is fixed while the pointer is over the
   * list.
   */
  readonly topics?: RowRange & { readonly isHeld?: boolean };
  /** The best match of the topic search. */
  readonly bestMatch?: true;
  /** Path of a level whose position in the expanded topic tree is requested. */
  readonly topicPosition?: string;
  /** Paths whose rows are shown separately from the tree. */
  readonly pinned?: readonly string[];
  /** Rows of pinned topics and of the branches below them. */
  readonly pinnedRows?: PinnedRequest;
  /** Path of a level whose counts are requested, including everything below. */
  readonly branch?: string;
  /** Last values of the topics at that path and below it, at most `most`. */
  readonly branchValues?: { readonly path: string; readonly most: number };
  /**
   * Packet rows by position since Clear. Position 0 is the first packet after Clear, even if it has been
   * discarded since. `tail: true` requests the newest `count` and ignores `first`. Without a filter,
   * connection changes have positions between those of packets.
   */
  readonly packets?: RowRange & {
    readonly tail?: boolean;
    /** Rows have their first bytes. */
    readonly heads?: boolean;
    /** Paths of values that rows have. */
    readonly keys?: readonly ValuePath[];
  };
  /** Fields and bytes of one packet, by its number. */
  readonly packet?: number;
  /** A topic's last value and history. */
  readonly topic?: {
    readonly name: string;
    readonly history: RowRange;
    /** Packets with other messages of the topic, whose current reading is requested. */
    readonly readings?: readonly number[];
  };
  /** Number of a packet whose message is requested as its topic shows it, however old. */
  readonly message?: number;
  /** Number of a packet whose position in the list of `packets` is requested. */
  readonly packetPosition?: number;
  readonly problems?: ProblemsRequest;
  /** Requests the changes from one message to another. */
  readonly comparison?: { readonly packet: number; readonly base: number };
  /** Requests the messages before and after a message on its topic. */
  readonly neighbours?: number;
  /** Requests the next packet with a problem in the list of `packets`. */
  readonly nextProblem?: { readonly after: number };
  readonly streams?: RowRange;
  /** Points of the values that are charted. */
  readonly series?: SeriesRequest;
  /** Requests and replies of a convention, oldest first. */
  readonly pairs?: PairsRequest;
  /** Devices that conventions recognise. */
  readonly devices?: DevicesRequest;
  readonly device?: DeviceRequest;
  /** Retained messages that announce devices. */
  readonly announced?: AnnouncedRequest;
  /** Requests of MQTT 5 with their replies, oldest first. */
  readonly replies?: RepliesRequest;
  /** Number of a packet whose role in requests and replies is requested. */
  readonly reply?: number;
}

/** Counters are part of every answer. */
export interface Counters {
  /** Distinct topic names received since Clear. */
  readonly topics: number;
  /**
   * PUBLISH packets since Clear, received or, in a capture of others, sent. Repeats of a QoS 2 identifier
   * that is still held are not counted.
   */
  readonly messages: number;
  /** Control packets of both directions since Clear. */
  readonly packets: number;
  /** Rows of packets that were never on the wire, since Clear. No other number counts them. */
  readonly withheld: number;
  /** Number of the newest packet. */
  readonly newest: number;
  /** Oldest packets discarded since Clear, because the log's budget was full. */
  readonly discarded: number;
  /** Bytes that the packet log uses, and its limit. */
  readonly logBytes: number;
  readonly logBudget: number;
  /** Bytes that last values and histories use, and their limit. */
  readonly topicBytes: number;
  readonly topicBudget: number;
  /** Messages forgotten from histories to stay within that budget (last values never are). */
  readonly historyDiscarded: number;
  /** Messages in the last second. 0 within a second after a flow has ended. */
  readonly inRate: number;
  readonly outRate: number;
  /** Exchanges without their last packet: ours of QoS 1 and 2 outgoing, theirs of QoS 2 incoming. */
  readonly inFlightOut: number;
  readonly inFlightIn: number;
  /** Exchanges since Clear, by the categories of the list. */
  readonly exchanges: Readonly<Record<ExchangeShow, number>>;
  /** Exchanges of messages that began since Clear. */
  readonly messageExchanges: number;
  /** Problems since Clear, without muted rules. */
  readonly problems: ProblemCounts;
  /** Requests of each convention, and replies whose request was not seen, since Clear. */
  readonly pairs: Readonly<Record<string, number>>;
  /** Number of devices that conventions recognise. */
  readonly devices: number;
  /** Requests of MQTT 5, and replies whose request was not seen, since Clear. */
  readonly replies: number;
  /** undefined: no display filter is set. */
  readonly filter: FilterProgress | undefined;
  /** Undefined if no filter is armed, nothing is kept, and everything is recorded. */
  readonly armed: ArmedStatus | undefined;
}

/** Successive pings that have one row in a list of exchanges. Latencies in µs. */
export interface PingRun {
  readonly count: number;
  readonly answered: number;
  readonly shortest: number;
  readonly longest: number;
}

export interface PacketRow {
  /** 1-based; never used again, not even after Clear. */
  readonly number: number;
  /** µs since the capture's origin. */
  readonly time: number;
  /** µs since the row before it; undefined for the first. */
  readonly delta: number | undefined;
  readonly direction: Direction;
  /** Ordinal of the transport connection in this capture, from 1. */
  readonly stream: number;
  /** Client identifier or address, shortened. Only in a list `ofMany` and in a detail, if it is known. */
  readonly client?: string;
  /** Number of the packet type (2.1.2). */
  readonly packetType: number;
  /** Low four bits of the first byte. */
  readonly flags: number;
  readonly packetId: number | undefined;
  /** Topic name of a PUBLISH, with its alias resolved. */
  readonly topic: string | undefined;
  /** Beginning of the payload of a PUBLISH, secrets overwritten. */
  readonly preview?: Preview;
  /** First bytes as hex, if requested. Absent if a secret may be among them. */
  readonly head?: string;
  /** Values of the message, changed ones first. Absent if the preview shows them better. */
  readonly values?: readonly LineValue[];
  /** Values at the requested paths, by the notation of the path. */
  readonly keyed?: KeyedValues;
  /** Summary of other packets. Absent if the type is enough. */
  readonly summary?: Summary;
  /** Set if `hasProblem`. */
  readonly wrong?: FoundWrong;
  /** In a list by problems: a note about the row, which has no problem above it. */
  readonly note?: FoundWrong;
  /** In a list by problems: the packet that `wrong` or `note` is about, if it has no row of its own. */
  readonly offender?: number;
  /** None of its problems is an error. */
  readonly isWarning?: true;
  /** Bytes. */
  readonly size: number;
  readonly hasProblem: boolean;
  /** Bytes from which no packet could be cut. Type and flags are meaningless. */
  readonly unframed?: true;
  /** It is unframed because its end is missing. Type and flags are those of its beginning. */
  readonly incomplete?: true;
  /** HTTP begins here instead of MQTT. Type and flags are meaningless. */
  readonly http?: HttpPart;
  readonly exchange?: PacketExchange;
  /** In a list of exchanges: the pings that share the row. */
  readonly pings?: PingRun;
  /** Set if it is a request or a reply. */
  readonly reply?: PacketReply;
  /** The user's mark; may be an empty note. */
  readonly mark?: string;
  /** The display filter does not match it: it is listed next to a matching packet of its exchange. */
  readonly beside?: true;
  /** Its secrets were overwritten before it was recorded. */
  readonly masked?: true;
  /** Faults that were injected into it, oldest first. */
  readonly faults?: readonly RowFault[];
  /** Never on the wire: a fault rule withheld it. */
  readonly withheld?: true;
}

export interface PacketDetail {
  readonly row: PacketRow;
  readonly bytes: Uint8Array;
  readonly fields: readonly Field[];
  readonly problems: readonly PacketProblem[];
  /** Version by which the bytes are read; absent if the stream's version is unknown. */
  readonly version?: ProtocolVersion;
  /** Places of secrets in the bytes: everywhere if they belong to no packet. */
  readonly secrets: readonly ByteRange[];
  /** Place of the payload of a PUBLISH. */
  readonly payload: { readonly offset: number; readonly length: number } | undefined;
  /** Findings of the rules, including those about its context. */
  readonly found?: readonly FoundProblem[];
  /** The exchange that it belongs to. */
  readonly exchange?: ExchangeDetail;
  /** Set for a received PUBLISH. */
  readonly delivery?: Delivery;
  /** The message before it on its topic; null: none is available. */
  readonly before?: PreviousMessage | null;
  /** Chain for its payload if the user chose nothing and messages announced one. */
  readonly reads?: DefaultChain;
}

/** The message of a packet, with the previous message on its topic. */
export interface LoggedMessage {
  /** Number of the packet that was asked for: the message itself, or another packet of its exchange. */
  readonly packet: number;
  /** undefined: the packet has no message, or it is no longer available. */
  readonly found?: {
    readonly topic: string;
    readonly message: TopicMessage;
    /** null: there was none. undefined: it is no longer available. */
    readonly before: TopicMessage | null | undefined;
  };
}

/** The message before another one on the same topic, in the same direction. */
export interface PreviousMessage {
  readonly packet: number;
  /** µs since the capture's origin. */
  readonly time: number;
  /** Absent if the two cannot be compared value by value. */
  readonly changes?: MessageChanges;
}

export interface WindowReply extends ExchangeReplies {
  readonly counters: Counters;
  /** Wall-clock time of the capture's origin, ms since 1970. */
  readonly origin: number;
  /** Time of the answer, µs since that origin. Views use it for waiting times. */
  readonly now?: number;
  /** Time of the first packet since Clear, µs since that origin. `time` in a filter counts from it. */
  readonly firstTime?: number;
  readonly topics?: TopicRows;
  /** null: no topic matches. */
  readonly bestMatch?: string | null;
  /** null: there is no such row. Nothing was received on the topic, or a level above it is closed. */
  readonly topicPosition?: { readonly path: string; readonly position: number | null };
  /** In the order of the request; null if nothing was received. */
  readonly pinned?: readonly (TopicRow | null)[];
  readonly pinnedRows?: PinnedRows;
  /** `counts` is null if nothing was received. */
  readonly branch?: { readonly path: string; readonly counts: BranchCounts | null };
  readonly branchValues?: readonly LatestValue[];
  /** `total` counts from Clear on, including discarded rows. Discarded rows are missing at the front. */
  readonly packets?: {
    readonly first: number;
    readonly rows: readonly PacketRow[];
    readonly total: number;
    /** The display filter of this answer. Positions count the packets that match it. */
    readonly filter?: string;
    /**
     * Position of the first row that is available. Rows before it were discarded. Packets that an armed
     * filter kept precede the others, so numbers may have gaps even without a filter.
     */
    readonly oldest?: number;
    /**
     * Connection changes, without a filter: those among these rows, how many are before `first`, how many of
     * these are no longer available, and the total since Clear.
     */
    readonly changes?: {
      readonly rows: readonly (ChangeRow & Pick<PacketRow, 'client'>)[];
      readonly before: number;
      readonly gone: number;
      readonly total: number;
    };
    /** Set if each row shows an exchange. */
    readonly isFolded?: true;
    /** Set if the display filter asks for problems. Then rows have their notes, too. */
    readonly byProblems?: true;
    /** Set if the capture has more than one client. Then rows name theirs. */
    readonly ofMany?: true;
  };
  /** null: discarded. */
  readonly packet?: PacketDetail | null;
  readonly topic?: TopicDetail | null;
  readonly message?: LoggedMessage;
  /** null: not in the list, because the filter does not match it or it was discarded. */
  readonly packetPosition?: { readonly packet: number; readonly position: number | null };
  readonly problems?: ProblemsReply;
  /** `before` is the base; null: one of the two is not a message, or no longer available. */
  readonly comparison?: { readonly packet: number; readonly before: PreviousMessage | null };
  /** Numbers of packets; null: there is none. */
  readonly neighbours?: { readonly before: number | null; readonly after: number | null };
  /** null: there is none after it. Muted rules do not count. */
  readonly nextProblem?: { readonly after: number; readonly packet: number | null };
  readonly streams?: StreamsReply;
  /** Undefined while the code that reads them is not loaded. */
  readonly series?: SeriesReply | undefined;
  readonly pairs?: PairsReply;
  readonly devices?: DevicesReply;
  /** null: no longer known. */
  readonly device?: DeviceDetail | null;
  readonly announced?: AnnouncedReply;
  readonly replies?: RepliesReply;
  /** Missing if the packet is neither a request nor a reply. */
  readonly reply?: PacketReply;
}
