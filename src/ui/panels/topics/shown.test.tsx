import { expect, test } from 'vitest';
import { forgetConnection } from '../../session/connection/perConnection.ts';
import { jsonOf, looks } from './commands.ts';
import { changeShown, showAsKept } from './keptShown.ts';
import { shownOf } from './shown.ts';

test('a branch as JSON keeps every digit, and marks binary values', () => {
  const bytes = (text: string) => new TextEncoder().encode(text);
  const text = jsonOf([
    { topic: 'a/n', payload: bytes('12345678901234567890.10') },
    { topic: 'a/"t"', payload: bytes('on\n') },
    { topic: 'a/b', payload: new Uint8Array([0xff, 0]) },
  ]);
  expect(text).toContain('"a/n": 12345678901234567890.10,');
  expect(JSON.parse(text)).toMatchObject({ 'a/"t"': 'on\n', 'a/b': { base64: '/wA=' } });
});

test('searches all rows for a match, the nearest first and the current one never', () => {
  const rows = (from: number, step: 1 | -1) =>
    looks(1200, from, step).flatMap(({ first, count }) => {
      const range = Array.from({ length: count }, (_, at) => first + at);
      return step > 0 ? range : range.toReversed();
    });
  const ring = Array.from({ length: 1199 }, (_, at) => (701 + at) % 1200);
  expect(rows(700, 1)).toEqual(ring);
  expect(rows(700, -1)).toEqual(ring.toReversed());
  expect(rows(-1, 1)).toHaveLength(1200);
  expect(rows(1200, -1)).toHaveLength(1200);
});

test('stores nothing without an address, and ignores foreign values', () => {
  localStorage.setItem(
    'mqttscope.topics',
    '{"ws://x/":{"pinned":["a",1],"hidden":7,"order":"no","isList":true}}',
  );
  changeShown('one', { pinned: ['p'] });
  showAsKept('one', undefined);
  expect(shownOf('one').pinned).toEqual(['p']);
  showAsKept('two', 'ws://me:secret@x/?token=1');
  expect(shownOf('two')).toEqual({ order: 'name', pinned: ['a'], hidden: [] });
  for (const id of ['one', 'two']) forgetConnection(id);
});
