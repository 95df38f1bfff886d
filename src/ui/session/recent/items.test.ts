/** The list of recently used entries. */
import { expect, test } from 'vitest';
import { emptyDraft } from '../profiles/draft.ts';
import {
  type RecentConnection,
  type RecentFile,
  type RecentItem,
  readItems,
  withBroker,
  withItem,
  without,
  writeItems,
} from './items.ts';

const connection = (name: string, at: number): RecentConnection => ({
  kind: 'connection',
  name,
  at,
  lacksSecret: false,
  draft: { ...emptyDraft('me'), url: `ws://${name}` },
});
const file = (name: string, at: number): RecentFile => ({ kind: 'file', name, size: 1, at });

test('the newest is first and unique, and the oldest of each kind are dropped', () => {
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

test('an item saved as a profile is listed once, as a profile', () => {
  const before = connection('a', 1);
  let items = withBroker(withItem(withItem([], before), connection('b', 2)), before.draft, 'EMQX');
  const saved = { ...before, name: 'Plant', at: 3, draft: { ...before.draft, profileId: 'p' } };
  items = withItem(items, saved);
  expect(items).toEqual([{ ...saved, broker: 'EMQX' }, connection('b', 2)]);
  // Without the profile it is a different entry.
  expect(withItem(items, before)).toHaveLength(3);
  expect(without(items, before)).toEqual(items);
});

test('stored items survive a round trip, and foreign data is ignored', () => {
  const items = [connection('a', 1), file('b', 2)];
  expect(readItems(writeItems(items))).toEqual(items);
  const damaged = JSON.stringify({ format: 1, items: [{ kind: 'file' }, items[1], null] });
  expect(readItems(damaged)).toEqual([items[1]]);
  expect(readItems('no')).toEqual([]);
  expect(readItems(undefined)).toEqual([]);
});

test('a broker’s name and a file’s packet count are kept when used again', () => {
  const host = connection('a', 1);
  let items = withItem(withItem([], host), file('f', 2));
  items = withBroker(items, host.draft, 'mosquitto 2.0.21');
  items = withItem(items, { ...file('f', 3), packets: 871 });
  items = withItem(withItem(readItems(writeItems(items)), { ...host, at: 4 }), file('f', 5));
  expect(items).toEqual([
    { ...file('f', 5), packets: 871 },
    { ...host, at: 4, broker: 'mosquitto 2.0.21' },
  ]);
  expect(withBroker(items, connection('other', 1).draft, 'EMQX')).toEqual(items);
});

test.each(['token', 'apikey', 'passwd', 'jwt', '密码'])(
  'an entry of an older version loses the %s of its user name, and asks for it',
  (name) => {
    const before = connection('plant', 1);
    const draft = { ...before.draft, userName: `ann?${name}=PLANTED` };
    const [item] = readItems(writeItems([{ ...before, draft }]));
    expect(item).toMatchObject({ lacksSecret: true, draft: { userName: `ann?${name}=…` } });
    expect(readItems(writeItems([before]))).toEqual([before]);
  },
);
