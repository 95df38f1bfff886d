import { expect, test } from 'vitest';
import { describePacket, type SummaryParts } from '../../../mqtt/dissect/describe.ts';
import type { Packet } from '../../../mqtt/tables/packet.ts';
import { changedBy, type Samples } from '../../data.testkit.ts';
import { summaryParts as inEnglish } from '../../en/facts/summary.ts';
import { zh } from '../texts.ts';
import { summaryParts as inChinese } from './summary.ts';

const connect = {
  type: 'connect',
  protocolName: 'MQTT',
  protocolLevel: 5,
  cleanStart: true,
  keepAlive: 60,
  clientId: 'press-07',
  properties: [],
} as const satisfies Packet;
const will = {
  topic: 'off',
  payload: Uint8Array.of(1),
  qos: 1,
  retain: true,
  properties: [],
} as const;
const options = { qos: 1, noLocal: false, retainAsPublished: false, retainHandling: 0 } as const;
const suback = { type: 'suback', packetId: 1, properties: [] } as const;
const subscribe = (...filters: readonly string[]): Packet => ({
  type: 'subscribe',
  packetId: 1,
  properties: [],
  subscriptions: filters.map((filter) => ({ filter, ...options })),
});
const told = (packet: Packet): string => zh.packets.summary(describePacket(packet, 5));

test.each<[Packet, string]>([
  [{ ...connect, will }, 'press-07 · Clean Start · 心跳间隔 60 秒 · 遗嘱 off'],
  [{ ...connect, cleanStart: false, clientId: '', keepAlive: 0 }, '（无客户端 ID） · 心跳已关闭'],
  [
    { type: 'connack', sessionPresent: true, reasonCode: 0, properties: [] },
    '已接受 · Session Present',
  ],
  [
    { type: 'connack', sessionPresent: false, reasonCode: 0x86, properties: [] },
    '0x86 用户名或密码错误',
  ],
  [subscribe('a', 'b', 'c', 'd', 'e', 'f'), 'a QoS 1, b QoS 1, c QoS 1, d QoS 1 等，另有 2 个'],
  [{ ...suback, reasonCodes: [1, 0x87] }, '授予 QoS 1，0x87 未授权'],
  [{ type: 'puback', packetId: 1, reasonCode: 0x77 }, '0x77 未定义'],
  [{ type: 'pingreq' }, ''],
  [{ type: 'auth', reasonCode: 0x19, properties: [] }, '0x19 重新认证'],
])('a packet’s summary in Chinese: %#', (packet, wanted) => {
  expect(told(packet)).toBe(wanted);
});

test('a rejection before MQTT 5 has a return code', () => {
  const refused: Packet = { type: 'connack', sessionPresent: false, reasonCode: 4, properties: [] };
  expect(zh.packets.summary(describePacket(refused, 4))).toBe('拒绝（返回码 4）');
});

test('data of a packet is kept unchanged', () => {
  const reason = (value: string): Packet => ({
    ...suback,
    reasonCodes: [1],
    properties: [{ name: 'reasonString', value }],
  });
  expect(told({ ...connect, clientId: 'client' })).toBe('client · Clean Start · 心跳间隔 60 秒');
  expect(told({ ...connect, clientId: 'will x' })).toBe('will x · Clean Start · 心跳间隔 60 秒');
  expect(told(subscribe('a and b/#'))).toBe('a and b/# QoS 1');
  expect(told(subscribe('a', 'b and 3 more'))).toBe('a QoS 1, b and 3 more QoS 1');
  expect(told(reason('a and 3 more'))).toBe('授予 QoS 1 · a and 3 more');
  expect(told(reason('accepted · The topic name is empty.'))).toBe(
    '授予 QoS 1 · accepted · The topic name is empty.',
  );
});

const SAMPLES: Samples<SummaryParts> = {
  'client-id': (clientId) => ({ clientId }),
  'clean-start': () => ({ version: 4 }),
  'keep-alive': () => ({ seconds: 60 }),
  will: (topic) => ({ topic }),
  accepted: () => ({}),
  'session-present': () => ({}),
  topic: (topic) => ({ topic }),
  'topic-alias': () => ({ alias: 7 }),
  subscriptions: (filter) => ({
    named: [
      { filter, qos: 1 },
      { filter, qos: 0 },
    ],
    more: 2,
  }),
  filters: (filter) => ({ named: [filter, filter], more: 0 }),
  code: () => ({ place: 'puback', code: 0x87, version: 5 }),
  codes: () => ({ place: 'suback', named: [1, 0x87], more: 2, version: 5 }),
  'authentication-method': (method) => ({ method }),
  'reason-string': (text) => ({ text }),
};

test.each([
  ['English', inEnglish],
  ['Chinese', inChinese],
])('any text in a packet is unchanged in its summary, in %s', (_language, words) => {
  expect(changedBy(words, SAMPLES)).toEqual({});
});
