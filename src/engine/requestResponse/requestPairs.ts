/** Pairs requests and replies of a convention; keeps a bounded number of them. */

import type { TopicOverlap } from '../../mqtt/tables/topicOverlap.ts';
import type { MessageArrival, MessageFacts, OnTooMuch } from '../conventions/convention.ts';
import { textsSize } from '../devices/deviceMemory.ts';
import type { Direction } from '../log/columns/direction.ts';
import {
  BELOW,
  hasBelow,
  holdsText,
  isFailed,
  isShown,
  type OpenRequest,
  type PairsOf,
  pairOf,
} from './openRequest.ts';
import type { PairShow, PairState, PairsRequest, RequestPair } from './pair.ts';
import type { PacketReply, PairedBy } from './reply.ts';

/** Minimum number of pairs kept, unless they are large. A tenth above it, the oldest are dropped together. */
const KEPT = 10_000;
/** Estimated bytes of the pairs kept, as for `KEPT`: an id or a topic may have 65,535 characters. */
const MOST_BYTES = 16 << 20;
/** Maximum requests of one name waiting for a reply; older ones are ignored. */
const MOST_OF_A_NAME = 16;

/** Maximum levels of a reply's topic below that of its request. */
const MOST_BELOW = 32;

const ID: PairedBy = 'id';

export type PairCounts = Record<PairShow, number>;

interface Listed {
  /** µs since the capture's origin. */
  readonly time: number;
  readonly row: (of: PairsOf) => RequestPair;
}

/** Pairs of one convention. */
export class RequestPairs {
  readonly #replyTimeout: number;
  readonly #isOpen: (stream: number) => boolean;
  readonly #most: number;
  #kept: OpenRequest[] = [];
  /** Estimated bytes of `#kept`. */
  #size = 0;
  #forgotten = 0;
  #last = 0;
  /** By name; the newest last. */
  readonly #byName = new Map<string, OpenRequest[]>();
  readonly #byPacket = new Map<number, OpenRequest>();
  /** Number of those kept whose response topic ends with `BELOW`. */
  #below = 0;
  readonly #onChange: (packet: number) => void;

  /**
   * @param replyTimeout µs to wait for a reply
   * @param isOpen returns true for an open stream, whose replies can only arrive on it
   * @param onChange called with a request that is answered, and with its reply
   */
  constructor(
    replyTimeout: number,
    isOpen: (stream: number) => boolean,
    most = KEPT,
    onChange: (packet: number) => void = () => undefined,
  ) {
    this.#onChange = onChange;
    this.#replyTimeout = replyTimeout;
    this.#isOpen = isOpen;
    this.#most = most;
  }

  /** Count since Clear, including dropped pairs. */
  get total(): number {
    return this.#kept.length + this.#forgotten;
  }

  clear(): void {
    this.#kept = [];
    this.#size = 0;
    this.#below = 0;
    this.#forgotten = 0;
    this.#byName.clear();
    this.#byPacket.clear();
  }

  /** Role of a packet in its pair. */
  ofPacket(packet: number): PacketReply | undefined {
    const kept = this.#byPacket.get(packet);
    if (kept === undefined) return undefined;
    const { request, reply, latency, time, replyTopic, wantsReply } = kept;
    if (packet === request) {
      const seen = reply === undefined ? [] : [{ packet: reply, latency: latency ?? 0, by: ID }];
      const none = { count: seen.length, sameAs: undefined, early: undefined };
      return { packet, asks: { time, replyTopic, wantsNone: !wantsReply, replies: seen, ...none } };
    }
    const none = { candidates: 0, sameAs: undefined, later: undefined };
    const place = request === undefined ? 0 : 1;
    return { packet, answers: { request, latency, by: ID, place, count: place, ...none } };
  }

  publish(arrival: MessageArrival, onTooMuch: OnTooMuch): void {
    const { meaning } = arrival;
    const facts = meaning.read(arrival.payload, onTooMuch);
    if (facts === undefined) return;
    const replyTopic =
      facts.replyTopic ?? (facts.role === 'reply' ? arrival.topic : meaning.replyTopic);
    const name = nameOf(replyTopic, facts.id);
    const known =
      facts.role === 'reply' && this.#below > 0
        ? this.#knownAbove(replyTopic ?? '', facts.id)
        : (this.#byName.get(name) ?? []);
    if (facts.role !== 'request' && this.#takeReply(arrival, facts, known)) return;
    if (facts.comesUnasked === true) return;
    if (facts.role !== 'reply' && this.#isKnownRequest(arrival, known)) return;
    const isReply = facts.role === 'reply';
    const identifier = facts.identifier ?? meaning.identifier;
    // Written out, because object spread would cost more than the rest.
    this.#last += 1;
    this.#keep({
      number: this.#last,
      time: arrival.time,
      stream: arrival.stream,
      direction: isReply ? other(arrival.direction) : arrival.direction,
      topic: arrival.topic,
      meaning,
      identifier,
      replyTopic,
      id: facts.id,
      name,
      wantsReply: facts.wantsReply,
      size: textsSize(arrival.topic, replyTopic, identifier, facts.id, name),
      request: isReply ? undefined : arrival.number,
      reply: isReply ? arrival.number : undefined,
      latency: undefined,
      code: isReply ? facts.code : undefined,
      isFailure: isReply && facts.isFailure,
      message: isReply ? facts.message : undefined,
      wasUnheard: false,
    });
  }

  /** Oldest entries dropped because of the limit. */
  get forgotten(): number {
    return this.#forgotten;
  }

  /** Listed pairs, oldest first. Adds their numbers to `counts`. */
  listed(
    { show, search }: PairsRequest,
    now: number,
    overlaps: TopicOverlap,
    counts: PairCounts,
  ): Listed[] {
    const text = search.toLowerCase();
    const shown: Listed[] = [];
    for (const kept of this.#kept) {
      if (text !== '' && !holdsText(kept, text)) continue;
      const state = this.#stateOf(kept, now, overlaps);
      if (state === 'unheard' && now - kept.time < this.#replyTimeout) kept.wasUnheard = true;
      counts.all += 1;
      counts[kept.direction] += 1;
      if (state === 'waiting') counts.waiting += 1;
      if (isFailed(kept, state)) counts.failed += 1;
      if (isShown(kept, state, show)) {
        const { time } = kept;
        shown.push({ time, row: (of) => ({ ...of, ...pairOf(kept, state) }) });
      }
    }
    return shown;
  }

  /** @returns true for a reply to a known request, or a repetition */
  #takeReply(arrival: MessageArrival, facts: MessageFacts, known: readonly OpenRequest[]): boolean {
    const request = this.#requestOf(arrival, facts, known);
    if (request !== undefined) {
      request.reply = arrival.number;
      request.latency = arrival.time - request.time;
      request.code = facts.code;
      request.isFailure = facts.isFailure;
      request.message = facts.message;
      this.#byPacket.set(arrival.number, request);
      // It may have waited for its parser, and a filter may have been evaluated meanwhile.
      for (const packet of [request.request, arrival.number]) this.#onChange(packet ?? 0);
      return true;
    }
    if (facts.id === undefined || facts.role !== 'reply') return false;
    return known.some(({ reply, stream }) => reply !== undefined && stream === arrival.stream);
  }

  /** Requests that a reply on the topic may answer, including those with `BELOW`; oldest first. */
  #knownAbove(topic: string, id: string | undefined): readonly OpenRequest[] {
    const known = [...(this.#byName.get(nameOf(topic, id)) ?? [])];
    let above = topic;
    for (let level = 0; level <= MOST_BELOW; level += 1) {
      known.push(...(this.#byName.get(nameOf(above + BELOW, id)) ?? []));
      const end = above.lastIndexOf('/');
      if (end < 0) break;
      above = above.slice(0, end);
    }
    return known.sort((one, another) => one.number - another.number);
  }

  /**
   * Prefers the opposite direction on the same connection, because an observer of both sides sees each
   * message twice.
   */
  #requestOf(
    { stream, direction, time }: MessageArrival,
    { id, role }: MessageFacts,
    known: readonly OpenRequest[],
  ): OpenRequest | undefined {
    const open = known.filter(
      (kept) =>
        kept.reply === undefined &&
        (kept.stream === stream || !this.#isOpen(kept.stream)) &&
        (role === 'reply' || kept.direction !== direction) &&
        // Without an id, only the order matters, and an unanswered request would shift all others.
        (id !== undefined || time - kept.time <= this.#replyTimeout),
    );
    // A reused id means the newest request. Without an id, requests are answered in order.
    const inOrder = id === undefined ? open : open.toReversed();
    const across = inOrder.filter((kept) => kept.direction !== direction);
    return across.find((kept) => kept.stream === stream) ?? across[0] ?? inOrder[0];
  }

  /**
   * True for a message resent after a reconnect, or received by a client that subscribed to its own topic.
   */
  #isKnownRequest(arrival: MessageArrival, known: readonly OpenRequest[]): boolean {
    return known.some(({ request, reply, direction, stream, topic, time }) => {
      if (request === undefined || topic !== arrival.topic) return false;
      if (arrival.dup && direction === arrival.direction && reply === undefined) return true;
      // The client's own repetition of a foreign request is not an echo.
      const cameBack = direction === 'out' && arrival.direction === 'in';
      const isEcho = stream === arrival.stream && cameBack;
      return isEcho && arrival.time - time <= this.#replyTimeout;
    });
  }

  #stateOf(kept: OpenRequest, now: number, overlaps: TopicOverlap): PairState {
    const { request, reply, wantsReply, direction, replyTopic, time, wasUnheard } = kept;
    if (request === undefined) return 'reply-alone';
    if (reply !== undefined) return 'answered';
    if (!wantsReply) return 'none-wanted';
    if (wasUnheard || (direction === 'out' && !overlaps(replyTopic))) return 'unheard';
    return now - time < this.#replyTimeout ? 'waiting' : 'unanswered';
  }

  #keep(kept: OpenRequest): void {
    this.#kept.push(kept);
    this.#byPacket.set(kept.request ?? kept.reply ?? 0, kept);
    const before = this.#byName.get(kept.name);
    if (before === undefined) this.#byName.set(kept.name, [kept]);
    else {
      before.push(kept);
      if (before.length > MOST_OF_A_NAME) before.shift();
    }
    this.#size += kept.size;
    if (hasBelow(kept)) this.#below += 1;
    if (this.#kept.length >= this.#most * 1.1 || this.#size >= MOST_BYTES * 1.1) this.#dropOldest();
  }

  #dropOldest(): void {
    let count = 0;
    for (const old of this.#kept) {
      if (this.#kept.length - count <= this.#most && this.#size <= MOST_BYTES) break;
      this.#forget(old);
      count += 1;
    }
    this.#kept.splice(0, count);
    this.#forgotten += count;
  }

  #forget(old: OpenRequest): void {
    this.#size -= old.size;
    if (hasBelow(old)) this.#below -= 1;
    for (const packet of [old.request, old.reply]) this.#byPacket.delete(packet ?? 0);
    const same = this.#byName.get(old.name)?.filter((kept) => kept !== old);
    if (same === undefined || same.length === 0) this.#byName.delete(old.name);
    else this.#byName.set(old.name, same);
  }
}

/** Key of a response topic and an id. */
const nameOf = (replyTopic: string | undefined, id: string | undefined): string =>
  JSON.stringify([replyTopic, id]);

function other(direction: Direction): Direction {
  return direction === 'in' ? 'out' : 'in';
}
