/** Overwrites data that nobody else may read: passwords, authentication data, device secrets. */
import { oneCharacterEach } from '../../base/bytes.ts';
import { encodeUtf8, findUtf8Error } from '../../base/utf8.ts';
import type { Dissection, Field } from '../dissect/dissection.ts';
import { isFullyMasked, isOnlyMask, MASK } from '../framing/masking.ts';
import { headerLength, type PublishParts, peekPublish } from '../framing/peek.ts';
import type { Packet, PacketType, ProtocolVersion } from '../tables/packet.ts';
import { PROPERTIES, type Property } from '../tables/properties.ts';
import {
  type ByteRange,
  doubtedRanges,
  isCut,
  LONGEST_ANSWER,
  type Trust,
} from './framingTrust.ts';
import { holdsSecretOfAnother, isRestOfConnect, lookAlike } from './lookAlikes.ts';
import { isOddTopic, type Message, messageIn } from './messageIn.ts';
import { isSecretProperty, TOKEN_IN_NAME } from './secretNames.ts';

/** Finds secrets in packets and messages: MQTT's own, and those of conventions. */
export class Secrets {
  #deliveries: readonly SecretDeliveries[] = [];
  /** First bytes of the names of topics that deliver secrets, as encoded in packets. */
  #beginnings: readonly Uint8Array[] = [];
  /** The first byte of each, because most bytes are none of them. */
  #firsts: ReadonlySet<number | undefined> = new Set();

  constructor(deliveries: readonly SecretDeliveries[]) {
    this.use(deliveries);
  }

  /** Finds the secrets of these deliveries from now on. */
  use(deliveries: readonly SecretDeliveries[]): void {
    this.#deliveries = deliveries;
    this.#beginnings = deliveries.flatMap(({ beginnings }) => beginnings.map(encodeUtf8));
    this.#firsts = new Set(this.#beginnings.map(([first]) => first));
  }

  /** True for a PUBLISH without properties on a topic that delivers no secrets, like most packets. */
  areNotIn(bytes: Uint8Array, version: ProtocolVersion): boolean {
    const publish = peekPublish(bytes);
    if (!publish || publish.topicLength === 0 || this.#mayDeliver(bytes, publish)) return false;
    if (version >= 5 && bytes[publish.bodyOffset] !== 0) return false;
    const isWhole = publish.qos < 3 && isCut(bytes) && isGoodTopic(bytes, publish);
    return isWhole && !this.holdsAnother(bytes, publish.bodyOffset);
  }

  /** True if another packet with a secret, or a message that delivers one, begins inside these bytes. */
  holdsAnother(bytes: Uint8Array, message: number): boolean {
    return holdsSecretOfAnother(bytes) || this.#deliveryIn(bytes, message) !== undefined;
  }

  /** True if a PUBLISH is on a topic that delivers secrets. @param topic also resolved from an alias */
  mayBeDelivered(bytes: Uint8Array, publish: PublishParts, topic: string): boolean {
    if (publish.topicLength > 0) return this.#mayDeliver(bytes, publish);
    return this.#deliveries.some(({ beginnings }) =>
      beginnings.some((one) => topic.startsWith(one)),
    );
  }

  /**
   * Offset of a topic that delivers secrets, or may be one that was cut or has an alias: of a packet inside a message,
   * because a length is wrong.
   */
  #deliveryIn(bytes: Uint8Array, from: number): number | undefined {
    if (this.#beginsAt(bytes, from, Infinity)) return from;
    // The first byte of the topic's length, a zero, may be the last one before the message.
    if (this.#isTopicAt(bytes, from + 1)) return from + 1;
    // The length of a topic begins with zero. Most messages have none, and some have nothing else.
    const first = bytes.indexOf(0, from);
    if (first < 0) return undefined;
    for (let at = first; at + 2 < bytes.length; at += 1) {
      if (bytes[at] === 0 && this.#isTopicAt(bytes, at + 2)) return at + 2;
    }
    return undefined;
  }

  /** True if the offset follows the length of a topic that delivers secrets, or may. */
  #isTopicAt(bytes: Uint8Array, at: number): boolean {
    if (bytes[at - 1] === 0 && isAliased(bytes, at)) return true;
    return this.#beginsAt(bytes, at, CUT_TOPIC);
  }

  /** @param limit the number of bytes that there are to compare */
  #beginsAt(bytes: Uint8Array, at: number, limit: number): boolean {
    if (!this.#firsts.has(bytes[at])) return false;
    return this.#beginnings.some((one) => beginsAt(bytes, at, one, limit));
  }

  /**
   * Ranges of the secrets from the packet's first byte; the whole range for bytes that may not be a packet.
   * @param topic resolved from an alias; undefined if unknown
   */
  ranges(
    bytes: Uint8Array,
    dissection: Pick<Dissection, 'fields' | 'packet' | 'problems'>,
    topic: string | undefined,
    trust: Trust,
  ): readonly ByteRange[] {
    if (trust !== 'good') return doubtedRanges(bytes, trust);
    const { packet } = dissection;
    const found: ByteRange[] = [];
    if (packet === undefined || mayHoldSecretFields(packet)) {
      addSecretFields(dissection.fields, found);
      addTokens(bytes, dissection.fields, found);
    }
    found.push(
      ...this.#secretsInMessage(messageIn(bytes, dissection), packet, topic),
      ...missedPassword(bytes, packet),
    );
    return found;
  }

  /** A copy with every secret overwritten by `*` at the same length; undefined if there is none. */
  mask(
    bytes: Uint8Array,
    dissection: Pick<Dissection, 'fields' | 'packet' | 'problems'>,
    topic: string | undefined,
    trust: Trust,
  ): Uint8Array | undefined {
    const ranges = this.ranges(bytes, dissection, topic, trust);
    return ranges.length === 0 ? undefined : maskRanges(bytes, ranges);
  }

  /**
   * A message's payload with secrets overwritten: delivered secrets and those of an embedded packet. Returns
   * the same array if there are none.
   */
  maskMessage(topic: string, payload: Uint8Array): Uint8Array {
    const at = isRestOfConnect(topic, payload) ? 0 : lookAlike(payload);
    const ranges = [...this.#deliveredIn(topic, payload), ...toTheEnd(payload, at)];
    return ranges.length === 0 ? payload : maskRanges(payload, ranges);
  }

  #mayDeliver(bytes: Uint8Array, { topicOffset, topicLength }: PublishParts): boolean {
    return this.#beginsAt(bytes, topicOffset, topicLength);
  }

  #secretsInMessage(
    message: Message | undefined,
    packet: Packet | undefined,
    aliased: string | undefined,
  ): ByteRange[] {
    if (message === undefined) return [];
    const { topic, offset: start, payload } = message;
    const at = packet?.type === 'connect' ? undefined : lookAlike(payload);
    return [
      ...this.#deliveredIn(topic === '' ? aliased : topic, payload),
      // The bytes that look like another packet.
      ...toTheEnd(payload, at),
    ].map(({ offset, length }) => ({ offset: start + offset, length }));
  }

  /**
   * Ranges from the payload's first byte.
   * @param topic undefined or empty if unknown; its end may be in the payload, because its length is wrong
   */
  #deliveredIn(topic: string | undefined, payload: Uint8Array): readonly ByteRange[] {
    const found: ByteRange[] = [];
    if (payload.length === 0) return found;
    const another = this.#deliveryIn(payload, 0);
    const rest = another === undefined ? undefined : payload.subarray(another);
    const isUnknown = topic === undefined || isOddTopic(topic);
    for (const { beginnings, secretsIn } of this.#deliveries) {
      if (isUnknown || beginnings.some((beginning) => beginning.startsWith(topic)))
        found.push(...secretsIn(undefined, payload));
      if (topic !== undefined && beginnings.some((beginning) => topic.startsWith(beginning)))
        found.push(...secretsIn(topic, payload));
      if (rest && secretsIn(undefined, rest).length > 0) found.push(...toTheEnd(payload, another));
    }
    return found;
  }
}

/** Least bytes of a topic's beginning, before which a packet was cut. */
const CUT_TOPIC = 3;

const TOPIC_ALIAS = PROPERTIES.topicAlias.id;

/** True for properties with an alias, perhaps after a packet identifier. */
const isAliased = (bytes: Uint8Array, at: number): boolean =>
  bytes[at + 1] === TOPIC_ALIAS || bytes[at + 3] === TOPIC_ALIAS;

const toTheEnd = ({ length }: Uint8Array, at: number | undefined): readonly ByteRange[] =>
  at === undefined ? [] : [{ offset: at, length: length - at }];

/** @param limit the number of bytes that there are to compare */
function beginsAt(bytes: Uint8Array, from: number, wanted: Uint8Array, limit = Infinity): boolean {
  const { length } = wanted;
  for (let at = 0; at < length && at < limit; at += 1) {
    if (bytes[from + at] !== wanted[at]) return false;
  }
  return true;
}

const [BLANK, HASH, PLUS] = [0x20, 0x23, 0x2b];

/** Most topics are ASCII. */
function isGoodTopic(bytes: Uint8Array, { topicOffset, topicLength }: PublishParts): boolean {
  const end = topicOffset + topicLength;
  let isAscii = true;
  for (let at = topicOffset; at < end; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte < BLANK || byte === HASH || byte === PLUS) return false;
    if (byte > 0x7f) isAscii = false;
  }
  return isAscii || findUtf8Error(bytes.subarray(topicOffset, end)) === undefined;
}

/** A copy with `*` in these ranges. */
export function maskRanges(bytes: Uint8Array, ranges: readonly ByteRange[]): Uint8Array {
  const masked = bytes.slice();
  for (const { offset, length } of ranges) masked.fill(MASK, offset, offset + length);
  return masked;
}

/** Remains of packets that a writer has made unreadable. */
export const isLeftOver = (bytes: Uint8Array): boolean =>
  isOnlyMask(bytes) || (bytes.length > LONGEST_ANSWER && isFullyMasked(bytes));

/** All other packets hold secrets in properties only. */
const WITH_SECRET_FIELDS: ReadonlySet<PacketType> = new Set(['connect', 'auth']);

/** False for nearly all packets, whose fields are not searched then. */
function mayHoldSecretFields(packet: Packet): boolean {
  if (WITH_SECRET_FIELDS.has(packet.type)) return true;
  return 'properties' in packet && packet.properties?.some(mayBeSecret) === true;
}

const mayBeSecret = (property: Property): boolean =>
  property.name === 'authenticationData' ||
  (property.name === 'userProperty' && isSecretProperty(property.value[0]));

/** Adds the innermost secret fields that have bytes; a length before them is not secret. */
function addSecretFields(fields: readonly Field[], found: ByteRange[]): void {
  for (const field of fields) {
    if (field.children.length > 0) addSecretFields(field.children, found);
    else if (field.secret && field.length > 0) found.push(field);
  }
}

/** A user name, and fields that it is read as if a flag of CONNECT is wrong. */
const WITH_TOKENS: ReadonlySet<string> = new Set([
  'mqtt.username',
  'mqtt.clientid',
  'mqtt.willtopic',
  'mqtt.willmsg',
]);

/** Adds tokens in names and user properties, recognizable only by their name. */
function addTokens(bytes: Uint8Array, fields: readonly Field[], found: ByteRange[]): void {
  for (const { name, offset, length, children } of fields) {
    if (children.length > 0) {
      const key = children.find((child) => child.name === 'mqtt.prop_key')?.value;
      if (typeof key !== 'string' || !isSecretProperty(key)) addTokens(bytes, children, found);
      else
        found.push(
          ...children.filter((child) => child.name === 'mqtt.prop_value' && child.length > 0),
        );
    } else if (WITH_TOKENS.has(name)) {
      const text = oneCharacterEach(bytes.subarray(offset, offset + length));
      for (const { index, 1: before = '', 2: value = '' } of text.matchAll(TOKEN_IN_NAME)) {
        if (value !== '')
          found.push({ offset: offset + index + before.length, length: value.length });
      }
    }
  }
}

/** Flags of CONNECT that announce a user name and a password. */
const USER_FLAG = 0x80;
const PASSWORD_FLAG = 0x40;
const WILL_FLAG = 0x04;
/** QoS and retain of a will. */
const OF_WILL = 0x38;
const RESERVED = 0x01;

/** The last field may be the password if flags are wrong, or as MQTT 3.1 allows, announced fields are missing. */
function missedPassword(bytes: Uint8Array, packet: Packet | undefined): ByteRange[] {
  if (packet?.type !== 'connect' || packet.password !== undefined) return [];
  const { protocolName, userName, will } = packet;
  const flags = bytes[headerLength(bytes) + 2 + protocolName.length + 1] ?? 0;
  const last = userName === undefined ? will?.payload : encodeUtf8(userName);
  const announced = userName === undefined ? USER_FLAG | PASSWORD_FLAG : PASSWORD_FLAG;
  // The topic of a will is hardly a name with a token: a wrong flag made a will of the user name and password.
  const hasToken = userName === undefined && (will?.topic.search(TOKEN_IN_NAME) ?? -1) >= 0;
  const isOfNoWill = (flags & WILL_FLAG) === 0 && (flags & OF_WILL) > 0;
  const isWrong = (flags & RESERVED) > 0 || isOfNoWill || hasToken;
  if (last === undefined || (!isWrong && (flags & announced) === 0)) return [];
  return [{ offset: bytes.length - last.length, length: last.length }];
}

/** Messages in which a platform delivers secrets to clients, described by conventions. */
export interface SecretDeliveries {
  /** First bytes of the topics with such messages, compared for every PUBLISH. */
  readonly beginnings: readonly string[];
  /**
   * Ranges of the secrets from the payload's first byte; empty for other messages.
   * @param topic undefined if unknown: the worst case is assumed
   */
  readonly secretsIn: (topic: string | undefined, payload: Uint8Array) => readonly ByteRange[];
}
