/** Devices' Alink protocol: services of the local platform, and the view Alink on the device's side. */
import type { Page } from '@playwright/test';
import { connectAsync } from 'mqtt';
import { en } from '../../src/i18n/en/texts.ts';
import { App } from '../kit/page/app.ts';
import { findings } from '../kit/page/axe.ts';
import { DeviceApp } from '../kit/page/deviceApp.ts';
import { showPanel } from '../kit/page/panels.ts';
import type { Companion } from '../kit/peers/companion.ts';
import {
  cloudOf,
  command,
  type DeviceSecrets,
  deviceOptions,
  PATIENT,
  printedDevices,
} from '../kit/peers/platform.ts';
import { expect, test } from '../kit/test.ts';

async function signIn(app: App, url: string, device: DeviceSecrets): Promise<void> {
  await app.openForm();
  await app.connection.getByRole('radio', { name: 'Alibaba Cloud IoT' }).click();
  await app.connection.getByRole('textbox', { name: 'Product key' }).fill(device.productKey);
  await app.connection.getByRole('textbox', { name: 'Device name' }).fill(device.deviceName);
  await app.connection.getByRole('textbox', { name: 'Device secret' }).fill(device.deviceSecret);
  await app.connection.getByRole('textbox', { name: 'URL' }).fill(url);
  await app.button('Connect').click();
  await app.connected();
}

/** A row of the list of requests, found by its cells. */
function request(page: Page, ...cells: (string | RegExp)[]) {
  const rows = page.getByRole('grid', { name: 'Requests and replies' }).getByRole('row');
  return cells.reduce(
    (found, cell) => found.filter({ has: page.getByRole('gridcell', { name: cell }) }),
    rows,
  );
}

/** A person with the platform's services. */
async function pushAndRead(page: Page, companion: Companion, device: DeviceSecrets): Promise<void> {
  const names = `${device.productKey}/${device.deviceName}`;
  const client = await connectAsync(companion.mqtt, deviceOptions(device));
  const pushed = new Promise<Buffer>((resolve) => {
    client.on('message', (_, payload) => resolve(payload));
  });
  await client.subscribeAsync(`/ota/device/upgrade/${names}`, { qos: 1 });

  const app = new DeviceApp(page, en);
  await page.goto(`${companion.app}#/connect?url=${companion.ws}&go=1`);
  await app.show('platform');
  const detail = await app.chooseDevice(device);
  await detail.getByRole('tab', { name: en.platform.detail.section.messages }).click();
  const messages = en.platform.messages;
  await app.button(messages.pushes.ota).click();
  await expect(app.box(messages.topic, detail)).toHaveValue(`/ota/device/upgrade/${names}`);
  await detail.getByRole('button', { name: messages.action, exact: true }).click();
  expect(JSON.parse((await pushed).toString())).toMatchObject({ code: '1000' });
  expect(await findings(page)).toEqual([]);

  // The sent message with its payload and outcome.
  const thing = `/sys/${names}/thing`;
  const post = { id: '5', method: 'thing.event.property.post', params: { humidity: 140 } };
  await client.publishAsync(`${thing}/event/property/post`, JSON.stringify(post), { qos: 1 });
  await app.box(messages.search).fill('humidity');
  const list = detail.getByRole('list', { name: messages.list, exact: true });
  await expect(list.getByRole('listitem').first()).toContainText(en.platform.why.filtered);
  await app.button(messages.show(`${thing}/event/property/post`)).click();
  await expect(detail.getByRole('group', { name: /^Payload of/ })).toContainText('"humidity": 140');

  const line = { logLevel: 'ERROR', module: 'wifi', logContent: 'beacon lost' };
  const log = { id: '6', method: 'thing.log.post', params: [line] };
  await client.publishAsync(`${thing}/log/post`, JSON.stringify(log), { qos: 1 });
  await app.box(messages.search).fill('beacon lost');
  await expect(list.getByRole('listitem').first()).toContainText(en.platform.why['not-simulated']);
  expect(await findings(page)).toEqual([]);
  await client.endAsync(true);
}

const OPTIONS = ['--no-demo', '--alibaba', '--seed', '1', ...PATIENT];

function firstDevice(companion: Companion): DeviceSecrets {
  const [device] = printedDevices(companion);
  if (device === undefined) throw new Error('no device was printed');
  return device;
}

test('pushes an upgrade to a device, and reads its messages', async ({ page, startCompanion }) => {
  const companion = await startCompanion(OPTIONS);
  await pushAndRead(page, companion, firstDevice(companion));
});

test('a device posts, answers calls, and reads time and shadow; requests and replies are paired', async ({
  app,
  page,
  startCompanion,
}) => {
  const companion = await startCompanion(OPTIONS);
  const device = firstDevice(companion);
  const cloud = cloudOf(companion);
  await app.open(companion.app, { url: companion.ws, version: '3.1.1' });
  await signIn(app, companion.ws, device);

  const forms = page.getByRole('tablist', { name: 'Forms' });
  await test.step('nothing is subscribed automatically; one SUBSCRIBE requests all replies', async () => {
    await showPanel(page, 'Packets');
    await expect(app.packet('in', 'CONNACK')).toHaveCount(1);
    await expect(app.packet('out', 'SUBSCRIBE')).toHaveCount(0);
    await new DeviceApp(page, en).show('alink');
    await app.button('Subscribe to the replies').click();
    await expect(page.getByText('subscribed to replies and calls')).toBeVisible();
    await expect(forms.getByRole('tab', { selected: true })).toBeFocused();
  });

  await test.step('the model is loaded from the platform, and gives fields with values in range', async () => {
    await forms.getByRole('tab', { name: 'Thing model' }).click();
    await page.getByRole('textbox', { name: 'TSL, as JSON' }).fill('{"properties": 7}');
    await app.button('Use this model').click();
    await expect(page.getByText(/^Line 1, column \d+: /)).toBeVisible();
    await app.button('Load it from the local platform').click();
    await expect(page.getByText(/\d properties, 1 event, \d services/)).toBeVisible();
    await forms.getByRole('tab', { name: 'Properties' }).click();
    await expect(
      page.getByRole('group', { name: 'Parameters' }).getByRole('textbox').first(),
    ).not.toHaveValue('');
  });

  await test.step('posts periodically, each with its own id and values', async () => {
    await page.getByRole('textbox', { name: 'Seconds between two posts' }).fill('0.3');
    await app.button('Post every').click();
    await expect(page.getByText(/^([3-9]|\d{2,}) sent$/)).toBeVisible();
    await app.button('Stop').click();
    await expect(app.button('Stop')).toHaveCount(0);
    const answered = request(page, 'property post', 'answered', /^200 success$/);
    await expect.poll(() => answered.count()).toBeGreaterThanOrEqual(3);
    const ids = await answered.getByRole('gridcell').nth(3).allInnerTexts();
    expect(ids.every((id) => /^\d+$/.test(id))).toBe(true);
    const { width, height } = page.viewportSize() ?? { width: 1280, height: 720 };
    // Both packets are visible, also with widths for touch.
    await page.setViewportSize({ width: 800, height });
    const packets = answered.first().getByRole('gridcell').nth(4);
    await expect(packets).toHaveCSS('text-overflow', 'ellipsis');
    await expect
      .poll(() => packets.evaluate((cell) => cell.scrollWidth - cell.clientWidth))
      .toBe(0);
    await page.setViewportSize({ width, height });
    expect(await findings(page)).toEqual([]);
  });

  await test.step('a call appears with a prepared reply, and is answered by hand', async () => {
    await forms.getByRole('tab', { name: 'Calls' }).click();
    const set = cloud.setProperty(device, { powerSwitch: 1 });
    const call = page.getByRole('list', { name: 'Calls to the device' }).getByRole('listitem');
    await expect(call).toContainText('property set');
    await call.getByRole('button', { name: 'Reply' }).click();
    await expect(call).toContainText('answered');
    await expect(call).toBeFocused();
    expect(await set).toMatchObject({ call: { state: 'answered' } });
    await expect(request(page, 'property set', 'in', 'answered')).toHaveCount(1);
  });

  await test.step('and automatically on request', async () => {
    await page.getByRole('switch', { name: 'Answer property sets' }).click();
    await cloud.setProperty(device, { powerSwitch: 0 });
    await expect(page.getByText('answered automatically')).toBeVisible();
    expect(await findings(page)).toEqual([]);
  });

  await test.step('the platform’s clock equals this machine’s', async () => {
    await forms.getByRole('tab', { name: 'Time' }).click();
    await app.button('Ask for the time').click();
    await expect(page.getByRole('definition').first()).toHaveText(
      // Approximate: it includes the response's delay on a busy machine.
      /^[\d.]+ m?s (ahead|behind)$/,
    );
  });

  await test.step('replies of a shadow, which the platform does not simulate', async () => {
    const replyWith = (payload: object) =>
      cloud.publish(device, {
        topic: `/shadow/get/${device.productKey}/${device.deviceName}`,
        payload: { method: 'reply', payload, timestamp: 1_700_000_000 },
      });
    await forms.getByRole('tab', { name: 'Shadow' }).click();
    await app.button('Update reported').click();
    const { productKey, deviceName } = device;
    const log = { kind: 'platform-log', productKey, deviceName, first: 0, count: 1 };
    await expect
      .poll(() => command(companion, { ...log, text: '/shadow/update' }))
      .toMatchObject({ rows: [{ why: 'not-simulated' }] });
    const content = { errorcode: '405', errormessage: 'shadow version conflict' };
    await replyWith({ status: 'error', content });
    const shadow = page.getByRole('region', { name: 'The shadow' });
    await expect(shadow).toContainText('error · 405');
    await app.button('Get').click();
    await replyWith({ status: 'success', state: { reported: { mode: 1 } }, metadata: {} });
    await expect(shadow).toContainText('"mode": 1');
  });

  await test.step('failures are marked, and keys lead from a request to its packets', async () => {
    await page.getByRole('radio', { name: 'Failed', exact: true }).click();
    const grid = page.getByRole('grid', { name: 'Requests and replies' });
    await expect(request(page, 'shadow', 'failed', /^405 /)).toHaveCount(1);
    await expect(request(page, 'property post')).toHaveCount(0);
    await page.getByRole('radio', { name: 'All', exact: true }).click();
    await page.getByRole('textbox', { name: /^Find id/ }).fill('property/post');
    await expect(request(page, 'shadow')).toHaveCount(0);
    await expect(request(page, 'property post').first()).toBeVisible();
    await grid.focus();
    await page.keyboard.press('Home');
    await expect(grid.getByRole('row', { selected: true })).toHaveCount(1);
    await page.keyboard.press('Shift+Enter');
  });

  await test.step('the reply’s topic and members are explained', async () => {
    const selected = app.packets.getByRole('row', { selected: true });
    await expect(selected).toContainText('property post reply');
    const code = app.fields.getByRole('treeitem', { name: /^code 200/ });
    await expect(code).toHaveAccessibleDescription('success');
    await expect(app.topic('post_reply').first()).toHaveAttribute('title', /property post reply/);
    await app.topic('post_reply').first().click();
    await showPanel(page, 'Topic');
    await expect(page.getByText('id of the request; the reply has the same id')).toBeVisible();
  });
});
