/** The list of what was used lately. */
import { expect, test } from 'vitest';
import { emptyDraft } from '../profiles/draft.ts';
import { type RecentItem, readItems, withItem, without, writeItems } from './items.ts';

const connection = (name: string, at: number): RecentItem => ({
  kind: 'connection',
  name,
  at,
  lacksSecret: false,
  draft: { ...emptyDraft('me'), url: `ws://${name}` },
});
const file = (name: string, at: number): RecentItem => ({ kind: 'file', name, size: 1, at });

test('the newest comes first, once, and the oldest of each kind give way', () => {
  let items: readonly RecentItem[] = [file('kept', 0)];
  for (let at = 1; at <= 20; at += 1) items = withItem(items, connection(`host-${at}`, at));
  items = withItem(items, connection('host-15', 21));
  expect(items.map(({ name }) => name)).toEqual([
    'host-15',
    ...[20, 19, 18, 17, 16, 14, 13, 12, 11, 10, 9].map((at) => `host-${at}`),
    'kept',
  ]);
  expect(without(items, file('kept', 5)).at(-1)?.name).toBe('host-9');
});

test('it is read as it was written, and what is not ours is none', () => {
  const items = [connection('a', 1), file('b', 2)];
  expect(readItems(writeItems(items))).toEqual(items);
  expect(readItems('{"format":1,"items":[{"kind":"file"}]}')).toEqual([]);
  expect(readItems('no')).toEqual([]);
  expect(readItems(undefined)).toEqual([]);
});
