/**
 * Captures that begin inside a CONNECT or AUTH with a known secret, on connections whose server answers. The
 * bytes before the secret look like a PUBLISH, and later packets have the identifiers that they seem to have.
 */

import { encodeUtf8 } from '../../base/utf8.ts';
import { encode } from '../../mqtt/codec/encode.ts';
import { type Chance, chanceOf, secretOf } from '../../mqtt/secrets/plantedSecrets.testkit.ts';
import type { Packet, ProtocolVersion, PublishPacket } from '../../mqtt/tables/packet.ts';
import { framesOf, pcapOf, type Sent } from './frames/frames.testkit.ts';

export interface AnsweredSecret {
  readonly secret: string;
  readonly file: Uint8Array;
}

const MOST_STEPS = 8;
/** First bytes of PUBLISH that are digits: QoS 0 to 2, without DUP and with it. */
const PUBLISHES = [0x30, 0x31, 0x32, 0x33, 0x34, 0x35, 0x3a, 0x3b, 0x3c];
/** First and last printable character. No other field contains a tilde. */
const [BLANK, TILDE] = [0x20, 0x7e];
const TOPICS = ['a', 'plant/soil7', 'plant/soil7/data'];

export function answeredSecret(seed: number): AnsweredSecret {
  const chance = chanceOf(seed);
  const secret = secretOf(chance);
  const version: ProtocolVersion = chance(2) === 0 ? 4 : 5;
  const first = version === 5 && chance(4) === 0 ? auth(secret) : connect(secret, version, chance);
  const bytes = encode(first, version);
  const rest = bytes.subarray(beginOf(bytes, secret, chance));
  const answer = encode(answerOf(first), version);
  const ids = [secret.length, secret.length, 1 + chance(9), rest[3] ?? 1, 1 + chance(0xffff)];
  const later: Sent[] = [];
  for (let count = chance(MOST_STEPS); count > 0; count -= 1) {
    later.push(...step(ids[chance(ids.length)] || 1, version, chance));
  }
  // A client need not wait for the answer, but its own packets are answered after it.
  const early = later[0]?.direction === 'out' && chance(3) === 0 ? later.splice(0, 1) : [];
  const sent: Sent[] = [
    { direction: 'out', bytes: rest },
    ...early,
    { direction: 'in', bytes: answer },
    ...later,
  ];
  const segment = [7, 60, 1400, 1400][chance(4)] ?? 1400;
  const frames = framesOf(sent, { midStream: true, segment, unclosed: chance(2) === 0 });
  return { secret, file: pcapOf(disturbed(frames, Math.ceil(rest.length / segment), chance)) };
}

const auth = (secret: string): Packet => ({
  type: 'auth',
  reasonCode: 0x19,
  properties: [
    { name: 'authenticationMethod', value: 'SCRAM-SHA-256' },
    { name: 'authenticationData', value: encodeUtf8(secret) },
  ],
});

/** A client identifier or user name ends with the fixed header of a PUBLISH up to the end of the CONNECT. */
function connect(secret: string, version: ProtocolVersion, chance: Chance): Packet {
  const first = String.fromCharCode(PUBLISHES[chance(PUBLISHES.length)] ?? 0x32);
  const topicOf = () => TOPICS[chance(TOPICS.length)] ?? 'a';
  const [topic, willTopic] = [topicOf(), topicOf()];
  const isInUserName = chance(3) === 0;
  const hasWill = chance(3) === 0;
  const headed = (length: number): Packet => {
    const head = first + String.fromCharCode(length);
    return {
      type: 'connect',
      protocolName: 'MQTT',
      protocolLevel: version,
      cleanStart: true,
      keepAlive: 60,
      clientId: isInUserName ? 'device-1' : `device-1${head}`,
      userName: isInUserName ? topic + head : topic,
      password: encodeUtf8(secret),
      properties: [],
      ...(hasWill && {
        will: {
          topic: willTopic,
          payload: encodeUtf8('gone'),
          qos: 0,
          retain: false,
          properties: [],
        },
      }),
    };
  };
  const bytes = encode(headed(TILDE), version);
  const rest = bytes.length - bytes.indexOf(TILDE) - 1;
  const length = chance(4) === 0 ? BLANK + chance(TILDE - BLANK) : rest;
  return headed(Math.min(Math.max(BLANK, length), TILDE));
}

/** Offset before the secret, mostly that of the apparent PUBLISH. */
function beginOf(bytes: Uint8Array, secret: string, chance: Chance): number {
  const text = Buffer.from(bytes).toString('latin1');
  const end = text.indexOf(secret);
  const apparent = [...bytes.subarray(0, end).keys()].filter(
    (at) => at > 0 && PUBLISHES.includes(bytes[at] ?? 0),
  );
  const place = apparent[chance(apparent.length || 1)];
  return place === undefined || chance(4) === 0 ? 1 + chance(end) : place;
}

const answerOf = ({ type }: Packet): Packet =>
  type === 'connect'
    ? { type: 'connack', sessionPresent: false, reasonCode: 0, properties: [] }
    : {
        type: 'auth',
        reasonCode: 0,
        properties: [{ name: 'authenticationMethod', value: 'SCRAM-SHA-256' }],
      };

function step(packetId: number, version: ProtocolVersion, chance: Chance): Sent[] {
  const out = (packet: Packet): Sent => ({ direction: 'out', bytes: encode(packet, version) });
  const back = (packet: Packet): Sent => ({ direction: 'in', bytes: encode(packet, version) });
  const message: PublishPacket = {
    type: 'publish',
    topic: TOPICS[chance(TOPICS.length)] ?? 'a',
    payload: encodeUtf8(`{"t":${chance(100)}}`),
    qos: 0,
    retain: false,
    dup: false,
    properties: [],
  };
  switch (chance(6)) {
    case 0:
      return [out({ type: 'pingreq' }), back({ type: 'pingresp' })];
    case 1:
      return [out(message)];
    case 2:
      return [out({ ...message, qos: 1, packetId }), back({ type: 'puback', packetId })];
    case 3:
      return [
        out({ ...message, qos: 2, packetId }),
        back({ type: 'pubrec', packetId }),
        out({ type: 'pubrel', packetId }),
        back({ type: 'pubcomp', packetId }),
      ];
    case 4:
      return [back({ ...message, qos: 1, packetId }), out({ type: 'puback', packetId })];
    default: {
      const filter = 'plant/#';
      const options = {
        qos: 1,
        noLocal: false,
        retainAsPublished: false,
        retainHandling: 0,
      } as const;
      return [
        out({
          type: 'subscribe',
          packetId,
          properties: [],
          subscriptions: [{ filter, ...options }],
        }),
        back({ type: 'suback', packetId, reasonCodes: [1], properties: [] }),
      ];
    }
  }
}

/** Drops, repeats or swaps a frame after those of the first packet. */
function disturbed(frames: readonly Uint8Array[], from: number, chance: Chance): Uint8Array[] {
  const result = [...frames];
  const at = from + chance(Math.max(1, frames.length - from - 1));
  const [frame, next] = [result[at], result[at + 1]];
  if (frame === undefined || next === undefined) return result;
  switch (chance(6)) {
    case 0:
    case 1:
      result.splice(at, 1);
      break;
    case 2:
      result.splice(at, 0, frame);
      break;
    case 3:
      result.splice(at, 2, next, frame);
      break;
    default:
  }
  return result;
}
