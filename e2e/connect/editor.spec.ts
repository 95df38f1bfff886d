/** The connection editor: accepted input, and the versions and will that it sets. */
import { App } from '../kit/page/app.ts';
import { expect, forgiveLostServer, test } from '../kit/test.ts';

const box = (app: App, name: string) => app.connection.getByRole('textbox', { name, exact: true });
const radio = (app: App, name: string) => app.connection.getByRole('radio', { name, exact: true });

/** At once, as from the clipboard. */
const type = (app: App, address: string) => box(app, 'URL').fill(address);

test('the address is parsed as typed, and a client id is unique per tab', async ({
  app,
  page,
  context,
  startCompanion,
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
      await expect(app.button('Connect')).toBeVisible();
    }

    // Only its host and port: the path and the transport are found.
    await type(app, host);
    await app.openForm();
    await box(app, 'User name').fill('ann');
    await box(app, 'Password').fill('right');
    await app.button('Connect').click();
    await app.connected();
    await expect(app.button('Unsubscribe from #')).toBeVisible();
  });

  await test.step('a mosquitto_sub command fills every field, and the password leaves the address', async () => {
    await another();
    await app.openForm('Session and will');
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
    await app.openForm();
    await type(app, 'ws://bea:s3cret@127.0.0.1:9001/mqtt');
    await expect(box(app, 'URL')).toHaveValue('ws://127.0.0.1:9001/mqtt');
    await expect(box(app, 'User name')).toHaveValue('bea');
    await expect(box(app, 'Password')).toHaveValue('s3cret');
    await expect(page.getByText('moved from the address')).toBeVisible();
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
  await app.disconnect();
  await expect(app.packet('out', 'DISCONNECT')).toHaveCount(1);
  await other.client.publishAsync('will/end', 'end', { qos: 1 });
  await other.message('will/end');
  expect(other.received.map(({ topic }) => topic)).toEqual(['will/of the tab', 'will/end']);
  forgiveLostServer(complaints);
});
