/** A packet log that is larger than its memory, in a real browser's private file. */
import type { Locator, Page } from '@playwright/test';
import { encode } from '../src/mqtt/encode.ts';
import type { Packet } from '../src/mqtt/packet.ts';
import type { App } from './kit/app.ts';
import { speaking } from './kit/peer.ts';
import { expect, test } from './kit/test.ts';

/** MB that fill a log's memory and more, and with it a disk of 4 MB. */
const MEMORY_AND_MORE = 22;
const DISK_AND_MORE = 26;
const connack: Packet = { type: 'connack', sessionPresent: false, reasonCode: 0, properties: [] };

/** Messages of 1 MB each. */
const flood = (length: number): readonly Uint8Array[] =>
  Array.from({ length }, (_, n) => {
    const payload = new Uint8Array(1_000_000).fill(0x61);
    const rest = { dup: false, retain: false, properties: [], payload };
    return encode({ type: 'publish', qos: 0, topic: `big/${n}`, ...rest }, 5);
  });

/** Bytes of each file that logs have in the browser. */
const files = (page: Page): Promise<readonly number[]> =>
  page.evaluate(async () => {
    const root = await navigator.storage.getDirectory();
    const folder = await root.getDirectoryHandle('logs', { create: true });
    const sizes: number[] = [];
    for await (const entry of folder.values()) {
      if (!(entry instanceof FileSystemFileHandle)) continue;
      try {
        sizes.push((await entry.getFile()).size);
      } catch (error) {
        // It may be removed between the two: that is what some of the tests wait for.
        const isGone = error instanceof DOMException && error.name === 'NotFoundError';
        if (!isGone) throw error;
      }
    }
    return sizes;
  });

const answering = () => speaking(5, (packet) => (packet.type === 'connect' ? [connack] : []));

async function switchSetting(app: App): Promise<Locator> {
  // There are keys once it is drawn.
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

async function allow(app: App): Promise<void> {
  const dialog = await switchSetting(app);
  await dialog.getByRole('combobox', { name: 'Memory of a packet log' }).selectOption('16 MiB');
  await dialog.getByRole('button', { name: 'Close' }).click();
  await expect(dialog).toBeHidden();
}

test('what memory has no room for goes to a file, and all of it can be looked at', async ({
  app,
  page,
  companion,
  startPeer,
}) => {
  const peer = await startPeer(answering());
  await app.connect(companion.app, { url: peer.ws, version: '5' });
  await allow(app);
  for (const frame of flood(MEMORY_AND_MORE)) peer.send(frame);
  await expect.poll(() => app.count('messages')).toBe(MEMORY_AND_MORE);
  await expect(page.getByText(/ MiB on disk$/)).toBeVisible();
  expect(await app.count('oldest packets discarded')).toBe(0);
  // The file may be there later than the packets.
  await expect.poll(async () => (await files(page))[0] ?? 0).toBeGreaterThan(5_000_000);
  expect(await files(page)).toHaveLength(1);

  // The oldest message lies there with its bytes.
  await app.packets.focus();
  await page.keyboard.press('Home');
  await app.packet('in', 'PUBLISH', 'big/0').click();
  await expect(app.fields.getByText('big/0')).toBeVisible();
  await expect(app.bytes).toContainText('61 61 61');

  // Undo of Clear brings it back.
  await app.button('Clear').click();
  await app.pointAtUndo();
  await expect.poll(() => app.count('messages')).toBe(0);
  await page.keyboard.press('Control+z');
  await expect.poll(() => app.count('messages')).toBe(MEMORY_AND_MORE);
  expect(await app.count('oldest packets discarded')).toBe(0);
  await page.keyboard.press('Home');
  await expect(app.packet('in', 'PUBLISH', 'big/0')).toBeVisible();

  // Another connection has a file of its own, which ends with it.
  await app.connect(companion.app, { url: peer.ws, version: '5' });
  await expect.poll(async () => (await files(page)).length).toBe(2);
  await page
    .getByRole('button', { name: /^Close 127/ })
    .last()
    .click();
  await page.getByRole('button', { name: 'Close connection' }).click();
  await expect.poll(async () => (await files(page)).length).toBe(1);

  // A page that is left removes nothing: the next one that uses the disk does.
  await page.reload();
  await expect.poll(() => files(page)).toEqual([0]);

  // Once it may not be used any more, nothing stays.
  await (await switchSetting(app)).getByRole('button', { name: 'Close' }).click();
  await page.reload();
  await expect.poll(() => files(page)).toEqual([]);
});

test('without room on the disk, the oldest packets are discarded, and that is said', async ({
  app,
  page,
  companion,
  startPeer,
}) => {
  const peer = await startPeer(answering());
  await app.connect(companion.app, { url: peer.ws, version: '5' });
  const browser = await page.context().newCDPSession(page);
  const { origin } = new URL(companion.app);
  await browser.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 4_000_000 });
  await allow(app);
  for (const frame of flood(DISK_AND_MORE)) peer.send(frame);
  await expect.poll(() => app.count('messages')).toBe(DISK_AND_MORE);
  await expect.poll(() => app.count('oldest packets discarded')).toBeGreaterThan(5);
  await expect(page.getByText('The disk has no room for more packets.')).toBeVisible();
  await expect(page.getByText(/ MiB on disk$/)).toBeVisible();
  // The newest are there with their bytes.
  await app.packets.focus();
  await page.keyboard.press('End');
  await app.packet('in', 'PUBLISH', `big/${DISK_AND_MORE - 1}`).click();
  await expect(app.bytes).toContainText('61 61 61');
});
