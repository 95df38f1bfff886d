/** Finds topic filters for which nothing came while clients published on topics that they almost match. */
import { splitShared } from '../../../mqtt/tables/topics.ts';
import type { Slip } from '../../findings/findings.ts';
import type { StreamFacts } from '../../streams/streamFacts.ts';
import { NearTopics } from './nearTopics.ts';
import type { MessageLog, SeenPacket } from './seenPacket.ts';
import type { Place } from './sessionMemory.ts';

const SECOND = 1_000_000;
/** µs between a publication and its absence. */
const DELIVERED_WITHIN = SECOND;
/** µs between two searches. */
const SEARCHED_EVERY = 10 * SECOND;
/** Topics, and as many filters. With more topics, nothing is claimed. */
const MOST = 10_000;
/** Near topics of a filter that are names of a family, from this number on. */
const FAMILY = 3;
/** Topics of one search whose later messages are searched in the packet log. */
const MOST_LOOKUPS = 100;
/** Letters of a topic that do not end a share name by chance. */
const LEAST_OF_SHARE = 3;

/** A topic of a server with messages in the capture. */
interface KnownTopic {
  readonly name: string;
  /** Its first publication; undefined: none yet. */
  published: Place | undefined;
  isDelivered: boolean;
}

/** A subscription from its SUBACK to its end. */
interface Wanted {
  readonly filter: string;
  readonly stream: StreamFacts;
  /** Number of its SUBSCRIBE. */
  readonly packet: number;
  readonly granted: Place;
  /** µs; undefined without UNSUBSCRIBE. */
  until: number | undefined;
}

export interface UnheardFilter {
  readonly filter: string;
  readonly stream: StreamFacts;
  /** Number of its SUBSCRIBE. */
  readonly packet: number;
  readonly topic: string;
  readonly published: Place;
  /** Share name and filter that match the topic, if a slash is missing between them. */
  readonly shared: { readonly name: string; readonly filter: string } | undefined;
  readonly slip: Slip | undefined;
}

type Found = Pick<UnheardFilter, 'topic' | 'published' | 'shared' | 'slip'>;

export class UnheardFilters {
  readonly #log: MessageLog;
  readonly #isOfOthers: () => boolean;
  /** By server, then by name. */
  readonly #topics = new Map<string, Map<string, KnownTopic>>();
  #count = 0;
  /** By server and filter: one client of several is enough. */
  readonly #wanted = new Map<string, Wanted>();
  readonly #reported = new Set<string>();
  #searchedAt = Number.NEGATIVE_INFINITY;
  #lookups = 0;

  /** @param isOfOthers false if all connections are the app's own */
  constructor(log: MessageLog, isOfOthers: () => boolean) {
    this.#log = log;
    this.#isOfOthers = isOfOthers;
  }

  /** Handles a message on a topic that is new for its stream and direction. */
  message(name: string, { stream, direction, number: packet, time }: SeenPacket): void {
    if (name.startsWith('$') || this.#count > MOST || !this.#isOfOthers()) return;
    const server = stream.server ?? '';
    const topics = this.#topics.get(server) ?? new Map<string, KnownTopic>();
    this.#topics.set(server, topics);
    const before = topics.get(name);
    const known: KnownTopic = before ?? { name, published: undefined, isDelivered: false };
    if (before === undefined) {
      this.#count += 1;
      topics.set(name, known);
    }
    if (direction === 'in') known.isDelivered = true;
    else known.published ??= { packet, time };
    if (this.#count > MOST) this.#topics.clear();
  }

  granted(stream: StreamFacts, filter: string, packet: number, granted: Place): void {
    const key = keyOf(stream, filter);
    const known = this.#wanted.get(key);
    // Within the browser, the app itself is the client.
    const isOwn = !this.#isOfOthers() || stream.carrier === 'other';
    if (isOwn || (filter.startsWith('$') && splitShared(filter) === undefined)) return;
    if (known === undefined && this.#wanted.size >= MOST) return;
    if (known?.until !== undefined || known?.stream.isOpen !== true)
      this.#wanted.set(key, { filter, stream, packet, granted, until: undefined });
  }

  /** Handles the end of a subscription. @param until µs */
  ended(stream: StreamFacts, filter: string, until: number): void {
    const wanted = this.#wanted.get(keyOf(stream, filter));
    if (wanted?.stream === stream) wanted.until ??= until;
  }

  /** @param isOver no more packets arrive */
  *search(now: number, isOver: boolean): Generator<UnheardFilter, void, undefined> {
    if (this.#count > MOST || (!isOver && now - this.#searchedAt < SEARCHED_EVERY)) return;
    this.#searchedAt = now;
    this.#lookups = 0;
    const indexes = new Map<string, NearTopics<KnownTopic>>();
    for (const [key, wanted] of this.#wanted) {
      const { stream, filter, packet } = wanted;
      const server = stream.server ?? '';
      if (this.#reported.has(key) || !stream.sessionKnown) continue;
      const known = this.#topics.get(server)?.values() ?? [];
      const topics = indexes.get(server) ?? new NearTopics([...known]);
      indexes.set(server, topics);
      const found = this.#missedBy(wanted, topics, now);
      if (found === undefined) continue;
      this.#reported.add(key);
      yield { filter, stream, packet, ...found };
    }
  }

  #missedBy(wanted: Wanted, topics: NearTopics<KnownTopic>, now: number): Found | undefined {
    const shared = splitShared(wanted.filter);
    const filter = shared?.filter ?? wanted.filter;
    if (topics.matching(filter)?.length !== 0) return undefined;
    const near = topics.near(filter);
    for (const [topic, slip] of near.size < FAMILY ? near : []) {
      const published = topic.isDelivered ? undefined : this.#publishedIn(wanted, topic, now);
      if (published !== undefined) return { topic: topic.name, published, slip, shared: undefined };
    }
    if (shared === undefined) return undefined;
    const { shareName } = shared;
    for (const topic of topics.differingAt(`+/${filter}`, 0)) {
      const [level = ''] = topic.name.split('/');
      const isJoined = shareName.endsWith(level) && shareName !== level;
      if (!isJoined || level.length < LEAST_OF_SHARE) continue;
      const published = this.#publishedIn(wanted, topic, now);
      if (published === undefined) continue;
      const parts = { name: shareName.slice(0, -level.length), filter: `${level}/${filter}` };
      return { topic: topic.name, published, shared: parts, slip: undefined };
    }
    return undefined;
  }

  /** A publication on the topic while the subscription existed, long enough ago. */
  #publishedIn(wanted: Wanted, { name, published }: KnownTopic, now: number): Place | undefined {
    const { granted, stream, until = now } = wanted;
    const closed = stream.isOpen === false ? (stream.closed ?? Number.NEGATIVE_INFINITY) : now;
    const last = Math.min(until, closed) - DELIVERED_WITHIN;
    if (published === undefined || published.time > last) return undefined;
    if (published.packet > granted.packet) return published;
    this.#lookups += 1;
    if (this.#lookups > MOST_LOOKUPS) return undefined;
    const later = this.#log.since(stream, granted.packet, name) ?? [];
    return later.findLast(({ direction, time }) => direction === 'out' && time <= last);
  }
}

const keyOf = ({ server }: StreamFacts, filter: string): string => `${server ?? ''} ${filter}`;
