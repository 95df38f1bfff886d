/** Follows messages across the broker: required deliveries, retained messages, and wills. */

import { sameBytes } from '../../base/bytes.ts';
import { MAX_VARINT } from '../../base/varint.ts';
import type { AckPacket, SubackPacket } from '../../mqtt/tables/packet.ts';
import { propertyValue } from '../../mqtt/tables/properties.ts';
import { isFailure } from '../../mqtt/tables/reasonCodes.ts';
import { splitShared, topicMatches } from '../../mqtt/tables/topics.ts';
import type { PublishShape } from '../log/columns/publishShape.ts';
import type { Judges } from '../rules/judges.ts';
import { AwaySessions, outlives, storedFor } from '../rules/memory/awaySessions.ts';
import { hasRetain } from '../rules/memory/delivery.ts';
import { DiscardedWills } from '../rules/memory/discardedWills.ts';
import { ADDED, type ExpectedMessage, expect, LONGEST } from '../rules/memory/expectedMessages.ts';
import { isRedelivery, isRetained, qosOf } from '../rules/memory/publishFlags.ts';
import type { RetainedMessage, RetainedMessages } from '../rules/memory/retainedMessages.ts';
import type { MessageLog, SeenPacket } from '../rules/memory/seenPacket.ts';
import { sessionMemoryOf } from '../rules/memory/sessionMemories.ts';
import type {
  ExistingSubscription,
  PendingRequest,
  TopicVerdict,
} from '../rules/memory/sessionMemory.ts';
import { StreamMemory } from '../rules/memory/streamMemory.ts';
import { UnheardFilters } from '../rules/memory/unheardFilters.ts';
import { type KnownWill, Wills } from '../rules/memory/wills.ts';
import type { StreamFacts } from '../streams/streamFacts.ts';
import { Qos0Crossings } from './qos0Crossings.ts';
import type { Reporter } from './reporter.ts';
import { RetainedCrossings } from './retainedCrossings.ts';

const SECOND = 1_000_000;
/** µs within which an otherwise idle server has sent a message. */
const DEADLINE = {
  message: 20 * SECOND,
  copy: 3 * SECOND,
  will: 3 * SECOND,
  'qos-0': 10 * SECOND,
} as const;
/** µs that a delivery may take before the end. */
const LEFT_AFTER = SECOND;
/** Before all packets, whose times may be negative. */
const NEVER = Number.NEGATIVE_INFINITY;
/** Limits of the compared and kept data per connection. */
const MOST_STREAMS = 64;
const MOST_OFFERED = 32;
/** Topics whose subscribers are remembered. */
const MOST_TOPICS = 1_024;
/** Packets before a message in which earlier messages are searched that may arrive after it. */
const SENT_BEFORE = 512;
/** Bytes of a packet whose payload was too long to keep, with the largest fixed header. */
const LONGEST_PACKET = MAX_VARINT + 5;

export interface CrossingContext {
  readonly messageLog: MessageLog;
  /** Topic name of an interned number. */
  readonly topicName: (topic: number) => string | undefined;
  /** False if all connections are the app's own. */
  readonly isOfOthers: () => boolean;
  /** Open streams. */
  readonly streams: ReadonlyMap<number, StreamMemory>;
}

/** Connections with a subscription for a topic. */
interface Subscribers {
  /** The topic's number may have been reused for another name. */
  readonly name: string;
  readonly streams: readonly StreamMemory[];
}

export class Crossings {
  readonly #retaining: RetainedCrossings;
  readonly wills = new Wills();
  readonly discarded: DiscardedWills;
  readonly unheard: UnheardFilters;
  readonly #away = new AwaySessions();
  readonly #qos0: Qos0Crossings;
  readonly #reporter: Reporter;
  readonly #judges: Judges;
  readonly #log: MessageLog;
  readonly #topicName: CrossingContext['topicName'];
  readonly #streams: CrossingContext['streams'];
  /** By topic, of all servers. */
  readonly #subscribers = new Map<number, Subscribers>();

  constructor(
    reporter: Reporter,
    judges: Judges,
    { messageLog, topicName, isOfOthers, streams }: CrossingContext,
  ) {
    this.discarded = new DiscardedWills(messageLog);
    this.unheard = new UnheardFilters(messageLog, isOfOthers);
    this.#reporter = reporter;
    this.#judges = judges;
    this.#retaining = new RetainedCrossings(judges, messageLog, this.wills);
    this.#qos0 = new Qos0Crossings(reporter, judges, messageLog);
    this.#log = messageLog;
    this.#topicName = topicName;
    this.#streams = streams;
  }

  get retained(): RetainedMessages {
    return this.#retaining.messages;
  }

  /**
   * Handles packets that the capture lacks: they may have been anything.
   * @param ended connection that ended with them; its will may replace a retained message
   */
  doubt(server: string | undefined, ended?: number): void {
    const will = ended === undefined ? undefined : this.wills.of(ended);
    if (will !== undefined) will.replaces = this.retained.of(server ?? '', will.will.topic);
    this.retained.doubt(server ?? '');
    if (ended === undefined) this.discarded.doubt(server);
  }

  /** Handles a client without a known identifier. */
  nameless(server: string | undefined): void {
    this.#away.doubt(server);
    this.discarded.doubt(server);
  }

  /** Handles the end of a connection. @param end µs */
  ended(memory: StreamMemory, end: number): void {
    this.#qos0.judge(memory, end);
    this.#away.left(memory);
  }

  /** Handles a CONNACK that accepts its client: a resumed session gets the stored messages. */
  accepted({ stream, time }: SeenPacket, memory: StreamMemory, isResumed: boolean): void {
    this.discarded.accepted(stream);
    const away = this.#away.returned(stream, isResumed);
    if (away === undefined) return;
    if (!away.isKept) {
      for (const { judge, report } of this.#judges.sessionNotKept) judge(away, report);
      return;
    }
    memory.absence = away.absence;
    const stored = storedFor(away, time, ({ kind }) =>
      kind === 'qos-0' ? DEADLINE[kind] : DEADLINE.message,
    );
    memory.expected = stored.filter(({ topic, payload }) => {
      const size = payload?.length ?? LONGEST_PACKET;
      return size + topic.length + ADDED <= memory.maximumPacketSize.in;
    });
  }

  /** Handles a change of any subscription, session or connection. */
  subscriptionsChanged(): void {
    this.#subscribers.clear();
  }

  /** Handles a message of a client. */
  published(name: string, shape: PublishShape, packet: SeenPacket, memory: StreamMemory): void {
    const { stream, bytes, number, time } = packet;
    const qos = qosOf(packet);
    const isRetaining = isRetained(packet);
    if (isRedelivery(packet)) return;
    const payload = bytes.subarray(shape.payloadStart);
    this.#retaining.judgeClearing(name, payload, packet, memory);
    if (qos === 0 && !isRetaining) return;
    const server = stream.server ?? '';
    const expiresAt = time + (shape.messageExpiry ?? Number.POSITIVE_INFINITY) * SECOND;
    const owner = stream.connect?.owner;
    const retained = isRetaining
      ? this.retained.set(server, name, payload, { packet: number, time, owner, expiresAt })
      : undefined;
    if (retained !== undefined && memory.notes?.will?.topic === name)
      this.wills.setOwn(stream.ordinal, retained);
    if (retained?.clearing !== undefined && !memory.hasGap) {
      for (const { judge, report } of this.#judges.setAgain) judge(retained, packet, report);
    }
    if (qos === 0 || memory.hasGap) return;
    const isBrief = expiresAt < time + DEADLINE.message + SECOND;
    const isFollowed = !isBrief && !name.startsWith('$');
    const receivers = isFollowed
      ? [...this.#receivers(name, packet), ...this.#away.storing(stream.server, packet.topic, name)]
      : [];
    const qos0 = isFollowed ? this.#away.ofQos0(stream.server, packet.topic, name) : [];
    if (receivers.length === 0 && qos0.length === 0 && retained === undefined) return;
    const offered = (memory.offered ??= new Map());
    if (offered.size >= MOST_OFFERED) offered.clear();
    const kept = payload.length <= LONGEST ? payload.slice() : undefined;
    const overlapping = receivers.filter((one) => {
      if (!(one instanceof StreamMemory)) return false;
      const existing = sessionMemoryOf(one.facts).verdict(packet.topic, name)?.existing ?? [];
      return differ(subscriptionsFor(one.facts, stream, existing, number));
    });
    offered.set(shape.packetId, {
      topic: name,
      payload: kept,
      packet: number,
      expiresAt,
      receivers,
      overlapping,
      qos0,
      retained,
    });
  }

  /** Handles PUBACK and PUBREC of the server, which accept a message or refuse it. */
  acknowledged(ack: AckPacket, packet: SeenPacket, memory: StreamMemory): void {
    if (ack.type === 'pubcomp' || ack.type === 'pubrel' || packet.direction === 'out') return;
    const offered = memory.offered?.get(ack.packetId);
    if (offered === undefined) return;
    memory.offered?.delete(ack.packetId);
    const { topic, payload, receivers, overlapping, qos0, retained, expiresAt } = offered;
    if (isFailure(ack.reasonCode)) {
      if (retained === undefined) return;
      this.retained.doubt(packet.stream.server ?? '', topic);
      this.wills.refused(packet.stream.ordinal, retained);
      return;
    }
    if (retained !== undefined) retained.acceptedBy = packet.number;
    const because = offered.packet;
    const places = { because, of: packet.stream, origin: because, since: because };
    const message = {
      topic,
      payload,
      ...places,
      from: packet.time,
      expiresAt,
      retained: undefined,
    };
    for (const receiver of overlapping) {
      expect(receiver, { kind: 'copy', ...message, deadline: packet.time + DEADLINE.copy });
    }
    for (const receiver of receivers) {
      expect(receiver, { kind: 'message', ...message, deadline: packet.time + DEADLINE.message });
    }
    // Their deadline begins when the client is back.
    for (const receiver of qos0) {
      expect(receiver, { kind: 'qos-0', ...message, deadline: Number.POSITIVE_INFINITY });
    }
  }

  /** Handles SUBACK: its subscriptions get the retained messages. */
  subscribed(
    suback: SubackPacket,
    request: PendingRequest | undefined,
    packet: SeenPacket,
    memory: StreamMemory,
  ): void {
    this.#retaining.subscribed(suback, request, packet, memory);
  }

  /** Handles a message of the server that matches only shared subscriptions. */
  shared(name: string, verdict: TopicVerdict, payload: Uint8Array, packet: SeenPacket): void {
    this.#retaining.shared(name, verdict, payload, packet);
  }

  /** Handles a message of the server with RETAIN. */
  shown(retained: RetainedMessage, payload: Uint8Array, packet: SeenPacket): void {
    this.#retaining.shown(retained, payload, packet);
  }

  /**
   * Handles the time at which a will has to be published.
   * @param after last packet of its connection, whose messages come before it
   */
  willDue(ordinal: number, after: number, time: number, isSure: boolean): void {
    const known = this.wills.of(ordinal);
    this.wills.decide(ordinal, 'due', after, time);
    if (known === undefined) return;
    const { stream, will, by } = known;
    const { topic, payload, retain, qos, properties } = will;
    const expiry = propertyValue(properties, 'messageExpiryInterval');
    const expiresAt = time + (expiry ?? Number.POSITIVE_INFINITY) * SECOND;
    if (retain) this.#retainWill(known, time, expiresAt, isSure);
    if (!isSure || topic.startsWith('$')) return;
    const deadline = time + DEADLINE.will;
    const origin = stream.connect?.packet ?? by;
    const place = { stream, topic: 0, number: by, bytes: payload ?? new Uint8Array() };
    const stored = qos > 0 ? this.#away.storing(stream.server, 0, topic) : [];
    for (const receiver of [...this.#receivers(topic, place, 0), ...stored]) {
      const message = { kind: 'will', topic, payload, because: by, of: stream, origin } as const;
      const times = { from: time, deadline, expiresAt };
      expect(receiver, { ...message, ...times, since: by, retained: undefined });
    }
  }

  /** Handles DISCONNECT without a reason code. @param isNewest the client has no newer connection */
  willDiscarded(
    { stream, number, time }: SeenPacket,
    memory: StreamMemory,
    isNewest: boolean,
  ): void {
    const known = this.wills.of(stream.ordinal);
    this.wills.decide(stream.ordinal, 'discarded', number, time);
    if (known === undefined || memory.isDoubtful || !isNewest) return;
    const message = known.own ?? this.retained.of(stream.server ?? '', known.will.topic);
    this.discarded.discarded(known, message, { packet: number, time });
  }

  /** A will is certain only if the server is known to run: it has another client. */
  #retainWill(known: KnownWill, time: number, expiresAt: number, isSure: boolean): void {
    const { stream } = known;
    if (isSure) this.#retaining.judgeReplaced(known, time);
    const isRunning = [...this.#streams.values()].some(
      ({ facts, isClosed }) =>
        facts.server === stream.server && facts.connack?.code === 0 && !isClosed,
    );
    if (isSure && isRunning) this.#retaining.setWill(known, expiresAt);
    else this.retained.doubt(stream.server ?? '', known.will.topic);
  }

  /** Handles a packet of the server to a client that waits for messages. */
  judgeExpected(packet: SeenPacket, memory: StreamMemory): void {
    this.#qos0.judge(memory, packet.time, this.#topicName(packet.topic));
    this.#reporter.at(packet);
    const isDue = ({ kind, deadline }: ExpectedMessage) =>
      kind !== 'qos-0' && deadline <= packet.time;
    if (!memory.expected.some(isDue)) return;
    const due = memory.expected.filter(isDue);
    memory.expected = memory.expected.filter((one) => !due.includes(one));
    if (memory.hasGap || memory.hasToEnd || this.#log.unacknowledged(packet.stream) > 0) return;
    for (const one of due) this.#judge(one, packet, memory, true);
    this.#reporter.at(packet);
  }

  /**
   * Handles messages that a client has not got when its connection or the capture ends. A session that is kept
   * may still get them. @param end µs
   */
  judgeLeft(memory: StreamMemory, end: number): void {
    this.#qos0.judge(memory, end);
    const { facts, expected, lastPacket: number, lastOut, lastTime, isClosed } = memory;
    const isKept = isClosed && outlives(facts);
    if (expected.length === 0 || isKept || this.#log.unacknowledged(facts) > 0) return;
    memory.expected = [];
    const isByServer = facts.disconnect?.direction === 'in' || closedBy(memory) === 'server';
    // Only the time of the last packet after the message is known.
    const servedUntil = isByServer ? end : number > lastOut ? lastTime : NEVER;
    for (const one of expected) {
      if (one.kind !== 'message' || end - one.from < LEFT_AFTER) continue;
      const isPassedOver = servedUntil - one.from >= LEFT_AFTER;
      this.#judge(one, { stream: facts, time: end, topic: 0 }, memory, isPassedOver);
    }
    this.#reporter.at({ number, time: end, stream: facts });
  }

  /** @param isPassedOver the server has gone on without it */
  #judge(
    expected: ExpectedMessage,
    packet: Pick<SeenPacket, 'stream' | 'time' | 'topic'>,
    memory: StreamMemory,
    isPassedOver: boolean,
  ): void {
    const { topic, since, retained, from, kind, of, because } = expected;
    const { stream, time } = packet;
    if (retained !== undefined && this.retained.of(stream.server ?? '', topic) !== retained) return;
    const session = sessionMemoryOf(memory.facts);
    const existing = session.verdict(0, topic)?.existing ?? [];
    const isKept = existing.some(({ askedAt }) => askedAt.packet <= Math.max(since, because));
    const all = isKept ? this.#log.since(stream, since, topic) : undefined;
    if (all === undefined) return;
    const streams = [stream.ordinal, ...(memory.absence?.streams ?? [])];
    const received = all.filter((one) => one.direction === 'in' && streams.includes(one.stream));
    const sent = all.filter(({ direction }) => direction === 'out');
    const isThere = received.some((one) => {
      if (kind !== 'retained') return isSame(expected.payload, one.payload);
      // Without RETAIN, it is the retained message only if no client published it again.
      const isCopy = expected.payload !== undefined && isSame(expected.payload, one.payload);
      return hasRetain(one) || !isCopy || sent.length > 0;
    });
    // The message arrives late.
    const isComing = this.#topicName(packet.topic) === topic;
    if (isThere !== (kind === 'copy') || isComing) return;
    const subscriptions = subscriptionsFor(stream, of, existing, because);
    const sentBefore = this.#log
      .since(stream, Math.max(1, since - SENT_BEFORE), topic)
      ?.filter(({ direction, packet: one }) => direction === 'out' && one <= since);
    const waited = time - from;
    this.#reporter.at({ number: because, time, stream: of });
    const receiver = stream.ordinal;
    const found = { received, subscriptions, sent, sentBefore };
    const missed = { expected, waited, ...found, receiver, isPassedOver };
    for (const { judge, report } of this.#judges.missed) judge(missed, report);
  }

  /** Connections with a subscription for a message that they have to receive. */
  #receivers(
    name: string,
    { stream, topic, bytes, number }: Pick<SeenPacket, 'stream' | 'topic' | 'bytes' | 'number'>,
    least = 1,
  ): readonly StreamMemory[] {
    const found: StreamMemory[] = [];
    for (const other of this.#subscribersOf(topic, name)) {
      const { facts } = other;
      if (facts.server !== stream.server || !isListening(other) || other.isFull('in')) continue;
      if (bytes.length + ADDED > other.maximumPacketSize.in) continue;
      const existing = sessionMemoryOf(facts).verdict(topic, name)?.existing ?? [];
      const isOwn = facts.ordinal === stream.ordinal;
      const isGranted = existing.some(({ filter, current, isNoLocal, grantedAt }) => {
        const isForAll = splitShared(filter) === undefined && !(isOwn && isNoLocal);
        return (
          isForAll && topicMatches(filter, name) && current >= least && grantedAt.packet < number
        );
      });
      if (isGranted && existing.every(({ isNoLocal }) => !isOwn || !isNoLocal)) found.push(other);
    }
    return found;
  }

  #subscribersOf(topic: number, name: string): readonly StreamMemory[] {
    if (this.#streams.size > MOST_STREAMS) return [];
    const known = this.#subscribers.get(topic);
    if (known?.name === name) return known.streams;
    const streams = [...this.#streams.values()].filter((one) => {
      const verdict = isListening(one)
        ? sessionMemoryOf(one.facts).verdict(topic, name)
        : undefined;
      return verdict !== undefined && verdict.existing.length > 0;
    });
    if (this.#subscribers.size >= MOST_TOPICS) this.#subscribers.clear();
    this.#subscribers.set(topic, { name, streams });
    return streams;
  }
}

/** Subscriptions of a connection, granted before a packet, that a message of another one is for. */
const subscriptionsFor = (
  to: StreamFacts,
  from: StreamFacts,
  existing: readonly ExistingSubscription[],
  before: number,
): readonly ExistingSubscription[] =>
  existing.filter(({ filter, isNoLocal, grantedAt }) => {
    const isForAll = splitShared(filter) === undefined;
    return isForAll && grantedAt.packet < before && !(isNoLocal && to.ordinal === from.ordinal);
  });

/** True if it matters which of them caused a copy. */
const differ = (subscriptions: readonly ExistingSubscription[]): boolean =>
  new Set(subscriptions.map(({ current, identifier }) => `${current} ${identifier ?? ''}`)).size >
  1;

/** True if all is known that decides which messages a connection has to receive. */
function isListening(memory: StreamMemory): boolean {
  const { facts, hasGap, hasToEnd, hasServer } = memory;
  if (!facts.sessionKnown || facts.isOpen === false || hasGap || hasToEnd) return false;
  return hasServer && memory.isSettled(facts);
}

/** The side that closed the connection, if that was seen. */
function closedBy({ causeOfEnd }: StreamMemory): string | undefined {
  const args = causeOfEnd?.()?.args;
  return args !== undefined && 'by' in args ? args.by : undefined;
}

const isSame = (a: Uint8Array | undefined, b: Uint8Array): boolean =>
  a === undefined || sameBytes(a, b);
