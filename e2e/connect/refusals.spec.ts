/** Attempts to connect that fail: with a wrong password, without a broker, or by a client of the same name. */
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
    await app.unfold('User and password');
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
    const causes = page.getByRole('listitem').filter({ hasText: /Check|Try/ });
    await expect(causes.first()).toContainText('Nothing is listening on this host and port');
    await expect(causes.nth(1)).toContainText('does not serve MQTT at this path');
    await expect(app.button('Try again')).toBeVisible();
    await expect(page.getByText(/try \d+ in \d+ s/)).toHaveCount(0);
    await box(app, 'URL').fill(companion.ws);
    await app.button('Connect').click();
    await app.connected();
    await expect(page.getByText('Connected, no subscriptions')).toBeVisible();
    forgiveLostServer(complaints);
  });

  await test.step('the port of plain MQTT opened as ws:// is among the causes', async () => {
    await app.open(companion.app, { url: companion.mqtt.replace('mqtt:', 'ws:') });
    await app.button('Connect').click();
    await expect(page.getByText(/WebSocket closed before it opened/).first()).toBeVisible();
    await expect(
      page.getByRole('listitem').filter({ hasText: 'plain MQTT' }).first(),
    ).toBeVisible();
    forgiveLostServer(complaints);
  });

  await test.step('paths with and without WebSocket at the companion are distinguished', async () => {
    await app.open(companion.app, { url: companion.ws.replace('/mqtt', '/elsewhere') });
    await app.button('Connect').click();
    await expect(page.getByText('Try the path /mqtt').first()).toBeVisible();
    await box(app, 'URL').fill(companion.ws);
    await app.button('Connect').click();
    await app.connected();
    forgiveLostServer(complaints);
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
  await expect(page.getByText('Use a different client identifier in this tab')).toBeVisible();
  await expect(app.button('Retry now')).toBeVisible();
  expect(twin.client.connected).toBe(true);
  expect(proxy.recordings).toHaveLength(1);
  // The app resumes the session only on request.
  await app.button('Retry now').click();
  await expect(app.button('Disconnect')).toBeVisible();
  await expect.poll(() => twin.client.connected).toBe(false);
});
