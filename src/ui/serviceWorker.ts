/** The service worker of the built app. The only file that touches its globals; `offline.ts` does the work. */
import { type Build, Offline } from './offline.ts';

/** Put in when the app is built. */
declare const BUILD: Build;

interface Lasting {
  waitUntil(work: Promise<unknown>): void;
}

interface Asked extends Lasting {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}

interface Scope {
  readonly registration: ServiceWorkerRegistration;
  readonly clients: {
    claim(): Promise<void>;
    matchAll(): Promise<readonly { postMessage(message: unknown): void }[]>;
  };
  skipWaiting(): Promise<void>;
  addEventListener(type: 'install' | 'activate', listen: (event: Lasting) => void): void;
  addEventListener(type: 'fetch', listen: (event: Asked) => void): void;
}

declare const self: Scope;

/** Taken once: each mention would be another copy. */
const known: Build = BUILD;

const offline = new Offline(known, {
  scope: self.registration.scope,
  caches,
  fetch: (request, init) => fetch(request, init),
  leave: () => self.registration.unregister(),
});

self.addEventListener('install', (event) => {
  // Pages of the version before find their files in its cache.
  event.waitUntil(offline.install().then(() => self.skipWaiting()));
});

async function begin(): Promise<void> {
  await offline.activate();
  await self.clients.claim();
  for (const page of await self.clients.matchAll()) page.postMessage({ version: known.version });
}

self.addEventListener('activate', (event) => {
  event.waitUntil(begin());
});

self.addEventListener('fetch', (event) => {
  const answer = offline.answer(event.request, (work) => event.waitUntil(work));
  if (answer !== undefined) event.respondWith(answer);
});
