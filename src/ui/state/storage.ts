/** Profiles, kept messages and display filters, mirrored from the browser's storage; all tabs see the same. */
import { create } from 'zustand';
import type { KeptFilter } from '../../profiles/keptFilter.ts';
import type { KeptMessage } from '../../profiles/keptMessage.ts';
import type { Profile } from '../../profiles/settings.ts';
import { type KeptItems, openStorage } from '../../profiles/storage.ts';

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

const storage = openStorage();

export const useProfiles = mirror<Profile>();
export const useKeptMessages = mirror<KeptMessage>();
export const useKeptFilters = mirror<KeptFilter>();

export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function start<T extends { readonly id: string; readonly name: string }>(
  items: KeptItems<T>,
  store: { setState: (state: Mirror<T>) => void },
): void {
  items.watch(
    (kept) => store.setState({ ...kept, failure: undefined }),
    (error) => store.setState({ items: [], unreadable: 0, failure: reasonOf(error) }),
  );
}

export function startStorage(): void {
  start(storage.profiles, useProfiles);
  start(storage.messages, useKeptMessages);
  start(storage.filters, useKeptFilters);
}

export const { profiles, messages, filters } = storage;
