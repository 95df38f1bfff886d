/** A request of Alibaba's Alink protocol and its reply, as the list of them shows it. */
import type { AlinkTopicKind } from '../../alibaba/alink/alinkTopic.ts';
import type { Direction } from '../log/direction.ts';

/** µs after which a reply is not waited for any more. */
export const ALINK_PATIENCE = 10_000_000;

export type AlinkState =
  | 'waiting'
  | 'answered'
  /** No reply came within `ALINK_PATIENCE`. */
  | 'unanswered'
  /** No subscription brings its reply, which is not waited for therefore. */
  | 'unheard'
  /** The request says that it wants none. */
  | 'none-wanted'
  /** A reply whose request was not seen. */
  | 'reply-alone';

/** What the list shows: `failed` is answered with a code other than 200, or not answered. */
export type AlinkShow = 'all' | 'waiting' | 'failed' | 'in' | 'out';

export interface AlinkPair {
  /** Counts up from 1; never used again. */
  readonly number: number;
  /** Of the request, or of a reply alone; µs since the capture's origin. */
  readonly time: number;
  /** Of the request; of a reply alone the other way, as its request went. */
  readonly direction: Direction;
  readonly kind: AlinkTopicKind;
  /** Of the event or service. */
  readonly identifier: string | undefined;
  /** `productKey/deviceName`; empty where the topic names none. */
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
  /** What the reply says beside its code; its beginning. */
  readonly message: string | undefined;
  readonly state: AlinkState;
}

export interface AlinkRequest {
  /** By position among those shown, oldest first; `tail` asks for the newest `count`. */
  readonly first: number;
  readonly count: number;
  readonly tail?: boolean;
  readonly show: AlinkShow;
  /** Text in the id, the identifier or the topic; empty: all. */
  readonly search: string;
  /** Topic filters by which replies to what was sent can come; undefined: there may be others. */
  readonly heard?: readonly string[] | undefined;
}

export interface AlinkReply {
  readonly show: AlinkShow;
  readonly search: string;
  readonly first: number;
  readonly rows: readonly AlinkPair[];
  readonly total: number;
  readonly counts: Readonly<Record<AlinkShow, number>>;
  /** Oldest ones forgotten to stay within bounds. */
  readonly forgotten: number;
}
