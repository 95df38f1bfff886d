/** A second visit without a network, and the files cached for it. */
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { freePort } from '../../src/connection/ports.testkit.ts';
import { App } from '../kit/page/app.ts';
import { showPanel } from '../kit/page/panels.ts';
import { expect, test } from '../kit/test.ts';
import { ROOT } from '../run/step.ts';

test.use({ serviceWorkers: 'allow', fetchesAhead: true });

/** ms to fetch all files of the app, one after the other, in a busy browser. */
const TIMEOUT = 300_000;
test.describe.configure({ timeout: 3 * TIMEOUT });

const BUILT = path.join(ROOT, 'dist/web');
const FOLDER = '/some%20where/';

/** Contents of all caches of the page's origin. */
function kept(page: Page): Promise<readonly string[]> {
  return page.evaluate(async () => {
    const urls: string[] = [];
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const { url } of await cache.keys()) urls.push(url);
    }
    return urls.sort();
  });
}

/** Waits until the page works without a network. */
async function untilCached(page: Page, root: string): Promise<void> {
  const assets = readdirSync(path.join(BUILT, 'assets')).map((file) => `assets/${file}`);
  const fixed = readdirSync(path.join(ROOT, 'public')).filter((file) => file !== 'companion.json');
  const files = ['', ...fixed, ...assets].map((file) => root + file).sort();
  await expect.poll(() => kept(page), { timeout: TIMEOUT }).toEqual(files);
  await expect
    .poll(() => page.evaluate(() => navigator.serviceWorker.controller?.state))
    .toBe('activated');
}

const versionOf = (page: Page) =>
  page.locator('meta[name="mqttscope-build"]').getAttribute('content');

/** Width and height by file. */
const ICONS = { 'icon-192.png': 192, 'icon-512.png': 512, 'icon-maskable.png': 512 } as const;

/**
 * Checks manifest and icons of the open page. Returns the address of the shortcut to the broker in the tab.
 */
async function expectInstallable(page: Page, root: string): Promise<string> {
  const devTools = await page.context().newCDPSession(page);
  const { url, errors, data } = await devTools.send('Page.getAppManifest');
  expect(errors).toEqual([]);
  expect(url).toBe(`${root}manifest.webmanifest`);
  for (const [file, size] of Object.entries(ICONS)) {
    expect(data).toContain(`"src": "${file}", "sizes": "${size}x${size}"`);
    const drawn = await page.evaluate(async (address) => {
      const image = new Image();
      image.src = address;
      await image.decode();
      return [image.naturalWidth, image.naturalHeight];
    }, root + file);
    expect(drawn).toEqual([size, size]);
  }
  const [, shortcut = ''] = /"url": "([^"]*tab:broker[^"]*)"/.exec(data ?? '') ?? [];
  return new URL(shortcut, root).href;
}

test('can be installed; a second visit works without a network, and offers a new version, which a reload starts', async ({
  app,
  page,
  complaints,
  folder,
  serveStatically,
}) => {
  // All files are fetched twice, one after the other, with low priority.
  // Its port is used again later.
  const site = await serveStatically(FOLDER, { port: await freePort() });
  await page.goto(site.url);
  // An active connection does not delay it: files are cached meanwhile.
  await app.button('Try the live demo').click();
  await expect.poll(() => app.count('messages')).toBeGreaterThan(0);
  // Drawing unneeded traffic would slow down the fetching.
  await app.button('Disconnect').click();
  const shortcut =
    await test.step('can be installed: manifest, icons of the right sizes, and a shortcut to the broker in the tab', () =>
      expectInstallable(page, site.url));
  await untilCached(page, site.url);
  const version = (await versionOf(page)) ?? '';
  await page.close();
  await site.close();

  const second = await page.context().newPage();
  const again = new App(second);
  await second.goto(`${site.url}?whatever`);
  await again.button('Try the live demo').click();
  await showPanel(second, 'Packets');
  await expect(again.packet('PUBLISH').first()).toBeVisible();
  await showPanel(second, 'Handshakes');
  await expect(second.getByRole('tabpanel', { name: /^Handshakes/ })).toBeVisible();
  await again.button('Disconnect').click();

  const third = await page.context().newPage();
  await third.goto(shortcut);
  await new App(third).connected();
  expect(complaints).toEqual([]);
  await third.close();

  cpSync(BUILT, folder, { recursive: true });
  const newer = version.replaceAll(/\w/g, '0');
  for (const file of ['index.html', 'serviceWorker.js']) {
    const built = readFileSync(path.join(BUILT, file), 'utf8');
    expect(built).toContain(version);
    writeFileSync(path.join(folder, file), built.replaceAll(version, newer));
  }
  await serveStatically(FOLDER, {
    built: folder,
    port: Number(new URL(site.url).port),
  });
  // The browser checks for a new version whenever a page is opened.
  const other = await page.context().newPage();
  await other.goto(site.url);
  expect(await versionOf(other)).toBe(newer);
  const note = second.getByRole('status').filter({ hasText: 'New version' });
  await expect(note).toBeVisible({ timeout: TIMEOUT });
  expect(await versionOf(second)).toBe(version);
  await expect(other.getByText('New version')).toHaveCount(0);

  await note.getByRole('button', { name: 'Reload' }).click();
  await expect.poll(() => versionOf(second)).toBe(newer);
  await expect(second.getByRole('button', { name: 'Connect again' })).toBeVisible();
  await expect(note).toHaveCount(0);
});

test('caches only files of the companion; if another app replaces it, nothing', async ({
  app,
  page,
  folder,
  startCompanion,
  serveStatically,
}) => {
  // Its port is used again later.
  const companion = await startCompanion(['--no-demo', '--http', `${await freePort()}`]);
  await app.connect(companion.app, { url: companion.ws });
  await untilCached(page, companion.app);
  await app.connected();
  await showPanel(page, 'Broker');
  await expect(page.getByRole('tabpanel', { name: /^Broker/ })).toBeVisible();
  for (const url of await kept(page)) expect(url).not.toMatch(/[?#]|control|companion\.json|api/);
  // Otherwise it would complain.
  await page.close();
  await companion.stop();

  const second = await page.context().newPage();
  await second.goto(companion.app);
  await expect(second.getByRole('button', { name: 'Try the live demo' })).toBeVisible();

  writeFileSync(path.join(folder, 'index.html'), '<title>Another app</title>');
  const port = Number(new URL(companion.app).port);
  const site = await serveStatically('/', { built: folder, port });
  // The worker leaves when it has seen the other app twice. It looks after each response, so a visit may be
  // over before it has looked.
  await expect(async () => {
    await second.goto(site.url);
    await expect(second).toHaveTitle('Another app');
    expect(await kept(second)).toEqual([]);
  }).toPass();
  await expect
    .poll(() =>
      second.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length),
    )
    .toBe(0);
});
