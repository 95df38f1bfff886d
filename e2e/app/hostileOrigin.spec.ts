/** Another program used the companion's port before the companion did. */
import { once } from 'node:events';
import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from '@playwright/test';
import { freePort } from '../../src/connection/ports.testkit.ts';
import { type Companion, startCompanion } from '../kit/peers/companion.ts';
import { until } from '../kit/peers/processes.ts';
import { expect, test } from '../kit/test.ts';

/** Without an icon, the browser would request one. */
const HEAD = '<title>foreign</title><link rel="icon" href="data:,">';

/** Stores the page's requests to the companion; `isPage`: it also responds instead of the page. */
const workerScript = (isPage: boolean): string => `
addEventListener('install', () => skipWaiting());
addEventListener('activate', (event) => event.waitUntil(clients.claim()));
addEventListener('fetch', (event) => {
  if (event.request.method === 'POST') {
    const body = event.request.clone().text();
    event.waitUntil(body.then(async (text) => {
      const cache = await caches.open('stolen');
      await cache.put('/stolen', new Response(text));
    }));
  }
  if (${isPage} && event.request.mode === 'navigate') {
    const headers = { 'content-type': 'text/html' };
    event.respondWith(new Response(${JSON.stringify(HEAD)}, { headers }));
  }
});`;

/** Another user's program, whose page registers its service worker. */
async function foreignProgram(isPage: boolean): Promise<HttpServer> {
  const server = createServer(({ url }, response) => {
    const isScript = url?.endsWith('.js') === true;
    response.writeHead(200, { 'content-type': isScript ? 'text/javascript' : 'text/html' });
    response.end(
      isScript
        ? workerScript(isPage)
        : `${HEAD}<script>
            navigator.serviceWorker.register("/foreign.js");
            navigator.serviceWorker.register("/other/app.js");
          </script>`,
    );
  });
  server.listen(await freePort(), '127.0.0.1');
  await once(server, 'listening');
  return server;
}

const portOf = (server: { address(): AddressInfo | string | null }): number => {
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('no port');
  return address.port;
};

/** Visits the foreign program, whose port the companion then uses. */
async function afterVisiting(page: Page, isPage: boolean): Promise<Companion> {
  const server = await foreignProgram(isPage);
  const port = portOf(server);
  await page.goto(`http://127.0.0.1:${port}/`);
  await expect
    .poll(() => page.evaluate(() => navigator.serviceWorker.controller?.scriptURL))
    .toContain('/foreign.js');
  await expect.poll(() => isLeft(page, '/other/app.js')).toBe(true);
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
  await page.goto('about:blank');
  return await startCompanion(['--no-demo', '--http', `${port}`]);
}

const isLeft = (page: Page, script = '/foreign.js'): Promise<boolean> =>
  page.evaluate(async (end) => {
    const all = await navigator.serviceWorker.getRegistrations();
    return all.some(({ active }) => active?.scriptURL.endsWith(end) === true);
  }, script);

test('a foreign service worker does not see the token, and is removed; that of another folder stays', async ({
  page,
}) => {
  const companion = await afterVisiting(page, false);
  try {
    await page.goto(companion.printed);
    // The page is loaded twice.
    const token = () =>
      page.evaluate(() => localStorage.getItem('mqttscope.control /')).catch(() => null);
    await expect.poll(token).toBe(companion.token);
    await expect.poll(() => isLeft(page).catch(() => true)).toBe(false);
    expect(await page.evaluate(() => caches.has('stolen'))).toBe(false);
    expect(await isLeft(page, '/other/app.js')).toBe(true);
  } finally {
    // The page would keep requesting its files.
    await page.goto('about:blank');
    await companion.stop();
  }
});

test('removes a service worker that responds instead of the page', async ({ page }) => {
  const companion = await afterVisiting(page, true);
  try {
    await page.goto(companion.app);
    await expect(page).not.toHaveTitle('foreign');
    // The page is loaded twice, and may be loading again now.
    await expect.poll(() => isLeft(page).catch(() => true)).toBe(false);
    await until(
      () => companion.stderr().includes('Another program has answered at this port'),
      'the line about another program',
    );
  } finally {
    // The page would keep requesting its files.
    await page.goto('about:blank');
    await companion.stop();
  }
});
