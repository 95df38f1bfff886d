/** Events of the service worker and the messages it sends to pages. */
import { expect, test } from 'vitest';
import { type Scope, serve } from './serviceWorkerEvents.ts';

type Listen = Scope['addEventListener'];

/** Calls in order, and the messages of each page. */
function heldScope(pages: readonly string[]) {
  const done: string[] = [];
  const told: unknown[] = [];
  const listeners = new Map<string, (event: never) => void>();
  const page = (name: string) => ({ postMessage: (said: unknown) => told.push([name, said]) });
  const listen: Listen = (type, listener) => {
    listeners.set(type, listener);
  };
  const scope: Scope = {
    clients: {
      claim: async () => void done.push('claim'),
      matchAll: async () => pages.map(page),
    },
    skipWaiting: async () => void done.push('skip'),
    addEventListener: listen,
  };
  serve(
    scope,
    {
      install: async () => void done.push('install'),
      activate: async () => void done.push('activate'),
      answer: ({ url }) =>
        url.endsWith('kept') ? Promise.resolve(new Response('kept')) : undefined,
    },
    'two',
  );
  /** Resolves when all work that extends the event is done. */
  const hear = async (type: string, event: object = {}): Promise<void> => {
    const lasting: Promise<unknown>[] = [];
    const waitUntil = (work: Promise<unknown>): void => void lasting.push(work);
    const listener = listeners.get(type);
    if (listener !== undefined) Reflect.apply(listener, undefined, [{ waitUntil, ...event }]);
    await Promise.all(lasting);
  };
  return { done, told, page, hear };
}

test('activates after storing its files, and announces its version to all pages', async () => {
  const { done, told, hear } = heldScope(['a', 'b']);
  await hear('install');
  expect(done).toEqual(['install', 'skip']);
  await hear('activate');
  expect(done).toEqual(['install', 'skip', 'activate', 'claim']);
  expect(told).toEqual([
    ['a', { version: 'two' }],
    ['b', { version: 'two' }],
  ]);
});

test('answers only the page that asks', async () => {
  const { told, page, hear } = heldScope(['a', 'b']);
  await hear('message', { data: 'version', source: page('b') });
  expect(told).toEqual([['b', { version: 'two' }]]);
  await hear('message', { data: 'version', source: null });
  expect(told).toHaveLength(1);
});

test('serves stored files, and leaves all else to the browser', async () => {
  const { hear } = heldScope([]);
  const answers: Promise<Response>[] = [];
  const respondWith = (answer: Promise<Response>): void => void answers.push(answer);
  await hear('fetch', { request: new Request('https://host/none'), respondWith });
  expect(answers).toHaveLength(0);
  await hear('fetch', { request: new Request('https://host/kept'), respondWith });
  expect(await (await answers[0])?.text()).toBe('kept');
});
