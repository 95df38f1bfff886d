import { expect, test } from 'vitest';
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

function offered(topics: Readonly<Record<string, readonly TopicMessage[]>>) {
  const changing = new ChangingValues();
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
