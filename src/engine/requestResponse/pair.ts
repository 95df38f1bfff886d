/** A request of a convention and its reply, as listed. */
import type { Direction } from '../log/columns/direction.ts';

export type PairState =
  | 'waiting'
  | 'answered'
  /** No reply arrived within the convention's timeout. */
  | 'unanswered'
  /** No subscription matches its response topic, so no reply is expected. */
  | 'unheard'
  /** The request asks for no reply. */
  | 'none-wanted'
  /** A reply without a captured request. */
  | 'reply-alone';

/** Filter of the list. `failed`: answered with an error code, or not answered. */
export type PairShow = 'all' | 'waiting' | 'failed' | 'in' | 'out';

export interface RequestPair {
  /** Id and name of the convention. */
  readonly convention: string;
  readonly conventionName: string;
  /** Counts up from 1 per convention and is never reused. */
  readonly number: number;
  /** Time of the request, or of a reply without one; µs since the capture's origin. */
  readonly time: number;
  /** Direction of the request. A reply without one has the opposite of its own direction. */
  readonly direction: Direction;
  /** Kind in the convention's terms. */
  readonly kind: string;
  /** Requested item, by its name in the convention. */
  readonly identifier: string | undefined;
  /** Empty if the topic names no device. */
  readonly device: string;
  /** Topic name of its first packet. */
  readonly topic: string;
  /** Truncated if very long; undefined: the message has none. */
  readonly id: string | undefined;
  /** Packet numbers. */
  readonly request: number | undefined;
  readonly reply: number | undefined;
  /** µs from the request to the reply. */
  readonly latency: number | undefined;
  readonly code: number | undefined;
  /** The code reports a failure. */
  readonly isFailure: boolean;
  /** Message of the reply beside its code; truncated. */
  readonly message: string | undefined;
  readonly state: PairState;
}

export interface PairsRequest {
  /** Limits the list to a convention; undefined: all. */
  readonly convention?: string | undefined;
  /** Index among the listed rows, oldest first; `tail` requests the newest `count`. */
  readonly first: number;
  readonly count: number;
  readonly tail?: boolean;
  readonly show: PairShow;
  /** Text in the id, the identifier or the topic; empty: no search. */
  readonly search: string;
  /** Topic filters that can receive replies to sent requests; undefined: there may be others. */
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
  /** Oldest entries dropped because of the limit. */
  readonly forgotten: number;
}
