/** Version of the newest service worker, as detected by a page. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { watchVersion } from './keepVersion.ts';
import { dropNewVersion, useNewVersion } from './newVersion.ts';

/** A service worker that reports its version on request. */
class FakeWorker extends EventTarget {
  state: ServiceWorkerState;
  readonly #version: string;
  readonly #tell: (version: string) => void;

  constructor(version: string, state: ServiceWorkerState, tell: (version: string) => void) {
    super();
    this.#version = version;
    this.state = state;
    this.#tell = tell;
  }

  postMessage(): void {
    this.#tell(this.#version);
  }
}

class FakeRegistration extends EventTarget {
  installing: FakeWorker | null = null;
  waiting: FakeWorker | null = null;
  active: FakeWorker | null = null;
  looks = 0;
  hasNetwork = true;

  async update(): Promise<void> {
    this.looks += 1;
    if (!this.hasNetwork) throw new TypeError('Failed to fetch');
  }
}

/** The browser's record of the page's workers. */
class FakeBrowser {
  readonly registration = new FakeRegistration();
  readonly #listeners: ((event: { readonly data: unknown }) => void)[] = [];

  addEventListener(_type: 'message', listen: (event: { readonly data: unknown }) => void): void {
    this.#listeners.push(listen);
  }

  tell(data: unknown): void {
    for (const listen of this.#listeners) listen({ data });
  }

  async register() {
    return this.registration;
  }

  async getRegistration() {
    return this.registration;
  }

  worker(version: string, state: ServiceWorkerState): FakeWorker {
    return new FakeWorker(version, state, (told) => this.tell({ version: told }));
  }

  /** A newer one is found, as it is when another page was opened. */
  find(worker: FakeWorker): void {
    this.registration.installing = worker;
    this.registration.dispatchEvent(new Event('updatefound'));
  }

  /** Its files are loaded, but the worker before it still has work to do. */
  letWait(worker: FakeWorker): void {
    this.registration.installing = null;
    this.registration.waiting = worker;
    worker.state = 'installed';
    worker.dispatchEvent(new Event('statechange'));
  }
}

const isTold = (): boolean => useNewVersion.getState().isThere;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] });
});
afterEach(() => {
  vi.useRealTimers();
  dropNewVersion();
});

test('queries the active worker if none is newer; its own version is no news', async () => {
  const browser = new FakeBrowser();
  browser.registration.active = browser.worker('two', 'activated');
  await watchVersion('two', browser);
  expect(isTold()).toBe(false);

  const older = new FakeBrowser();
  older.registration.active = older.worker('two', 'activated');
  await watchVersion('one', older);
  expect(isTold()).toBe(true);
});

test('a worker that waits for pages of the previous one is a new version, too', async () => {
  const browser = new FakeBrowser();
  browser.registration.active = browser.worker('one', 'activated');
  browser.registration.waiting = browser.worker('two', 'installed');
  await watchVersion('one', browser);
  expect(isTold()).toBe(true);
});

test('a waiting worker of the page’s own version is not new', async () => {
  const browser = new FakeBrowser();
  browser.registration.active = browser.worker('one', 'activated');
  browser.registration.waiting = browser.worker('two', 'installed');
  await watchVersion('two', browser);
  expect(isTold()).toBe(false);
});

test('a worker found later is queried when its files are stored, active or waiting', async () => {
  const browser = new FakeBrowser();
  browser.registration.active = browser.worker('one', 'activated');
  await watchVersion('one', browser);
  const newer = browser.worker('two', 'installing');
  browser.find(newer);
  expect(isTold()).toBe(false);
  browser.letWait(newer);
  expect(isTold()).toBe(true);
});

test('a worker with missing files is not new', async () => {
  const browser = new FakeBrowser();
  browser.registration.active = browser.worker('one', 'activated');
  await watchVersion('one', browser);
  const broken = browser.worker('two', 'installing');
  browser.find(broken);
  broken.state = 'redundant';
  broken.dispatchEvent(new Event('statechange'));
  expect(isTold()).toBe(false);
});

test('other messages are ignored', async () => {
  const browser = new FakeBrowser();
  await watchVersion('one', browser);
  browser.tell('two');
  browser.tell(null);
  expect(isTold()).toBe(false);
});

test('returning to the page after a while checks again, also if the network fails', async () => {
  const browser = new FakeBrowser();
  await watchVersion('one', browser);
  const { registration } = browser;
  document.dispatchEvent(new Event('visibilitychange'));
  vi.advanceTimersByTime(600_000);
  registration.hasNetwork = false;
  document.dispatchEvent(new Event('visibilitychange'));
  // Once when it was opened, once now.
  await expect.poll(() => registration.looks).toBe(2);
});
