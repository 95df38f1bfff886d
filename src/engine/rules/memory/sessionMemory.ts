/**
 * Subscriptions of an MQTT session over time: the messages that its server may deliver, and how (3.3.4,
 * 3.8.4).
 */

import type { SubscribePacket, SubscriptionRequest } from '../../../mqtt/tables/packet.ts';
import { propertyValue } from '../../../mqtt/tables/properties.ts';
import { isFailure } from '../../../mqtt/tables/reasonCodes.ts';
import { innerFilter, splitShared, topicMatches } from '../../../mqtt/tables/topics.ts';
import { SparseMap, SparseSet } from '../../log/columns/sparse.ts';
import type { RetainedMessage } from './retainedMessages.ts';

/** A topic filter. It stays after UNSUBSCRIBE, because pending messages may still arrive (3.10.4). */
interface RequestedFilter {
  readonly filter: string;
  /** Highest QoS ever granted; -1: none yet. */
  granted: number;
  /** QoS granted last; -1: none yet. */
  current: number;
  /** Packet and time (µs) of the last SUBSCRIBE. */
  askedAt: Place;
  /** Packet and time (µs) of the last SUBACK. */
  grantedAt: Place;
  /** Number of the UNSUBACK that ended the subscription; 0: none. */
  endedBy: number;
  /** Every request excluded the client's own messages. */
  isNoLocal: boolean;
  /** Every request asked for the RETAIN flag of the publisher. */
  isAsPublished: boolean;
  /** Every request had a subscription identifier. */
  isIdentified: boolean;
  /** Identifier of the last request. */
  identifier: number | undefined;
  /** Identifiers of all requests. */
  readonly identifiers: number[];
  /** Requests that wait for their SUBACK: until then, all messages are possible. */
  waiting: number;
  /** Highest QoS requested by these. */
  waitingQos: number;
  /** Every request excluded retained messages and Retain As Published. */
  isRetainUnwanted: boolean;
  isSubscribed: boolean;
  /** Requests that allow retained messages; an existing subscription may exclude them (3.3.1.3). */
  retainedRequests: number;
  /** SUBSCRIBE that repeated the subscription without retained messages; 0: none. */
  askedAgain: number;
  /** Messages may keep the RETAIN flag of the publisher. */
  mayBeAsPublished: boolean;
  /** The last request asked for it. */
  keepsRetain: boolean;
  /** A retained message that a server with shared subscriptions does not send for it. */
  withheld: RetainedMessage | undefined;
}

/** A packet number, and its time in µs. */
export interface Place {
  readonly packet: number;
  readonly time: number;
}

/** A SUBSCRIBE or UNSUBSCRIBE that waits for its answer. */
export interface PendingRequest {
  readonly packet: number;
  /** µs. */
  readonly time: number;
  readonly kind: 'subscribe' | 'unsubscribe';
  readonly filters: readonly string[];
  /** Requested QoS levels of SUBSCRIBE. */
  readonly qos: readonly number[];
  /** True for filters of SUBSCRIBE that ask for the retained messages. */
  readonly wantsRetained: readonly boolean[];
  /** True for filters of SUBSCRIBE whose subscription exists. */
  readonly renews: readonly boolean[];
  isReported: boolean;
}

/** Permitted messages for a topic name. */
export interface TopicVerdict {
  readonly isSubscribed: boolean;
  /** The SUBACK of each subscription has arrived. */
  readonly isGranted: boolean;
  /** Highest permitted QoS of a message. */
  readonly highestQos: number;
  readonly isRetainUnwanted: boolean;
  /** All matching subscriptions are shared. */
  readonly isOnlyShared: boolean;
  /** Like that of a filter, over all matching filters. */
  readonly retainedRequests: number;
  readonly askedAgain: number;
  readonly mayBeAsPublished: boolean;
  /** Like that of a filter; for an ended subscription, of any of its requests. */
  readonly keepsRetain: boolean;
  /** Subscriptions that exist now. Empty if one of them waits for its SUBACK. */
  readonly existing: readonly ExistingSubscription[];
  /** Number of the UNSUBACK that ended the last subscription; 0: one exists or waits. */
  readonly endedBy: number;
}

export type ExistingSubscription = Readonly<
  Pick<
    RequestedFilter,
    | 'filter'
    | 'current'
    | 'askedAt'
    | 'grantedAt'
    | 'isNoLocal'
    | 'isAsPublished'
    | 'isIdentified'
    | 'identifier'
    | 'identifiers'
    | 'keepsRetain'
    | 'withheld'
  >
>;

interface Judged {
  /** The topic's number may have been reused for another name. */
  readonly name: string;
  readonly verdict: TopicVerdict;
}

const NONE: readonly RequestedFilter[] = [];
const NOTHING: TopicVerdict = {
  isSubscribed: false,
  isGranted: false,
  highestQos: 2,
  isRetainUnwanted: false,
  isOnlyShared: false,
  retainedRequests: 0,
  askedAgain: 0,
  mayBeAsPublished: false,
  keepsRetain: false,
  existing: [],
  endedBy: 0,
};
const NOWHERE: Place = { packet: 0, time: Number.NEGATIVE_INFINITY };
/** Maximum identifiers stored per filter. */
const MOST_IDENTIFIERS = 16;
/** Maximum wildcard filters matched against each new topic; beyond it, nothing is claimed. */
const MOST_WILDCARDS = 200;
const MOST_FILTERS = 100_000;
/** Maximum topics whose retained messages are counted. */
const MOST_RETAINED = 1_000;
/** A power of two. */
const CACHED = 1_024;
const isWild = (filter: string) => /[+#]/.test(filter) || filter.startsWith('$');

/** Servers have their own prefixes, such as `$queue/` and `$exclusive/`: the rest may match. */
function mayMatch(filter: string, name: string): boolean {
  if (topicMatches(filter, name)) return true;
  if (!filter.startsWith('$') || filter.startsWith('$SYS/')) return false;
  const rest = filter.slice(filter.indexOf('/') + 1);
  return rest !== filter && topicMatches(rest, name);
}

export class SessionMemory {
  readonly filters = new SparseMap<string, RequestedFilter>();
  readonly pending = new SparseMap<number, PendingRequest>();
  /** All subscription identifiers ever set. */
  readonly identifiers = new SparseSet<number>();
  /** A retained message has arrived since the last SUBSCRIBE. */
  hasRetained = false;
  /** A message has arrived for a shared subscription. */
  hasSharedMessage = false;
  /** The CONNECT that was last reported for it. */
  connect = 0;
  /** Other subscriptions are possible: there were too many, or a packet was unreadable. */
  isIncomplete = false;
  /** Some SUBSCRIBE requests retained messages only for a new subscription. */
  #wantsRetainedOnce = false;
  /** Retained messages since then, by topic name. */
  readonly #retained = new SparseMap<string, number>();
  #wild: readonly RequestedFilter[] = NONE;
  /** By topic, direct-mapped. */
  #verdicts: Judged[] | undefined;

  /** The memory of a session of which nothing is known. */
  static unknown(): SessionMemory {
    const memory = new SessionMemory();
    memory.isIncomplete = true;
    return memory;
  }

  /** The server discarded the session; only requests on this connection count. */
  beginAnew(): void {
    this.filters.clear();
    this.identifiers.clear();
    this.#wild = NONE;
    this.isIncomplete = false;
    this.#retained.clear();
    this.#forgetVerdicts();
    for (const request of this.pending.values()) {
      if (request.kind !== 'subscribe') continue;
      for (const [index, filter] of request.filters.entries()) {
        const asked = this.#ask(filter, false);
        asked.isNoLocal = false;
        asked.isAsPublished = false;
        asked.isIdentified = false;
        asked.retainedRequests = Number.POSITIVE_INFINITY;
        asked.mayBeAsPublished = true;
        asked.keepsRetain = true;
        this.#wait(asked, request.qos[index] ?? 2);
      }
    }
  }

  subscribe(packet: SubscribePacket, number: number, time: number): void {
    const identifier = propertyValue(packet.properties, 'subscriptionIdentifier');
    if (identifier !== undefined) this.identifiers.add(identifier);
    this.hasRetained = false;
    const wantsRetained: boolean[] = [];
    const renews: boolean[] = [];
    for (const subscription of packet.subscriptions) {
      const unwanted = isRetainUnwanted(subscription);
      const asked = this.#ask(subscription.filter, unwanted);
      renews.push(asked.isSubscribed);
      wantsRetained.push(this.#askRetained(asked, subscription, number));
      this.#wait(asked, subscription.qos);
      asked.askedAt = { packet: number, time };
      asked.isNoLocal &&= subscription.noLocal;
      asked.isAsPublished &&= subscription.retainAsPublished;
      asked.isIdentified &&= identifier !== undefined;
      asked.identifier = identifier;
      if (identifier === undefined || asked.identifiers.includes(identifier)) continue;
      if (asked.identifiers.length < MOST_IDENTIFIERS) asked.identifiers.push(identifier);
      else asked.isIdentified = false;
    }
    this.pending.set(packet.packetId, {
      packet: number,
      time,
      kind: 'subscribe',
      filters: packet.subscriptions.map(({ filter }) => filter),
      qos: packet.subscriptions.map(({ qos }) => qos),
      wantsRetained,
      renews,
      isReported: false,
    });
    this.#forgetVerdicts();
  }

  unsubscribe(packetId: number, filters: readonly string[], packet: number, time: number): void {
    const request = {
      packet,
      time,
      kind: 'unsubscribe' as const,
      filters,
      qos: [],
      wantsRetained: [],
      renews: [],
    };
    this.pending.set(packetId, { ...request, isReported: false });
  }

  /** @returns the answered request */
  answered(packetId: number, codes: readonly number[], at: Place): PendingRequest | undefined {
    const request = this.pending.get(packetId);
    if (request === undefined) return undefined;
    this.pending.delete(packetId);
    if (this.pending.size === 0) this.pending.clear();
    for (const [index, filter] of request.filters.entries()) {
      const asked = this.filters.get(filter);
      if (asked === undefined) continue;
      const code = codes[index] ?? 0;
      if (request.kind === 'unsubscribe') {
        if (isFailure(code)) continue;
        asked.isSubscribed = false;
        asked.endedBy = at.packet;
        continue;
      }
      asked.waiting = Math.max(0, asked.waiting - 1);
      if (asked.waiting === 0) asked.waitingQos = -1;
      if (!isFailure(code)) {
        asked.granted = Math.max(asked.granted, code);
        asked.current = code;
        asked.grantedAt = at;
        asked.isSubscribed = true;
        asked.endedBy = 0;
      } else if (asked.granted < 0 && asked.waiting === 0) {
        this.#forget(asked);
      }
    }
    this.#forgetVerdicts();
    return request;
  }

  /** @returns number of retained messages on this topic name; 0 if they are not counted */
  retainedCame(name: string): number {
    if (!this.#wantsRetainedOnce) return 0;
    const before = this.#retained.get(name);
    if (before === undefined && this.#retained.size >= MOST_RETAINED) return 0;
    const count = (before ?? 0) + 1;
    this.#retained.set(name, count);
    return count;
  }

  /** Permitted messages on this topic; undefined if unknown. */
  verdict(topic: number, name: string): TopicVerdict | undefined {
    if (this.isIncomplete) return undefined;
    const place = topic & (CACHED - 1);
    const known = this.#verdicts?.[place];
    if (known?.name === name) return known.verdict;
    const verdict = this.#judge(name);
    (this.#verdicts ??= [])[place] = { name, verdict };
    return verdict;
  }

  #judge(name: string): TopicVerdict {
    const matching = this.#wild.filter(({ filter }) => mayMatch(filter, name));
    const same = this.filters.get(name);
    if (same !== undefined && !isWild(name)) matching.push(same);
    if (matching.length === 0) return NOTHING;
    // At most the requested QoS is granted (3.8.4).
    const highest = matching.map(({ granted, waitingQos }) => Math.max(granted, waitingQos));
    const isWaiting = matching.some(({ waiting }) => waiting > 0);
    const existing = isWaiting ? [] : matching.filter((asked) => asked.isSubscribed);
    const isEnded = !isWaiting && matching.every(({ endedBy }) => endedBy > 0);
    return {
      existing,
      endedBy: isEnded ? Math.max(...matching.map(({ endedBy }) => endedBy)) : 0,
      isSubscribed: true,
      isGranted: matching.every(({ waiting }) => waiting === 0),
      highestQos: Math.max(...highest),
      isRetainUnwanted: matching.every((asked) => asked.isRetainUnwanted),
      isOnlyShared: matching.every(({ filter }) => innerFilter(filter) !== undefined),
      retainedRequests: matching.reduce((sum, asked) => sum + asked.retainedRequests, 0),
      askedAgain: Math.max(...matching.map((asked) => asked.askedAgain)),
      mayBeAsPublished: matching.some((asked) => asked.mayBeAsPublished),
      keepsRetain: matching.some((asked) =>
        asked.isSubscribed ? asked.keepsRetain : asked.mayBeAsPublished,
      ),
    };
  }

  /** 3.3.1.3. @param number number of the SUBSCRIBE @returns true if retained messages have to be sent */
  #askRetained(asked: RequestedFilter, request: SubscriptionRequest, number: number): boolean {
    asked.mayBeAsPublished ||= request.retainAsPublished;
    asked.keepsRetain = request.retainAsPublished;
    if (request.retainHandling === 1) this.#wantsRetainedOnce = true;
    const isThere = asked.isSubscribed && asked.waiting === 0 && !this.#isEnding(asked.filter);
    if (request.retainHandling === 1 && isThere) asked.askedAgain = number;
    else if (request.retainHandling !== 2) asked.retainedRequests += 1;
    const isNew = !asked.isSubscribed && asked.waiting === 0;
    return request.retainHandling === 0 || (request.retainHandling === 1 && isNew);
  }

  /** True if an UNSUBSCRIBE waits for its answer. */
  #isEnding(filter: string): boolean {
    for (const { kind, filters } of this.pending.values()) {
      if (kind === 'unsubscribe' && filters.includes(filter)) return true;
    }
    return false;
  }

  #wait(asked: RequestedFilter, qos: number): void {
    asked.waiting += 1;
    asked.waitingQos = Math.max(asked.waitingQos, qos);
  }

  #ask(filter: string, isUnwanted: boolean): RequestedFilter {
    const known = this.filters.get(filter);
    if (known !== undefined) {
      known.isRetainUnwanted &&= isUnwanted;
      return known;
    }
    const asked = {
      filter,
      granted: -1,
      current: -1,
      askedAt: NOWHERE,
      grantedAt: NOWHERE,
      endedBy: 0,
      isNoLocal: true,
      isAsPublished: true,
      isIdentified: true,
      identifier: undefined,
      identifiers: [],
      waiting: 0,
      waitingQos: -1,
      isRetainUnwanted: isUnwanted,
      isSubscribed: false,
      retainedRequests: 0,
      askedAgain: 0,
      mayBeAsPublished: false,
      keepsRetain: false,
      withheld: undefined,
    };
    this.filters.set(filter, asked);
    if (isWild(filter)) this.#wild = [...this.#wild, asked];
    if (this.filters.size > MOST_FILTERS || this.#wild.length > MOST_WILDCARDS) {
      this.isIncomplete = true;
    }
    return asked;
  }

  #forget(asked: RequestedFilter): void {
    this.filters.delete(asked.filter);
    this.#wild = this.#wild.filter((other) => other !== asked);
  }

  #forgetVerdicts(): void {
    this.#verdicts = undefined;
  }
}

/** Shared subscriptions get no retained messages (5.0 §4.8.2). */
function isRetainUnwanted(request: SubscriptionRequest): boolean {
  const { filter, retainHandling, retainAsPublished } = request;
  return (retainHandling === 2 || splitShared(filter) !== undefined) && !retainAsPublished;
}
