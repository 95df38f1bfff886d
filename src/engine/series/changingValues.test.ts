import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tries } from '../../base/runs.testkit.ts';
import { encodeUtf8 } from '../../base/utf8.ts';
import type { TopicMessage } from '../topics/tree/topicRow.ts';
import { ChangingValues } from './changingValues.ts';

/** Messages a second apart, newest first. */
function messages(payloads: readonly string[], every = 1e6): readonly TopicMessage[] {
  return payloads
    .map((text, at) => ({
      packet: at + 1,
      time: at * every,
      qos: 0 as const,
      retain: false,
      dup: false,
      sent: false,
      payload: encodeUtf8(text),
      size: text.length,
      contentType: undefined,
    }))
    .toReversed();
}

function offered(topics: Readonly<Record<string, readonly TopicMessage[]>>, open?: string) {
  const changing = new ChangingValues(open);
  for (const [topic, all] of Object.entries(topics))
    for (const _read of changing.read(topic, all, () => undefined));
  return changing.found();
}

const json = (values: Readonly<Record<string, readonly unknown[]>>): string[] =>
  (Object.values(values)[0] ?? []).map((_, at) =>
    JSON.stringify(Object.fromEntries(Object.entries(values).map(([key, all]) => [key, all[at]]))),
  );

test('offers numbers by how often they change, with their newest value and points', () => {
  const [first, ...others] = offered({
    slow: messages(['20.5', '20.5', '21.5', '21.5', '20.0', '20.0']),
    fast: messages(json({ temp: [1, 3, 2, 7, 5, 6], limit: [9, 9, 9, 9, 9, 9] })),
  });
  expect(first).toEqual({
    topic: 'fast',
    path: ['temp'],
    last: '6',
    times: [0, 1e6, 2e6, 3e6, 4e6, 5e6],
    values: [1, 3, 2, 7, 5, 6],
  });
  expect(others.map(({ topic, last }) => [topic, last])).toEqual([['slow', '20.0']]);
});

test('offers no counters, clocks, texts and constant values', () => {
  const now = 1_795_677_883_000;
  const found = offered({
    a: messages(
      json({
        n: [1, 2, 3, 4, 5, 6],
        ts: [now, now + 1001, now + 2000, now + 2999, now + 4002, now + 5000],
        mode: ['1', '2', '1', '2', '1', '2'],
        on: [true, false, true, false, true, false],
        same: [4, 4, 4, 4, 4, 4],
      }),
    ),
    b: messages(['not JSON', '\u0000', '']),
  });
  expect(found).toEqual([]);
});

test('offers at most ten values, and three of a topic', () => {
  const many = Array.from({ length: 8 }, (_, at) =>
    JSON.stringify(Array.from({ length: 30 }, (_value, key) => (at * (key + 3)) % 7)),
  );
  expect(offered({ t: messages(many) })).toHaveLength(3);
  const topics = Object.fromEntries(Array.from('abcdef', (name) => [name, messages(many)]));
  expect(offered(topics)).toHaveLength(10);
});

const paths = (found: ReturnType<typeof offered>) =>
  found.map(({ topic, path }) => [topic, ...path].join(' '));
const UP_AND_DOWN = [5, 3, 4, 7, 2, 6];

test('offers the values of the open topic first, however slow they are', () => {
  const fast = messages(json({ a: UP_AND_DOWN, b: UP_AND_DOWN }), 1e5);
  const slow = messages(
    json({ a: UP_AND_DOWN, b: UP_AND_DOWN, c: UP_AND_DOWN, d: UP_AND_DOWN }),
    6e7,
  );
  const first = ['slow a', 'slow b', 'slow c', 'slow d'];
  expect(paths(offered({ fast, slow }, 'slow'))).toEqual([...first, 'fast a', 'fast b']);
  expect(paths(offered({ fast, slow }))).toEqual(['fast a', 'fast b', ...first.slice(0, 3)]);
});

test('offers nothing with the key of a clock or counter', () => {
  const keys = ['ts', 'time', 'timestamp', 'uptime', 'seq'];
  const other = ['Timestamp', 'times', 'sequence'];
  const values = Object.fromEntries([...keys, ...other].map((key) => [key, UP_AND_DOWN]));
  const nested = messages(
    UP_AND_DOWN.map((at) => `{"ts":[${at}],"s":{"uptime":${at},"ok":${at}}}`),
  );
  expect(paths(offered({ t: messages(json(values)) }, 't'))).toEqual(['t times', 't sequence']);
  expect(paths(offered({ n: nested }))).toEqual(['n s ok']);
  expect(paths(offered({ 'a/uptime': messages(UP_AND_DOWN.map(String)) }))).toEqual([]);
});

test.each([
  ['seconds rounded to whole ones', [0, 1, 1, 2, 2, 3], 5e5],
  ['milliseconds', [10, 1011, 2009, 3010, 4012, 5010], 1e6],
  ['minutes', [0.1, 0.2, 0.3, 0.4, 0.5, 0.6], 6e6],
  ['a number of messages', [7, 8, 9, 10, 11, 12], 1e6],
])('does not offer what rises as the time passes: %s', (_, values, every) => {
  expect(offered({ t: messages(json({ n: values }), every) })).toEqual([]);
});

test('offers an energy meter last', () => {
  const meter = [100, 100.5, 100.5, 103, 103.1, 109];
  const found = offered({
    often: messages(json({ kWh: meter, W: UP_AND_DOWN }), 1e5),
    seldom: messages(json({ W: UP_AND_DOWN }), 1e7),
  });
  expect(paths(found)).toEqual(['often W', 'seldom W', 'often kWh']);
});

test('offers no clock of any pace, and any value that falls once', () => {
  const someSteps = fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 5, maxLength: 40 });
  fc.assert(
    fc.property(someSteps, fc.double({ min: 0.001, max: 1e6, noNaN: true }), (steps, pace) => {
      let time = 0;
      const times = steps.map((step) => (time += step * 1e5));
      const at = (values: readonly number[]) =>
        messages(json({ n: values }))
          .toReversed()
          .map((message, index) => ({ ...message, time: times[index] ?? 0 }))
          .toReversed();
      const clock = times.map((each) => (each / 1e6) * pace);
      expect(offered({ t: at(clock) })).toEqual([]);
      const fallen = clock.map((each, index) => (index === clock.length - 1 ? -1 : each));
      expect(paths(offered({ t: at(fallen) }))).toEqual(['t n']);
    }),
    { numRuns: tries(300) },
  );
});
