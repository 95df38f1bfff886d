import { expect, test } from 'vitest';
import { removeForeignWorkers } from './ownWorker.ts';

const BASE = 'http://127.0.0.1:8080/?a=1#x';
const OWN = 'http://127.0.0.1:8080/serviceWorker.js';

function browser(
  found: readonly (readonly [scope: string, script: string])[],
  controller?: string,
) {
  const removed: string[] = [];
  const registrations = found.map(([scope, script]) => ({
    scope: `http://127.0.0.1:8080${scope}`,
    installing: null,
    waiting: null,
    active: { scriptURL: script },
    unregister: async () => {
      removed.push(script);
      return true;
    },
  }));
  const workers = {
    controller: controller === undefined ? null : { scriptURL: controller },
    getRegistrations: async () => registrations,
  };
  return { removed, workers };
}

test('the app’s own service worker stays', async () => {
  const { removed, workers } = browser([['/', OWN]], OWN);
  expect(await removeForeignWorkers(workers, BASE)).toBe(false);
  expect(removed).toEqual([]);
});

test.each([
  ['/', 'http://127.0.0.1:8080/evil.js'],
  ['/', `${OWN}?v=2`],
  ['/control/', OWN],
  ['/control/', 'http://127.0.0.1:8080/control/serviceWorker.js'],
])('a service worker with scope %s and script %s is removed', async (scope, script) => {
  const { removed, workers } = browser([
    ['/', OWN],
    [scope, script],
  ]);
  expect(await removeForeignWorkers(workers, BASE)).toBe(false);
  expect(removed).toEqual([script]);
});

test('a page controlled by one of them needs a reload', async () => {
  const evil = 'http://127.0.0.1:8080/evil.js';
  const { workers } = browser([['/', evil]], evil);
  expect(await removeForeignWorkers(workers, BASE)).toBe(true);
  // Nothing is left to remove, so the page is not reloaded forever.
  expect(await removeForeignWorkers(browser([], evil).workers, BASE)).toBe(false);
});
