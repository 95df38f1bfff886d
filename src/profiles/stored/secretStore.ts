/**
 * Secrets of profiles that a person wants kept: encrypted with AES-GCM, under a key that the browser
 * keeps in its IndexedDB and does not give out. Without WebCrypto, as in a page over plain HTTP from
 * another machine, or without IndexedDB nothing is kept.
 */
import { liveQuery, type Table } from 'dexie';
import type { ProfileSecrets } from '../settings/profileSecrets.ts';
import { Fields, StoredFault } from './storedFields.ts';

const FORMAT = 1;
const KEY = 'secrets';
/** Bytes, as AES-GCM has it. */
const IV = 12;
/** What is encrypted is filled up to a multiple: its length tells little of a secret's. */
const BLOCK = 256;

/** Why secrets cannot be kept here at all. */
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

  /** Rejects where the browser cannot keep any: what a person should know before they rely on it. */
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

  /** undefined: none are kept. Rejects where they cannot be read any more. */
  async recall(id: string): Promise<ProfileSecrets | undefined> {
    const record = await this.#secrets.get(id);
    if (record === undefined) return undefined;
    const fields = new Fields(record, '');
    if (fields.whole('format', 1_000_000) !== FORMAT) throw fields.fault('format', 'known');
    const [iv, data] = [fields.bytes('iv'), fields.bytes('data')];
    const plain = await subtle().decrypt(how(id, iv), await this.#key(), Uint8Array.from(data));
    return readSecrets(JSON.parse(new TextDecoder().decode(plain)));
  }

  /** Gives what was kept, still encrypted, to be put back. */
  async forget(id: string): Promise<unknown> {
    const record = await this.#secrets.get(id);
    await this.#secrets.delete(id);
    return record;
  }

  async putBack(record: unknown): Promise<void> {
    if (record !== undefined) await this.#secrets.put(record);
  }

  /** All of them, with the key: what is left of them on a disk cannot be read after. */
  async forgetAll(): Promise<void> {
    await this.#secrets.clear();
    await this.#keys.clear();
  }

  /** Tells the profiles whose secrets are kept, now and after every change. Returns how to stop. */
  watch(told: (ids: ReadonlySet<string>) => void, failed: (error: unknown) => void): () => void {
    const ids = liveQuery(() => this.#secrets.toCollection().primaryKeys());
    const watching = ids.subscribe({ next: (keys) => told(new Set(keys)), error: failed });
    return () => watching.unsubscribe();
  }

  async #key(): Promise<CryptoKey> {
    const before = keyIn(await this.#keys.get(KEY));
    if (before !== undefined) return before;
    // Not extractable: no script gets its bytes, ours neither.
    const algorithm = { name: 'AES-GCM', length: 256 };
    const made = await subtle().generateKey(algorithm, false, ['encrypt', 'decrypt']);
    // Another tab may have made one meanwhile: the first of them counts.
    await this.#keys.add({ id: KEY, key: made }).catch(() => undefined);
    const kept = keyIn(await this.#keys.get(KEY));
    if (kept === undefined) throw new StoredFault('key', 'a key');
    return kept;
  }
}

function subtle(): SubtleCrypto {
  // Absent outside of secure contexts, which its type does not say.
  const found: SubtleCrypto | undefined = crypto.subtle;
  if (found === undefined) throw new NoWebCrypto('no crypto.subtle');
  return found;
}

/** A secret belongs to its profile: put at another's place, it cannot be read. */
function how(id: string, iv: Uint8Array): AesGcmParams {
  const additionalData = new TextEncoder().encode(`mqttscope secret ${FORMAT} ${id}`);
  return { name: 'AES-GCM', iv: Uint8Array.from(iv), additionalData };
}

function keyIn(record: unknown): CryptoKey | undefined {
  if (typeof record !== 'object' || record === null || !('key' in record)) return undefined;
  return record.key instanceof CryptoKey ? record.key : undefined;
}

const NAMES = ['password', 'deviceSecret', 'url', 'authUrl', 'line'] as const;

function readSecrets(value: unknown): ProfileSecrets {
  const fields = new Fields(value, '');
  const held = NAMES.filter((name) => fields.has(name));
  return Object.fromEntries(held.map((name) => [name, fields.text(name)]));
}
