/** The connection editor: accepted input, stored data and error messages. */
import type { Page } from '@playwright/test';
import { freePort } from '../../src/connection/ports.testkit.ts';
import { App } from '../kit/page/app.ts';
import { expect, forgiveLostServer, test } from '../kit/test.ts';

const box = (app: App, name: string) => app.connection.getByRole('textbox', { name, exact: true });
const radio = (app: App, name: string) => app.connection.getByRole('radio', { name, exact: true });

/** At once, as from the clipboard. */
const type = (app: App, address: string) => box(app, 'URL').fill(address);

/** All text in the origin's IndexedDB and localStorage. */
async function stored(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const request = <T>(asked: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        asked.onsuccess = () => resolve(asked.result);
        asked.onerror = () => reject(new Error('IndexedDB refused'));
      });
    const found: unknown[] = [JSON.stringify(localStorage), JSON.stringify(sessionStorage)];
    for (const { name } of await indexedDB.databases()) {
      const database = await request(indexedDB.open(name ?? ''));
      for (const store of database.objectStoreNames) {
        const records: unknown = await request(
          database.transaction(store).objectStore(store).getAll(),
        );
        found.push(records);
      }
      database.close();
    }
    return JSON.stringify(found);
  });
}

/** Leaves two profiles, and one whose deletion survives the reload. */
async function expectProfilesKept(app: App, url: string): Promise<void> {
  const { page } = app;
  const another = () => app.button('New connection').first().click();
  const profiles = page.getByRole('complementary', { name: 'Profiles' });
  await another();
  await app.openForm('User and password', 'Appearance and profile');
  await type(app, url);
  await box(app, 'Name').fill('plant');
  await box(app, 'User name').fill('ann');
  await box(app, 'Password').fill('hunter2');
  await radio(app, '3.1.1').click();
  await app.button('Save profile').click();

  // A device's secret is stored like other secrets.
  await another();
  await app.openForm();
  await radio(app, 'Alibaba Cloud IoT').click();
  await box(app, 'Product key').fill('a1ZdK9qTbXe');
  await box(app, 'Device name').fill('press-07');
  await box(app, 'Device secret').fill('device5ecret');
  await app.button('Save profile').click();

  for (const name of ['plant', 'a1ZdK9qTbXe']) {
    await expect.poll(() => stored(page)).toContain(name);
  }
  expect(await stored(page)).not.toMatch(/hunter2|device5ecret/);

  await another();
  await app.openForm('Appearance and profile');
  await type(app, url);
  await box(app, 'Name').fill('spare');
  await app.button('Save profile').click();
  await app.openProfiles();
  const spare = profiles.getByRole('button', { name: /^spare/ });
  await expect(spare).toBeVisible();
  // Undo is offered for some seconds.
  const undone = app.button('Undo').click();
  await app.button('Delete profile spare').click();
  await undone;
  await expect(spare).toBeVisible();
  await app.button('Delete profile spare').click();
  await expect(spare).toHaveCount(0);

  await page.reload();
  await app.openProfiles();
  await expect(profiles.getByRole('button', { name: /^press-07/ })).toBeVisible();
  await expect(spare).toHaveCount(0);
  await profiles.getByRole('button', { name: /^plant/ }).click();
  await app.unfold('User and password');
  await expect(box(app, 'URL')).toHaveValue(url);
  await expect(box(app, 'User name')).toHaveValue('ann');
  await expect(box(app, 'Password')).toHaveValue('');
  await expect(radio(app, '3.1.1')).toBeChecked();
}

test('the address is parsed as typed, a client id is unique per tab, a wrong password is explained and not retried, and profiles survive a reload without secrets; a deleted one is restored', async ({
  app,
  page,
  context,
  startCompanion,
  startProxy,
}) => {
  const companion = await startCompanion(['--no-demo', '--no-bridge', '--user', 'ann:right']);
  const another = () => app.button('New connection').first().click();

  await test.step('a client id is unique per tab', async () => {
    const second = await context.newPage();
    const ids: string[] = [];
    for (const tab of [page, second]) {
      await tab.goto(companion.app);
      await new App(tab).openForm();
      ids.push(await box(new App(tab), 'Client ID').inputValue());
    }
    await another();
    await app.openForm();
    ids.push(await box(app, 'Client ID').inputValue());
    expect(new Set(ids).size).toBe(3);
    for (const id of ids) expect(id).not.toBe('');
  });

  await test.step('host:port, and hints on addresses that a browser cannot open', async () => {
    await another();
    const { host } = new URL(companion.ws);
    await type(app, host);
    await type(app, 'mqtt://broker.example:1883');
    await expect(page.getByText('A browser cannot open mqtt:// addresses').first()).toBeVisible();

    for (const nonsense of ['ws://', 'ws://a b', 'ws://host:99999/', '<b>x</b>', 'ftp://x']) {
      await type(app, nonsense);
      await app.button('Connect').click();
      await expect(box(app, 'URL')).toHaveAttribute('aria-invalid', 'true');
      await expect(app.button('Disconnect')).toHaveCount(0);
    }

    // Only its host and port: the path and the transport are found.
    await type(app, host);
    await app.openForm('User and password');
    await box(app, 'User name').fill('ann');
    await box(app, 'Password').fill('right');
    await app.button('Connect').click();
    await app.connected();
    await expect(page.getByText('Connected, no subscriptions')).toBeVisible();
  });

  await test.step('a mosquitto_sub command fills every field, and the password leaves the address', async () => {
    await another();
    await app.openForm('User and password', 'Session and will');
    await type(
      app,
      'mosquitto_sub -h broker.example -p 1883 -u ann -P hunter2 -i probe-7 -t "sensors/+/temp" -t \'a/#\' -q 1 -V 311 -k 30 --cafile ca.pem -v',
    );
    await expect(box(app, 'User name')).toHaveValue('ann');
    await expect(box(app, 'Password')).toHaveValue('hunter2');
    await expect(box(app, 'Client ID')).toHaveValue('probe-7');
    await expect(box(app, 'Keep alive')).toHaveValue('30');
    await expect(radio(app, '3.1.1')).toBeChecked();
    await expect(app.button('Remove sensors/+/temp')).toBeVisible();
    await expect(app.button('Remove a/#')).toBeVisible();
    await expect(box(app, 'URL')).not.toHaveValue(/hunter2/);
    await expect(page.getByText('a page cannot choose certificates')).toBeVisible();
    // An address that a browser can open instead is one click away.
    const suggestion = app.connection
      .getByRole('button', { name: /^wss?:\/\/broker\.example/ })
      .first();
    const address = await suggestion.innerText();
    await suggestion.click();
    await expect(box(app, 'URL')).toHaveValue(address);
  });

  await test.step('a user name and password in the address move to their fields', async () => {
    await another();
    await app.openForm('User and password');
    await type(app, 'ws://bea:s3cret@127.0.0.1:9001/mqtt');
    await expect(box(app, 'URL')).toHaveValue('ws://127.0.0.1:9001/mqtt');
    await expect(box(app, 'User name')).toHaveValue('bea');
    await expect(box(app, 'Password')).toHaveValue('s3cret');
    await expect(page.getByText('moved from the address')).toBeVisible();
  });

  for (const [version, code] of [
    ['3.1.1', /no automatic retry for [45]\b/],
    ['5', /no automatic retry for 0x8[67]/],
  ] as const) {
    await test.step(`a wrong password is explained and not retried, the right one connects (MQTT ${version})`, async () => {
      const proxy = await startProxy(companion.ws);
      await app.open(companion.app, { url: proxy.ws, version });
      await app.unfold('User and password');
      await box(app, 'User name').fill('ann');
      await box(app, 'Password').fill('wrong-7531');
      await app.button('Connect').click();
      await expect(
        page.getByText(/Bad user name or password|Not authorized/i).first(),
      ).toBeVisible();
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

  await test.step('profiles survive a reload without secrets, and a deleted one is restored', () =>
    expectProfilesKept(app, companion.ws));
});

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
    await type(app, companion.ws);
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
    await type(app, companion.ws);
    await app.button('Connect').click();
    await app.connected();
    forgiveLostServer(complaints);
  });
});

for (const version of ['3.1', '3.1.1', '5'] as const)
  test(`MQTT ${version}: connects, publishes and receives`, async ({ app, companion }) => {
    await app.open(companion.app, { url: companion.ws });
    await radio(app, version).click();
    await app.button('Connect').click();
    await app.connected();
    await app.subscribe(`v/${version}`, '1');
    await expect(app.packet('in', 'SUBACK')).toHaveCount(1);
    await app.publish(`v/${version}`, version, { qos: '1' });
    await expect(app.packet('in', 'PUBLISH', `v/${version}`)).toHaveCount(1);
    await expect(app.packet('out', 'PUBACK')).toHaveCount(1);
    await app.packet('out', 'CONNECT').click();
    await expect(
      app.fields.getByRole('treeitem', { name: /^Protocol Level|^Protocol Version|^Version/i }),
    ).toContainText({ '3.1': '3', '3.1.1': '4', '5': '5' }[version]);
  });

test('the will from the editor arrives when the connection is cut', async ({
  app,
  companion,
  complaints,
  startProxy,
  connectOther,
}) => {
  const other = await connectOther(companion.mqtt, '5');
  await other.client.subscribeAsync('will/#', { qos: 2 });
  const proxy = await startProxy(companion.ws);
  await app.open(companion.app, { url: proxy.ws, version: '5' });
  await app.unfold('Session and will');
  await app.connection.getByRole('switch', { name: 'Leave a will' }).click();
  await box(app, 'Will topic').fill('will/of the tab');
  await app.connection.getByRole('switch', { name: 'Will payload is hex' }).click();
  await box(app, 'Will payload').fill('6c 61 73 74');
  await app.connection
    .getByRole('radiogroup', { name: 'Will QoS' })
    .getByRole('radio', { name: '1', exact: true })
    .click();
  await app.button('Connect').click();
  await app.connected();
  expect(other.received).toEqual([]);
  proxy.cut();
  expect(await other.message('will/of the tab')).toMatchObject({ payload: 'last', qos: 1 });
  await expect(app.packet('out', 'CONNECT')).toHaveCount(2);
  await expect(app.packet('in', 'CONNACK')).toHaveCount(2);
  // A clean end leaves none.
  await app.button('Disconnect').click();
  await expect(app.packet('out', 'DISCONNECT')).toHaveCount(1);
  await other.client.publishAsync('will/end', 'end', { qos: 1 });
  await other.message('will/end');
  expect(other.received.map(({ topic }) => topic)).toEqual(['will/of the tab', 'will/end']);
  forgiveLostServer(complaints);
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
