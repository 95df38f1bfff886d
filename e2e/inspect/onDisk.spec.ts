/** A packet log larger than its memory, in a real browser's private file. */
import type { Packet } from '../../src/mqtt/tables/packet.ts';
import type { App } from '../kit/page/app.ts';
import { allowDisk, files, flood, switchDisk } from '../kit/page/disk.ts';
import type { Companion } from '../kit/peers/companion.ts';
import { speaking } from '../kit/peers/peer.ts';
import { expect, type Fixtures, test } from '../kit/test.ts';

type Given = Pick<Fixtures, 'companion' | 'startPeer' | 'complaints'>;

/** MB that exceed a log's memory, together with a disk of 4 MB. */
const MEMORY_AND_MORE = 22;
const DISK_AND_MORE = 26;
const connack: Packet = { type: 'connack', sessionPresent: false, reasonCode: 0, properties: [] };

const answering = () => speaking(5, (packet) => (packet.type === 'connect' ? [connack] : []));

/** Connects, and receives more than the memory holds. @returns the address of the broker */
async function overflow(app: App, { companion, startPeer }: Given): Promise<string> {
  const { page } = app;
  const peer = await startPeer(answering());
  await app.connect(companion.app, { url: peer.ws, version: '5' });
  await allowDisk(app);
  for (const frame of flood(MEMORY_AND_MORE)) peer.send(frame);
  await expect.poll(() => app.count('messages')).toBe(MEMORY_AND_MORE);
  await expect(page.getByText(/ MiB on disk$/)).toBeVisible();
  expect(await app.count('oldest packets discarded')).toBe(0);
  // The file may appear after the packets.
  await expect.poll(async () => (await files(page))[0] ?? 0).toBeGreaterThan(5_000_000);
  await expect.poll(async () => (await files(page)).length).toBe(1);
  return peer.ws;
}

async function showsFromDisk(app: App): Promise<void> {
  const { page } = app;
  // The oldest message is in it with its bytes.
  await app.packets.focus();
  await page.keyboard.press('Home');
  await app.choose(app.packet('in', 'PUBLISH', 'big/0'));
  await expect(app.fields.getByText('big/0')).toBeVisible();
  await expect(app.bytes).toContainText('61 61 61');

  // Undo of Clear restores it.
  await app.button('Clear').click();
  await app.pointAtUndo();
  await expect.poll(() => app.count('messages')).toBe(0);
  await page.keyboard.press('Control+z');
  await expect.poll(() => app.count('messages')).toBe(MEMORY_AND_MORE);
  await expect.poll(() => app.count('oldest packets discarded')).toBe(0);
  await page.keyboard.press('Home');
  await expect(app.packet('in', 'PUBLISH', 'big/0')).toBeVisible();
}

async function removesFiles(app: App, companion: Companion, url: string): Promise<void> {
  const { page } = app;
  // Another connection has a separate file, which is removed with it.
  await app.connect(companion.app, { url, version: '5' });
  await expect.poll(async () => (await files(page)).length).toBe(2);
  await page
    .getByRole('button', { name: /^Close ws:\/\/127/ })
    .last()
    .click();
  await page.getByRole('button', { name: 'Close connection' }).click();
  await app.dismissUndo();
  await expect.poll(async () => (await files(page)).length).toBe(1);

  // Leaving the page keeps the file: the next page offers its packets until they are declined.
  await page.reload();
  const left = page.getByRole('region', { name: 'Packets still on disk' });
  await expect(left.getByRole('listitem')).toHaveText(/^127\.0\.0\.1:\d+since .*, \d+ packets, /);
  await left.getByRole('button', { name: /^Delete/ }).click();
  await expect(left).toBeHidden();
  await app.pointAtUndo();
  await page.keyboard.press('Control+z');
  await expect(left).toBeVisible();
  await left.getByRole('button', { name: /^Delete/ }).click();
  await app.dismissUndo();

  // Once the feature is off, files without packets are removed.
  await (await switchDisk(app)).getByRole('button', { name: 'Close' }).click();
  await expect.poll(async () => Math.max(0, ...(await files(page)))).toBeLessThan(10_000);
  await page.reload();
  await expect.poll(() => files(page)).toEqual([]);
}

async function discardsOldest(
  app: App,
  { companion, startPeer, complaints }: Given,
): Promise<void> {
  const { page } = app;
  const peer = await startPeer(answering());
  await app.connect(companion.app, { url: peer.ws, version: '5' });
  const browser = await page.context().newCDPSession(page);
  const { origin } = new URL(companion.app);
  await browser.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 4_000_000 });
  await allowDisk(app);
  for (const frame of flood(DISK_AND_MORE)) peer.send(frame);
  await expect.poll(() => app.count('messages')).toBe(DISK_AND_MORE);
  await expect.poll(() => app.count('oldest packets discarded')).toBeGreaterThan(5);
  await expect(page.getByText('The disk is full.')).toBeVisible();
  await expect(page.getByText(/ MiB on disk$/)).toBeVisible();
  // The newest packets have their bytes.
  await app.packets.focus();
  await page.keyboard.press('End');
  await app.choose(app.packet('in', 'PUBLISH', `big/${DISK_AND_MORE - 1}`));
  await expect(app.bytes).toContainText('61 61 61');

  // Another page waits for the file of this one.
  const owned = await page.evaluate(async () => (await navigator.locks.query()).held?.[0]?.name);
  const next = await page.context().newPage();
  await next.goto(companion.app);
  await expect
    .poll(() => next.evaluate(async () => (await navigator.locks.query()).pending ?? []))
    .toContainEqual(expect.objectContaining({ name: owned }));
  const left = next.getByRole('region', { name: 'Packets still on disk' });
  await expect(left).toBeHidden();

  // The crash answers no command.
  await Promise.race([page.waitForEvent('crash'), browser.send('Page.crash')]);
  expect(complaints.splice(0)).toEqual(['the page crashed']);
  await left.getByRole('button', { name: /^Open the packets of 127/ }).click();
  await expect(next.getByText(/packets were only in memory and lost/)).toBeVisible();
  await expect(next.getByText(/^big\/\d$/).first()).toBeVisible();
}

test('packets that exceed the memory go to a file and can be viewed', async ({
  app,
  companion,
  startPeer,
  complaints,
}) => {
  await overflow(app, { companion, startPeer, complaints });
  await showsFromDisk(app);
});

test('a file goes with its connection; leaving the page keeps it until its packets are declined', async ({
  app,
  companion,
  startPeer,
  complaints,
}) => {
  const url = await overflow(app, { companion, startPeer, complaints });
  await removesFiles(app, companion, url);
});

test('with a full disk, the oldest packets are discarded and counted; a crash of the page keeps the others', async ({
  app,
  companion,
  startPeer,
  complaints,
}) => discardsOldest(app, { companion, startPeer, complaints }));
