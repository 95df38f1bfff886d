/** CONNECT (3.1) and CONNACK (3.2). */
import { plainBreach } from '../statements/breaches.ts';
import { RULES } from '../statements/rules.ts';
import {
  CONNACK_FIELDS,
  CONNECT_FIELDS,
  type FieldKind,
  HEADER_FIELDS,
} from '../tables/fieldKinds.ts';
import type { ConnackPacket, ConnectPacket, Will } from '../tables/packet.ts';
import { isProtocolVersion } from '../tables/packetNames.ts';
import { isReasonCodeValid } from '../tables/reasonCodes.ts';
import { topicNameError } from '../tables/topics.ts';
import {
  keepAliveMeaning,
  notDefined,
  qosMeaning,
  reasonMeaning,
  type ValueMeaning,
} from '../tables/valueMeanings.ts';
import type { BitField, PacketReader, SizedKinds } from './reader.ts';
import { toQos } from './readHeader.ts';
import { judgeAuthentication, readProperties } from './readProperties.ts';

const F = CONNECT_FIELDS;

const sized = (group: FieldKind, length: FieldKind, content: FieldKind): SizedKinds => ({
  group,
  length,
  content,
});
const PROTOCOL_NAME = sized(F.protocol, F.protocolLength, F.protocolName);
const CLIENT_ID = sized(F.client, F.clientIdLength, F.clientId);
const WILL_TOPIC = sized(F.willTopic, F.willTopicLength, F.willTopicText);
const WILL_PAYLOAD = sized(F.willPayload, F.willPayloadLength, F.willPayloadBytes);
const USER_NAME = sized(F.user, F.userNameLength, F.userName);
const PASSWORD = sized(F.password, F.passwordLength, F.passwordBytes);

const CONNECT_BITS: readonly BitField[] = [
  { kind: F.userNameFlag, mask: 0x80 },
  { kind: F.passwordFlag, mask: 0x40 },
  { kind: F.willRetain, mask: 0x20 },
  { kind: F.willQos, mask: 0x18, meaning: qosMeaning },
  { kind: F.willFlag, mask: 0x04 },
  { kind: F.cleanStart, mask: 0x02 },
  { kind: F.reserved, mask: 0x01, isNumber: true },
];

interface ConnectFlags {
  readonly userName: boolean;
  readonly password: boolean;
  readonly willRetain: boolean;
  readonly willQos: number;
  readonly will: boolean;
  readonly cleanStart: boolean;
}

export function readConnect(reader: PacketReader): ConnectPacket {
  const { protocolName, protocolLevel } = readProtocol(reader);
  const isUnknownLevel = !reader.halted && !isProtocolVersion(protocolLevel & 0x7f);
  const flags = readFlags(reader);
  const keepAlive = reader.uint16(F.keepAlive, keepAliveMeaning);
  const propertiesAt = reader.position;
  const properties = readProperties(reader, 'connect');
  judgeAuthentication(reader, properties, propertiesAt);
  const clientIdAt = reader.position;
  const clientId = reader.text(CLIENT_ID);
  if (clientId !== undefined) judgeClientId(reader, clientId, flags.cleanStart, clientIdAt);
  // Such a version may have any bytes here. They are not a further breach but may hold a secret.
  if (isUnknownLevel && reader.remaining > 0) reader.rest(HEADER_FIELDS.undissected);
  const has = (flag: boolean) => flag && !isUnknownLevel;
  const will = has(flags.will) ? readWill(reader, flags) : undefined;
  // In MQTT 3.1 a flag may be set without its field: the remaining length takes precedence (3.1).
  const isThere = (flag: boolean) => has(flag) && (reader.version !== 3 || reader.remaining > 0);
  const userName = isThere(flags.userName) ? (reader.text(USER_NAME) ?? '') : undefined;
  const password = isThere(flags.password) ? reader.binary(PASSWORD) : undefined;
  return {
    type: 'connect',
    protocolName,
    protocolLevel,
    cleanStart: flags.cleanStart,
    keepAlive,
    clientId: clientId ?? '',
    ...(will ? { will } : {}),
    ...(userName === undefined ? {} : { userName }),
    ...(password ? { password } : {}),
    properties,
  };
}

function levelMeaning(level: number): ValueMeaning {
  const version = level & 0x7f;
  return isProtocolVersion(version)
    ? { key: 'protocol-version', args: { level, version, isBridge: level > 0x7f } }
    : notDefined(level);
}

function readProtocol(reader: PacketReader) {
  const start = reader.position;
  const protocolName = reader.text(PROTOCOL_NAME) ?? '';
  const levelAt = reader.position;
  const protocolLevel = reader.byte(F.level, levelMeaning);
  const expected = (protocolLevel & 0x7f) === 3 ? 'MQIsdp' : 'MQTT';
  if (protocolName !== expected) {
    const breach = { key: 'protocol-name', args: { expected } } as const;
    reader.breach(RULES.protocolName, breach, start, levelAt - start);
  }
  if (protocolLevel > 0x7f && isProtocolVersion(protocolLevel & 0x7f)) {
    const args = { level: protocolLevel, version: reader.version };
    reader.breach(RULES.bridgeLevel, { key: 'bridge-level', args }, levelAt, 1);
  } else if (!isProtocolVersion(protocolLevel)) {
    const breach = { key: 'protocol-level', args: { level: protocolLevel } } as const;
    reader.breach(RULES.protocolLevel, breach, levelAt, 1);
  }
  return { protocolName, protocolLevel };
}

function readFlags(reader: PacketReader): ConnectFlags {
  const at = reader.position;
  const byte = reader.bits(F.flags, CONNECT_BITS);
  const flags: ConnectFlags = {
    userName: (byte & 0x80) !== 0,
    password: (byte & 0x40) !== 0,
    willRetain: (byte & 0x20) !== 0,
    willQos: (byte >> 3) & 0x03,
    will: (byte & 0x04) !== 0,
    cleanStart: (byte & 0x02) !== 0,
  };
  if ((byte & 0x01) !== 0 && reader.version !== 3) {
    reader.breach(RULES.connectReserved, plainBreach('reserved-connect-flag'), at, 1);
  }
  judgeWillFlags(reader, flags, at);
  if (flags.password && !flags.userName && reader.version < 5) {
    const breach = plainBreach('password-without-user-name');
    reader.breach(RULES.passwordWithoutUserName, breach, at, 1);
  }
  return flags;
}

function judgeWillFlags(reader: PacketReader, flags: ConnectFlags, at: number): void {
  // Without a will, MQTT 3.1 ignores the other two (3.1 there).
  if (!flags.will && reader.version === 3) return;
  if (flags.willQos === 3) reader.breach(RULES.willQos3, plainBreach('will-qos-3'), at, 1);
  if (!flags.will && flags.willQos > 0) {
    const breach = { key: 'will-qos-without-will', args: { qos: flags.willQos } } as const;
    reader.breach(RULES.willQosWithoutWill, breach, at, 1);
  }
  if (!flags.will && flags.willRetain) {
    const breach = plainBreach('will-retain-without-will');
    reader.breach(RULES.willRetainWithoutWill, breach, at, 1);
  }
}

function judgeClientId(
  reader: PacketReader,
  clientId: string,
  cleanStart: boolean,
  at: number,
): void {
  const length = reader.position - at;
  if (reader.version === 3) {
    if (clientId === '') {
      reader.breach(RULES.clientIdMqtt31, plainBreach('client-id-empty'), at, length);
    } else if (clientId.length > 23) {
      reader.breach(RULES.longClientIdMqtt31, plainBreach('client-id-too-long'), at, length);
    }
  } else if (reader.version === 4 && clientId === '' && !cleanStart) {
    const breach = plainBreach('client-id-empty-in-kept-session');
    reader.breach(RULES.emptyClientId, breach, at, length);
  }
}

function readWill(reader: PacketReader, flags: ConnectFlags): Will {
  reader.open(F.will);
  const properties = readProperties(reader, 'will');
  const topicAt = reader.position;
  const topic = reader.text(WILL_TOPIC);
  const why = topic === undefined ? undefined : topicNameError(topic);
  if (why) {
    const breach = { key: 'will-topic', args: { why } } as const;
    const rule = why.key === 'empty' ? RULES.willTopicEmpty : RULES.willTopic;
    reader.breach(rule, breach, topicAt, reader.position - topicAt);
  }
  const payload = reader.binary(WILL_PAYLOAD);
  reader.close(null, topic === undefined ? undefined : { key: 'will', args: { topic } });
  return {
    topic: topic ?? '',
    payload,
    qos: toQos(flags.willQos),
    retain: flags.willRetain,
    properties,
  };
}

const CONNACK_BITS: readonly BitField[] = [
  { kind: CONNACK_FIELDS.reserved, mask: 0xfe },
  { kind: CONNACK_FIELDS.sessionPresent, mask: 0x01 },
];

/** 3.1 has neither flag; the whole byte is reserved. */
const CONNACK_UNUSED = [{ kind: CONNACK_FIELDS.reserved, mask: 0xff }] as const;

export function readConnack(reader: PacketReader): ConnackPacket {
  const flagsAt = reader.position;
  const hasFlags = reader.version !== 3;
  const flags = hasFlags
    ? reader.bits(CONNACK_FIELDS.flags, CONNACK_BITS)
    : reader.namelessBits(CONNACK_UNUSED);
  const reserved = hasFlags ? flags & 0xfe : flags;
  if (reserved !== 0) {
    const rule = reader.version === 3 ? RULES.unusedConnackByte : RULES.connackReserved;
    reader.breach(rule, { key: 'reserved-bits', args: { bits: reserved } }, flagsAt, 1);
  }
  const sessionPresent = hasFlags && (flags & 0x01) !== 0;
  const codeAt = reader.position;
  const isV5 = reader.version === 5;
  const code = reader.byte(isV5 ? CONNACK_FIELDS.reasonCode : CONNACK_FIELDS.returnCode, (value) =>
    reasonMeaning('connack', value, reader.version),
  );
  if (!isReasonCodeValid('connack', code, reader.version)) {
    const called = isV5 ? 'reason code' : 'return code';
    const args = { packet: 'connack', code, called } as const;
    reader.breach(RULES.connackCode, { key: 'no-such-code', args }, codeAt, 1);
  }
  if (sessionPresent && code !== 0) {
    reader.breach(RULES.sessionPresentRefused, plainBreach('session-present-refused'), flagsAt, 2);
  }
  const propertiesAt = reader.position;
  const properties = readProperties(reader, 'connack');
  judgeAuthentication(reader, properties, propertiesAt);
  return { type: 'connack', sessionPresent, reasonCode: code, properties };
}
