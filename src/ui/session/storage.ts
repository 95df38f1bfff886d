/**
 * Profiles, kept messages and display filters, mirrored from the browser's storage and shared by all tabs.
 */

import { create } from 'zustand';
import { errorText } from '../../base/errorText.ts';
import type { Profile } from '../../profiles/settings/settings.ts';
import type { StoredFilter, StoredMessage } from '../../profiles/settings/storedItems.ts';
import type { ProfileStorage, StoredItems } from '../../profiles/stored/storage.ts';
import { firstTexts } from '../kit/language/firstText.ts';
import { loadedLater } from '../kit/loading/loadedLater.ts';

interface Mirror<T> {
  readonly items: readonly T[];
  /** Records that could not be read; they are left as they are. */
  readonly unreadable: number;
  /** Why the browser keeps nothing. */
  readonly failure: string | undefined;
}

function mirror<T>() {
  return create<Mirror<T>>()(() => ({ items: [], unreadable: 0, failure: undefined }));
}

export const useProfiles = mirror<Profile>();
export const useKeptMessages = mirror<StoredMessage>();
export const useKeptFilters = mirror<StoredFilter>();
/** Profiles with stored, encrypted secrets. */
export const useKeptSecrets = create<ReadonlySet<string>>()(() => new Set());

/** Name of the IndexedDB database. */
const DATABASE = 'mqttscope';

const opening = loadedLater(open);

async function open(): Promise<ProfileStorage> {
  const { openStorage } = await import('../../profiles/stored/storage.ts');
  const storage = openStorage(DATABASE);
  start(storage.profiles, useProfiles);
  start(storage.messages, useKeptMessages);
  start(storage.filters, useKeptFilters);
  storage.secrets.watch(
    (ids) => useKeptSecrets.setState(ids, true),
    () => useKeptSecrets.setState(new Set(), true),
  );
  return storage;
}

function start<T extends { readonly id: string; readonly name: string }>(
  items: StoredItems<T>,
  store: { setState: (state: Mirror<T>) => void },
): void {
  items.watch(
    (kept) => store.setState({ ...kept, failure: undefined }),
    (error) => store.setState({ items: [], unreadable: 0, failure: errorText(error) }),
  );
}

/**
 * Loads the storage, and returns whether it may contain anything. A new user does not wait: the storage is
 * opened when the browser is idle.
 */
export async function startStorage(): Promise<boolean> {
  if (!(await mayHoldSomething())) return false;
  try {
    await opening.load();
    return true;
  } catch (error) {
    const failure = errorText(error);
    useProfiles.setState({ failure });
    useKeptMessages.setState({ failure });
    useKeptFilters.setState({ failure });
    return false;
  }
}

async function mayHoldSomething(): Promise<boolean> {
  try {
    const databases = await indexedDB.databases();
    return databases.some(({ name }) => name === DATABASE);
  } catch {
    // Some browsers do not list databases, and some have no storage: opening it reports the reason.
    return true;
  }
}

/** Adds advice about a full storage. The browser's own error has only a name. */
async function orFull(writing: Promise<void>): Promise<void> {
  try {
    await writing;
  } catch (error) {
    const isFull = error instanceof Error && /QuotaExceeded/.test(`${error.name} ${error.message}`);
    throw isFull ? new Error(firstTexts().profiles.storageFull, { cause: error }) : error;
  }
}

/** Each method rejects where the browser refuses its storage. */
function kept<T extends { readonly id: string; readonly name: string }>(
  of: (storage: ProfileStorage) => StoredItems<T>,
): Pick<StoredItems<T>, 'list' | 'save' | 'saveAll' | 'change' | 'delete'> {
  return {
    list: async () => of(await opening.load()).list(),
    save: async (item) => orFull(of(await opening.load()).save(item)),
    saveAll: async (items) => orFull(of(await opening.load()).saveAll(items)),
    change: async (id, how) => orFull(of(await opening.load()).change(id, how)),
    delete: async (id) => of(await opening.load()).delete(id),
  };
}

/** Its methods reject like those above. */
export const openSecrets = async () => (await opening.load()).secrets;

export const profiles = kept(({ profiles }) => profiles);
export const messages = kept(({ messages }) => messages);
export const filters = kept(({ filters }) => filters);
