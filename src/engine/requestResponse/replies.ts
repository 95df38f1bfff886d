/**
 * Pairs MQTT 5 requests and replies (4.10) by response topic and correlation data; keeps a bounded number of
 * them. A reply belongs to the newest earlier request with both. Without correlation data, it belongs to the
 * only possible request, if there is exactly one.
 */
import type { Direction } from '../log/columns/direction.ts';
import type { ReplyPlaces } from '../log/columns/knownProperties.ts';
import type { TopicNames } from '../log/columns/topicNames.ts';
import { type Correlation, correlationAt, holdsText } from './correlation.ts';
import type { PacketReply, PairedBy, RepliesReply, RepliesRequest, ReplyShow } from './reply.ts';
import { type RequestRecord, replyInfoOf, requestInfoOf, rowOf, stateOf } from './requestRecord.ts';

/** Minimum number kept. A tenth above it, the oldest are dropped together. */
const KEPT = 10_000;
/** Replies stored per request; others are only counted. */
const MOST_REPLIES = 16;
/** Maximum requests with the same correlation data, and maximum repetitions of a message. */
const MOST_OF_A_NAME = 16;
/** Maximum candidates without correlation data checked per topic. */
const MOST_CANDIDATES = 64;
/** µs within which a message may return to its sender, or a reply may precede its request. */
const SOON = 60_000_000;

export interface PublishSeen {
  /** Number in the packet log. */
  readonly number: number;
  /** µs since the capture's origin. */
  readonly time: number;
  readonly stream: number;
  readonly direction: Direction;
  /** Number of its topic name. */
  readonly topic: number;
  readonly bytes: Uint8Array;
  readonly payloadStart: number;
  readonly reply: ReplyPlaces | undefined;
  /** The DUP flag is set. */
  readonly dup: boolean;
}

/** State of a topic that receives replies. */
interface ReplyTopic {
  /** Number of requests and lone replies. */
  users: number;
  readonly requests: Set<RequestRecord>;
  readonly waiting: Set<RequestRecord>;
}

interface Place {
  readonly record: RequestRecord;
  /** Index among the replies to its request, from 1; 0: the reply has no request. */
  readonly place: number;
}

export interface RepliesSources {
  readonly names: TopicNames;
  /** True if a stream is open. */
  readonly isOpen: (stream: number) => boolean;
  /** Called if facts about an earlier packet have changed. */
  readonly onChange: (packet: number) => void;
}

export class Replies {
  readonly #sources: RepliesSources;
  readonly #most: number;
  #kept: RequestRecord[] = [];
  #forgotten = 0;
  #last = 0;
  /** By packet number. */
  readonly #requests = new Map<number, RequestRecord>();
  readonly #replies = new Map<number, Place>();
  /** By response topic and correlation data; the newest last. */
  readonly #byName = new Map<string, RequestRecord[]>();
  readonly #topics = new Map<number, ReplyTopic>();
  /** Number of hidden entries. */
  #hidden = 0;

  constructor(sources: RepliesSources, most = KEPT) {
    this.#sources = sources;
    this.#most = most;
  }

  /** True if replies may arrive on the topic with this number. */
  expects(topic: number): boolean {
    return this.#topics.size > 0 && this.#topics.has(topic);
  }

  publish(seen: PublishSeen): void {
    const { reply, topic, bytes } = seen;
    if (reply === undefined) {
      if (this.expects(topic)) this.#answer(seen, undefined);
      return;
    }
    const correlation = correlationAt(bytes, reply.dataStart, reply.dataEnd);
    if (reply.topicStart < reply.topicEnd) this.#ask(seen, reply, correlation);
    else this.#answer(seen, correlation);
  }

  ofPacket(packet: number): PacketReply | undefined {
    const record = this.#requests.get(packet);
    const place = this.#replies.get(packet);
    if (record === undefined && place === undefined) return undefined;
    return {
      packet,
      ...(record && { asks: requestInfoOf(record, this.#name(record)) }),
      ...(place && { answers: replyInfoOf(place.record, place.place) }),
    };
  }

  window({ first, count, tail, show, search }: RepliesRequest): RepliesReply {
    const text = search.toLowerCase();
    const counts = { all: 0, waiting: 0, answered: 0, alone: 0 };
    const shown: RequestRecord[] = [];
    for (const record of this.#kept) {
      if (record.isHidden || (text !== '' && !this.#holds(record, text))) continue;
      const state = stateOf(record);
      counts.all += 1;
      counts[state] += 1;
      if (isShown(state, show)) shown.push(record);
    }
    const from = Math.max(0, tail === true ? shown.length - count : Math.min(first, shown.length));
    return {
      show,
      search,
      first: from,
      rows: shown.slice(from, from + count).map((record) => rowOf(record, this.#name(record))),
      total: shown.length,
      counts,
      forgotten: this.#forgotten,
    };
  }

  /** Number of listed entries, including dropped ones. */
  get total(): number {
    return this.#kept.length - this.#hidden + this.#forgotten;
  }

  /** Hides all entries; waiting requests keep waiting. */
  clear(): void {
    const waiting: RequestRecord[] = [];
    for (const record of this.#kept) {
      if (stateOf(record) !== 'waiting') {
        this.#forget(record);
        continue;
      }
      record.isHidden = true;
      waiting.push(record);
    }
    this.#kept = waiting;
    this.#hidden = waiting.length;
    this.#forgotten = 0;
  }

  #ask(seen: PublishSeen, places: ReplyPlaces, correlation: Correlation | undefined): void {
    const { names } = this.#sources;
    const { bytes, number } = seen;
    const replyTopic = names.intern(bytes, places.topicStart, places.topicEnd);
    const name = nameOf(replyTopic, correlation);
    const topic = names.name(seen.topic) ?? '';
    const known = this.#byName.get(name) ?? [];
    const again = known.findLast((record) => record.topic === topic && isAgain(record, seen));
    if (again !== undefined) {
      names.release(replyTopic);
      this.#also(again, number);
      return;
    }
    // The request may be a reply itself.
    if (correlation !== undefined && this.#topics.has(seen.topic)) this.#pair(seen, correlation);
    const same = correlation && known.findLast(({ request }) => request !== undefined);
    const early = known.findLast((one) => one.request === undefined && seen.time - one.time < SOON);
    const what = { replyTopic, correlation, name, topic, request: number, sameAs: same?.request };
    const record = this.#made(seen, what);
    this.#add(record);
    if (early !== undefined && correlation !== undefined) {
      record.across = early.alone;
      early.across = number;
    }
    this.#requests.set(number, record);
    const of = this.#topicOf(replyTopic);
    of.requests.add(record);
    of.waiting.add(record);
  }

  #answer(seen: PublishSeen, correlation: Correlation | undefined): void {
    if (this.#pair(seen, correlation)) return;
    const { names } = this.#sources;
    const { topic, number } = seen;
    const candidates = correlation === undefined ? (this.#topics.get(topic)?.waiting.size ?? 0) : 0;
    // On a topic without waiting requests, a message without correlation data may be about anything.
    if (correlation === undefined && candidates === 0) return;
    names.retain(topic);
    const what = { replyTopic: topic, correlation, topic: names.name(topic) ?? '' };
    const name = nameOf(topic, correlation);
    const record = this.#made(seen, { ...what, name, request: undefined, candidates });
    this.#add(record);
    this.#replies.set(number, { record, place: 0 });
  }

  /** @returns true if its request is known */
  #pair(seen: PublishSeen, correlation: Correlation | undefined): boolean {
    const { number, topic, time, stream, direction } = seen;
    const found = this.#requestOf(seen, correlation);
    if (found === undefined) return false;
    const { record, by } = found;
    const mark = markOf(seen);
    const echoed = record.replies.findIndex(
      (reply) =>
        reply.mark === mark &&
        reply.stream === stream &&
        (reply.direction === direction ? seen.dup : !reply.isEchoed),
    );
    const same = record.replies[echoed];
    if (same !== undefined) {
      same.isEchoed = true;
      if (record.packets.length < MOST_REPLIES + MOST_OF_A_NAME) {
        record.packets.push(number);
        this.#replies.set(number, { record, place: echoed + 1 });
      }
      return true;
    }
    record.count += 1;
    this.#topics.get(topic)?.waiting.delete(record);
    if (record.isHidden) {
      record.isHidden = false;
      this.#hidden -= 1;
    }
    if (record.replies.length < MOST_REPLIES) {
      const latency = time - record.time;
      const reply = { packet: number, latency, by, stream, direction, mark, isEchoed: false };
      record.replies.push(reply);
      record.packets.push(number);
      this.#replies.set(number, { record, place: record.replies.length });
    }
    if (record.count === 1) for (const packet of record.packets) this.#sources.onChange(packet);
    return true;
  }

  #requestOf(
    seen: PublishSeen,
    correlation: Correlation | undefined,
  ): { readonly record: RequestRecord; readonly by: PairedBy } | undefined {
    if (correlation !== undefined) {
      const known = this.#byName.get(nameOf(seen.topic, correlation)) ?? [];
      const record = this.#nearest(seen, known);
      return record && { record, by: 'data' };
    }
    const topic = this.#topics.get(seen.topic);
    if (topic === undefined || topic.waiting.size > MOST_CANDIDATES) return undefined;
    const waiting = [...topic.waiting].filter((record) => this.#nearest(seen, [record]));
    // A further reply, if there was only ever one request.
    const meant = waiting.length === 0 && topic.requests.size === 1 ? [...topic.requests] : waiting;
    const [only] = meant;
    return meant.length === 1 && only && this.#nearest(seen, [only])
      ? { record: only, by: 'topic' }
      : undefined;
  }

  /**
   * Returns the newest request. Prefers the opposite direction on the same connection, because an observer of
   * both sides sees each message twice. Then any request on the same connection. Then requests on other
   * connections that are closed, or that were seen on their way to the broker like the reply.
   */
  #nearest(
    { stream, direction }: PublishSeen,
    known: readonly RequestRecord[],
  ): RequestRecord | undefined {
    const requests = known.filter(({ request }) => request !== undefined);
    const here = requests.filter((record) => record.stream === stream);
    return (
      here.findLast((record) => record.direction !== direction) ??
      here.at(-1) ??
      requests.findLast(
        (record) =>
          !this.#sources.isOpen(record.stream) ||
          (record.direction === 'out' && direction === 'out'),
      )
    );
  }

  #made(
    { number, time, stream, direction }: PublishSeen,
    what: Pick<RequestRecord, 'replyTopic' | 'correlation' | 'name' | 'topic' | 'request'> & {
      readonly candidates?: number;
      readonly sameAs?: number | undefined;
    },
  ): RequestRecord {
    this.#last += 1;
    return {
      number: this.#last,
      time,
      stream,
      direction,
      candidates: 0,
      sameAs: undefined,
      ...what,
      alone: what.request === undefined ? number : undefined,
      packets: [number],
      replies: [],
      count: 0,
      across: undefined,
      isHidden: false,
    };
  }

  #add(record: RequestRecord): void {
    this.#kept.push(record);
    this.#topicOf(record.replyTopic).users += 1;
    const before = this.#byName.get(record.name);
    if (before === undefined) this.#byName.set(record.name, [record]);
    else {
      before.push(record);
      if (before.length > MOST_OF_A_NAME) before.shift();
    }
    if (this.#kept.length < this.#most * 1.1) return;
    const old = this.#kept.splice(0, this.#kept.length - this.#most);
    for (const each of old) {
      if (each.isHidden) this.#hidden -= 1;
      else this.#forgotten += 1;
      this.#forget(each);
    }
  }

  #topicOf(topic: number): ReplyTopic {
    let of = this.#topics.get(topic);
    if (of === undefined) {
      of = { users: 0, requests: new Set(), waiting: new Set() };
      this.#topics.set(topic, of);
    }
    return of;
  }

  #forget(old: RequestRecord): void {
    for (const packet of old.packets) {
      if (this.#requests.get(packet) === old) this.#requests.delete(packet);
      if (this.#replies.get(packet)?.record === old) this.#replies.delete(packet);
    }
    const same = this.#byName.get(old.name)?.filter((record) => record !== old) ?? [];
    if (same.length === 0) this.#byName.delete(old.name);
    else this.#byName.set(old.name, same);
    const topic = this.#topics.get(old.replyTopic);
    if (topic !== undefined) {
      topic.users -= 1;
      topic.requests.delete(old);
      topic.waiting.delete(old);
      if (topic.users === 0) this.#topics.delete(old.replyTopic);
    }
    this.#sources.names.release(old.replyTopic);
  }

  /** Records a repetition of the request. */
  #also(record: RequestRecord, packet: number): void {
    if (record.packets.length >= MOST_OF_A_NAME) return;
    record.packets.push(packet);
    this.#requests.set(packet, record);
  }

  #name({ replyTopic }: RequestRecord): string {
    return this.#sources.names.name(replyTopic) ?? '';
  }

  #holds(record: RequestRecord, text: string): boolean {
    const { topic, correlation } = record;
    return (
      topic.toLowerCase().includes(text) ||
      this.#name(record).toLowerCase().includes(text) ||
      (correlation !== undefined && holdsText(correlation, text))
    );
  }
}

function nameOf(replyTopic: number, correlation: Correlation | undefined): string {
  return correlation === undefined ? `${replyTopic}` : `${replyTopic} ${correlation.key}`;
}

/** True for a message resent after a reconnect, or received by a client that subscribed to its own topic. */
function isAgain(record: RequestRecord, { dup, direction, stream, time }: PublishSeen): boolean {
  if (record.request === undefined) return false;
  if (dup && direction === record.direction && record.count === 0) return true;
  return stream === record.stream && direction !== record.direction && time - record.time <= SOON;
}

function isShown(state: ReplyShow, show: ReplyShow): boolean {
  return show === 'all' || show === state;
}

/** Mark of the payload, sufficient to distinguish two of them. */
function markOf({ bytes, payloadStart }: PublishSeen): number {
  let mark = bytes.length - payloadStart;
  const end = Math.min(bytes.length, payloadStart + 256);
  for (let at = payloadStart; at < end; at += 1) {
    mark = Math.imul(mark ^ (bytes[at] ?? 0), 0x01000193);
  }
  return mark;
}
