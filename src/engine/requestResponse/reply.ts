/** Roles of packets in requests and replies, for views. All types can be posted between threads. */

import type { RowRange } from '../lists/rowRange.ts';
import type { Direction } from '../log/columns/direction.ts';

/** How the two were paired. `topic`: without correlation data, because no other request was possible. */
export type PairedBy = 'data' | 'topic' | 'id';

/** `alone`: a reply whose request was not seen or is ambiguous. */
export type ReplyState = 'waiting' | 'answered' | 'alone';

/** `paired`: a reply with a known request. */
export const REPLY_STATES = ['waiting', 'answered', 'paired', 'alone'] as const;

/** Facts for display filters. */
export interface ReplyFacts {
  readonly state: (typeof REPLY_STATES)[number];
  /** µs from the request to its first reply. For a reply: to this reply. */
  readonly latency: number | undefined;
  /** For a reply: number of its request. */
  readonly to: number | undefined;
}

export interface ReplySeen {
  readonly packet: number;
  /** µs from the request. */
  readonly latency: number;
  readonly by: PairedBy;
}

/** Facts about a request. */
export interface RequestInfo {
  /** µs since the capture's origin. */
  readonly time: number;
  /** Response topic; undefined: unknown. */
  readonly replyTopic: string | undefined;
  /** The request asks for no reply. */
  readonly wantsNone: boolean;
  /** The first replies. */
  readonly replies: readonly ReplySeen[];
  /** Total number of replies. */
  readonly count: number;
  /** Earlier request with the same response topic and correlation data. */
  readonly sameAs: number | undefined;
  /** A message that would be its reply but precedes it. */
  readonly early: number | undefined;
}

/** Facts about a reply. */
export interface ReplyInfo {
  /** undefined: no matching request was seen, or several are possible. */
  readonly request: number | undefined;
  readonly latency: number | undefined;
  readonly by: PairedBy;
  /** Index among the request's replies, from 1, and their number. */
  readonly place: number;
  readonly count: number;
  /** Number of possible requests if it is ambiguous. */
  readonly candidates: number;
  /** The request reused the correlation data of an earlier one. */
  readonly sameAs: number | undefined;
  /** A later request that it would answer. */
  readonly later: number | undefined;
}

export interface PacketReply {
  readonly packet: number;
  readonly asks?: RequestInfo;
  readonly answers?: ReplyInfo;
}

/** A request with its first reply, or a reply without a request. */
export interface ReplyRow {
  /** Counts up from 1; never reused. */
  readonly number: number;
  /** Time of the request, or of a reply without one; µs since the capture's origin. */
  readonly time: number;
  readonly direction: Direction;
  readonly state: ReplyState;
  /** Topic name of the request, or of a reply without one. */
  readonly topic: string;
  /** Response topic. */
  readonly replyTopic: string;
  /** Beginning of the correlation data; undefined: none. */
  readonly data: Uint8Array | undefined;
  /** Total size in bytes. */
  readonly dataLength: number;
  /** Packet numbers; the first for replies. */
  readonly request: number | undefined;
  readonly reply: number | undefined;
  readonly replies: number;
  /** µs from the request to the first reply. */
  readonly latency: number | undefined;
  /** Paired by topic only, or with reused correlation data. */
  readonly isUnsure: boolean;
}

export type ReplyShow = 'all' | ReplyState;

export interface RepliesRequest extends RowRange {
  /** Requests the newest `count`. */
  readonly tail?: boolean;
  readonly show: ReplyShow;
  /** Text in a topic, or in correlation data as text or hex; empty: no search. */
  readonly search: string;
}

export interface RepliesReply {
  readonly show: ReplyShow;
  readonly search: string;
  /** Index among the listed rows, oldest first. */
  readonly first: number;
  readonly rows: readonly ReplyRow[];
  readonly total: number;
  readonly counts: Readonly<Record<ReplyShow, number>>;
  /** Oldest entries dropped because of the limit. */
  readonly forgotten: number;
}
