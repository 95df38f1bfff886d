/** Packet logs that spill into the browser's private files. */
import { expect, type Locator, type Page } from '@playwright/test';
import { encode } from '../../../src/mqtt/codec/encode.ts';
import type { App } from './app.ts';

/** Messages of 1 MB each. */
export const flood = (length: number): readonly Uint8Array[] =>
  Array.from({ length }, (_, n) => {
    const payload = new Uint8Array(1_000_000).fill(0x61);
    const rest = { dup: false, retain: false, properties: [], payload };
    return encode({ type: 'publish', qos: 0, topic: `big/${n}`, ...rest }, 5);
  });

/** Size of each log file in the browser. */
export const files = (page: Page): Promise<readonly number[]> =>
  page.evaluate(async () => {
    const root = await navigator.storage.getDirectory();
    const folder = await root.getDirectoryHandle('logs', { create: true });
    const sizes: number[] = [];
    for await (const entry of folder.values()) {
      if (!(entry instanceof FileSystemFileHandle)) continue;
      try {
        sizes.push((await entry.getFile()).size);
      } catch (error) {
        // Some tests wait for its removal, which may occur between the two calls.
        const isGone = error instanceof DOMException && error.name === 'NotFoundError';
        if (!isGone) throw error;
      }
    }
    return sizes;
  });

export async function switchDisk(app: App): Promise<Locator> {
  // Shortcuts work once it is drawn.
  await expect(app.button('New connection').first()).toBeVisible();
  await app.page.keyboard.press('Control+k');
  await app.page.keyboard.type('on disk');
  await expect(app.page.getByRole('option', { name: /on disk/, selected: true })).toBeVisible();
  await app.page.keyboard.press('Enter');
  const dialog = app.page.getByRole('dialog', { name: 'Packets on disk' });
  await expect(dialog.getByText('The browser allows this page')).toBeVisible();
  await dialog.getByRole('switch', { name: 'Use the disk when memory is full' }).click();
  return dialog;
}

export async function allowDisk(app: App): Promise<void> {
  const dialog = await switchDisk(app);
  await dialog.getByRole('combobox', { name: 'Memory of a packet log' }).selectOption('16 MiB');
  await dialog.getByRole('button', { name: 'Close' }).click();
  await expect(dialog).toBeHidden();
}
