/** Encodes MQTT-SN messages as datagrams: the inverse of `decodeSn`. */
import { encodeUtf8 } from '../base/utf8.ts';
import { FORWARDED } from './messageTypes.ts';
import { TYPE_NUMBERS } from './snFrame.ts';
import type { SnMessage, SnTopicFilter, SnWill } from './snMessage.ts';

const DUP = 0x80;
const RETAIN = 0x10;
const WILL = 0x08;
const CLEAN_SESSION = 0x04;
const TOPIC_KIND = { normal: 0, name: 0, predefined: 1, short: 2 } as const;
const LONGEST_SHORT = 255;

export function encodeSn(message: SnMessage): Uint8Array {
  return framed([TYPE_NUMBERS[message.type], ...headOf(message)], tailOf(message));
}

/** Encapsulates a message like a forwarder, with its id of the client (5.5). */
export function encapsulated(node: Uint8Array, message: Uint8Array): Uint8Array {
  const head = [node.length + 3, FORWARDED, 0];
  const bytes = new Uint8Array(head.length + node.length + message.length);
  bytes.set(head);
  bytes.set(node, head.length);
  bytes.set(message, head.length + node.length);
  return bytes;
}

function framed(head: readonly number[], tail: Uint8Array): Uint8Array {
  const short = 1 + head.length + tail.length;
  const lead = short <= LONGEST_SHORT ? [short] : [1, (short + 2) >> 8, (short + 2) & 0xff];
  const bytes = new Uint8Array(lead.length + head.length + tail.length);
  bytes.set(lead);
  bytes.set(head, lead.length);
  bytes.set(tail, lead.length + head.length);
  return bytes;
}

const two = (value: number): readonly [number, number] => [value >> 8, value & 0xff];
const NOTHING = new Uint8Array(0);
const qosBits = (qos: number): number => (qos & 3) << 5;

/** Fields of fixed size, after the type. */
function headOf(message: SnMessage): readonly number[] {
  switch (message.type) {
    case 'advertise':
      return [message.gatewayId, ...two(message.duration)];
    case 'searchgw':
      return [message.radius];
    case 'gwinfo':
      return [message.gatewayId];
    case 'connect': {
      const { will, cleanSession, protocolId, keepAlive } = message;
      const flags = (will ? WILL : 0) | (cleanSession ? CLEAN_SESSION : 0);
      return [flags, protocolId, ...two(keepAlive)];
    }
    case 'connack':
    case 'willtopicresp':
    case 'willmsgresp':
      return [message.returnCode];
    case 'willtopicreq':
    case 'willmsgreq':
    case 'pingresp':
    case 'pingreq':
    case 'willmsg':
    case 'willmsgupd':
      return [];
    case 'willtopic':
    case 'willtopicupd':
      return message.will === undefined ? [] : [willFlags(message.will)];
    case 'register':
      return [...two(message.topicId), ...two(message.messageId)];
    case 'regack':
    case 'puback':
      return [...two(message.topicId), ...two(message.messageId), message.returnCode];
    case 'publish': {
      const { dup, qos, retain, topic, messageId } = message;
      const flags = (dup ? DUP : 0) | qosBits(qos) | (retain ? RETAIN : 0) | TOPIC_KIND[topic.kind];
      return [flags, ...two(topic.id), ...two(messageId)];
    }
    case 'pubrec':
    case 'pubrel':
    case 'pubcomp':
    case 'unsuback':
      return two(message.messageId);
    case 'subscribe': {
      const { dup, qos, topic, messageId } = message;
      const flags = (dup ? DUP : 0) | qosBits(qos) | TOPIC_KIND[topic.kind];
      return [flags, ...two(messageId), ...numbered(topic)];
    }
    case 'suback': {
      const { qos, topicId, messageId, returnCode } = message;
      return [qosBits(qos), ...two(topicId), ...two(messageId), returnCode];
    }
    case 'unsubscribe':
      return [
        TOPIC_KIND[message.topic.kind],
        ...two(message.messageId),
        ...numbered(message.topic),
      ];
    case 'disconnect':
      return message.duration === undefined ? [] : two(message.duration);
  }
}

const willFlags = ({ qos, retain }: SnWill): number => qosBits(qos) | (retain ? RETAIN : 0);
const numbered = (topic: SnTopicFilter): readonly number[] =>
  topic.kind === 'name' ? [] : two(topic.id);

/** The variable-length rest. */
function tailOf(message: SnMessage): Uint8Array {
  if ('clientId' in message) return encodeUtf8(message.clientId);
  if ('message' in message) return message.message;
  if ('will' in message) return encodeUtf8(message.will?.topic ?? '');
  if ('address' in message) return message.address;
  if ('data' in message) return message.data;
  if (message.type === 'register') return encodeUtf8(message.topic);
  if (message.type === 'subscribe' || message.type === 'unsubscribe') {
    return message.topic.kind === 'name' ? encodeUtf8(message.topic.filter) : NOTHING;
  }
  return NOTHING;
}
