/**
 * The `test` of all browser tests. Its page fails the test on a console error, an unhandled rejection or a
 * violation of the content security policy. Its fixtures are servers, clients and files.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { type BrowserContext, test as base, expect, type Page } from '@playwright/test';
import { App } from './page/app.ts';
import { connectOther } from './peers/client.ts';
import { type Companion, startCompanion } from './peers/companion.ts';
import { Guests } from './peers/controlPass.ts';
import { type Mosquitto, type MosquittoOptions, startMosquitto } from './peers/mosquitto.ts';
import { type Peer, startPeer } from './peers/peer.ts';
import { DEVICE } from './peers/platform.ts';
import { type Proxy, startProxy } from './peers/proxy.ts';
import { serveStatically } from './staticSite.ts';

export interface Fixtures {
  /** The app in `page`. */
  app: App;
  /**
   * Whether pages prefetch files, as they do unless their browser saves data: that takes half of a page's
   * processor time. `loading.spec.ts` tests it.
   */
  fetchesAhead: boolean;
  /** Authorises the test's pages to control its companions. */
  guests: Guests;
  /** Complaints of the page. A test that provokes some on purpose removes them. */
  complaints: string[];
  /** A folder of the test, removed after it. */
  folder: string;
  /** For a companion's `--alibaba`, with only `DEVICE`. */
  devicesFile: string;
  /** A companion without the demo fleet, on free ports. */
  companion: Companion;
  startCompanion: typeof startCompanion;
  startMosquitto: (options?: MosquittoOptions) => Promise<Mosquitto>;
  startProxy: (upstream: string) => Promise<Proxy>;
  startPeer: (answer: Parameters<typeof startPeer>[0]) => Promise<Peer>;
  serveStatically: typeof serveStatically;
  /** Connects a second client to the broker over TCP. */
  connectOther: typeof connectOther;
}

/** Complaints of finished tests: their servers end before their pages. */
const over = new WeakSet<string[]>();

/**
 * Ends everything that a fixture started, in reverse order, also when the test fails.
 * @param complaints of a page that may lose its server
 */
async function withCleanUp(
  complaints: string[],
  provide: (later: (end: () => Promise<unknown>) => void) => Promise<void>,
) {
  const ends: (() => Promise<unknown>)[] = [];
  await provide((end) => ends.unshift(end));
  over.add(complaints);
  for (const end of ends) await end();
}

function watch(page: Page, complaints: string[]): void {
  const complain = (text: string): void => {
    if (!over.has(complaints)) complaints.push(text);
  };
  page.on('console', (message) => {
    if (message.type() === 'error') complain(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => complain(`uncaught: ${String(error)}`));
  page.on('crash', () => complain('the page crashed'));
  // Listening from the start, because a listener takes effect some time after it was added.
  page.on('filechooser', () => undefined);
}

/** Runs in the page before anything else: reports policy violations as console errors with their place. */
const reportViolations = () => {
  document.addEventListener('securitypolicyviolation', (event) => {
    console.error(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}`);
  });
};

/** Runs in the page before anything else: simulates a user who has pinned the publish form and lists packets. */
const pinPublish = () => {
  const key = 'mqttscope.layout';
  const layout = {
    publishPinned: true,
    grouping: 'packets',
    detailPart: 'fields',
    watch: 200,
    inspect: 200,
    publish: 300,
  };
  try {
    if (localStorage.getItem(key) === null) localStorage.setItem(key, JSON.stringify(layout));
  } catch {
    // A document without storage, such as `about:blank`.
  }
};

/** Delays each file of the app by 0.3 to 1.5 s, which reveals code that does not wait for its files. */
async function slowDown(context: BrowserContext): Promise<void> {
  await context.route(/\/assets\/.*\.js$/, async (route) => {
    await setTimeout(300 + 1200 * Math.random());
    await route.fallback();
  });
}

/** Runs in the page before anything else: simulates a browser that saves data. */
export const saveData = () => {
  Object.defineProperty(navigator, 'connection', { value: { saveData: true } });
};

export const test = base.extend<Fixtures>({
  fetchesAhead: [false, { option: true }],
  // Playwright requires a destructuring pattern here, also without fixtures.
  complaints: async ({}, provide) => {
    const complaints: string[] = [];
    await provide(complaints);
    expect(complaints).toEqual([]);
  },
  guests: async ({}, provide) => {
    await provide(new Guests());
  },
  page: async ({ page, complaints, guests, fetchesAhead }, provide) => {
    watch(page, complaints);
    if (!fetchesAhead) {
      await page.context().addInitScript(saveData);
      if (process.env['MQTTSCOPE_SLOW_FILES'] !== undefined) await slowDown(page.context());
    }
    await page.context().addInitScript(pinPublish);
    await guests.join(page.context());
    await page.addInitScript(reportViolations);
    await provide(page);
  },
  app: async ({ page }, provide) => {
    await provide(new App(page));
  },
  folder: async ({}, provide) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'mqttscope-test-'));
    await provide(folder);
    rmSync(folder, { recursive: true });
  },
  devicesFile: async ({ folder }, provide) => {
    const file = path.join(folder, 'devices.json');
    writeFileSync(file, JSON.stringify([DEVICE]));
    await provide(file);
  },
  companion: async ({ complaints, guests }, provide) => {
    const companion = await guests.welcome(await startCompanion(['--no-demo']));
    await provide(companion);
    over.add(complaints);
    await companion.stop();
  },
  startCompanion: async ({ complaints, guests }, provide) => {
    await withCleanUp(complaints, (later) =>
      provide(async (args, env) => {
        const companion = await startCompanion(args, env);
        later(() => companion.stop());
        return guests.welcome(companion);
      }),
    );
  },
  startMosquitto: async ({ complaints }, provide) => {
    await withCleanUp(complaints, (later) =>
      provide(async (options) => {
        const mosquitto = await startMosquitto(options);
        later(mosquitto.remove);
        return mosquitto;
      }),
    );
  },
  startProxy: async ({ complaints }, provide) => {
    await withCleanUp(complaints, (later) =>
      provide(async (upstream) => {
        const proxy = await startProxy(upstream);
        later(proxy.close);
        return proxy;
      }),
    );
  },
  startPeer: async ({ complaints }, provide) => {
    await withCleanUp(complaints, (later) =>
      provide(async (answer) => {
        const peer = await startPeer(answer);
        later(peer.close);
        return peer;
      }),
    );
  },
  serveStatically: async ({ complaints }, provide) => {
    await withCleanUp(complaints, (later) =>
      provide(async (folder, served) => {
        const site = await serveStatically(folder, served);
        later(site.close);
        return site;
      }),
    );
  },
  connectOther: async ({ complaints }, provide) => {
    await withCleanUp(complaints, (later) =>
      provide(async (url, version, options) => {
        const other = await connectOther(url, version, options);
        later(() => other.client.endAsync(true));
        return other;
      }),
    );
  },
});

/**
 * Removes complaints about a lost server: WebSockets that fail to open, and parts of the app that were not
 * loaded yet. For tests that end their server.
 */
export function forgiveLostServer(complaints: string[]): void {
  const expected =
    /^console: (?:WebSocket connection to .* failed|Failed to load resource: net::ERR_CONNECTION_(?:REFUSED|RESET)|NotLoaded: )/;
  const rest = complaints.filter((one) => !expected.test(one));
  complaints.splice(0, complaints.length, ...rest);
}

export { expect };
