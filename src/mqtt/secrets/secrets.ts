/**
 * Overwrites secrets in packets and messages. A secret is the content of a field: passwords, authentication data,
 * tokens in user names, user properties named like secrets, and messages in which a platform delivers secrets.
 */
import { type ByteRange, oneCharacterEach } from '../../base/bytes.ts';
import { isSecretName, looksGenerated, tokensIn } from '../../base/secretNames.ts';
import { decodeUtf8, encodeUtf8, utf8Length } from '../../base/utf8.ts';
import type { Dissection, Field } from '../dissect/dissection.ts';
import { findField } from '../dissect/findField.ts';
import { MASK } from '../framing/masking.ts';
import {
  commonLength,
  headerLength,
  type PublishParts,
  peekPublish,
  peekType,
} from '../framing/peek.ts';
import { CONNECT_FIELDS, type FieldKind, PUBLISH_FIELDS } from '../tables/fieldKinds.ts';
import type { ConnectPacket, Packet, PacketType, ProtocolVersion } from '../tables/packet.ts';
import { packetSizeAt } from '../tables/packetSize.ts';
import type { Property } from '../tables/properties.ts';
import { PROPERTY_LIST_KINDS } from '../tables/propertyPlaces.ts';

type Read = Pick<Dissection, 'fields' | 'packet' | 'problems'>;

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

  /** True for a whole PUBLISH without properties on a topic that delivers no secrets, like most packets. */
  areNotIn(bytes: Uint8Array, version: ProtocolVersion): boolean {
    const publish = peekPublish(bytes);
    if (!publish || publish.topicLength === 0 || this.#mayDeliver(bytes, publish)) return false;
    if (version >= 5 && bytes[publish.bodyOffset] !== 0) return false;
    return publish.qos < 3 && packetSizeAt(bytes, 0, bytes.length) === bytes.length;
  }

  /**
   * Ranges of the secrets from the packet's first byte. Bytes that no field explains count as secret, because a
   * secret may be in them.
   * @param topic resolved from an alias; undefined if unknown
   * @param isCopy also user names that look like an access token, which views show
   */
  ranges(
    bytes: Uint8Array,
    dissection: Read,
    topic: string | undefined,
    isCopy = false,
  ): readonly ByteRange[] {
    const { packet } = dissection;
    if (peekType(bytes) === undefined || isUnreadable(bytes, dissection)) return contentOf(bytes);
    const found: ByteRange[] = [];
    if (packet === undefined || mayHoldSecretFields(packet)) {
      const { fields } = dissection;
      addSecretFields(areCutFilters(bytes) ? propertiesIn(fields) : fields, found);
      addTokens(bytes, fields, found);
    }
    found.push(
      ...lastText(bytes, dissection),
      ...(isCopy ? generatedName(dissection) : []),
      ...this.#secretsInMessage(bytes, dissection, topic),
    );
    return found;
  }

  /** A copy with every secret overwritten by `*` at the same length; undefined if there is none. */
  mask(bytes: Uint8Array, dissection: Read, topic: string | undefined): Uint8Array | undefined {
    const ranges = this.ranges(bytes, dissection, topic);
    return ranges.length === 0 ? undefined : maskRanges(bytes, ranges);
  }

  /**
   * A message's payload with delivered secrets overwritten. Returns the same array if there are none.
   * @param topic empty if unknown
   */
  maskMessage(topic: string, payload: Uint8Array): Uint8Array {
    const ranges = this.#deliveredIn(topic === '' ? undefined : topic, payload);
    return ranges.length === 0 ? payload : maskRanges(payload, ranges);
  }

  #mayDeliver(bytes: Uint8Array, { topicOffset, topicLength }: PublishParts): boolean {
    if (!this.#firsts.has(bytes[topicOffset])) return false;
    return this.#beginnings.some((one) => beginsAt(bytes, topicOffset, topicLength, one));
  }

  #secretsInMessage(
    bytes: Uint8Array,
    dissection: Read,
    aliased: string | undefined,
  ): readonly ByteRange[] {
    const message = messageIn(bytes, dissection);
    if (message === undefined) return [];
    const { topic, start, payload } = message;
    const found = this.#deliveredIn(topic === '' ? aliased : topic, payload);
    return found.map(({ offset, length }) => ({ offset: start + offset, length }));
  }

  /** Ranges from the payload's first byte. @param topic undefined if unknown: the worst case is assumed */
  #deliveredIn(topic: string | undefined, payload: Uint8Array): readonly ByteRange[] {
    if (payload.length === 0) return [];
    return this.#deliveries.flatMap(({ beginnings, secretsIn }) =>
      topic === undefined || beginnings.some((one) => topic.startsWith(one))
        ? secretsIn(topic, payload)
        : [],
    );
  }
}

function beginsAt(bytes: Uint8Array, from: number, limit: number, wanted: Uint8Array): boolean {
  return wanted.length <= limit && wanted.every((byte, at) => bytes[from + at] === byte);
}

/** A copy with `*` in these ranges. */
export function maskRanges(bytes: Uint8Array, ranges: readonly ByteRange[]): Uint8Array {
  const masked = bytes.slice();
  for (const { offset, length } of ranges) masked.fill(MASK, offset, offset + length);
  return masked;
}

const rangeFrom = (offset: number, { length }: Uint8Array): readonly ByteRange[] =>
  offset < length ? [{ offset, length: length - offset }] : [];

/** Rules that show inconsistent lengths inside a packet. */
const WRONG_LENGTHS: ReadonlySet<string | undefined> = new Set([
  'packetSize',
  'truncated',
  'trailing',
  'propertyLength',
  'utf8',
  'utf8Zero',
]);

/**
 * True if the bytes are no packet that can be told from others, and may hold a secret: both flags and lengths are
 * wrong, as in text, or they are a CONNECT or AUTH whose lengths contradict each other.
 */
export function isUnreadable(bytes: Uint8Array, { packet, problems }: Read): boolean {
  if (packet !== undefined || !problems.some(({ rule }) => WRONG_LENGTHS.has(rule))) return false;
  const type = peekType(bytes);
  const isSignIn = type === 'connect' || type === 'auth';
  return isSignIn || problems.some(({ rule }) => rule === 'reservedHeaderFlags');
}

/** The bytes behind the fixed header, and the protocol version of a CONNECT; all of them without a packet type. */
function contentOf(bytes: Uint8Array): readonly ByteRange[] {
  const isCut = packetSizeAt(bytes, 0, bytes.length) !== bytes.length;
  const isKnown = peekType(bytes) !== undefined || !isCut;
  return rangeFrom(isKnown ? Math.max(1, commonLength(bytes)) : 0, bytes);
}

/** All other packets hold secrets in properties only. */
const WITH_SECRET_FIELDS: ReadonlySet<PacketType> = new Set(['connect', 'auth']);

/** False for nearly all packets, whose fields are not searched then. */
function mayHoldSecretFields(packet: Packet): boolean {
  if (WITH_SECRET_FIELDS.has(packet.type)) return true;
  return 'properties' in packet && packet.properties?.some(mayBeSecret) === true;
}

const mayBeSecret = (property: Property): boolean =>
  property.name === 'authenticationData' ||
  (property.name === 'userProperty' && isSecretName(property.value[0]));

const WITH_FILTERS: ReadonlySet<PacketType | undefined> = new Set(['subscribe', 'unsubscribe']);

/** True for the beginning of a SUBSCRIBE or UNSUBSCRIBE: topic filters are no secret, also if the last one is cut. */
const areCutFilters = (bytes: Uint8Array): boolean =>
  WITH_FILTERS.has(peekType(bytes)) && packetSizeAt(bytes, 0, bytes.length) > bytes.length;

const propertiesIn = (fields: readonly Field[]): readonly Field[] =>
  fields.filter(({ name }) => name === PROPERTY_LIST_KINDS.subscribe.list.name);

/** Adds the innermost secret fields that have bytes, and bytes that no field explains; no lengths. */
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
      if (typeof key !== 'string' || !isSecretName(key)) addTokens(bytes, children, found);
      else
        found.push(
          ...children.filter((child) => child.name === 'mqtt.prop_value' && child.length > 0),
        );
    } else if (WITH_TOKENS.has(name)) {
      const of = bytes.subarray(offset, offset + length);
      found.push(
        ...tokensInBytes(of).map((token) => ({ ...token, offset: offset + token.offset })),
      );
    }
  }
}

/** Tokens in a text of CONNECT. Bytes that are no UTF-8 are searched as one character each. */
function tokensInBytes(bytes: Uint8Array): readonly ByteRange[] {
  const text = decodeUtf8(bytes);
  if (text === undefined) return tokensIn(oneCharacterEach(bytes));
  return tokensIn(text).map(({ offset, length }) => ({
    offset: utf8Length(text.slice(0, offset)),
    length: utf8Length(text.slice(offset, offset + length)),
  }));
}

/** A user name without a password that looks like an access token. */
function generatedName({ fields, packet }: Read): readonly ByteRange[] {
  if (packet?.type !== 'connect' || packet.password !== undefined) return [];
  if (packet.userName === undefined || !looksGenerated(packet.userName)) return [];
  const field = fieldIn(fields, CONNECT_FIELDS.userName);
  return field === undefined ? [] : [{ offset: field.offset, length: field.length }];
}

/** Fields of CONNECT as which a password is read if flags are wrong, or announced fields are missing (MQTT 3.1). */
const READ_AS_PASSWORD: ReadonlySet<string> = new Set([
  'mqtt.username',
  'mqtt.willtopic',
  'mqtt.willmsg',
]);

/** The last text of a CONNECT without a password whose flags or fields are wrong: it may be the password. */
function lastText(bytes: Uint8Array, { fields, packet, problems }: Read): readonly ByteRange[] {
  if (peekType(bytes) !== 'connect') return [];
  if (fieldIn(fields, CONNECT_FIELDS.passwordBytes) !== undefined) return [];
  const isGood = packet?.type === 'connect' && problems.length === 0 && hasItsFlags(bytes, packet);
  const last = isGood ? undefined : textsIn(fields).at(-1);
  return last === undefined ? [] : [{ offset: last.offset, length: last.length }];
}

/** Whether the flags announce the fields that a CONNECT has (3.1.2.3). MQTT 3.1 permits that fields are missing. */
function hasItsFlags(bytes: Uint8Array, packet: ConnectPacket): boolean {
  const { protocolName, cleanStart, will, userName, password } = packet;
  const ofWill = will === undefined ? 0 : 0x04 | (will.qos << 3) | (will.retain ? 0x20 : 0);
  const ofUser = (userName === undefined ? 0 : 0x80) | (password === undefined ? 0 : 0x40);
  const flags = bytes[headerLength(bytes) + 2 + utf8Length(protocolName) + 1];
  return flags === (ofUser | ofWill | (cleanStart ? 0x02 : 0));
}

const textsIn = (fields: readonly Field[]): readonly Field[] =>
  fields.flatMap((field) => {
    if (field.children.length > 0) return textsIn(field.children);
    return READ_AS_PASSWORD.has(field.name) && field.length > 0 ? [field] : [];
  });

interface Message {
  /** Empty if the packet does not name it; undefined if it cannot be read. */
  readonly topic: string | undefined;
  /** Offset of the payload in the packet. */
  readonly start: number;
  readonly payload: Uint8Array;
}

/** The message of a PUBLISH, also of an incomplete one, or the will of a CONNECT. */
function messageIn(bytes: Uint8Array, dissection: Read): Message | undefined {
  // Fields are built when they are read, and a decoded PUBLISH does not need them.
  const { packet } = dissection;
  if (packet?.type === 'publish') {
    const { topic, payload } = packet;
    return { topic, start: bytes.length - payload.length, payload };
  }
  if (packet?.type === 'connect')
    return messageAt(
      bytes,
      packet.will?.topic,
      fieldIn(dissection.fields, CONNECT_FIELDS.willPayloadBytes),
    );
  if (packet !== undefined || peekType(bytes) !== 'publish') return undefined;
  const { fields } = dissection;
  const topic = fieldIn(fields, PUBLISH_FIELDS.topic)?.value;
  const text = typeof topic === 'string' ? topic : undefined;
  return messageAt(bytes, text, fieldIn(fields, PUBLISH_FIELDS.payload));
}

function messageAt(
  bytes: Uint8Array,
  topic: string | undefined,
  field: Field | undefined,
): Message | undefined {
  if (field === undefined) return undefined;
  const { offset: start, length } = field;
  return { topic, start, payload: bytes.subarray(start, start + length) };
}

/** The first field of this name with bytes. */
const fieldIn = (fields: readonly Field[], wanted: FieldKind): Field | undefined =>
  findField(fields, ({ name, length }) => name === wanted.name && length > 0);

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
