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

interface Page {
  postMessage(message: unknown): void;
}

interface Scope {
  readonly registration: ServiceWorkerRegistration;
  readonly clients: {
    claim(): Promise<void>;
    matchAll(): Promise<readonly Page[]>;
  };
  skipWaiting(): Promise<void>;
  addEventListener(type: 'install' | 'activate', listen: (event: Lasting) => void): void;
  addEventListener(type: 'fetch', listen: (event: Asked) => void): void;
  addEventListener(
    type: 'message',
    listen: (event: { readonly source: Page | null }) => void,
  ): void;
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

const tell = (page: Page): void => page.postMessage({ version: known.version });

async function begin(): Promise<void> {
  await offline.activate();
  await self.clients.claim();
  for (const page of await self.clients.matchAll()) tell(page);
}

self.addEventListener('activate', (event) => {
  event.waitUntil(begin());
});

self.addEventListener('fetch', (event) => {
  const answer = offline.answer(event.request, (work) => event.waitUntil(work));
  if (answer !== undefined) event.respondWith(answer);
});

// Whoever asks: pages that listen later than this began.
self.addEventListener('message', ({ source }) => {
  if (source !== null) tell(source);
});
