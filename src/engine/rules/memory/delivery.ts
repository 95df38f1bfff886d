/**
 * A message from a server, and the messages of clients that it may be. Equal topic and payload identify a
 * message, which is likely but not certain: rules claim nothing if one of them fits.
 */

import { sameBytes } from '../../../base/bytes.ts';
import { decode } from '../../../mqtt/codec/decode.ts';
import { qosIn } from '../../../mqtt/framing/firstBytes.ts';
import type { Property } from '../../../mqtt/tables/properties.ts';
import type { PublishShape } from '../../log/columns/publishShape.ts';
import { isRedelivery, isRetained, qosOf } from './publishFlags.ts';
import type { RetainedMessage } from './retainedMessages.ts';
import type { LoggedPublish, MessageLog, SeenPacket } from './seenPacket.ts';
import { sessionMemoryOf } from './sessionMemories.ts';
import type { ExistingSubscription, TopicVerdict } from './sessionMemory.ts';
import type { StreamMemory } from './streamMemory.ts';
import { type KnownWill, publishedWill } from './wills.ts';

const SECOND = 1_000_000;
/** µs within which a message without RETAIN is delivered, unless its subscriber was away. */
const DELIVERED_WITHIN = 5 * SECOND;
/** Bytes of a payload that other clients hardly send at the same time. */
const UNMISTAKABLE = 4;
/** Messages of a topic that are searched for their senders. */
const LATEST = 16;
const RETAIN = 1;
const DUP = 8;

export const publishedQos = ({ firstByte }: LoggedPublish): number => qosIn(firstByte);
export const hasRetain = ({ firstByte }: LoggedPublish): boolean => (firstByte & RETAIN) !== 0;
const isFirst = ({ firstByte }: LoggedPublish): boolean => (firstByte & DUP) === 0;

/** µs after which a will has reached its subscribers that were connected. */
const WILL_OVER = 60 * SECOND;

/** True if the server published the will too long ago for this message. */
const isOver = ({ state, by, at }: KnownWill, packet: SeenPacket): boolean =>
  state === 'due' &&
  !isRetained(packet) &&
  packet.time - at > WILL_OVER &&
  (packet.stream.connect?.packet ?? Number.POSITIVE_INFINITY) < by;

const NONE: readonly LoggedPublish[] = [];

export interface DeliveryContext
  extends Pick<Delivery, 'name' | 'packet' | 'memory' | 'verdict' | 'wills' | 'retained'> {
  readonly shape: PublishShape;
  readonly log: MessageLog;
}

export class Delivery {
  readonly name: string;
  readonly packet: SeenPacket;
  readonly memory: StreamMemory;
  /** undefined if the session's subscriptions are not known. */
  readonly verdict: TopicVerdict | undefined;
  readonly qos: number;
  readonly isRetained: boolean;
  readonly isRedelivery: boolean;
  /** s. */
  readonly messageExpiry: number | undefined;
  readonly payload: Uint8Array;
  /** Wills with the same topic and payload; undefined: too many. */
  readonly wills: readonly KnownWill[] | undefined;
  /** The last message with RETAIN of a client on the topic. */
  readonly retained: RetainedMessage | undefined;
  readonly #log: MessageLog;
  #onTopic: readonly LoggedPublish[] | undefined;
  #same: readonly LoggedPublish[] | undefined;
  #sent: readonly LoggedPublish[] | undefined;
  #received: readonly LoggedPublish[] | undefined;
  #candidates: readonly LoggedPublish[] | undefined;
  #subscriptions: readonly ExistingSubscription[] | undefined;

  constructor(context: DeliveryContext) {
    const { name, packet, shape, memory, verdict, wills, retained, log } = context;
    this.name = name;
    this.packet = packet;
    this.memory = memory;
    this.verdict = verdict;
    this.wills = wills?.filter((one) => !isOver(one, packet));
    this.retained = retained;
    this.messageExpiry = shape.messageExpiry;
    this.qos = qosOf(packet);
    this.isRetained = isRetained(packet);
    this.isRedelivery = isRedelivery(packet);
    this.payload = packet.bytes.subarray(shape.payloadStart);
    this.#log = log;
  }

  /** True if this may be a will of which it is not known that the server published it. */
  get mayBeWill(): boolean {
    return this.wills?.every(({ state }) => state === 'due') !== true;
  }

  /** Existing subscriptions that caused it: of several, those that its identifiers do not exclude (3.3.4). */
  get subscriptions(): readonly ExistingSubscription[] {
    return (this.#subscriptions ??= this.#findSubscriptions());
  }

  #findSubscriptions(): readonly ExistingSubscription[] {
    const existing = this.verdict?.existing ?? [];
    if (this.packet.stream.version !== 5 || existing.length < 2) return existing;
    const found = identifiersIn(this.packet.bytes);
    const named = existing.filter(
      ({ identifier, identifiers }) =>
        identifier === undefined || identifiers.some((one) => found.includes(one)),
    );
    return found.length > 0 && named.length > 0 ? named : existing;
  }

  /** True if it may have the RETAIN flag of its publication. */
  get mayKeepRetain(): boolean {
    const { verdict, subscriptions } = this;
    if (verdict === undefined || subscriptions.length === verdict.existing.length)
      return verdict?.keepsRetain !== false;
    return subscriptions.some(({ keepsRetain }) => keepsRetain);
  }

  /** Messages on the topic in both directions, newest first. */
  get onTopic(): readonly LoggedPublish[] {
    const { stream, number, topic } = this.packet;
    // Nobody may have published on the topic of a will.
    const isSent = this.wills?.length === 0;
    return (this.#onTopic ??= this.#log.recent(stream, number, topic, isSent));
  }

  /** Those with the same payload. */
  get same(): readonly LoggedPublish[] {
    return (this.#same ??= this.onTopic.filter(({ payload }) => sameBytes(payload, this.payload)));
  }

  /** Messages of clients with the same payload, and their published wills, newest first. */
  get sent(): readonly LoggedPublish[] {
    return (this.#sent ??= this.#findSent());
  }

  #findSent(): readonly LoggedPublish[] {
    const sent = this.same.filter((one) => one.direction === 'out' && isFirst(one));
    const due = (this.wills ?? []).filter(({ state }) => state === 'due');
    if (due.length === 0) return sent;
    const wills = due.flatMap((one) => publishedWill(one) ?? []);
    return [...sent, ...wills].sort((a, b) => b.packet - a.packet);
  }

  /** Deliveries of the same payload to this connection. */
  get received(): readonly LoggedPublish[] {
    const { ordinal } = this.packet.stream;
    return (this.#received ??= this.same.filter(
      (one) => one.direction === 'in' && one.stream === ordinal,
    ));
  }

  /** Earlier messages with RETAIN on the topic on this connection, newest first. */
  get retainedBefore(): readonly LoggedPublish[] {
    const { ordinal } = this.packet.stream;
    return this.onTopic.filter(
      (one) => one.direction === 'in' && one.stream === ordinal && hasRetain(one) && isFirst(one),
    );
  }

  /**
   * Messages that this may be; empty if it may be another one. A message with RETAIN may be any retained one.
   */
  get origins(): readonly LoggedPublish[] {
    return this.isRetained || this.earlier.length < this.copies ? this.candidates : NONE;
  }

  /** Deliveries of the candidates to this connection, newest first. */
  get earlier(): readonly LoggedPublish[] {
    const oldest = this.candidates.at(-1)?.packet ?? 0;
    return this.received.filter((one) => one.packet > oldest && isFirst(one));
  }

  /** Maximum number of such deliveries: each matching subscription may have a copy (3.3.4). */
  get copies(): number {
    return Math.max(1, this.verdict?.existing.length ?? 1) * this.candidates.length;
  }

  /** Messages that this delivery may carry, even if each of them was delivered before. */
  get candidates(): readonly LoggedPublish[] {
    return (this.#candidates ??= this.#findCandidates());
  }

  #findCandidates(): readonly LoggedPublish[] {
    if (this.mayBeWill || !this.isUnmistakable) return NONE;
    const { sent } = this;
    const [newest] = sent;
    if (newest === undefined) return NONE;
    if (this.isRetained && !sent.every(hasRetain)) return NONE;
    const isSoon = this.packet.time - newest.time <= DELIVERED_WITHIN;
    return isSoon || this.isRetained || this.#isResumed(newest) ? sent : NONE;
  }

  /**
   * True if hardly another client sent this payload: it is long enough, or clients of the capture sent all
   * the latest messages of the topic.
   */
  get isUnmistakable(): boolean {
    const { length } = this.payload;
    if (length === 0 || length >= UNMISTAKABLE) return length > 0;
    const isSent = (payload: Uint8Array) =>
      this.onTopic.some((one) => one.direction === 'out' && sameBytes(one.payload, payload));
    return this.onTopic.slice(0, LATEST).every(({ payload }) => isSent(payload));
  }

  /** True if the session continues one that may have kept the message. */
  #isResumed({ packet }: LoggedPublish): boolean {
    const { connect, connack } = this.packet.stream;
    return connack?.sessionPresent === true && packet < (connect?.packet ?? 0);
  }

  /** True if a message was published on a connection of this session. */
  isOfSameSession({ stream: ordinal }: LoggedPublish): boolean {
    const { stream } = this.packet;
    return ordinal === stream.ordinal || this.#log.streamFacts(ordinal)?.session === stream.session;
  }

  /** True if another open connection gets messages on this topic for that subscription only. */
  isOnlyFilterOf(ordinal: number, filter: string): boolean {
    const other = this.#log.streamFacts(ordinal);
    if (other?.isOpen !== true || !other.sessionKnown) return false;
    const verdict = sessionMemoryOf(other).verdict(this.packet.topic, this.name);
    return verdict?.existing.length === 1 && verdict.existing[0]?.filter === filter;
  }

  /** Properties of this message; empty before MQTT 5. */
  get properties(): readonly Property[] {
    return this.packet.stream.version === 5 ? propertiesOf(this.packet.bytes, 'server') : [];
  }
}

/** Properties of a message that a client sent; undefined before MQTT 5. */
export const sentProperties = ({
  version,
  bytes,
}: LoggedPublish): readonly Property[] | undefined =>
  version === 5 ? propertiesOf(bytes, 'client') : undefined;

function propertiesOf(bytes: Uint8Array, sender: 'client' | 'server'): readonly Property[] {
  const decoded = decode(bytes, 5, sender);
  return decoded.ok && decoded.packet.type === 'publish' ? decoded.packet.properties : [];
}

/** True for a message of a server that expires. */
export const hasExpiry = ({ version, bytes }: LoggedPublish): boolean =>
  version === 5 &&
  propertiesOf(bytes, 'server').some(({ name }) => name === 'messageExpiryInterval');

/** Subscription identifiers of a PUBLISH from a server. */
export const identifiersIn = (bytes: Uint8Array): readonly number[] =>
  propertiesOf(bytes, 'server').flatMap((one) =>
    one.name === 'subscriptionIdentifier' ? [one.value] : [],
  );
