import 'fake-indexeddb/auto';
import { Dexie } from 'dexie';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { newId } from '../settings/ids.ts';
import { UNTOUCHED } from '../settings/plainSubscription.ts';
import type { AlibabaSignIn, ConnectionSettings, Profile } from '../settings/settings.ts';
import type { StoredMessage } from '../settings/storedItems.ts';
import { urlWithoutSecrets } from '../settings/urlWithoutSecrets.ts';
import { openStorage, type ProfileStorage } from './storage.ts';
import { FORMAT, readMessage, readProfile } from './storedRecords.ts';

const SETTINGS: ConnectionSettings = {
  url: 'wss://broker.example/mqtt',
  version: 5,
  clientId: 'scope-1',
  signIn: { kind: 'password', userName: 'me', password: 'KEEPME', scram: 'SCRAM-SHA-256' },
  connectProperties: [
    { name: 'requestProblemInformation', value: 0 },
    { name: 'userProperty', value: ['site', 'hall'] },
  ],
  cleanStart: false,
  keepAlive: 30,
  sessionExpiry: 0xff_ff_ff_ff,
  will: {
    topic: 'state',
    payload: Uint8Array.of(0, 255),
    qos: 1,
    retain: true,
    properties: [
      { name: 'willDelayInterval', value: 5 },
      { name: 'userProperty', value: ['a', 'b'] },
      { name: 'userProperty', value: ['a', 'c'] },
      { name: 'correlationData', value: Uint8Array.of(1, 2) },
      { name: 'contentType', value: 'text/plain' },
    ],
  },
  subscriptions: [
    { filter: '#', qos: 2, noLocal: true, retainAsPublished: true, retainHandling: 2 },
    { ...UNTOUCHED, filter: 'everything/#' },
  ],
  answers: [{ id: 'ping' }],
};

const ALIBABA: AlibabaSignIn = {
  kind: 'alibaba',
  how: 'direct',
  authUrl: '',
  productKey: 'a1',
  deviceName: 'dev-0001',
  deviceSecret: 'KEEPME',
  regionId: 'cn-shanghai',
  instanceId: '',
  signMethod: 'hmacsha256',
  secureMode: 2,
  timestamp: { kind: 'fixed', value: '789' },
};

const MESSAGE: StoredMessage = {
  id: 'm',
  name: 'Lamp on',
  topic: 'lamp/set',
  payload: Uint8Array.of(1, 0, 255),
  qos: 2,
  retain: true,
  properties: [{ name: 'messageExpiryInterval', value: 9 }],
};

function profile(id: string, name: string, settings = SETTINGS): Profile {
  return { id, name, settings };
}

const opened: ProfileStorage[] = [];

function open(name = newId()): ProfileStorage {
  const storage = openStorage(name);
  opened.push(storage);
  return storage;
}

afterEach(() => {
  for (const storage of opened.splice(0)) storage.close();
});

/** The raw records of a table in the browser, of any shape. */
async function raw(name: string, table: string): Promise<readonly unknown[]> {
  const database = await new Dexie(name).open();
  const records: unknown[] = await database.table(table).toArray();
  database.close();
  return records;
}

async function putRaw(name: string, table: string, record: unknown): Promise<void> {
  const database = await new Dexie(name).open();
  await database.table(table).put(record);
  database.close();
}

it('opens the database of an earlier version, which also has tables for templates', async () => {
  const name = newId();
  const earlier = new Dexie(name);
  const tables = ['profiles', 'messages', 'filters', 'secrets', 'keys', 'files'];
  earlier.version(4).stores(Object.fromEntries(tables.map((table) => [table, 'id'])));
  await earlier.table('files').put({ id: 'a', name: 'a.csv', text: 't', format: FORMAT });
  await earlier.table('filters').put({ id: 'f', name: 'Hot', text: 't > 30', format: FORMAT });
  earlier.close();
  expect(await open(name).filters.list()).toMatchObject({ items: [{ id: 'f' }], unreadable: 0 });
});

describe('profiles', () => {
  it('are restored unchanged, without secrets', async () => {
    const name = newId();
    const storage = open(name);
    await storage.profiles.save(profile('1', 'Lab'));
    await storage.profiles.save(profile('2', 'Cloud', { ...SETTINGS, signIn: ALIBABA }));
    const { items, unreadable } = await storage.profiles.list();
    expect(unreadable).toBe(0);
    expect(items).toEqual([
      profile('2', 'Cloud', { ...SETTINGS, signIn: { ...ALIBABA, deviceSecret: '' } }),
      profile('1', 'Lab', {
        ...SETTINGS,
        signIn: { kind: 'password', userName: 'me', password: '', scram: 'SCRAM-SHA-256' },
      }),
    ]);
    expect(JSON.stringify(await raw(name, 'profiles'))).not.toContain('KEEPME');
  });

  it('are listed by name, and saved again in place', async () => {
    const { profiles } = open();
    await profiles.save(profile('a', 'Broker 10'));
    await profiles.save(profile('b', 'broker 9'));
    await profiles.save(profile('a', 'Broker 8'));
    expect((await profiles.list()).items.map(({ name }) => name)).toEqual(['Broker 8', 'broker 9']);
  });

  it('can be deleted, and the deletion undone', async () => {
    const { profiles } = open();
    await profiles.save(profile('a', 'Lab'));
    const before = await profiles.list();
    const deleted = await profiles.delete('a');
    expect((await profiles.list()).items).toEqual([]);
    expect(deleted?.name).toBe('Lab');
    if (deleted) await profiles.save(deleted);
    expect(await profiles.list()).toEqual(before);
    expect(await profiles.delete('unknown')).toBeUndefined();
  });

  it('report every change to watchers, also in another tab', async () => {
    const name = newId();
    const [here, there] = [open(name), open(name)];
    const told: string[] = [];
    const stop = there.profiles.watch(
      ({ items }) => void told.push(items.map((item) => item.name).join()),
      (error) => void told.push(String(error)),
    );
    await expect.poll(() => told).toEqual(['']);
    await here.profiles.save(profile('a', 'Lab'));
    await expect.poll(() => told.at(-1)).toBe('Lab');
    stop();
  });

  it('that are unreadable are counted and left unchanged', async () => {
    const name = newId();
    const { profiles } = open(name);
    await profiles.save(profile('a', 'Lab'));
    const newer = { id: 'n', format: FORMAT + 1, name: 'From tomorrow' };
    await putRaw(name, 'profiles', newer);
    await putRaw(name, 'profiles', { id: 'x', format: FORMAT, name: 'Damaged', settings: 7 });
    expect(await profiles.list()).toMatchObject({ items: [{ name: 'Lab' }], unreadable: 2 });
    expect(await raw(name, 'profiles')).toContainEqual(newer);
  });
});

describe('messages', () => {
  it('are restored byte for byte', async () => {
    const { messages } = open();
    await messages.save(MESSAGE);
    expect(await messages.list()).toEqual({ items: [MESSAGE], unreadable: 0 });
    expect(await messages.delete('m')).toEqual(MESSAGE);
  });
});

describe('display filters', () => {
  it('are restored with their names', async () => {
    const { filters } = open();
    const kept = { id: 'f', name: 'Alarms', text: 'topic ~ "alarms/#" and qos > 0' };
    await filters.save(kept);
    expect(await filters.list()).toEqual({ items: [kept], unreadable: 0 });
  });

  it('are left out if damaged, and counted', async () => {
    const name = newId();
    const { filters } = open(name);
    await filters.save({ id: 'f', name: 'All', text: 'mqtt' });
    await putRaw(name, 'filters', { id: 'x', format: FORMAT, name: 'Damaged', text: 7 });
    expect(await filters.list()).toMatchObject({ items: [{ name: 'All' }], unreadable: 1 });
  });
});

describe('stored records', () => {
  it('are read, including absent members', () => {
    const record = {
      id: 'p1',
      format: FORMAT,
      name: 'Lab',
      settings: {
        url: 'ws://lab:9001/mqtt',
        version: 4,
        signIn: { kind: 'password', userName: 'me', password: '' },
        subscriptions: [{ filter: 'a/#' }],
      },
    };
    expect(readProfile(record)).toEqual({
      id: 'p1',
      name: 'Lab',
      settings: {
        url: 'ws://lab:9001/mqtt',
        version: 4,
        clientId: '',
        signIn: { kind: 'password', userName: 'me', password: '' },
        cleanStart: true,
        keepAlive: 60,
        sessionExpiry: 0,
        will: undefined,
        subscriptions: [
          { filter: 'a/#', qos: 0, noLocal: false, retainAsPublished: true, retainHandling: 0 },
        ],
      },
    });
  });

  it('of another format are not read', () => {
    expect(() => readMessage({ ...MESSAGE, format: FORMAT + 1 })).toThrow(/newer version/);
    expect(() => readMessage({ ...MESSAGE, format: 1 })).toThrow('format is not known');
  });

  it('name the invalid field, not its value', () => {
    const record = {
      id: 'p',
      format: FORMAT,
      name: 'n',
      settings: { ...SETTINGS, subscriptions: [{ filter: 'a', qos: 'KEEPME' }] },
    };
    expect(() => readProfile(record)).toThrow(
      'settings.subscriptions[0].qos is not one of 0, 1, 2',
    );
  });

  it('of any shape give a profile or an error', () => {
    const anything = fc.anything({ withTypedArray: true, maxDepth: 4 });
    fc.assert(
      fc.property(anything, anything, (value, inner) => {
        for (const record of [value, { id: 'a', name: 'b', format: FORMAT, settings: inner }]) {
          expect(() => readProfile(record)).toThrow(/ is not /);
        }
      }),
    );
  });
});

describe('urlWithoutSecrets', () => {
  it.each([
    ['wss://h/mqtt?a=1', 'wss://h/mqtt?a=1'],
    ['wss://me:KEEPME@h:1/mqtt', 'wss://h:1/mqtt'],
    ['wss://me:KEEP@ME@h/mqtt', 'wss://h/mqtt'],
    ['wss://h/mqtt?x=1&access_token=KEEPME&y=2', 'wss://h/mqtt?x=1&access_token=…&y=2'],
    ['wss://h/mqtt?code=KEEPME', 'wss://h/mqtt?code=…'],
    ['wss://h/Ab3dEf6hIj9lMn2pQr5tUv8x/mqtt', 'wss://h/…/mqtt'],
    ['wss://h/mqtt?X-Amz-Signature=KEEPME#f', 'wss://h/mqtt?X-Amz-Signature=…#f'],
    ['wss://h/?passphrase=KEEPME&b=1', 'wss://h/?passphrase=…&b=1'],
    ['wss://h/?private_key=KEEPME', 'wss://h/?private_key=…'],
    ['wss://h/?sign=KEEPME&psk=KEEPME', 'wss://h/?sign=…&psk=…'],
    ['wss://h/?密码=KEEPME', 'wss://h/?密码=…'],
    ['wss://h/?t%256Fken=KEEPME', 'wss://h/?t%256Fken=…'],
    ['wss://h/?a=%26token%3DKEEPME', 'wss://h/?a=…'],
    ['wss://h/?to=wss%3A%2F%2Fme%3AKEEPME%40h', 'wss://h/?to=…'],
    ['wss://h/?to=wss://me:KEEPME@h', 'wss://h/?to=…'],
    ['wss://h/?to=wss%3A%2F%2Fh%2Fa%3Fb%3D1', 'wss://h/?to=wss%3A%2F%2Fh%2Fa%3Fb%3D1'],
    ['wss://h/a@b?c@d', 'wss://h/a@b?c@d'],
    ['ws://h:80?x=a@b', 'ws://h:80?x=a@b'],
    ['ws://[::1]:80/mqtt', 'ws://[::1]:80/mqtt'],
    ['wss://h/auth/mqtt', 'wss://h/auth/mqtt'],
    ['wss://token/mqtt?token=', 'wss://token/mqtt?token='],
    ['bob:KEEPME@h', 'h'],
    ['ws:/bob:KEEPME@h/mqtt', 'ws:/h/mqtt'],
    ['ws:\\\\bob:KEEPME@h/mqtt', 'ws:\\\\h/mqtt'],
    ['ws://bob:KEEP/ME#x@h/mqtt', 'ws://h/mqtt'],
    ['h.example:1883?token=KEEPME', 'h.example:1883?token=…'],
    ['wss://h/mqtt;token=KEEPME', 'wss://h/mqtt;token=…'],
    ['wss://h/mqtt?x=1;token=KEEPME', 'wss://h/mqtt?x=1;token=…'],
    ['wss://h/mqtt#token=KEEPME', 'wss://h/mqtt#token=…'],
    ['wss://h/mqtt?pass%77ord=KEEPME&pw=KEEPME', 'wss://h/mqtt?pass%77ord=…&pw=…'],
    ['wss://h/mqtt%3Ftoken%3DKEEPME', 'wss://h/mqtt?token=…'],
    ['wss://h/token/KEEPME/mqtt', 'wss://h/token/…/mqtt'],
    ['mosquitto_sub -h h -u bob -P KEEPME -t x', 'mosquitto_sub -h h -u bob -t x'],
    [`mosquitto_sub -h h -P "KEEP \\" ME" -t x`, 'mosquitto_sub -h h -t x'],
    [`mosquitto_sub -h h --pw='KEEP ME'KEEPME -t x`, 'mosquitto_sub -h h -t x'],
    ['mosquitto_sub -L mqtt://bob:KEEPME@h/x', 'mosquitto_sub -L mqtt://h/x'],
  ])('makes %s into %s', (url, expected) => {
    expect(urlWithoutSecrets(url)).toBe(expected);
    expect(urlWithoutSecrets(expected)).toBe(expected);
  });
});
