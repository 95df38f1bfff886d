/** Bytes copied as text, pasted into the page: packets without a connection. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import type { App } from '../kit/page/app.ts';
import { expect, test } from '../kit/test.ts';
import { ROOT } from '../run/step.ts';

const forms = readFileSync(path.join(ROOT, 'e2e/cases/pub-16-hex-forms.txt'), 'utf8');

/** The text below a heading of the file. */
function form(heading: string): string {
  const part = forms.split(/^## /m).find((one) => one.startsWith(heading));
  if (part === undefined) throw new Error(heading);
  return part.slice(part.indexOf('\n') + 1);
}

/** Dispatches the event that the keys for pasting cause. */
const paste = (page: Page, text: string): Promise<void> =>
  page.evaluate((content) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', content);
    const target = document.activeElement ?? document.body;
    target.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
    );
  }, text);

async function showsPackets({ packets, fields }: App): Promise<void> {
  await expect(packets.getByRole('row').filter({ hasText: 'CONNECT' }).first()).toBeVisible();
  await packets.getByRole('row').filter({ hasText: 'soil7' }).first().click();
  await expect(fields.getByRole('treeitem').filter({ hasText: 'Keep Alive' })).toContainText('60');
}

test('opens a pasted hex dump on the first screen', async ({ app, companion }) => {
  await app.page.goto(companion.app);
  await expect(app.page.getByRole('textbox').first()).toBeFocused();
  await paste(app.page, form('Wireshark'));
  await showsPackets(app);
});

test('opens a pasted log outside fields, and ignores other texts', async ({ app, companion }) => {
  await app.page.goto(companion.app);
  await app.page.getByRole('heading', { level: 1 }).click();
  await app.page.evaluate(() => document.activeElement?.closest('input')?.blur());
  await paste(app.page, 'a sentence about 10 brokers');
  await paste(app.page, form('log with directions'));
  await showsPackets(app);
  await expect(app.packets.getByRole('row').filter({ hasText: 'CONNACK' })).toBeVisible();
  await expect(app.tabs).toHaveCount(2);
});
