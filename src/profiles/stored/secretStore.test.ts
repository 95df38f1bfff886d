import 'fake-indexeddb/auto';
import { Dexie } from 'dexie';
import { afterEach, expect, test, vi } from 'vitest';
import { newId } from '../settings/ids.ts';
import { NoWebCrypto, type SecretStore } from './secretStore.ts';
import { openStorage, type ProfileStorage } from './storage.ts';

const SECRETS = {
  password: 'PLANTED-secret',
  userName: 'ann?token=PLANTED',
  url: 'wss://u:PLANTED@host/mqtt',
  line: '{"tls":{"passphrase":"PLANTED"}}',
};

let storage: ProfileStorage | undefined;

function open(name = newId()): { readonly name: string; readonly secrets: SecretStore } {
  storage?.close();
  storage = openStorage(name);
  return { name, secrets: storage.secrets };
}

afterEach(() => {
  storage?.close();
  vi.unstubAllGlobals();
});

/** Error of WebCrypto. */
const UNREADABLE = 'operation failed';

async function raw(name: string): Promise<readonly Record<string, unknown>[]> {
  const database = await new Dexie(name).open();
  const found: Record<string, unknown>[] = [];
  for (const table of database.tables) {
    await table.each((record: Record<string, unknown>) => found.push(record));
  }
  database.close();
  return found;
}

const textOf = (record: object): string =>
  Object.values(record)
    .map((value: unknown) =>
      value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : String(value),
    )
    .join(' ');

test('returns secrets, and stores none in clear text', async () => {
  const { name, secrets } = open();
  await secrets.keep('p', SECRETS);
  expect(await open(name).secrets.recall('p')).toEqual(SECRETS);
  const records = await raw(name);
  expect(records).toHaveLength(2);
  for (const record of records) expect(textOf(record)).not.toContain('PLANTED');
});

test('the key cannot be exported', async () => {
  const { name, secrets } = open();
  await secrets.prepare();
  const [record] = await raw(name);
  const key = record?.['key'];
  if (!(key instanceof CryptoKey)) throw new Error('no key');
  expect(key.algorithm).toEqual({ name: 'AES-GCM', length: 256 });
  expect(key.extractable).toBe(false);
  await expect(crypto.subtle.exportKey('raw', key)).rejects.toThrow('not extractable');
});

test('the stored length reveals nothing about short secrets', async () => {
  const { name, secrets } = open();
  await secrets.keep('a', { password: 'x' });
  await secrets.keep('b', { password: 'x'.repeat(100) });
  const sizes = (await raw(name)).flatMap(({ data }) =>
    data instanceof Uint8Array ? [data.length] : [],
  );
  expect(new Set(sizes).size).toBe(1);
});

test('deletes a forgotten secret, which can be restored while it is known elsewhere', async () => {
  const { secrets } = open();
  await secrets.keep('p', SECRETS);
  const record = await secrets.forget('p');
  expect(await secrets.recall('p')).toBeUndefined();
  await secrets.putBack(record);
  expect(await secrets.recall('p')).toEqual(SECRETS);
});

test('nothing is readable without the key', async () => {
  const { name, secrets } = open();
  await secrets.keep('p', SECRETS);
  const record = await secrets.forget('p');
  await secrets.forgetAll();
  expect(await raw(name)).toEqual([]);
  await secrets.putBack(record);
  await expect(secrets.recall('p')).rejects.toThrow(UNREADABLE);
});

test('a secret stored for another profile cannot be read', async () => {
  const { secrets } = open();
  await secrets.keep('p', SECRETS);
  const record = await secrets.forget('p');
  await secrets.putBack({ ...Object(record), id: 'q' });
  await expect(secrets.recall('q')).rejects.toThrow(UNREADABLE);
});

test('two pages that start together share one key', async () => {
  const { name, secrets } = open();
  const other = openStorage(name);
  await Promise.all([secrets.keep('a', SECRETS), other.secrets.keep('b', SECRETS)]);
  other.close();
  expect(await secrets.recall('a')).toEqual(SECRETS);
  expect(await secrets.recall('b')).toEqual(SECRETS);
});

test('reports missing WebCrypto', async () => {
  const { secrets } = open();
  vi.stubGlobal('crypto', { getRandomValues: crypto.getRandomValues.bind(crypto) });
  await expect(secrets.prepare()).rejects.toThrow(NoWebCrypto);
});
