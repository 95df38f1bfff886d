import { expect, test } from 'vitest';
import { deleteStoredFiles, removeServiceWorkers } from './serviceWorkers.ts';

const BASE = 'http://127.0.0.1:8080/?a=1#x';
const EARLIER = 'http://127.0.0.1:8080/serviceWorker.js';

function browser(scopes: readonly string[], controller?: string) {
  const removed: string[] = [];
  const registrations = scopes.map((scope) => ({
    scope: `http://127.0.0.1:8080${scope}`,
    unregister: async () => {
      removed.push(scope);
      return true;
    },
  }));
  const workers = {
    controller: controller === undefined ? null : { scriptURL: controller },
    getRegistrations: async () => registrations,
  };
  return { removed, workers };
}

test('removes the service worker of the page, and on request those of the origin', async () => {
  const one = browser(['/', '/control/', '/other/']);
  expect(await removeServiceWorkers(one.workers, BASE, 'page')).toBe(false);
  expect(one.removed).toEqual(['/']);
  const all = browser(['/', '/control/', '/other/']);
  expect(await removeServiceWorkers(all.workers, BASE, 'origin')).toBe(false);
  expect(all.removed).toEqual(['/', '/control/', '/other/']);
});

test('a page that a foreign service worker controls needs a reload', async () => {
  const foreign = 'http://127.0.0.1:8080/foreign.js';
  const { workers } = browser(['/'], foreign);
  expect(await removeServiceWorkers(workers, BASE, 'page')).toBe(true);
  // Nothing is left to remove, so the page is not reloaded forever.
  expect(await removeServiceWorkers(browser([], foreign).workers, BASE, 'page')).toBe(false);
  expect(await removeServiceWorkers(browser(['/'], EARLIER).workers, BASE, 'page')).toBe(false);
});

test('deletes the stored files of the page, and no others', async () => {
  const names = new Set([
    'mqttscope of http://127.0.0.1:8080/ 1a',
    'mqttscope of http://127.0.0.1:8080/below/ 1a',
    'another app',
  ]);
  const storage = {
    keys: async () => [...names],
    delete: async (name: string) => names.delete(name),
  };
  await deleteStoredFiles(storage, BASE);
  expect([...names]).toEqual(['mqttscope of http://127.0.0.1:8080/below/ 1a', 'another app']);
});
