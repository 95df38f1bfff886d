/** A stuck worker of a connection in the real app: reported, waited for, ended. */
import type { Page, Worker } from '@playwright/test';
import type { App } from '../kit/page/app.ts';
import { showPanel } from '../kit/page/panels.ts';
import { expect, test } from '../kit/test.ts';

/** Worker of the newest connection. */
function newestWorker(page: Page): Worker {
  const worker = page.workers().findLast((one) => one.url().includes('connectionWorker'));
  if (worker === undefined) throw new Error('There is no worker of a connection.');
  return worker;
}

/** Blocks the worker in a separate task, as a bug in the app would. */
const hang = (worker: Worker): Promise<void> =>
  worker.evaluate(() => {
    setTimeout(() => {
      for (;;);
    }, 20);
  });

/** ms after which the page reports a worker that does not answer, and a little more. */
const PATIENCE = 6000;

/** Without the palette, which waits for a pause of the clock. */
async function disconnectInForm(app: App): Promise<void> {
  await app.button('Connection').click();
  await app.button('Disconnect').click();
  await app.page.keyboard.press('Escape');
}

test('a stuck worker is reported, waited for and ended; packets on screen stay', async ({
  app,
  page,
  companion,
}) => {
  await page.clock.install();
  await app.connect(companion.app, { url: companion.ws, subscribe: ['#'] });
  await app.listen(companion, { version: '5', subscribe: ['big/#'] });
  await app.publish('big/0', 'seen', { qos: '1' });
  const newest = app.packet('in', 'PUBLISH', 'big/0');
  await newest.click();
  await expect(app.fields.getByText('big/0')).toBeVisible();

  await hang(newestWorker(page));
  await page.clock.runFor(PATIENCE);
  const silent = page.getByRole('paragraph').filter({ hasText: / does not answer/ });
  await expect(silent).toBeVisible();
  await expect(app.tabs.last()).toContainText('not answering');
  await page.getByRole('button', { name: 'Keep waiting' }).click();
  await expect(silent).toBeHidden();

  // A further request offers the choice again.
  await disconnectInForm(app);
  await expect(silent).toBeVisible();

  // Other tabs continue to work.
  await app.tabs.first().click();
  await expect(silent).toBeHidden();
  await disconnectInForm(app);
  await expect(app.tabs.first()).toContainText('closed');
  await app.tabs.last().click();

  await page.getByRole('button', { name: 'End it' }).click();
  await expect(page.getByRole('paragraph').filter({ hasText: /^127.* was ended/ })).toBeVisible();
  await expect(app.fields.getByText('big/0')).toBeVisible();
  await expect(newest).toBeVisible();

  // The connection is opened again next to it.
  await app.button('Connect').click();
  await app.connected();
});

test('rates fall to 0 and ages grow while a worker does not answer, and after it was ended', async ({
  app,
  page,
  companion,
  connectOther,
}) => {
  await page.clock.install();
  await app.listen(companion, { subscribe: ['n/#'], version: '5' });
  const { client } = await connectOther(companion.mqtt, '5');
  const send = setInterval(() => client.publish('n/0', `${performance.now()}`), 50);
  await app.topic('0').click();
  await showPanel(page, 'Topic');
  const topic = page.getByRole('tabpanel', { name: 'Topic', exact: true });
  await expect(topic).toContainText(/[1-9]\d messages a second/);
  await hang(newestWorker(page));
  await page.clock.runFor(PATIENCE);
  await expect(topic).not.toContainText(/[1-9]\d* messages? a second/);
  await expect(topic).toContainText(/[5-9] s ago/);
  clearInterval(send);
  await page.getByRole('button', { name: 'End it' }).click();
  await page.clock.runFor(PATIENCE);
  await expect(topic).toContainText(/[1-9]\d s ago/);
  await expect(topic).not.toContainText(/[1-9]\d* messages? a second/);
  await expect(topic).not.toContainText('Reading the values');
});
