/** Installing the app, and the service worker that earlier versions installed with it. */
import { copyFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { freePort } from '../../src/connection/ports.testkit.ts';
import { App } from '../kit/page/app.ts';
import { expect, type Fixtures, test } from '../kit/test.ts';
import { ROOT } from '../run/step.ts';

const FOLDER = '/some%20where/';

/** Width and height by file. */
const ICONS = { 'icon-192.png': 192, 'icon-512.png': 512, 'icon-maskable.png': 512 } as const;

test('can be installed: manifest, icons of the right sizes, and a shortcut to the broker in the tab', async ({
  page,
  serveStatically,
}) => {
  const site = await serveStatically(FOLDER);
  await page.goto(site.url);
  const devTools = await page.context().newCDPSession(page);
  const { url, errors, data } = await devTools.send('Page.getAppManifest');
  expect(errors).toEqual([]);
  expect(url).toBe(`${site.url}manifest.webmanifest`);
  for (const [file, size] of Object.entries(ICONS)) {
    expect(data).toContain(`"src": "${file}", "sizes": "${size}x${size}"`);
    const drawn = await page.evaluate(async (address) => {
      const image = new Image();
      image.src = address;
      await image.decode();
      return [image.naturalWidth, image.naturalHeight];
    }, site.url + file);
    expect(drawn).toEqual([size, size]);
  }
  const [, shortcut = ''] = /"url": "([^"]*tab:broker[^"]*)"/.exec(data ?? '') ?? [];
  await page.goto(new URL(shortcut, site.url).href);
  await page.reload();
  await new App(page).connected();
});

/** Stores a file like earlier versions, and answers with it. */
const EARLIER_WORKER = `
const stored = 'mqttscope of ' + registration.scope + ' 1a';
addEventListener('install', (event) => event.waitUntil(
  caches.open(stored).then((cache) => cache.put('icon.svg', new Response('earlier')))
    .then(() => skipWaiting())));
addEventListener('activate', (event) => event.waitUntil(clients.claim()));
addEventListener('fetch', (event) => {
  if (event.request.url.endsWith('/icon.svg')) event.respondWith(caches.match(event.request));
});`;

const EARLIER_PAGE = `<title>earlier</title><link rel="icon" href="data:,">
<script>navigator.serviceWorker.register('./serviceWorker.js')</script>`;

/** Number of service workers, and of stored caches. */
const left = (page: Page): Promise<readonly number[]> =>
  page.evaluate(async () => [
    (await navigator.serviceWorker.getRegistrations()).length,
    (await caches.keys()).length,
  ]);

/** Serves an earlier version, visits it, and ends it. @returns its port */
async function visitEarlier(
  page: Page,
  folder: string,
  serveStatically: Fixtures['serveStatically'],
): Promise<number> {
  writeFileSync(path.join(folder, 'serviceWorker.js'), EARLIER_WORKER);
  writeFileSync(path.join(folder, 'index.html'), EARLIER_PAGE);
  const port = await freePort();
  const site = await serveStatically(FOLDER, { built: folder, port });
  await page.goto(site.url);
  await expect
    .poll(() => page.evaluate(() => navigator.serviceWorker.controller?.state))
    .toBe('activated');
  expect(await left(page)).toEqual([1, 1]);
  await page.goto('about:blank');
  await site.close();
  return port;
}

test('the page removes the service worker of earlier versions and its files', async ({
  app,
  page,
  folder,
  serveStatically,
}) => {
  const port = await visitEarlier(page, folder, serveStatically);
  const site = await serveStatically(FOLDER, { port });
  await page.goto(site.url);
  await expect.poll(() => left(page)).toEqual([0, 0]);
  await page.reload();
  await expect(app.button('Try the live demo')).toBeVisible();
  expect(await page.evaluate(() => navigator.serviceWorker.controller)).toBeNull();
});

test('the script at the same address removes it without the page', async ({
  page,
  folder,
  serveStatically,
}) => {
  const port = await visitEarlier(page, folder, serveStatically);
  copyFileSync(path.join(ROOT, 'public/serviceWorker.js'), path.join(folder, 'serviceWorker.js'));
  writeFileSync(path.join(folder, 'index.html'), '<title>empty</title>');
  const site = await serveStatically(FOLDER, { built: folder, port });
  await page.goto(site.url);
  await expect.poll(() => left(page)).toEqual([0, 0]);
});
