/** Attempts to connect that fail: with a wrong password, without a broker, or by a client of the same name. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { freePort } from '../../src/connection/ports.testkit.ts';
import type { App } from '../kit/page/app.ts';
import { expect, forgiveLostServer, test } from '../kit/test.ts';

const box = (app: App, name: string) => app.connection.getByRole('textbox', { name, exact: true });

for (const [version, code] of [
  ['3.1.1', /no automatic retry for [45]\b/],
  ['5', /no automatic retry for 0x8[67]/],
] as const) {
  test(`a wrong password is explained and not retried, the right one connects (MQTT ${version})`, async ({
    app,
    page,
    startCompanion,
    startProxy,
  }) => {
    const companion = await startCompanion(['--no-demo', '--no-bridge', '--user', 'ann:right']);
    const proxy = await startProxy(companion.ws);
    await app.open(companion.app, { url: proxy.ws, version });
    await box(app, 'User name').fill('ann');
    await box(app, 'Password').fill('wrong-7531');
    await app.button('Connect').click();
    await expect(page.getByText(/Bad user name or password|Not authorized/i).first()).toBeVisible();
    await expect(page.getByText('Check that user name and password are the same')).toBeVisible();
    await expect(page.getByText(code)).toBeVisible();
    await app.button('Try again').click();
    await expect.poll(() => proxy.recordings.length).toBe(2);
    await expect(page.getByText(code)).toBeVisible();
    await expect(app.button('Stop')).toHaveCount(0);
    expect(await page.locator('body').innerText()).not.toContain('wrong-7531');

    await box(app, 'Password').fill('right');
    await app.button('Connect').click();
    await app.connected();
    expect(proxy.recordings).toHaveLength(3);
  });
}

test('an address at which no broker answers gets possible causes', async ({
  app,
  page,
  companion,
  complaints,
}) => {
  await test.step('an address that never answered lists possible causes, and is not retried', async () => {
    const port = await freePort();
    await app.open(companion.app, { url: `ws://127.0.0.1:${port}/mqtt` });
    await app.button('Connect').click();
    const seen = 'The companion tried the same address: Nothing listens at';
    await expect(page.getByText(seen).first()).toContainText(`127.0.0.1:${port}`);
    await expect(page.getByText('WebSocket closed before it opened').first()).toBeVisible();
    await expect(app.button('Try again')).toBeVisible();
    await expect(page.getByText(/try \d+ in \d+ s/)).toHaveCount(0);
    await box(app, 'URL').fill(companion.ws);
    await app.button('Connect').click();
    await app.connected();
    await expect(page.getByText('Connected, no subscriptions')).toBeVisible();
    forgiveLostServer(complaints);
  });

  await test.step('the port of plain MQTT written as ws:// is found as what it is', async () => {
    await app.open(companion.app, { url: companion.mqtt.replace('mqtt:', 'ws:') });
    await app.button('Connect').click();
    await app.connected();
    await app.openForm();
    await expect(box(app, 'URL')).toHaveValue(companion.mqtt);
  });

  await test.step('paths with and without WebSocket at the companion are distinguished', async () => {
    await app.open(companion.app, { url: companion.ws.replace('/mqtt', '/elsewhere') });
    await app.button('Connect').click();
    await expect(page.getByText('Check the path, usually /mqtt').first()).toBeVisible();
    await box(app, 'URL').fill(companion.ws);
    await app.button('Connect').click();
    await app.connected();
    forgiveLostServer(complaints);
  });
});

test('an address without a path is searched like host and port, and failures are told once', async ({
  app,
  page,
  companion,
  complaints,
}) => {
  await test.step('a web address of the companion leads to its broker', async () => {
    const { host } = new URL(companion.ws);
    for (const url of [`http://${host}`, `ws://${host}`]) {
      await app.open(companion.app, { url });
      await app.button('Connect').click();
      await app.connected();
      await app.openForm();
      await expect(box(app, 'URL')).toHaveValue(companion.ws);
      await app.button('Close').first().click();
    }
  });

  await test.step('a web server without MQTT is not taken for a closed port', async () => {
    const web = createServer((_, response) => response.writeHead(404).end()).listen(0, '127.0.0.1');
    await once(web, 'listening');
    const address = web.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    await app.open(companion.app, { url: `http://127.0.0.1:${port}` });
    await app.button('Connect').click();
    await expect(page.getByText('The server answered with HTTP status 404').first()).toBeVisible();
    await expect(page.getByText('Nothing is listening')).toHaveCount(0);
    const tried = page.getByRole('list', { name: 'Addresses that were tried' });
    for (const path of ['/mqtt', '/'])
      await expect(tried).toContainText(`ws://127.0.0.1:${port}${path}`);
    web.close();
    forgiveLostServer(complaints);
  });

  await test.step('the first screen says once what is wrong with an address', async () => {
    await app.button('New connection').first().click();
    await box(app, 'URL').fill('mqtt//foo bar');
    await app.button('Connect').click();
    await expect(page.getByText('it contains whitespace')).toHaveCount(1);
  });
});

test('two tabs with one client id do not alternate: the taken-over one stays disconnected', async ({
  app,
  page,
  companion,
  startProxy,
  connectOther,
}) => {
  const proxy = await startProxy(companion.ws);
  await app.open(companion.app, { url: proxy.ws, version: '5' });
  await box(app, 'Client ID').fill('twin');
  await app.button('Connect').click();
  await app.connected();
  const twin = await connectOther(companion.mqtt, '5', { clientId: 'twin' });
  await expect(page.getByText('Session taken over').first()).toBeVisible();
  await expect(page.getByText('no automatic retry for 0x8E')).toBeVisible();
  await expect(page.getByText('Use a different client ID in this tab')).toBeVisible();
  await expect(app.button('Retry now')).toBeVisible();
  expect(twin.client.connected).toBe(true);
  expect(proxy.recordings).toHaveLength(1);
  // The app resumes the session only on request.
  await app.button('Retry now').click();
  await app.connected({ stays: true });
  await expect.poll(() => twin.client.connected).toBe(false);
});
