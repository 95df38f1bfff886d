/** The first screen: nothing moves when something is found out, and each way to begin leads where it says. */
import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import type { Page } from '@playwright/test';
import type { App } from '../kit/page/app.ts';
import { expect, test } from '../kit/test.ts';

const SIZES = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
];

/** Places of everything that the user can point at, by name. */
const places = (page: Page) =>
  page.locator('main').evaluate((main) =>
    Object.fromEntries(
      [...main.querySelectorAll('h1, input, button')].map((one) => {
        const { x, y, width, height } = one.getBoundingClientRect();
        return [one.getAttribute('aria-label') ?? one.textContent, [x, y, width, height]];
      }),
    ),
  );

const address = (app: App) => app.page.getByRole('textbox', { name: 'URL', exact: true });

for (const locale of ['en-GB', 'zh-CN'])
  test.describe(() => {
    test.use({ locale });
    test(`nothing moves when the companion is found, in ${locale}`, async ({
      page,
      startCompanion,
      guests,
    }) => {
      const companion = await guests.welcome(
        await startCompanion(['--no-demo', '--broker', 'Plant=mqtt://127.0.0.1:1']),
      );
      for (const size of SIZES) {
        await page.setViewportSize(size);
        const held: (() => void)[] = [];
        await page.route('**/*.json', async (route) => {
          await new Promise<void>((resolve) => held.push(resolve));
          await route.fallback();
        });
        await page.goto(companion.app);
        await expect(page.locator('main input')).toBeVisible();
        await expect.poll(() => held.length).toBeGreaterThan(0);
        await page.evaluate(() => document.fonts.ready);
        const before = await places(page);
        expect(Object.keys(before).length).toBeGreaterThan(6);
        await page.unroute('**/*.json');
        for (const release of held) release();
        await expect(page.getByRole('button', { name: /^Plant/ })).toBeVisible();
        expect(await places(page)).toMatchObject(before);
      }
    });
  });

test('nothing moves while addresses are tried', async ({ app, page, companion }) => {
  const sockets: Socket[] = [];
  const silent = createServer((socket) => sockets.push(socket)).listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const bound = silent.address();
  if (bound === null || typeof bound === 'string') throw new Error('no port');
  for (const size of SIZES) {
    await page.setViewportSize(size);
    await page.goto('about:blank');
    await page.goto(companion.printed);
    await address(app).fill(`127.0.0.1:${bound.port}`);
    const before = await places(page);
    await address(app).press('Enter');
    await expect(page.getByRole('status').filter({ hasText: /^Trying/ })).toBeVisible();
    const { ConnectEnter: connect, ...others } = before;
    expect(await places(page)).toMatchObject({ ...others, Stop: connect });
    await app.button('Stop').click();
  }
  for (const socket of sockets) socket.destroy();
  silent.close();
});

test('the card of the lost PUBACK opens its recipe, which one click starts', async ({
  app,
  page,
  companion,
}) => {
  await page.goto(companion.printed);
  await app.button('Lose a PUBACK').click();
  await expect(page.getByRole('heading', { name: 'Lost PUBACK' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Tour' })).toHaveCount(0);
  await app.button('Start').click();
  const ladder = page.getByRole('region', { name: 'Live ladder' });
  await expect(ladder).toContainText('DUP');
  await expect(page.getByText('5 of 5')).toBeVisible();
});
