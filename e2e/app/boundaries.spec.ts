/** An error in a part of the app affects only that part. */
import type { Page } from '@playwright/test';
import { showPanel } from '../kit/page/panels.ts';
import { expect, test } from '../kit/test.ts';

declare global {
  /** Attributes that throw when drawn, such as `data-focus=streams`. */
  var planted: readonly string[] | undefined;
}

/** Text of the error, which must not appear in any report. */
const SECRET = 'hunter2';

/**
 * Runs in the page before anything else: React draws attributes while it renders, so a part with one of these
 * throws.
 */
function throwWherePlanted(secret: string): void {
  const { setAttribute } = Object.getOwnPropertyDescriptors(Element.prototype);
  Element.prototype.setAttribute = function set(name, value) {
    if (globalThis.planted?.includes(`${name}=${value}`) === true)
      throw new TypeError(`Cannot read properties of undefined (reading '${secret}')`);
    setAttribute.value?.call(this, name, value);
  };
}

const plant = (page: Page, ...attributes: readonly string[]): Promise<void> =>
  page.evaluate((planted) => {
    globalThis.planted = planted;
  }, attributes);

test.use({ permissions: ['clipboard-read', 'clipboard-write'] });

test('errors in a view, a dialog and a row stay local, are reported, and can be recovered from', async ({
  app,
  page,
  companion,
  complaints,
}) => {
  await page.addInitScript(throwWherePlanted, SECRET);
  await app.listen(companion, { subscribe: ['plant/#'] });
  await app.publish('plant/a', '1');
  const row = (topic: string) => page.locator(`[role=treeitem][data-path="${topic}"]`);
  await expect(row('plant/a')).toBeVisible();
  const failed = page.locator('[data-failed]');
  const again = failed.getByRole('button', { name: 'Try again' });

  await test.step('a view', async () => {
    await plant(page, 'data-focus=streams');
    await showPanel(page, 'Connections');
    await expect(failed).toHaveCount(1);
    await expect(failed).toContainText("Connections can't be shown");
    await failed.getByRole('button', { name: 'Copy details' }).click();
    const copied = () => page.evaluate(() => navigator.clipboard.readText());
    await expect.poll(copied).toContain('view streams');
    const details = await copied();
    expect(details).toMatch(/Error: TypeError\n {2}at \S+\.js:\d+:\d+\n/);
    for (const secret of [SECRET, 'plant', new URL(companion.app).host])
      expect(details).not.toContain(secret);
    // Other parts continue to work.
    await app.publish('plant/b', '2');
    await expect(row('plant/b')).toBeVisible();
    await plant(page);
    await again.click();
    await expect(page.getByRole('grid', { name: 'Connections' })).toBeVisible();
    await expect(failed).toHaveCount(0);
  });

  await test.step('a dialog that Escape closes', async () => {
    await plant(page, 'role=combobox');
    const opener = app.button('Commands');
    await opener.click();
    await expect(page.getByRole('dialog').locator(failed)).toHaveCount(1);
    await page.keyboard.press('Escape');
    await expect(failed).toHaveCount(0);
    await expect(opener).toBeFocused();
    await plant(page);
    await opener.click();
    await expect(page.getByRole('dialog').getByRole('combobox')).toBeFocused();
    await page.keyboard.press('Escape');
  });

  await test.step('a row', async () => {
    await plant(page, 'data-path=plant/c');
    await app.publish('plant/c', '3');
    await expect(failed).toHaveText(/This row can't be shown/);
    await expect(row('plant/a')).toBeVisible();
    await plant(page);
    // A row also recovers when the worker updates it.
    await expect(async () => {
      if (await again.isVisible()) await again.click({ timeout: 500 });
      await expect(row('plant/c')).toBeVisible({ timeout: 500 });
    }).toPass();
  });

  await test.step('an uncaught error', async () => {
    await page.evaluate(() => {
      setTimeout(() => {
        throw new Error('in a timer');
      });
      void Promise.reject(new Error('in a promise'));
    });
    const notice = page.getByRole('region', { name: 'Internal error in mqttscope' });
    await expect(notice).toContainText('(1 more error)');
    await notice.getByRole('button', { name: 'Dismiss' }).click();
    await expect(notice).toHaveCount(0);
  });

  await app.connected();
  const planted = /hunter2|in a timer|in a promise|TypeError: Cannot read/;
  expect(complaints.filter((one) => !planted.test(one))).toEqual([]);
  complaints.splice(0);
});
