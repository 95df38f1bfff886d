import { expect, test } from 'vitest';
import { say } from '../../../base/message.ts';
import type { ValueMeaning, ValueMeanings } from '../../../mqtt/tables/valueMeanings.ts';
import { changedBy, type Samples } from '../../data.testkit.ts';
import { values as inEnglish } from '../../en/topics/values.ts';
import { values as inChinese } from './values.ts';

test.each<[ValueMeaning, string, string]>([
  [{ key: 'packet', args: { type: 'publish' } }, 'PUBLISH', 'PUBLISH'],
  [{ key: 'packet-type', args: { type: 'publish', number: 3 } }, 'PUBLISH (3)', 'PUBLISH (3)'],
  [{ key: 'reserved-type', args: { number: 0 } }, 'reserved (0)', '保留（0）'],
  [{ key: 'qos', args: { qos: 3 } }, 'QoS 3', 'QoS 3'],
  [{ key: 'seconds', args: { seconds: 60 } }, '60 s', '60 s'],
  [{ key: 'bytes', args: { bytes: 100_000 } }, '100000 bytes', '100000 字节'],
  [{ key: 'off', args: {} }, 'off', '关闭'],
  [{ key: 'never-expires', args: {} }, 'never expires', '永不过期'],
  [{ key: 'yes-no', args: { value: 0 } }, '0 (no)', '0（否）'],
  [{ key: 'yes-no', args: { value: 1 } }, '1 (yes)', '1（是）'],
  [{ key: 'not-defined', args: { value: 9 } }, '9 (not defined)', '9（未定义）'],
  [
    { key: 'protocol-version', args: { level: 4, version: 4, isBridge: false } },
    '0x04 (MQTT 3.1.1)',
    '0x04（MQTT 3.1.1）',
  ],
  [
    { key: 'protocol-version', args: { level: 0x83, version: 3, isBridge: true } },
    '0x83 (MQTT 3.1, marked as a bridge)',
    '0x83（MQTT 3.1，标记为桥接）',
  ],
  [
    { key: 'reason-code', args: { place: 'connack', code: 0x86, version: 5 } },
    '0x86 Bad User Name or Password',
    '0x86 Bad User Name or Password',
  ],
  [
    { key: 'reason-code', args: { place: 'connack', code: 9, version: 4 } },
    '9 not defined',
    '9 未定义',
  ],
  [
    { key: 'retain-handling', args: { value: 1 } },
    '1 (send retained messages for a new subscription)',
    '1（仅新订阅时发送保留消息）',
  ],
  [{ key: 'payload-format', args: { value: 1 } }, '1 (UTF-8 text)', '1（UTF-8 文本）'],
  [{ key: 'payload-format', args: { value: 2 } }, '2 (unspecified)', '2（未指明）'],
  [{ key: 'properties', args: { count: 0 } }, 'none', '无'],
  [{ key: 'properties', args: { count: 1 } }, '1 property', '1 个属性'],
  [{ key: 'properties', args: { count: 3 } }, '3 properties', '3 个属性'],
  [
    { key: 'property', args: { label: 'User Property', id: 0x26 } },
    'User Property (0x26)',
    'User Property (0x26)',
  ],
  [{ key: 'will', args: { topic: 'off' } }, 'off', 'off'],
  [
    { key: 'subscription', args: { filter: 'a and b/#', qos: 1 } },
    'a and b/# QoS 1',
    'a and b/# QoS 1',
  ],
  [{ key: 'not-utf8', args: {} }, 'not UTF-8', '不是 UTF-8'],
  [{ key: 'unknown-alias', args: { alias: 7 } }, 'unknown alias 7', '未知别名 7'],
])('%j', (meaning, english, chinese) => {
  expect([say(inEnglish, meaning), say(inChinese, meaning)]).toEqual([english, chinese]);
});

const SAMPLES: Samples<ValueMeanings> = {
  packet: () => ({ type: 'publish' }),
  'packet-type': () => ({ type: 'publish', number: 3 }),
  'reserved-type': () => ({ number: 0 }),
  qos: () => ({ qos: 1 }),
  seconds: () => ({ seconds: 60 }),
  bytes: () => ({ bytes: 60 }),
  off: () => ({}),
  'never-expires': () => ({}),
  'yes-no': () => ({ value: 1 }),
  'not-defined': () => ({ value: 9 }),
  'protocol-version': () => ({ level: 4, version: 4, isBridge: false }),
  'reason-code': () => ({ place: 'puback', code: 0x87, version: 5 }),
  'retain-handling': () => ({ value: 2 }),
  'payload-format': () => ({ value: 1 }),
  properties: () => ({ count: 2 }),
  property: (label) => ({ label, id: 2 }),
  will: (topic) => ({ topic }),
  subscription: (filter) => ({ filter, qos: 1 }),
  'not-utf8': () => ({}),
  'unknown-alias': () => ({ alias: 7 }),
};

test.each([
  ['English', inEnglish],
  ['Chinese', inChinese],
])('any text in a packet is unchanged in the meaning of a value, in %s', (_language, words) => {
  expect(changedBy(words, SAMPLES)).toEqual({});
});
