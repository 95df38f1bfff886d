/** Stored data of an MQTT 5 request with its replies, or of a reply without a request. */
import type { Direction } from '../log/columns/direction.ts';
import type { Correlation } from './correlation.ts';
import type {
  ReplyFacts,
  ReplyInfo,
  ReplyRow,
  ReplySeen,
  ReplyState,
  RequestInfo,
} from './reply.ts';

interface StoredReply extends ReplySeen {
  readonly stream: number;
  readonly direction: Direction;
  /** Distinguishes payloads with equal topic and correlation data. */
  readonly mark: number;
  /** The message returned to its sender. */
  isEchoed: boolean;
}

export interface RequestRecord {
  readonly number: number;
  readonly time: number;
  readonly stream: number;
  readonly direction: Direction;
  /** Topic name of the request, or of a reply without one. */
  readonly topic: string;
  /** Interned number of the response topic; the request holds one use of it. */
  readonly replyTopic: number;
  readonly correlation: Correlation | undefined;
  /** Key of response topic and correlation data. */
  readonly name: string;
  /** undefined: a reply without a request. */
  readonly request: number | undefined;
  /** Packet number of a reply without a request. */
  readonly alone: number | undefined;
  readonly candidates: number;
  readonly sameAs: number | undefined;
  /** Its packets in the maps. */
  readonly packets: number[];
  /** The first replies. */
  readonly replies: StoredReply[];
  count: number;
  /** For a request: an earlier matching reply. For such a reply: the request. */
  across: number | undefined;
  /** Cleared while it waited: listed again once it is answered. */
  isHidden: boolean;
}

export function stateOf({ request, count }: RequestRecord): ReplyState {
  if (request === undefined) return 'alone';
  return count > 0 ? 'answered' : 'waiting';
}

export function rowOf(record: RequestRecord, replyTopic: string): ReplyRow {
  const { number, time, direction, topic, correlation, request, count, sameAs } = record;
  const [first] = record.replies;
  return {
    number,
    time,
    direction,
    state: stateOf(record),
    topic,
    replyTopic,
    data: correlation?.data,
    dataLength: correlation?.length ?? 0,
    request,
    reply: record.alone ?? first?.packet,
    replies: count,
    latency: first?.latency,
    isUnsure: first?.by === 'topic' || sameAs !== undefined || record.candidates > 1,
  };
}

export function requestInfoOf(record: RequestRecord, replyTopic: string | undefined): RequestInfo {
  const { time, count, sameAs, across: early } = record;
  const replies = record.replies.map(({ packet, latency, by }) => ({ packet, latency, by }));
  return { time, replyTopic, wantsNone: false, replies, count, sameAs, early };
}

/** @param place index of the reply among the request's, from 1; 0: the reply has no request */
export function replyInfoOf(record: RequestRecord, place: number): ReplyInfo {
  const reply = record.replies[place - 1];
  const { count, candidates, sameAs, across } = record;
  const isAlone = record.request === undefined;
  return {
    request: record.request,
    latency: reply?.latency,
    by: reply?.by ?? 'data',
    place,
    count,
    candidates,
    sameAs,
    later: isAlone ? across : undefined,
  };
}

export function factsOf(asks: RequestInfo | undefined, answers: ReplyInfo | undefined): ReplyFacts {
  const to = answers?.request;
  if (asks !== undefined) {
    const [first] = asks.replies;
    const state = asks.count > 0 ? 'answered' : 'waiting';
    return { state, latency: first?.latency, to };
  }
  return { state: to === undefined ? 'alone' : 'paired', latency: answers?.latency, to };
}
