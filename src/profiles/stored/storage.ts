/** Saved profiles, kept messages and display filters in the browser's IndexedDB, shared by all tabs of this origin. */
import { Dexie, liveQuery, type Table } from 'dexie';
import type { KeptFilter } from '../settings/keptFilter.ts';
import type { KeptMessage } from '../settings/keptMessage.ts';
import type { Profile } from '../settings/settings.ts';
import type { KeptTemplateFile } from '../settings/templateFile.ts';
import { SecretStore } from './secretStore.ts';
import { StoredFault } from './storedFields.ts';
import {
  filterRecord,
  messageRecord,
  profileRecord,
  readFilter,
  readMessage,
  readProfile,
  readTemplateFile,
  type StoredRecord,
  templateFileRecord,
} from './storedRecords.ts';

export interface Kept<T> {
  /** By name. */
  readonly items: readonly T[];
  /** Records that could not be read: damaged, or from a newer version. They are left as they are. */
  readonly unreadable: number;
}

/** One kind of thing that is kept. Every method rejects where the browser refuses its storage. */
export class KeptItems<T extends { readonly id: string; readonly name: string }> {
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

  async list(): Promise<Kept<T>> {
    const records = await this.#table.toArray();
    const read = records.map((record) => this.#tryRead(record));
    const items = read.filter((item) => item !== undefined);
    return {
      items: items.sort((a, b) => a.name.localeCompare(b.name, undefined, { numeric: true })),
      unreadable: read.length - items.length,
    };
  }

  /** Adds it, or puts it in place of the one with the same id. Secrets are left out. */
  async save(item: T): Promise<void> {
    await this.#table.put(this.#record(item));
  }

  /** Several, or none of them. */
  async saveAll(items: readonly T[]): Promise<void> {
    await this.#table.bulkPut(items.map((item) => this.#record(item)));
  }

  /** Gives what was deleted, so that it can be saved again; undefined where there was nothing to read. */
  async delete(id: string): Promise<T | undefined> {
    const record = await this.#table.get(id);
    await this.#table.delete(id);
    return record === undefined ? undefined : this.#tryRead(record);
  }

  /**
   * Tells the list now and after every change, in this tab or another, until the returned function
   * is called.
   */
  watch(told: (kept: Kept<T>) => void, failed: (error: unknown) => void): () => void {
    const subscription = liveQuery(() => this.list()).subscribe({ next: told, error: failed });
    return () => subscription.unsubscribe();
  }

  #tryRead(record: unknown): T | undefined {
    try {
      return this.#read(record);
    } catch (error) {
      if (error instanceof StoredFault) return undefined;
      throw error;
    }
  }
}

export interface ProfileStorage {
  readonly profiles: KeptItems<Profile>;
  readonly messages: KeptItems<KeptMessage>;
  readonly filters: KeptItems<KeptFilter>;
  readonly templateFiles: KeptItems<KeptTemplateFile>;
  readonly secrets: SecretStore;
  readonly close: () => void;
}

/** Opens on first use; a page that the browser gives no storage learns it from the first method. */
export function openStorage(name = 'mqttscope'): ProfileStorage {
  const database = new Dexie(name);
  // Only keys are declared here; what records hold is read by `storedRecords`.
  database.version(1).stores({ profiles: 'id', messages: 'id' });
  database.version(2).stores({ filters: 'id' });
  database.version(3).stores({ secrets: 'id', keys: 'id' });
  database.version(4).stores({ files: 'id' });
  return {
    profiles: new KeptItems(database.table('profiles'), readProfile, profileRecord),
    messages: new KeptItems(database.table('messages'), readMessage, messageRecord),
    filters: new KeptItems(database.table('filters'), readFilter, filterRecord),
    templateFiles: new KeptItems(database.table('files'), readTemplateFile, templateFileRecord),
    secrets: new SecretStore(database.table('secrets'), database.table('keys')),
    close: () => database.close(),
  };
}
