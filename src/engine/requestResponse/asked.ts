/** Stored data of an MQTT 5 request with its replies, or of a reply alone. */
import type { Direction } from '../log/columns/direction.ts';
import type { Correlation } from './correlation.ts';
import type { Answers, Asks, ReplyFacts, ReplyRow, ReplySeen, ReplyState } from './reply.ts';

interface KeptReply extends ReplySeen {
  readonly stream: number;
  readonly direction: Direction;
  /** Distinguishes payloads with equal topic and correlation data. */
  readonly mark: number;
  /** The message came back to its sender. */
  isEchoed: boolean;
}

export interface Asked {
  readonly number: number;
  readonly time: number;
  readonly stream: number;
  readonly direction: Direction;
  /** Topic name of the request, or of a reply alone. */
  readonly topic: string;
  /** Interned number of the response topic; the request holds one use of it. */
  readonly replyTopic: number;
  readonly correlation: Correlation | undefined;
  /** Key of response topic and correlation data. */
  readonly name: string;
  /** undefined: a reply alone. */
  readonly request: number | undefined;
  /** Packet number of a reply alone. */
  readonly alone: number | undefined;
  readonly candidates: number;
  readonly sameAs: number | undefined;
  /** Its packets in the maps. */
  readonly packets: number[];
  /** The first replies. */
  readonly replies: KeptReply[];
  count: number;
  /** For a request: an earlier matching reply. For such a reply: the request. */
  across: number | undefined;
  /** Cleared while it waited: listed again once it is answered. */
  isHidden: boolean;
}

export function stateOf({ request, count }: Asked): ReplyState {
  if (request === undefined) return 'alone';
  return count > 0 ? 'answered' : 'waiting';
}

export function rowOf(asked: Asked, replyTopic: string): ReplyRow {
  const { number, time, direction, topic, correlation, request, count, sameAs } = asked;
  const [first] = asked.replies;
  return {
    number,
    time,
    direction,
    state: stateOf(asked),
    topic,
    replyTopic,
    data: correlation?.data,
    dataLength: correlation?.length ?? 0,
    request,
    reply: asked.alone ?? first?.packet,
    replies: count,
    latency: first?.latency,
    isUnsure: first?.by === 'topic' || sameAs !== undefined || asked.candidates > 1,
  };
}

export function asksOf(asked: Asked, replyTopic: string | undefined): Asks {
  const { time, count, sameAs, across: early } = asked;
  const replies = asked.replies.map(({ packet, latency, by }) => ({ packet, latency, by }));
  return { time, replyTopic, wantsNone: false, replies, count, sameAs, early };
}

/** @param place index of the reply among the request's, from 1; 0: the reply is alone */
export function answersOf(asked: Asked, place: number): Answers {
  const reply = asked.replies[place - 1];
  const { count, candidates, sameAs, across } = asked;
  const isAlone = asked.request === undefined;
  return {
    request: asked.request,
    latency: reply?.latency,
    by: reply?.by ?? 'data',
    place,
    count,
    candidates,
    sameAs,
    later: isAlone ? across : undefined,
  };
}

export function factsOf(asks: Asks | undefined, answers: Answers | undefined): ReplyFacts {
  const to = answers?.request;
  if (asks !== undefined) {
    const [first] = asks.replies;
    const state = asks.count > 0 ? 'answered' : 'waiting';
    return { state, latency: first?.latency, to };
  }
  return { state: to === undefined ? 'alone' : 'paired', latency: answers?.latency, to };
}
