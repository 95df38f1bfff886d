/** A request of a convention and its reply, as the list of them shows it. */
import type { Direction } from '../log/columns/direction.ts';

export type PairState =
  | 'waiting'
  | 'answered'
  /** No reply came within the convention's patience. */
  | 'unanswered'
  /** No subscription brings its reply, which is not waited for therefore. */
  | 'unheard'
  /** The request says that it wants none. */
  | 'none-wanted'
  /** A reply whose request was not seen. */
  | 'reply-alone';

/** What the list shows: `failed` is answered with a code that says so, or not answered. */
export type PairShow = 'all' | 'waiting' | 'failed' | 'in' | 'out';

export interface RequestPair {
  /** The id of it, and its name. */
  readonly convention: string;
  readonly conventionName: string;
  /** Counts up from 1 in its convention; never used again. */
  readonly number: number;
  /** Of the request, or of a reply alone; µs since the capture's origin. */
  readonly time: number;
  /** Of the request; of a reply alone the other way, as its request went. */
  readonly direction: Direction;
  /** A word of the convention's own. */
  readonly kind: string;
  /** What is asked for, by the name that it has there. */
  readonly identifier: string | undefined;
  /** Empty where the topic names none. */
  readonly device: string;
  /** The topic name of the first packet of it. */
  readonly topic: string;
  /** Cut where it is very long; undefined: the message has none. */
  readonly id: string | undefined;
  /** Numbers of their packets. */
  readonly request: number | undefined;
  readonly reply: number | undefined;
  /** µs from the request to the reply. */
  readonly latency: number | undefined;
  readonly code: number | undefined;
  /** The code says that it did not work out. */
  readonly isFailure: boolean;
  /** What the reply says beside its code; its beginning. */
  readonly message: string | undefined;
  readonly state: PairState;
}

export interface PairsRequest {
  /** Whose; undefined: those of all. */
  readonly convention?: string | undefined;
  /** By position among those shown, oldest first; `tail` asks for the newest `count`. */
  readonly first: number;
  readonly count: number;
  readonly tail?: boolean;
  readonly show: PairShow;
  /** Text in the id, the identifier or the topic; empty: all. */
  readonly search: string;
  /** Topic filters by which replies to what was sent can come; undefined: there may be others. */
  readonly heard?: readonly string[] | undefined;
}

export interface PairsReply {
  readonly convention: string | undefined;
  readonly show: PairShow;
  readonly search: string;
  readonly first: number;
  readonly rows: readonly RequestPair[];
  readonly total: number;
  readonly counts: Readonly<Record<PairShow, number>>;
  /** Oldest ones forgotten to stay within bounds. */
  readonly forgotten: number;
}
