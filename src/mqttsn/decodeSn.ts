/** Decodes MQTT-SN datagrams strictly, for a gateway. `dissectSn` shows the errors of invalid ones. */
import { decodeUtf8 } from '../base/utf8.ts';
import { type SnFrame, snFrameOf } from './snFrame.ts';
import type { SnMessage, SnQoS, SnTopicFilter, SnTopicId, SnWill } from './snMessage.ts';

export interface SnDatagram {
  readonly message: SnMessage;
  /** A forwarder's id for the client; undefined without a forwarder. */
  readonly node: Uint8Array | undefined;
}

/** undefined if it is not exactly one valid message. */
export function decodeSn(datagram: Uint8Array): SnDatagram | undefined {
  const frame = snFrameOf(datagram);
  const message = frame && snMessageIn(frame);
  return message && { message, node: frame?.node };
}

/** Bytes of a message after its type: exactly this many, or at least. */
const LENGTHS: Partial<Record<SnMessage['type'], number>> = {
  advertise: 3,
  searchgw: 1,
  connack: 1,
  willtopicresp: 1,
  willmsgresp: 1,
  willtopicreq: 0,
  willmsgreq: 0,
  pingresp: 0,
  regack: 5,
  puback: 5,
  pubrec: 2,
  pubrel: 2,
  pubcomp: 2,
  unsuback: 2,
  suback: 6,
};

/** undefined if its body is invalid. */
export function snMessageIn({ type, body }: SnFrame): SnMessage | undefined {
  const length = LENGTHS[type];
  if (length !== undefined && body.length !== length) return undefined;
  const first = body[0] ?? 0;
  switch (type) {
    case 'advertise':
      return { type, gatewayId: first, duration: uint16(body, 1) };
    case 'searchgw':
      return { type, radius: first };
    case 'gwinfo':
      return body.length < 1 ? undefined : { type, gatewayId: first, address: body.slice(1) };
    case 'connect':
      return connect(body);
    case 'connack':
    case 'willtopicresp':
    case 'willmsgresp':
      return { type, returnCode: first };
    case 'willtopicreq':
    case 'willmsgreq':
    case 'pingresp':
      return { type };
    case 'willtopic':
    case 'willtopicupd':
      return body.length === 0 ? { type, will: undefined } : will(type, body);
    case 'willmsg':
    case 'willmsgupd':
      return { type, message: body.slice() };
    case 'register': {
      const topic = text(body, 4);
      if (topic === undefined) return undefined;
      return { type, topicId: uint16(body, 0), messageId: uint16(body, 2), topic };
    }
    case 'regack':
    case 'puback':
      return {
        type,
        topicId: uint16(body, 0),
        messageId: uint16(body, 2),
        returnCode: body[4] ?? 0,
      };
    case 'publish':
      return publish(body);
    case 'pubrec':
    case 'pubrel':
    case 'pubcomp':
    case 'unsuback':
      return { type, messageId: uint16(body, 0) };
    case 'subscribe': {
      const topic = filter(first, body);
      const qos = qosOf(first);
      if (topic === undefined || qos === -1) return undefined;
      return { type, dup: (first & DUP) !== 0, qos, messageId: uint16(body, 1), topic };
    }
    case 'suback': {
      const qos = qosOf(first);
      if (qos === -1) return undefined;
      const [topicId, messageId] = [uint16(body, 1), uint16(body, 3)];
      return { type, qos, topicId, messageId, returnCode: body[5] ?? 0 };
    }
    case 'unsubscribe': {
      const topic = filter(first, body);
      return topic && { type, messageId: uint16(body, 1), topic };
    }
    case 'pingreq': {
      const clientId = decodeUtf8(body);
      return clientId === undefined ? undefined : { type, clientId };
    }
    case 'disconnect':
      if (body.length === 0) return { type, duration: undefined };
      return body.length === 2 ? { type, duration: uint16(body, 0) } : undefined;
  }
}

const DUP = 0x80;
const RETAIN = 0x10;
const WILL = 0x08;
const CLEAN_SESSION = 0x04;
const QOS: readonly [0, 1, 2, -1] = [0, 1, 2, -1];
const KINDS = ['normal', 'predefined', 'short'] as const;

const uint16 = (bytes: Uint8Array, at: number): number =>
  (bytes[at] ?? 0) * 256 + (bytes[at + 1] ?? 0);
const qosOf = (flags: number): SnQoS => QOS[(flags >> 5) & 3] ?? 0;

/** The bytes from that offset to the end as text, at least one character. */
function text(body: Uint8Array, from: number): string | undefined {
  return body.length > from ? decodeUtf8(body.subarray(from)) : undefined;
}

function connect(body: Uint8Array): SnMessage | undefined {
  const clientId = text(body, 4);
  if (clientId === undefined) return undefined;
  const [flags = 0, protocolId = 0] = body;
  return {
    type: 'connect',
    will: (flags & WILL) !== 0,
    cleanSession: (flags & CLEAN_SESSION) !== 0,
    protocolId,
    keepAlive: uint16(body, 2),
    clientId,
  };
}

function will(type: 'willtopic' | 'willtopicupd', body: Uint8Array): SnMessage | undefined {
  const [flags = 0] = body;
  const topic = text(body, 1);
  const qos = qosOf(flags);
  if (topic === undefined || qos === -1) return undefined;
  const told: SnWill = { qos, retain: (flags & RETAIN) !== 0, topic };
  return { type, will: told };
}

function publish(body: Uint8Array): SnMessage | undefined {
  const [flags = 0] = body;
  const kind = KINDS[flags & 3];
  if (kind === undefined || body.length < 5) return undefined;
  const topic: SnTopicId = { kind, id: uint16(body, 1) };
  return {
    type: 'publish',
    dup: (flags & DUP) !== 0,
    qos: qosOf(flags),
    retain: (flags & RETAIN) !== 0,
    topic,
    messageId: uint16(body, 3),
    data: body.slice(5),
  };
}

function filter(flags: number, body: Uint8Array): SnTopicFilter | undefined {
  const kind = KINDS[flags & 3];
  if (kind === undefined) return undefined;
  if (kind !== 'normal') return body.length === 5 ? { kind, id: uint16(body, 3) } : undefined;
  const name = text(body, 3);
  return name === undefined ? undefined : { kind: 'name', filter: name };
}
