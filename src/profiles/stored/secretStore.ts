/**
 * Stores secrets of profiles at the user's request, encrypted with AES-GCM. The browser keeps the key in its
 * IndexedDB and does not export it. Nothing is stored without WebCrypto (in a page over plain HTTP from
 * another machine) or without IndexedDB.
 */
import { liveQuery, type Table } from 'dexie';
import type { ProfileSecrets } from '../settings/profileSecrets.ts';
import { Fields, StoredError } from './storedFields.ts';

const FORMAT = 1;
const KEY = 'secrets';
/** Bytes, as required by AES-GCM. */
const IV = 12;
/** Padding to a multiple of this size hides most of a secret's length. */
const BLOCK = 256;

/** Secrets cannot be stored in this browser. */
export class NoWebCrypto extends Error {}

interface StoredSecret {
  readonly id: string;
  readonly format: number;
  readonly iv: Uint8Array<ArrayBuffer>;
  readonly data: Uint8Array<ArrayBuffer>;
}

export class SecretStore {
  readonly #secrets: Table<unknown, string>;
  readonly #keys: Table<unknown, string>;

  constructor(secrets: Table<unknown, string>, keys: Table<unknown, string>) {
    this.#secrets = secrets;
    this.#keys = keys;
  }

  /** Rejects if the browser cannot store any, so that the user knows in time. */
  async prepare(): Promise<void> {
    await this.#key();
  }

  async keep(id: string, secrets: ProfileSecrets): Promise<void> {
    const text = new TextEncoder().encode(JSON.stringify(secrets));
    const filled = new Uint8Array(Math.ceil((text.length + 1) / BLOCK) * BLOCK).fill(0x20);
    filled.set(text);
    const iv = crypto.getRandomValues(new Uint8Array(IV));
    const data = await subtle().encrypt(how(id, iv), await this.#key(), filled);
    const record: StoredSecret = { id, format: FORMAT, iv, data: new Uint8Array(data) };
    await this.#secrets.put(record);
  }

  /** undefined if none are stored. Rejects if they are no longer readable. */
  async recall(id: string): Promise<ProfileSecrets | undefined> {
    const record = await this.#secrets.get(id);
    if (record === undefined) return undefined;
    const fields = new Fields(record, '');
    if (fields.whole('format', 1_000_000) !== FORMAT) throw fields.error('format', 'known');
    const [iv, data] = [fields.bytes('iv'), fields.bytes('data')];
    const plain = await subtle().decrypt(how(id, iv), await this.#key(), Uint8Array.from(data));
    return readSecrets(JSON.parse(new TextDecoder().decode(plain)));
  }

  /** Returns the stored data, still encrypted, for restoring. */
  async forget(id: string): Promise<unknown> {
    const record = await this.#secrets.get(id);
    await this.#secrets.delete(id);
    return record;
  }

  async putBack(record: unknown): Promise<void> {
    if (record !== undefined) await this.#secrets.put(record);
  }

  /** Deletes all of them and the key, so that remains on a disk are unreadable. */
  async forgetAll(): Promise<void> {
    await this.#secrets.clear();
    await this.#keys.clear();
  }

  /**
   * Reports the profiles with stored secrets, now and after every change. Returns a function that stops it.
   */
  watch(told: (ids: ReadonlySet<string>) => void, failed: (error: unknown) => void): () => void {
    const ids = liveQuery(() => this.#secrets.toCollection().primaryKeys());
    const watching = ids.subscribe({ next: (keys) => told(new Set(keys)), error: failed });
    return () => watching.unsubscribe();
  }

  async #key(): Promise<CryptoKey> {
    const before = keyIn(await this.#keys.get(KEY));
    if (before !== undefined) return before;
    // Not extractable: no script can read its bytes, including ours.
    const algorithm = { name: 'AES-GCM', length: 256 };
    const made = await subtle().generateKey(algorithm, false, ['encrypt', 'decrypt']);
    // Another tab may have made one meanwhile: the first one is used.
    await this.#keys.add({ id: KEY, key: made }).catch(() => undefined);
    const kept = keyIn(await this.#keys.get(KEY));
    if (kept === undefined) throw new StoredError('key', 'a key');
    return kept;
  }
}

function subtle(): SubtleCrypto {
  // Absent in insecure contexts, contrary to its type.
  const found: SubtleCrypto | undefined = crypto.subtle;
  if (found === undefined) throw new NoWebCrypto('no crypto.subtle');
  return found;
}

/** Binds a secret to its profile: it is unreadable in another profile's record. */
function how(id: string, iv: Uint8Array): AesGcmParams {
  const additionalData = new TextEncoder().encode(`mqttscope secret ${FORMAT} ${id}`);
  return { name: 'AES-GCM', iv: Uint8Array.from(iv), additionalData };
}

function keyIn(record: unknown): CryptoKey | undefined {
  if (typeof record !== 'object' || record === null || !('key' in record)) return undefined;
  return record.key instanceof CryptoKey ? record.key : undefined;
}

const NAMES = ['password', 'userName', 'deviceSecret', 'url', 'authUrl', 'line'] as const;

function readSecrets(value: unknown): ProfileSecrets {
  const fields = new Fields(value, '');
  const held = NAMES.filter((name) => fields.has(name));
  return Object.fromEntries(held.map((name) => [name, fields.text(name)]));
}
