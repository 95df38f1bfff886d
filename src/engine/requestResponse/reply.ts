/** What packets have to do with requests and replies, as views see it. All of it can be posted between threads. */

import type { RowRange } from '../lists/rowRange.ts';
import type { Direction } from '../log/columns/direction.ts';

/** By what the two were found to belong together. `topic`: without correlation data, as it could be no other. */
export type PairedBy = 'data' | 'topic' | 'id';

/** `alone`: a reply whose request was not seen, or is not known for sure. */
export type ReplyState = 'waiting' | 'answered' | 'alone';

/** `paired`: a reply whose request is known. */
export const REPLY_STATES = ['waiting', 'answered', 'paired', 'alone'] as const;

/** What a display filter asks. */
export interface ReplyFacts {
  readonly state: (typeof REPLY_STATES)[number];
  /** µs from the request to its first reply; of a reply, to this one. */
  readonly latency: number | undefined;
  /** Of a reply: number of its request. */
  readonly to: number | undefined;
}

export interface ReplySeen {
  readonly packet: number;
  /** µs from the request. */
  readonly latency: number;
  readonly by: PairedBy;
}

/** Of a request. */
export interface Asks {
  /** µs since the capture's origin. */
  readonly time: number;
  /** Where replies come; undefined: it is not known. */
  readonly replyTopic: string | undefined;
  /** It says that it wants none. */
  readonly wantsNone: boolean;
  /** The first ones. */
  readonly replies: readonly ReplySeen[];
  /** All of them. */
  readonly count: number;
  /** An earlier request with the same response topic and correlation data. */
  readonly sameAs: number | undefined;
  /** What would be its reply, but came before it. */
  readonly early: number | undefined;
}

/** Of a reply. */
export interface Answers {
  /** undefined: none that it answers was seen, or several may be meant. */
  readonly request: number | undefined;
  readonly latency: number | undefined;
  readonly by: PairedBy;
  /** Which of the request's replies it is, from 1, and of how many. */
  readonly place: number;
  readonly count: number;
  /** Requests that it may answer, where it cannot be told which. */
  readonly candidates: number;
  /** The request took the correlation data of an earlier one. */
  readonly sameAs: number | undefined;
  /** A request that it would answer, but that came after it. */
  readonly later: number | undefined;
}

export interface PacketReply {
  readonly packet: number;
  readonly asks?: Asks;
  readonly answers?: Answers;
}

/** A request with its first reply, or a reply alone. */
export interface ReplyRow {
  /** Counts up from 1; never used again. */
  readonly number: number;
  /** Of the request, or of a reply alone; µs since the capture's origin. */
  readonly time: number;
  readonly direction: Direction;
  readonly state: ReplyState;
  /** Topic name of the request, or of a reply alone. */
  readonly topic: string;
  /** Where replies come. */
  readonly replyTopic: string;
  /** The beginning of the correlation data; undefined: there is none. */
  readonly data: Uint8Array | undefined;
  /** Bytes of all of it. */
  readonly dataLength: number;
  /** Numbers of their packets; of replies the first. */
  readonly request: number | undefined;
  readonly reply: number | undefined;
  readonly replies: number;
  /** µs from the request to the first reply. */
  readonly latency: number | undefined;
  /** Paired by topic alone, or with correlation data that was used before. */
  readonly isUnsure: boolean;
}

export type ReplyShow = 'all' | ReplyState;

export interface RepliesRequest extends RowRange {
  /** Asks for the newest `count`. */
  readonly tail?: boolean;
  readonly show: ReplyShow;
  /** Text in a topic, or in correlation data as text or hex; empty: all. */
  readonly search: string;
}

export interface RepliesReply {
  readonly show: ReplyShow;
  readonly search: string;
  /** By position among those shown, oldest first. */
  readonly first: number;
  readonly rows: readonly ReplyRow[];
  readonly total: number;
  readonly counts: Readonly<Record<ReplyShow, number>>;
  /** Oldest ones forgotten to stay within bounds. */
  readonly forgotten: number;
}
