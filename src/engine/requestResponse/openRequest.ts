/** A request, or a reply without one, as it is kept until it is paired and listed. */
import type { TopicMeaning } from '../conventions/convention.ts';
import type { Direction } from '../log/columns/direction.ts';
import type { PairShow, PairState, RequestPair } from './pair.ts';

/** Ends response topics of requests that are also answered on the topics below. */
export const BELOW = '/#';

export interface OpenRequest {
  readonly number: number;
  readonly time: number;
  readonly stream: number;
  readonly direction: Direction;
  readonly topic: string;
  readonly meaning: TopicMeaning;
  readonly identifier: string | undefined;
  /** With `BELOW` at its end, also the topics below; undefined: it is unknown. */
  readonly replyTopic: string | undefined;
  readonly id: string | undefined;
  /** Key of response topic and id, which pairs the two. */
  readonly name: string;
  readonly wantsReply: boolean;
  /** Estimated bytes. */
  readonly size: number;
  readonly request: number | undefined;
  reply: number | undefined;
  latency: number | undefined;
  code: number | undefined;
  isFailure: boolean;
  message: string | undefined;
  /** Sent without a subscription to its reply. A later subscription does not change that. */
  wasUnheard: boolean;
}

/** Convention of the pairs. */
export type PairsOf = Pick<RequestPair, 'convention' | 'conventionName'>;

export const hasBelow = ({ replyTopic }: OpenRequest): boolean =>
  replyTopic?.endsWith(BELOW) === true;

export function pairOf(kept: OpenRequest, state: PairState): Omit<RequestPair, keyof PairsOf> {
  const { name: _name, wantsReply: _wants, stream: _stream, wasUnheard: _was, ...rest } = kept;
  const { meaning, replyTopic: _topic, size: _size, ...pair } = rest;
  const { kind, device } = meaning;
  return { ...pair, kind, device, state };
}

export function isFailed({ isFailure }: OpenRequest, state: PairState): boolean {
  return state === 'unanswered' || isFailure;
}

export function isShown(kept: OpenRequest, state: PairState, show: PairShow): boolean {
  switch (show) {
    case 'all':
      return true;
    case 'waiting':
      return state === 'waiting';
    case 'failed':
      return isFailed(kept, state);
    case 'in':
    case 'out':
      return kept.direction === show;
  }
}

export function holdsText({ id, identifier, topic, code }: OpenRequest, text: string): boolean {
  return [id, identifier, topic, code?.toString()].some((each) =>
    each?.toLowerCase().includes(text),
  );
}
