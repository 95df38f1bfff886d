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
    // As the browser does: the longest scope that the address begins with.
    getRegistration: async (url: string) =>
      registrations
        .filter(({ scope }) => url.startsWith(scope))
        .toSorted((a, b) => b.scope.length - a.scope.length)[0],
  };
  return { removed, workers };
}

test.each([
  ['folder', ['/tools/', '/tools/mqttscope/', '/tools/other/'], ['/tools/mqttscope/']],
  ['above', ['/tools/', '/tools/mqttscope/', '/tools/other/'], ['/tools/mqttscope/']],
  ['folder', ['/', '/tools/', '/tools/mqttscope/below/'], []],
  ['above', ['/', '/tools/', '/tools/mqttscope/below/'], ['/tools/']],
] as const)('%s: of %j, removes %j', async (reach, scopes, removed) => {
  const one = browser(scopes);
  const base = 'http://127.0.0.1:8080/tools/mqttscope/?a=1#x';
  expect(await removeServiceWorkers(one.workers, base, reach)).toBe(false);
  expect(one.removed).toEqual(removed);
});

test('a page that a foreign service worker controls needs a reload', async () => {
  const foreign = 'http://127.0.0.1:8080/foreign.js';
  const { workers } = browser(['/'], foreign);
  expect(await removeServiceWorkers(workers, BASE, 'above')).toBe(true);
  // Nothing is left to remove, so the page is not reloaded forever.
  expect(await removeServiceWorkers(browser([], foreign).workers, BASE, 'above')).toBe(false);
  expect(await removeServiceWorkers(browser(['/'], EARLIER).workers, BASE, 'above')).toBe(false);
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
