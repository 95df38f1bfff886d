/** Files of profiles with more than the form can show: skipped with the place, and never stored. */
import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { cpuTime } from '../../base/cpuTime.testkit.ts';
import { newId } from '../settings/ids.ts';
import type { Profile } from '../settings/settings.ts';
import { openStorage } from '../stored/storage.ts';
import { MOST_MESSAGES, readMessagesFile } from './messagesFile.ts';
import { readProfilesFile } from './readFile.ts';

const LONG = 'x'.repeat(65_536);
const SIGN_IN = { kind: 'password', userName: '' };
const SETTINGS = { url: 'ws://a/', version: 5, signIn: SIGN_IN, subscriptions: [] };
const WILL = { topic: 'a', payload: { base64: '' }, qos: 0, retain: false, properties: [] };
const list = (entry: object) => Array.from({ length: 2001 }, () => entry);
const PROPERTY = { name: 'userProperty', value: ['a', 'b'] };

async function profilesOf(value: object) {
  const read = readProfilesFile(JSON.stringify(value));
  if (read.kind !== 'imported') throw new Error(read.kind);
  return read.imported;
}

const ownFile = (profile: object) => ({
  format: 'mqttscope profiles',
  version: 1,
  profiles: [{ id: 'a', format: 3, name: 'a', settings: SETTINGS, ...profile }],
});

test('a profile at its limits is accepted', async () => {
  const settings = { ...SETTINGS, clientId: LONG.slice(1) };
  const { profiles, skipped } = await profilesOf(ownFile({ name: LONG.slice(1), settings }));
  expect([profiles.length, skipped]).toEqual([1, []]);
});

test.each([
  ['name', { name: LONG }, 65_535],
  ['folder', { folder: LONG }, 65_535],
  ['settings.url', { settings: { ...SETTINGS, url: `ws://a/${LONG}` } }, 65_535],
  ['settings.clientId', { settings: { ...SETTINGS, clientId: LONG } }, 65_535],
  [
    'settings.subscriptions',
    { settings: { ...SETTINGS, subscriptions: list({ filter: '#' }) } },
    2000,
  ],
  [
    'settings.connectProperties',
    { settings: { ...SETTINGS, connectProperties: list(PROPERTY) } },
    2000,
  ],
  [
    'settings.will.properties',
    { settings: { ...SETTINGS, will: { ...WILL, properties: list(PROPERTY) } } },
    2000,
  ],
  [
    'settings.will.payload',
    { settings: { ...SETTINGS, will: { ...WILL, payload: { base64: 'AAAA'.repeat(30_000) } } } },
    65_535,
  ],
  ['password', { secrets: { password: LONG } }, 65_535],
])('%s: the profile is skipped', async (path, profile, most) => {
  const { profiles, skipped } = await profilesOf(ownFile(profile));
  expect(profiles).toEqual([]);
  expect(skipped[0]?.why).toEqual({ key: 'too-long', args: { path, most } });
});

test.each([
  [5, ['answers']],
  [
    [5, {}],
    ['answers[0]', 'answers[1]'],
  ],
])('auto-replies that cannot be read are left out, which is said: %j', async (answers, names) => {
  const { profiles } = await profilesOf(ownFile({ settings: { ...SETTINGS, answers } }));
  expect(profiles[0]?.leftOut).toEqual([{ key: 'odd-values', args: { names } }]);
});

test('a profile of another program has the same limits', async () => {
  const subscriptions = Array.from({ length: 2001 }, (_, at) => ({ topic: `a/${at}`, qos: 0 }));
  const mqttx = { name: 'a', host: 'h', port: 1, protocol: 'ws', clientId: 'c', subscriptions };
  const { skipped } = await profilesOf([mqttx, { ...mqttx, subscriptions: [], password: LONG }]);
  expect(skipped.map(({ why }) => why.args)).toEqual([
    { path: 'settings.subscriptions', most: 2000 },
    { path: 'password', most: 65_535 },
  ]);
});

test('folders within each other are followed in linear time', async () => {
  const folders = Array.from({ length: 8000 }, (_, at) => ({
    isCollection: true,
    id: `${at}`,
    parentId: `${at + 1}`,
    name: 'f',
  }));
  const begun = cpuTime();
  await profilesOf([...folders, { name: 'a', host: 'h', port: 1, clientId: 'c', parentId: '0' }]);
  expect(cpuTime() - begun).toBeLessThan(2500);
});

test('a file with too many messages is rejected before its messages are read', () => {
  const entry = { format: 3, topic: 'a', payload: { base64: 'AAAA'.repeat(2000) }, qos: 0 };
  const messages = Array.from({ length: MOST_MESSAGES + 1 }, () => entry);
  const text = JSON.stringify({ format: 'mqttscope messages', version: 1, messages });
  const begun = cpuTime();
  expect(readMessagesFile(text)).toEqual({ kind: 'too-many' });
  expect(cpuTime() - begun).toBeLessThan(1000);
});

test('a large message of another program is not expanded to a list of its bytes', () => {
  const payload = 'x'.repeat(3_000_000);
  const message = { topic: 'a', payload, out: true };
  const read = readMessagesFile(JSON.stringify([{ name: 'a', messages: [message, message] }]));
  expect(read.kind === 'messages' && read.messages.length).toBe(1);
});

test('stores nothing that cannot be read again', async () => {
  const storage = openStorage(newId());
  const { profiles } = await profilesOf(ownFile({}));
  const [read] = profiles;
  if (read === undefined) throw new Error('skipped');
  const long: Profile = { ...read.profile, name: LONG };
  await expect(storage.profiles.save(long)).rejects.toThrow('name is not at most 65535 long');
  await expect(storage.profiles.saveAll([read.profile, long])).rejects.toThrow('name');
  expect(await storage.profiles.list()).toEqual({ items: [], unreadable: 0 });
  storage.close();
});
