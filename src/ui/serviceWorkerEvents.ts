/** Event handlers of the service worker. */
import type { Offline } from './offline.ts';

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

interface Heard {
  readonly install: Lasting;
  readonly activate: Lasting;
  readonly fetch: Asked;
  readonly message: { readonly source: Page | null };
}

/** Globals of a service worker. */
export interface Scope {
  readonly clients: {
    claim(): Promise<void>;
    matchAll(): Promise<readonly Page[]>;
  };
  skipWaiting(): Promise<void>;
  addEventListener<K extends keyof Heard>(type: K, listen: (event: Heard[K]) => void): void;
}

type Keeps = Pick<Offline, 'install' | 'activate' | 'answer'>;

/** @param version of the cached build */
export function serve(scope: Scope, offline: Keeps, version: string): void {
  const tell = (page: Page): void => page.postMessage({ version });

  async function begin(): Promise<void> {
    await offline.activate();
    await scope.clients.claim();
    for (const page of await scope.clients.matchAll()) tell(page);
  }

  scope.addEventListener('install', (event) => {
    // Pages of the version before find their files in its cache.
    event.waitUntil(offline.install().then(() => scope.skipWaiting()));
  });
  scope.addEventListener('activate', (event) => {
    event.waitUntil(begin());
  });
  scope.addEventListener('fetch', (event) => {
    const answer = offline.answer(event.request, (work) => event.waitUntil(work));
    if (answer !== undefined) event.respondWith(answer);
  });
  // Any page may ask: pages that started to listen after this began, and those that keep it waiting.
  scope.addEventListener('message', ({ source }) => {
    if (source !== null) tell(source);
  });
}
