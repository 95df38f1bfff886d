/** Packets that are kept over a reload, in a real browser's private files. */
import type { Page } from '@playwright/test';
import type { App } from '../kit/page/app.ts';
import type { Companion } from '../kit/peers/companion.ts';
import { expect, test } from '../kit/test.ts';

/** Bytes in all files of this origin. */
const bytesKept = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    const root = await navigator.storage.getDirectory();
    const folder = await root.getDirectoryHandle('kept', { create: true });
    let bytes = 0;
    for await (const entry of folder.values()) {
      try {
        if (entry instanceof FileSystemFileHandle) bytes += (await entry.getFile()).size;
      } catch {
        // Removed meanwhile.
      }
    }
    return bytes;
  });

const line = (page: Page) => page.getByRole('rowheader').filter({ hasText: /Reloaded at \d\d:/ });

/** Connects and publishes to itself. Returns once the packets are in the files. */
async function listen(app: App, companion: Companion): Promise<void> {
  await app.listen(companion, { version: '5', subscribe: ['kept/#'], keepAlive: '0' });
  await app.publish('kept/a', 'before', { qos: '1' });
  await expect(app.packet('in', 'PUBLISH', 'kept/a')).toBeVisible();
  await settled(app.page);
}

/** Waits until the files have all packets: nothing more is written. */
async function settled(page: Page): Promise<void> {
  await expect.poll(() => bytesKept(page)).toBeGreaterThan(600);
  let before = -1;
  const isSame = async (): Promise<boolean> => {
    const now = await bytesKept(page);
    const same = now === before;
    before = now;
    return same;
  };
  await expect.poll(isSame, { intervals: [1500] }).toBe(true);
}

test('a reload shows the packets again, with a line, and later ones after it', async ({
  app,
  page,
  companion,
}) => {
  await listen(app, companion);
  const count = await app.count('packets');
  await page.reload();
  await expect(line(page)).toBeVisible();
  await expect(page.getByText('Its newest packets are shown again')).toBeVisible();
  await expect(app.packet('in', 'PUBLISH', 'kept/a')).toBeVisible();
  await expect.poll(() => app.count('packets')).toBe(count);

  await app.button('Connect again').click();
  await app.connected();
  await app.publish('kept/b', 'after', { qos: '0' });
  await expect(app.packet('in', 'PUBLISH', 'kept/b')).toBeVisible();
  const rows = await app.packets.getByRole('row').allTextContents();
  const at = (text: string) => rows.findIndex((row) => row.includes(text));
  expect(at('kept/a')).toBeLessThan(at('Reloaded at'));
  expect(at('Reloaded at')).toBeLessThan(at('kept/b'));

  // Both reloads have their line.
  await settled(page);
  await page.reload();
  await expect(line(page)).toHaveCount(2);
  await expect(app.packet('in', 'PUBLISH', 'kept/b')).toBeVisible();
});

test('Clear, and turning the setting off, delete the packets', async ({ app, page, companion }) => {
  await listen(app, companion);
  await app.clear();
  await expect.poll(() => bytesKept(page)).toBe(0);
  await page.reload();
  await expect(app.button('Connect again')).toBeVisible();
  await expect(page.getByText('its packets were not kept')).toBeVisible();
  expect(await app.count('packets')).toBe(0);

  await app.button('Connect again').click();
  await app.connected();
  await app.publish('kept/c', 'again', { qos: '0' });
  await settled(page);
  await page.keyboard.press('Control+k');
  await page.keyboard.type('over a reload');
  await expect(page.getByRole('option', { name: 'Keep packets over a reload' })).toBeVisible();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Kept packets' });
  await dialog.getByRole('switch', { name: 'Keep the newest packets' }).click();
  await expect.poll(() => bytesKept(page)).toBe(0);
  await dialog.getByRole('button', { name: 'Close' }).click();
  await page.reload();
  await expect(page.getByText('its packets were not kept')).toBeVisible();
});

test('packets of a closed page are offered once; those of a live one never', async ({
  app,
  page,
  companion,
}) => {
  await listen(app, companion);
  const other = await page.context().newPage();
  await other.goto(companion.app);
  const offered = other.getByRole('region', { name: 'Packets of closed tabs' });
  await expect(other.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(offered).toBeHidden();
  await page.close();
  await other.reload();
  await expect(offered.getByRole('listitem')).toHaveText(/^127\.0\.0\.1:\d+\d+ packets, until /);
  await offered.getByRole('button', { name: /^Open the packets of 127/ }).click();
  await expect(other.getByText('kept/a').first()).toBeVisible();
  await expect.poll(() => bytesKept(other)).toBe(0);
  const third = await page.context().newPage();
  await third.goto(companion.app);
  await expect(third.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(third.getByRole('region', { name: 'Packets of closed tabs' })).toBeHidden();
});
