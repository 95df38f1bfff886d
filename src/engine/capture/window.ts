/** What a view asks of a capture and what it gets: only what is on screen. All of it can be posted between threads. */

import type { Summary } from '../../mqtt/dissect/describe.ts';
import type { Field, PacketProblem } from '../../mqtt/dissect/dissection.ts';
import type { HttpPart } from '../../mqtt/framing/httpBeginning.ts';
import type { ByteRange, Trust } from '../../mqtt/secrets/framingTrust.ts';
import type { ProtocolVersion } from '../../mqtt/tables/packet.ts';
import type { DefaultChain } from '../../payload/chains/rules.ts';
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
  ProblemsReply,
  ProblemsRequest,
} from '../findings/problem.ts';
import type { RowRange } from '../lists/rowRange.ts';
import type { Direction } from '../log/columns/direction.ts';
import type { SpillStatus } from '../log/spill/spilling.ts';
import type { PairsReply, PairsRequest } from '../requestResponse/pair.ts';
import type { PacketReply, RepliesReply, RepliesRequest } from '../requestResponse/reply.ts';
import type { SeriesReply, SeriesRequest } from '../series/chartedValue.ts';
import type { ChangeRow } from '../streams/changeRows.ts';
import type { StreamsReply } from '../streams/streamFacts.ts';
import type { LatestValue } from '../topics/latestBelow.ts';
import type { Preview } from '../topics/tree/preview.ts';
import type {
  BranchCounts,
  TableRequest,
  TableRows,
  TopicDetail,
  TopicRow,
  TopicRows,
} from '../topics/tree/topicRow.ts';

export interface WindowRequest extends ExchangeRequests {
  /** Rows of the topic tree as it is expanded now. `isHeld`: its order stands still, because somebody points at it. */
  readonly topics?: RowRange & { readonly isHeld?: boolean };
  /** All topics as a list. */
  readonly topicTable?: TableRequest;
  /** Path of a level: where is its row in the topic tree as it is expanded now? */
  readonly topicPosition?: string;
  /** Paths whose rows are shown apart from the tree. */
  readonly pinned?: readonly string[];
  /** Path of a level: what came there and below it? */
  readonly branch?: string;
  /** Last values of the topics at that path and below it, at most so many. */
  readonly branchValues?: { readonly path: string; readonly most: number };
  /**
   * Packet rows by position since Clear: position 0 is the first packet after Clear, also when it
   * has been discarded since. `tail: true` asks for the newest `count` whatever `first` says. Without a
   * filter, what happened to connections has positions between those of packets.
   */
  readonly packets?: RowRange & { readonly tail?: boolean };
  /** Fields and bytes of one packet, by its number. */
  readonly packet?: number;
  /** One topic's last value and history. */
  readonly topic?: {
    readonly name: string;
    readonly history: RowRange;
    /** Packets of other messages of it that are looked at: how they are read by now. */
    readonly readings?: readonly number[];
  };
  /**
   * Packet by number: at which position is it in the list that `packets` asks for?
   */
  readonly packetPosition?: number;
  readonly problems?: ProblemsRequest;
  /** Which packet of the list that `packets` asks for is the next one with a problem? */
  readonly nextProblem?: { readonly after: number };
  readonly streams?: RowRange;
  /** Points of the values that are charted. */
  readonly series?: SeriesRequest;
  /** Requests and replies of a convention, oldest first. */
  readonly pairs?: PairsRequest;
  /** What conventions recognise as devices. */
  readonly devices?: DevicesRequest;
  readonly device?: DeviceRequest;
  /** Messages that stay at the broker and make devices known. */
  readonly announced?: AnnouncedRequest;
  /** Requests of MQTT 5 with their replies, oldest first. */
  readonly replies?: RepliesRequest;
  /** Packet by number: what does it ask or answer? */
  readonly reply?: number;
}

/** Counters are part of every answer. */
export interface Counters {
  /** Distinct topic names received since Clear. */
  readonly topics: number;
  /** PUBLISH since Clear, received or, in a capture of others, sent; repeats of a QoS 2 identifier still held are not counted. */
  readonly messages: number;
  /** Control packets of both directions since Clear. */
  readonly packets: number;
  /** Rows of packets that never were on the wire, since Clear; no other number counts them. */
  readonly withheld: number;
  /** Number of the newest packet. */
  readonly newest: number;
  /** Oldest packets discarded since Clear, because the log's budget was full. */
  readonly discarded: number;
  /** Bytes that the packet log holds, and may hold. */
  readonly logBytes: number;
  readonly logBudget: number;
  /** What of it lies in a file; undefined: there is none. */
  readonly onDisk: SpillStatus | undefined;
  /** Bytes that last values and histories hold, and may hold. */
  readonly topicBytes: number;
  readonly topicBudget: number;
  /** Messages forgotten from histories to stay within that budget (last values never are). */
  readonly historyDiscarded: number;
  /** Messages in the last second; 0 within a second after a flow has ended. */
  readonly inRate: number;
  readonly outRate: number;
  /** Exchanges without their last packet: ours of QoS 1 and 2 out, theirs of QoS 2 in. */
  readonly inFlightOut: number;
  readonly inFlightIn: number;
  /** Since Clear, by what a list can show. */
  readonly exchanges: Readonly<Record<ExchangeShow, number>>;
  /** Problems since Clear, muted rules left out; `unread`: since the person looked last. */
  readonly problems: { readonly total: number; readonly errors: number; readonly unread: number };
  /** Requests of each convention, and replies to what was not seen, since Clear. */
  readonly pairs: Readonly<Record<string, number>>;
  /** What conventions recognise as devices. */
  readonly devices: number;
  /** Requests of MQTT 5, and replies to what was not seen, since Clear. */
  readonly replies: number;
  /** undefined: no display filter is set. */
  readonly filter: FilterProgress | undefined;
  /** undefined: no filter is armed, nothing is kept, and all is recorded. */
  readonly armed: ArmedStatus | undefined;
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
  /** Client identifier or address, its beginning: in a list `ofMany`, where it is known. */
  readonly client?: string;
  /** Number of the packet type (2.1.2). */
  readonly packetType: number;
  /** Low four bits of the first byte. */
  readonly flags: number;
  readonly packetId: number | undefined;
  /** PUBLISH: the topic name, also behind an alias. */
  readonly topic: string | undefined;
  /** PUBLISH: the beginning of its payload, secrets overwritten. */
  readonly preview?: Preview;
  /** Other packets: what they say in short. Absent where the type says all. */
  readonly summary?: Summary;
  /** Of a packet that `hasProblem`. */
  readonly wrong?: FoundWrong;
  /** Bytes. */
  readonly size: number;
  readonly hasProblem: boolean;
  /** Bytes that no packet could be cut from: type and flags mean nothing here. */
  readonly unframed?: true;
  /** It came where nobody knew that packets begin: what it seems to say may be anything. */
  readonly lost?: true;
  /** HTTP begins here, which is no MQTT: type and flags mean nothing. */
  readonly http?: HttpPart;
  readonly exchange?: PacketExchange;
  /** It is a request or a reply. */
  readonly reply?: PacketReply;
  /** A person's mark on it; may be an empty note. */
  readonly mark?: string;
  /** The display filter does not let it through: it is listed beside a packet of its exchange that passes. */
  readonly beside?: true;
  /** Secrets in it were overwritten before it came here. */
  readonly masked?: true;
  /** What was done to it on purpose, oldest first. */
  readonly faults?: readonly RowFault[];
  /** It never was on the wire: a fault rule held it back. */
  readonly withheld?: true;
}

export interface PacketDetail {
  readonly row: PacketRow;
  readonly bytes: Uint8Array;
  readonly fields: readonly Field[];
  readonly problems: readonly PacketProblem[];
  /** By which the bytes are read; absent where the stream has not told. */
  readonly version?: ProtocolVersion;
  /** Whether it is a packet at all; where that is not sure, a secret may lie anywhere. */
  readonly trust: Trust;
  /** Where secrets lie in the bytes. */
  readonly secrets: readonly ByteRange[];
  /** Where the payload lies, of a PUBLISH. */
  readonly payload: { readonly offset: number; readonly length: number } | undefined;
  /** What the rules found on it, the conversation around it included. */
  readonly found?: readonly FoundProblem[];
  /** The exchange that it belongs to. */
  readonly exchange?: ExchangeDetail;
  /** Of a received PUBLISH. */
  readonly delivery?: Delivery;
  /** By which its payload is read where a person chose nothing, if messages told it. */
  readonly reads?: DefaultChain;
}

export interface WindowReply extends ExchangeReplies {
  readonly counters: Counters;
  /** Wall-clock time of the capture's origin, ms since 1970. */
  readonly origin: number;
  /** When it was answered, µs since that origin: by it views tell for how long something waits. */
  readonly now?: number;
  /** Time of the first packet since Clear, µs since that origin: what `time` in a filter counts from. */
  readonly firstTime?: number;
  readonly topics?: TopicRows;
  /** undefined: what lists them is not there yet. */
  readonly topicTable?: TableRows | undefined;
  /** null: no such row, because nothing was received there or a level above it is closed. */
  readonly topicPosition?: { readonly path: string; readonly position: number | null };
  /** In the order of the request; null where nothing was received. */
  readonly pinned?: readonly (TopicRow | null)[];
  /** `counts` is null where nothing was received. */
  readonly branch?: { readonly path: string; readonly counts: BranchCounts | null };
  readonly branchValues?: readonly LatestValue[];
  /** `total` counts from Clear on, discarded ones included; rows that were discarded are left out at the front. */
  readonly packets?: {
    readonly first: number;
    readonly rows: readonly PacketRow[];
    readonly total: number;
    /** The display filter that it answers; positions count what it lets through. */
    readonly filter?: string;
    /**
     * Position of the first row that is there: those before it were discarded. Packets that an armed
     * filter kept stand in front of the others, so numbers may have gaps also without a filter.
     */
    readonly oldest?: number;
    /**
     * Where connections closed or came back, without a filter: those among these rows, how many stand before
     * `first`, how many of these are not there any more, and how many there ever were since Clear.
     */
    readonly changes?: {
      readonly rows: readonly (ChangeRow & Pick<PacketRow, 'client'>)[];
      readonly before: number;
      readonly gone: number;
      readonly total: number;
    };
    /** The capture's streams are of more than one client: rows say whose they are. */
    readonly ofMany?: true;
  };
  /** null: not there any more. */
  readonly packet?: PacketDetail | null;
  readonly topic?: TopicDetail | null;
  /** null: not in the list, because the filter holds it back or it is not there any more. */
  readonly packetPosition?: { readonly packet: number; readonly position: number | null };
  readonly problems?: ProblemsReply;
  /** null: there is none after it. Rules that are muted do not count. */
  readonly nextProblem?: { readonly after: number; readonly packet: number | null };
  readonly streams?: StreamsReply;
  /** undefined: what reads them is not there yet. */
  readonly series?: SeriesReply | undefined;
  readonly pairs?: PairsReply;
  readonly devices?: DevicesReply;
  /** null: not there any more. */
  readonly device?: DeviceDetail | null;
  readonly announced?: AnnouncedReply;
  readonly replies?: RepliesReply;
  /** Without either: neither a request nor a reply. */
  readonly reply?: PacketReply;
}
