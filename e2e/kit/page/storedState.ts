/** Puts an earlier version's stored state into a page, as if that version had run in this browser. */
import type { Page } from '@playwright/test';
import state from '../../app/testdata/storedState.json' with { type: 'json' };
import type { Companion } from '../peers/companion.ts';

/**
 * Opens the app with the stored state, its connections leading to the companion's broker.
 * @param isReload restores the tabs; false opens a new browser tab
 */
export async function openStored(
  page: Page,
  { app }: Pick<Companion, 'app'>,
  { isReload }: { readonly isReload: boolean },
): Promise<void> {
  const text = JSON.stringify(state).replaceAll(state.host, new URL(app).host);
  // The app must not run while its state is written.
  await page.route(app, (route) => route.fulfill({ contentType: 'text/html', body: '' }));
  await page.goto(app);
  await page.evaluate(write, { text, isReload });
  await page.unroute(app);
  if (isReload) await page.reload();
  else await page.goto(app);
}

/** Runs in the page, so it has all that it needs. */
async function write({ text, isReload }: { text: string; isReload: boolean }): Promise<void> {
  const membersOf = (value: unknown): Readonly<Record<string, unknown>> =>
    typeof value === 'object' && value !== null ? { ...value } : {};

  const bytesOf = (base64: unknown) =>
    Uint8Array.from(atob(String(base64)), (one) => one.charCodeAt(0));

  /** As it was in the database: `$bytes` are bytes, and `$key` is the key of remembered secrets. */
  const restored = async (value: unknown): Promise<unknown> => {
    if (Array.isArray(value)) return Promise.all(value.map(restored));
    if (typeof value !== 'object' || value === null) return value;
    const { $bytes, $key } = membersOf(value);
    if ($bytes !== undefined) return bytesOf($bytes);
    if ($key !== undefined) {
      const usages = ['encrypt', 'decrypt'] as const;
      return crypto.subtle.importKey('raw', bytesOf($key), 'AES-GCM', false, usages);
    }
    const members = Object.entries(value).map(async ([key, one]) => [key, await restored(one)]);
    return Object.fromEntries(await Promise.all(members));
  };

  const fill = (storage: Storage, values: unknown): void => {
    for (const [key, value] of Object.entries(membersOf(values)))
      storage.setItem(key, JSON.stringify(value));
  };

  const fillDatabase = async (database: unknown): Promise<void> => {
    const { name, version, stores } = membersOf(database);
    const lists = membersOf(await restored(stores));
    await new Promise<void>((resolve, reject) => {
      const opening = indexedDB.open(String(name), Number(version));
      opening.addEventListener('error', () => reject(opening.error));
      opening.addEventListener('upgradeneeded', () => {
        for (const [store, records] of Object.entries(lists)) {
          const made = opening.result.createObjectStore(store, { keyPath: 'id' });
          for (const record of Object.values(membersOf(records))) made.put(record);
        }
      });
      opening.addEventListener('success', () => {
        opening.result.close();
        resolve();
      });
    });
  };

  const keepFiles = async (files: unknown): Promise<void> => {
    const root = await navigator.storage.getDirectory();
    const folder = await root.getDirectoryHandle('kept', { create: true });
    for (const [name, base64] of Object.entries(membersOf(files))) {
      // Kept packets are deleted after a day.
      const now = atob(String(base64)).replace(/"at":\d{13}/, `"at":${Date.now()}`);
      const file = await (await folder.getFileHandle(name, { create: true })).createWritable();
      await file.write(bytesOf(btoa(now)));
      await file.close();
    }
  };

  const stored = membersOf(JSON.parse(text));
  fill(localStorage, stored['localStorage']);
  if (isReload) fill(sessionStorage, stored['sessionStorage']);
  await fillDatabase(stored['database']);
  await keepFiles(stored['keptFiles']);
}
