import { expect, test } from 'vitest';
import { encodeUtf8 } from '../../base/utf8.ts';
import { encodeSn } from '../../mqttsn/encodeSn.ts';
import type { StoredSnMessage } from '../../mqttsn/reading/snBook.ts';
import type { SnMessage, SnQoS } from '../../mqttsn/snMessage.ts';
import { compileFilter } from './compile.ts';
import { sensorFilter } from './sensorFacts.ts';

const publish = (qos: SnQoS, more: { dup?: boolean; retain?: boolean } = {}): SnMessage => ({
  type: 'publish',
  dup: false,
  retain: false,
  ...more,
  qos,
  topic: { kind: 'normal', id: 3 },
  messageId: qos > 0 ? 7 : 0,
  data: encodeUtf8('{"t": 21}'),
});

/** A second apart, the first one 5 s after the capture's first packet. */
const FIRST = 1_000_000_000;
const messages: readonly SnMessage[] = [
  { type: 'connect', will: false, cleanSession: true, protocolId: 1, keepAlive: 60, clientId: 'c' },
  publish(0),
  publish(1, { retain: true }),
  publish(2, { dup: true }),
  publish(-1),
  { type: 'disconnect', duration: undefined },
];
const kept = messages.map((message, index): StoredSnMessage => {
  const breach = { key: 'two-at-once', args: { other: 1 } } as const;
  const severity = index === 2 ? 'caution' : 'protocol';
  const problem = { severity, section: '6.5', breach, offset: 0, length: 0 } as const;
  return {
    no: index + 1,
    stream: 4,
    direction: index === 5 ? 'in' : 'out',
    time: FIRST + (5 + index) * 1e6,
    client: '10.0.0.1:1',
    gateway: '10.0.0.2:1884',
    bytes: encodeSn(message),
    name: message.type.toUpperCase(),
    clientId: 'c',
    topic: message.type === 'publish' ? 'a/b' : undefined,
    predefined: undefined,
    problems: index === 2 || index === 3 ? [problem] : [],
    other: undefined,
  };
});

test.each([
  ['', [1, 2, 3, 4, 5, 6]],
  ['type == publish', [2, 3, 4, 5]],
  ['type == connect', [1]],
  ['mqttsn.msg.type == disconnect', [6]],
  ['mqttsn', [1, 2, 3, 4, 5, 6]],
  ['mqtt', []],
  ['qos == 0', [2]],
  ['qos == 1', [3]],
  ['qos == 2', [4]],
  ['qos == 3', [5]],
  ['dup', [4]],
  ['retain', [3]],
  ['id == 7', [3, 4]],
  ['dir == in', [6]],
  ['stream == 4 and no > 4', [5, 6]],
  ['topic == "a/b"', [2, 3, 4, 5]],
  ['mqttsn.topic == "a/b"', [2, 3, 4, 5]],
  ['payload.t == 21', [2, 3, 4, 5]],
  ['time >= 8', [4, 5, 6]],
  ['problem', [3, 4]],
  ['problem == "warn"', [3]],
  ['problem == "error"', [4]],
  ['problem == "sn-two-at-once"', [3, 4]],
  ['problem matches "^MQTT-SN 1.2, 6.5$"', [3, 4]],
])('%s matches messages of MQTT-SN %j', (text, wanted) => {
  const filter = compileFilter(text);
  if (!filter.ok) throw new Error(filter.error.fact.key);
  const { test: passes } = sensorFilter({ ...filter, text });
  expect(kept.filter((row) => passes(row, FIRST)).map(({ no }) => no)).toEqual(wanted);
});
