/**
 * Stores profiles, messages and display filters in the browser's IndexedDB, shared by all tabs of this
 * origin.
 */
import { Dexie, liveQuery, type Table } from 'dexie';
import type { Profile } from '../settings/settings.ts';
import type { StoredFilter, StoredMessage } from '../settings/storedItems.ts';
import { SecretStore } from './secretStore.ts';
import { readOrUndefined } from './storedFields.ts';
import {
  filterRecord,
  messageRecord,
  profileRecord,
  readFilter,
  readMessage,
  readProfile,
  type StoredRecord,
} from './storedRecords.ts';

export interface StoredList<T> {
  /** Sorted by name. */
  readonly items: readonly T[];
  /** Unreadable records: damaged, or from a newer version. They stay unchanged. */
  readonly unreadable: number;
}

/** A table of stored items. Every method rejects if the browser denies storage. */
export class StoredItems<T extends { readonly id: string; readonly name: string }> {
  readonly #table: Table<unknown, string>;
  readonly #read: (record: unknown) => T;
  readonly #record: (item: T) => StoredRecord;

  constructor(
    table: Table<unknown, string>,
    read: (record: unknown) => T,
    record: (item: T) => StoredRecord,
  ) {
    this.#table = table;
    this.#read = read;
    this.#record = record;
  }

  async list(): Promise<StoredList<T>> {
    const records = await this.#table.toArray();
    const read = records.map((record) => this.#tryRead(record));
    const items = read.filter((item) => item !== undefined);
    return {
      items: items.sort((a, b) => a.name.localeCompare(b.name, undefined, { numeric: true })),
      unreadable: read.length - items.length,
    };
  }

  /** Adds the item, or replaces the item with the same id. Secrets are left out. */
  async save(item: T): Promise<void> {
    await this.#table.put(this.#readable(item));
  }

  /** Saves all or none of them. */
  async saveAll(items: readonly T[]): Promise<void> {
    await this.#table.bulkPut(items.map((item) => this.#readable(item)));
  }

  /**
   * Replaces an item by the result of `how` for its stored version. No other tab can write in between. Does
   * nothing if it is deleted or unreadable.
   */
  async change(id: string, how: (item: T) => T): Promise<void> {
    await this.#table.db.transaction('rw', this.#table, async () => {
      const record = await this.#table.get(id);
      const item = record === undefined ? undefined : this.#tryRead(record);
      if (item !== undefined) await this.save(how(item));
    });
  }

  /** Returns the deleted item, so that it can be restored; undefined if it was unreadable. */
  async delete(id: string): Promise<T | undefined> {
    const record = await this.#table.get(id);
    await this.#table.delete(id);
    return record === undefined ? undefined : this.#tryRead(record);
  }

  /**
   * Reports the list now and after every change, in this tab or another, until the returned function is
   * called.
   */
  watch(told: (kept: StoredList<T>) => void, failed: (error: unknown) => void): () => void {
    const subscription = liveQuery(() => this.list()).subscribe({ next: told, error: failed });
    return () => subscription.unsubscribe();
  }

  /** Throws StoredError if the record could not be read again. */
  #readable(item: T): StoredRecord {
    const record = this.#record(item);
    this.#read(record);
    return record;
  }

  #tryRead(record: unknown): T | undefined {
    return readOrUndefined(() => this.#read(record));
  }
}

export interface ProfileStorage {
  readonly profiles: StoredItems<Profile>;
  readonly messages: StoredItems<StoredMessage>;
  readonly filters: StoredItems<StoredFilter>;
  readonly secrets: SecretStore;
  readonly close: () => void;
}

/** Opens on first use; without storage, the first method rejects. */
export function openStorage(name = 'mqttscope'): ProfileStorage {
  const database = new Dexie(name);
  // Declares only keys; `storedRecords` reads the content.
  database.version(5).stores({
    profiles: 'id',
    messages: 'id',
    filters: 'id',
    secrets: 'id',
    keys: 'id',
  });
  return {
    profiles: new StoredItems(database.table('profiles'), readProfile, profileRecord),
    messages: new StoredItems(database.table('messages'), readMessage, messageRecord),
    filters: new StoredItems(database.table('filters'), readFilter, filterRecord),
    secrets: new SecretStore(database.table('secrets'), database.table('keys')),
    close: () => database.close(),
  };
}
