/** PUBLISH against what both sides announced, and against what is subscribed (3.2.2.3, 3.3, 4.7). */

import { parseUserName } from '../../alibaba/identity.ts';
import { decode } from '../../mqtt/decode.ts';
import { findDiscouragedCharacter, findUtf8Fault } from '../../mqtt/utf8.ts';
import { isOfPlatform } from '../log/platformTopic.ts';
import type { PublishShape } from '../log/publishShape.ts';
import type { ExpiryWatch } from './expiryWatch.ts';
import { clipped, type Say } from './say.ts';
import type { SeenPacket } from './seenPacket.ts';
import type { SessionMemory, TopicVerdict } from './sessionMemory.ts';
import type { StreamMemory } from './streamMemory.ts';
import type { Teller } from './teller.ts';

const RETAIN = 1;
const DUP = 8;
/** Payloads that are looked at as a whole where they claim to be text; bytes. */
const LONGEST_TEXT = 256 * 1024;

/** Rules that hold for a single PUBLISH and its flags. */
export function judgePublish(
  packet: SeenPacket,
  shape: PublishShape,
  memory: StreamMemory,
  say: Say,
): void {
  const { direction, bytes } = packet;
  const first = bytes[0] ?? 0;
  const qos = (first >> 1) & 3;
  if (direction === 'out') judgeOffer(packet, qos, (first & RETAIN) !== 0, memory, say);
  if (shape.topicAlias > memory.aliasMaximum[direction]) judgeAlias(packet, shape, memory, say);
  if (qos > 0) judgeQuota(packet, shape.packetId, memory, say);
}

/** What is known of a message's time to live (3.3.2.3.3). */
export function judgeExpiry(
  { direction, bytes, number, time, stream }: SeenPacket,
  { messageExpiry, payloadStart }: PublishShape,
  name: string,
  watch: ExpiryWatch,
  say: Say,
): void {
  const topic = `${stream.server ?? ''} ${name}`;
  if (direction === 'out') {
    if (messageExpiry === undefined && watch.isIdle) return;
    watch.published(topic, bytes.subarray(payloadStart), messageExpiry, number, time);
    if (messageExpiry !== 0) return;
    say('message-expired', { key: 'published-expired', args: {} });
  } else if (messageExpiry === 0) {
    say('message-expired', { key: 'arrived-expired', args: {} });
  } else if (messageExpiry !== undefined && ((bytes[0] ?? 0) & DUP) === 0) {
    // A server hands the expiry on: without one it is another message.
    const late = watch.delivered(topic, bytes.subarray(payloadStart), time);
    if (late === undefined) return;
    const { age, expiry, packet: other } = late;
    say('message-expired', { key: 'arrived-late', args: { age, expiry } }, { other });
  }
}

/** What a client may publish there. */
function judgeOffer(
  packet: SeenPacket,
  qos: number,
  isRetained: boolean,
  memory: StreamMemory,
  say: Say,
): void {
  const other = packet.stream.connack?.packet;
  if (qos > memory.maximumQos) {
    const args = { qos, maximum: memory.maximumQos };
    say('qos-above-maximum', { key: 'qos-above-maximum', args }, { other });
  }
  if (isRetained && !memory.isRetainAvailable) {
    say('retain-not-available', { key: 'retain-not-available', args: {} }, { other });
  }
}

function judgeAlias(packet: SeenPacket, shape: PublishShape, memory: StreamMemory, say: Say): void {
  const { direction, stream } = packet;
  const maximum = memory.aliasMaximum[direction];
  const receiver = direction === 'out' ? 'server' : 'client';
  const args = { alias: shape.topicAlias, receiver, maximum } as const;
  const at = {
    other: direction === 'out' ? stream.connack?.packet : stream.connect?.packet,
    ...(direction === 'in' && { statement: '3.3.2-11' }),
  };
  say('alias-above-maximum', { key: 'alias-above-maximum', args }, at);
}

/** 4.9. Seen from anywhere on the way, no more are unanswered than at the sender. */
function judgeQuota(packet: SeenPacket, packetId: number, memory: StreamMemory, say: Say): void {
  const { direction, stream } = packet;
  const maximum = memory.receiveMaximum[direction];
  if (maximum >= 65_535) return;
  const unanswered = memory.unanswered[direction];
  unanswered.add(packetId);
  if (unanswered.size <= maximum || memory.hasGap) return;
  const receiver = direction === 'out' ? 'server' : 'client';
  const args = { unanswered: unanswered.size, receiver, maximum } as const;
  const at = {
    other: direction === 'out' ? stream.connack?.packet : stream.connect?.packet,
    ...(direction === 'in' && { statement: '3.3.4-9' }),
  };
  say('receive-maximum-exceeded', { key: 'receive-maximum-exceeded', args }, at);
}

/** Legal by its form, so that nobody has looked closely. */
export function judgeForm(packet: SeenPacket, shape: PublishShape, teller: Teller): void {
  const { bytes } = packet;
  if (!shape.payloadIsText || bytes.length > LONGEST_TEXT) return;
  if (findUtf8Fault(bytes.subarray(shape.payloadStart)) === undefined) return;
  teller.sayOfPacket('payload-format', { key: 'payload-not-utf8', args: {} });
}

/** A message from the server: may it come to this session? @returns whether a subscription matches */
export function judgeDelivery(
  packet: SeenPacket,
  shape: PublishShape,
  name: string,
  session: SessionMemory,
  say: Say,
): boolean {
  const verdict = session.verdict(packet.topic, name);
  if (verdict === undefined) return true;
  const topic = clipped(name);
  if (!verdict.isSubscribed) {
    say('nobody-subscribed', { key: 'nobody-subscribed', args: { topic } });
    return false;
  }
  const first = packet.bytes[0] ?? 0;
  const qos = (first >> 1) & 3;
  if (qos > verdict.highestQos) {
    const { highestQos: highest, isGranted } = verdict;
    const args = { topic, qos, highest, isGranted };
    say('delivered-above-granted', { key: 'delivered-above-granted', args });
  }
  if ((first & RETAIN) !== 0 && verdict.isRetainUnwanted) {
    say('retained-not-wanted', { key: 'retained-not-wanted', args: { topic } });
  }
  if ((first & (RETAIN | DUP)) === RETAIN) judgeRetained(name, verdict, session, say);
  if (shape.hasIdentifier) judgeIdentifiers(packet, session, say);
  return true;
}

/** Each request for retained messages brings each of them once (3.3.1.3). */
function judgeRetained(
  name: string,
  { retainedRequests, askedAgain, mayBeAsPublished }: TopicVerdict,
  session: SessionMemory,
  say: Say,
): void {
  const came = session.retainedCame(name);
  if (askedAgain === 0 || mayBeAsPublished || came <= retainedRequests) return;
  const finding = { key: 'retained-sent-again', args: { topic: clipped(name) } } as const;
  say('retained-sent-again', finding, { other: askedAgain });
}

/** µs in which a message that a client sent is looked for, and bytes of a payload that is like no other. */
const SENT_WITHIN = 5_000_000;
const UNMISTAKABLE = 8;

/** A message with the same topic and payload that a client sent to the same server. */
export interface SentMessage {
  readonly packet: number;
  readonly qos: number;
  readonly time: number;
}

/** A message from the server: has it the QoS at most that it was published with (3.8.4)? */
export function judgeOrigin(
  { bytes, time }: SeenPacket,
  { payloadStart }: PublishShape,
  name: string,
  sentBefore: () => readonly SentMessage[],
  say: Say,
): void {
  const qos = ((bytes[0] ?? 0) >> 1) & 3;
  if (qos === 0 || bytes.length - payloadStart < UNMISTAKABLE) return;
  const sent = sentBefore();
  const [newest] = sent;
  const isRetained = ((bytes[0] ?? 0) & RETAIN) !== 0;
  if (newest === undefined || sent.some((one) => one.qos >= qos)) return;
  if (!isRetained && time - newest.time > SENT_WITHIN) return;
  const args = { topic: clipped(name), qos, published: newest.qos };
  const other = newest.packet;
  say('delivered-above-published', { key: 'delivered-above-published', args }, { other });
}

function judgeIdentifiers(packet: SeenPacket, session: SessionMemory, say: Say): void {
  const decoded = decode(packet.bytes, 5, 'server');
  if (!decoded.ok || decoded.packet.type !== 'publish') return;
  for (const { name, value } of decoded.packet.properties) {
    if (name !== 'subscriptionIdentifier' || session.identifiers.has(value)) continue;
    say('unknown-subscription-identifier', {
      key: 'unknown-subscription-identifier',
      args: { identifier: value },
    });
  }
}

/**
 * What is odd about a topic name; told once for each topic of a connection.
 * @param owner who the client is. All topics of a device of Alibaba's platform begin with a slash.
 */
export function judgeTopic(name: string, isOurs: boolean, owner: string, say: Say): void {
  if (!isOurs) return;
  const isDevices = isOfPlatform(name) || parseUserName(owner) !== undefined;
  const args = { topic: clipped(name) };
  if (name.startsWith('/') && !isDevices) say('leading-slash', { key: 'leading-slash', args });
  if (name.startsWith('$')) say('dollar-topic', { key: 'dollar-topic', args });
}

export function judgeCharacters(name: string, teller: Teller): void {
  if (findDiscouragedCharacter(name) < 0) return;
  teller.sayOfPacket('utf-8-discouraged', { key: 'topic-characters', args: {} });
}

/** A packet above what its receiver announced (3.1.2.11.4, 3.2.2.3.6). */
export function judgeSize(
  { bytes, direction, stream }: SeenPacket,
  memory: StreamMemory,
  say: Say,
): void {
  const maximum = memory.maximumPacketSize[direction];
  const receiver = direction === 'out' ? 'server' : 'client';
  const args = { size: bytes.length, receiver, maximum } as const;
  const at = {
    other: direction === 'out' ? stream.connack?.packet : stream.connect?.packet,
    ...(direction === 'out' && { statement: '3.2.2-15' }),
  };
  say('packet-too-large', { key: 'packet-too-large', args }, at);
}
