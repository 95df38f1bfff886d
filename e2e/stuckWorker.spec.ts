/** A connection's worker that is stuck, in the real app: named, waited for, ended; and what is left of it. */
import type { Page, Worker } from '@playwright/test';
import { encode } from '../src/mqtt/encode.ts';
import type { Packet } from '../src/mqtt/packet.ts';
import { speaking } from './kit/peer.ts';
import { expect, test } from './kit/test.ts';

const connack: Packet = { type: 'connack', sessionPresent: false, reasonCode: 0, properties: [] };

/** Of the connection that was opened last. */
function newestWorker(page: Page): Worker {
  const worker = page.workers().findLast((one) => one.url().includes('connectionWorker'));
  if (worker === undefined) throw new Error('There is no worker of a connection.');
  return worker;
}

/** Never answers: nobody waits for it. */
function hang(worker: Worker): void {
  worker
    .evaluate(() => {
      for (;;);
    })
    .catch(() => undefined);
}

test('a stuck worker is named, can be waited for and ended, and its packets stay readable', async ({
  app,
  page,
  companion,
  startPeer,
}) => {
  const peer = await startPeer(
    speaking(5, (packet) => (packet.type === 'connect' ? [connack] : [])),
  );
  await app.connect(companion.app, { url: companion.ws, subscribe: ['#'] });
  await app.connect(companion.app, { url: peer.ws, version: '5' });
  const publish = (n: number) => {
    const payload = new TextEncoder().encode(`value ${n}`);
    const rest = { dup: false, retain: false, properties: [], payload };
    return encode({ type: 'publish', qos: 0, topic: `plant/${n}`, ...rest }, 5);
  };
  for (let n = 0; n < 5; n += 1) peer.send(publish(n));
  await expect.poll(() => app.count('messages')).toBe(5);
  await app.packet('in', 'PUBLISH', 'plant/2').click();
  await expect(app.fields.getByText('plant/2')).toBeVisible();

  hang(newestWorker(page));
  const silent = page.getByRole('paragraph').filter({ hasText: / does not answer/ });
  await expect(silent).toBeVisible();
  await page.getByRole('button', { name: 'Keep waiting' }).click();
  await expect(silent).toBeHidden();

  // Whoever wants something of it has the choice again.
  await app.button('Disconnect').click();
  await expect(silent).toBeVisible();

  // Other tabs go on.
  await app.tabs.first().click();
  await expect(silent).toBeHidden();
  await app.tabs.last().click();

  await page.getByRole('button', { name: 'End it' }).click();
  await expect(page.getByRole('paragraph').filter({ hasText: /^127.* was ended/ })).toBeVisible();
  await expect(app.fields.getByText('plant/2')).toBeVisible();
  await expect(app.packet('in', 'PUBLISH', 'plant/4')).toBeVisible();
  await page.getByRole('button', { name: 'Connect again' }).click();
  await app.connected();
  await expect(app.tabs).toHaveCount(3);
});
