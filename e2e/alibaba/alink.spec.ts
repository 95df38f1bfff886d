/** Devices' Alink protocol: services of the local platform, and the device's side in Publish. */
import type { Page } from '@playwright/test';
import { connectAsync } from 'mqtt';
import { en } from '../../src/i18n/en/texts.ts';
import type { App } from '../kit/page/app.ts';
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
  const upgrade = `/ota/device/upgrade/${names}`;
  await client.subscribeAsync(upgrade, { qos: 1 });

  const app = new DeviceApp(page, en);
  await page.goto(`${companion.app}#/connect?url=${companion.ws}&go=1`);
  await app.show('platform');
  const detail = await app.chooseDevice(device);
  await detail.getByRole('tab', { name: en.platform.detail.section.messages }).click();
  const messages = en.platform.messages;
  await detail.getByRole('combobox', { name: messages.target }).selectOption(messages.other);
  await app.box(messages.otherTarget, detail).fill(upgrade);
  await app.box(messages.payload, detail).fill('{"code":"1000","data":{"version":"2.0.0"},"id":1}');
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

const MODEL = JSON.stringify({
  properties: [
    {
      identifier: 'powerSwitch',
      name: 'Power',
      accessMode: 'rw',
      dataType: { type: 'bool', specs: { 0: 'off', 1: 'on' } },
    },
    {
      identifier: 'temperature',
      name: 'Temperature',
      accessMode: 'r',
      dataType: { type: 'float', specs: { min: '10', max: '20', step: '0.1' } },
    },
  ],
  events: [],
  services: [],
});

test('a device posts, answers calls, and asks for time and shadow in Publish', async ({
  app,
  page,
  startCompanion,
}) => {
  const companion = await startCompanion(OPTIONS);
  const device = firstDevice(companion);
  const cloud = cloudOf(companion);
  await app.open(companion.app, { url: companion.ws, version: '3.1.1' });
  await signIn(app, companion.ws, device);
  const asDevice = new DeviceApp(page, en);
  const form = await asDevice.publishing();
  const topic = form.getByRole('combobox', { name: 'Topic', exact: true });
  const payload = form.getByRole('textbox', { name: 'Payload', exact: true });
  const publish = form.getByRole('button', { name: 'Publish', exact: true });
  const fill = form.getByRole('button', { name: /^Fill: / });
  const model = form.getByRole('button', { name: 'Thing model…' });
  const dialog = page.getByRole('dialog', { name: /^Thing model of product/ });

  await test.step('nothing is subscribed automatically; one SUBSCRIBE requests all replies', async () => {
    await showPanel(page, 'Packets');
    await expect(app.packet('in', 'CONNACK')).toHaveCount(1);
    await expect(app.packet('out', 'SUBSCRIBE')).toHaveCount(0);
    await showPanel(page, 'Topic');
    await asDevice.subscribeToReplies();
    await expect(app.button('All replies and calls')).toHaveCount(0);
    await showPanel(page, 'Packets');
    await expect(app.packet('out', 'SUBSCRIBE')).toHaveCount(1);
  });

  await test.step('a thing model from a file; errors have their place', async () => {
    await model.click();
    await dialog.getByRole('textbox', { name: 'TSL, as JSON' }).fill('{"properties": 7}');
    await dialog.getByRole('button', { name: 'Use this model' }).click();
    await expect(dialog.getByText(/^Line 1, column \d+: /)).toBeVisible();
    await dialog.locator('input[type=file]').setInputFiles({
      name: 'tsl.json',
      mimeType: 'application/json',
      buffer: Buffer.from(MODEL),
    });
    await expect(dialog.getByText('2 properties, 0 events, 0 services')).toBeVisible();
    expect(await findings(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Close' }).click();
    await expect(model).toBeFocused();
  });

  await test.step('typed text is never replaced; Fill writes the properties in their range', async () => {
    await form.getByRole('button', { name: /event\/property\/post$/ }).click();
    await expect(fill).toHaveText('Fill: property post');
    await payload.fill('{"params": {"temperature": 25}}');
    await expect(fill).toHaveCount(0);
    await expect(form.getByText(/^temperature: Does not match the thing model/)).toBeVisible();
    await payload.fill('');
    await fill.click();
    await expect(payload).toBeFocused();
    await expect(payload).toHaveValue(/"temperature": \{\{walk 10\.0\.\.20\.0 0\.4\}\}/);
    await expect(form.getByRole('status')).toContainText('"temperature": 1');
    expect(await findings(page)).toEqual([]);
    await publish.click();
    await asDevice.showRequests();
    const posts = request(page, /property post/, 'answered', /^200 success$/);
    await expect(posts).toHaveCount(1);
    await publish.click();
    await expect(posts).toHaveCount(2);
    await expect(request(page, /property post/, /^2$/, 'answered')).toHaveCount(1);
  });

  await test.step('again and again, each with its own id and values', async () => {
    await form.getByRole('button', { name: 'Repeat…' }).click();
    await form.getByRole('textbox', { name: 'Every, ms' }).fill('100');
    await form.getByRole('textbox', { name: 'Times' }).fill('3');
    await form.getByRole('button', { name: 'Start' }).click();
    await expect(request(page, /property post/, 'answered')).toHaveCount(5);
    await form.getByRole('button', { name: 'Repeat…' }).click();
  });

  await test.step('a call is answered by hand, and the next post has the set value', async () => {
    const set = cloud.setProperty(device, { powerSwitch: 1 });
    await showPanel(page, 'Packets');
    const reply = page.getByRole('menuitem', { name: 'Reply', exact: true });
    // Retries, because new rows move a row away while it is clicked.
    await expect(async () => {
      await page.keyboard.press('Escape');
      const called = app.packets.getByRole('row').filter({ hasText: 'property set' }).last();
      await called.click({ button: 'right' });
      await expect(reply).toBeVisible({ timeout: 1000 });
    }).toPass();
    await reply.click();
    await expect(topic).toHaveValue(/service\/property\/set_reply$/);
    await expect(payload).toHaveValue(/"code": 200/);
    await publish.click();
    expect(await set).toMatchObject({ call: { state: 'answered' } });
    await asDevice.fill(/event\/property\/post$/, 'property post');
    await expect(payload).toHaveValue(/"powerSwitch": 1,/);
  });

  await test.step('and automatically by the offered rules, also a service with data', async () => {
    await model.click();
    await dialog.getByRole('button', { name: 'From the local platform' }).click();
    await expect(dialog.getByText(/\d properties, 1 event, \d services/)).toBeVisible();
    await dialog.getByRole('button', { name: 'Close' }).click();
    await asDevice.answerCalls();
    expect(await cloud.setProperty(device, { powerSwitch: 0 })).toMatchObject({
      call: { state: 'answered' },
    });
    expect(await cloud.invoke(device, 'restart', { delay: 1 })).toMatchObject({
      call: { state: 'answered' },
    });
    expect(await cloud.invoke(device, 'selfTest')).toMatchObject({ call: { state: 'answered' } });
    await expect(app.button('Answer property sets and services')).toHaveCount(0);
    expect(await findings(page)).toEqual([]);
  });

  await test.step('an event, and the time of the platform', async () => {
    await asDevice.fill(/event\/overheat\/post$/, 'event post');
    await expect(payload).toHaveValue(/"time": \{\{now\}\}/);
    await publish.click();
    await asDevice.fill(/ntp\/.*\/request$/, 'NTP');
    await publish.click();
    await asDevice.showRequests();
    await expect(request(page, /event post overheat/, 'answered', /^200 success$/)).toHaveCount(1);
    await expect(request(page, /NTP/, 'answered')).toHaveCount(1);
  });

  await test.step('replies of a shadow, which the platform does not simulate', async () => {
    await asDevice.fill(/^\/shadow\/update\//, 'update reported');
    await publish.click();
    const { productKey, deviceName } = device;
    const log = { kind: 'platform-log', productKey, deviceName, first: 0, count: 1 };
    await expect
      .poll(() => command(companion, { ...log, text: '/shadow/update' }))
      .toMatchObject({ rows: [{ why: 'not-simulated' }] });
    await cloud.publish(device, {
      topic: `/shadow/get/${productKey}/${deviceName}`,
      payload: {
        method: 'reply',
        payload: { status: 'error', content: { errorcode: '405', errormessage: 'conflict' } },
        timestamp: 1_700_000_000,
      },
    });
    const show = page.getByRole('radiogroup', { name: 'Show requests' });
    await show.getByRole('radio', { name: 'Failed', exact: true }).click();
    await expect(request(page, /shadow/, 'failed', /^405 /)).toHaveCount(1);
    await expect(request(page, /property post/)).toHaveCount(0);
    await show.getByRole('radio', { name: 'All', exact: true }).click();
  });

  await test.step('keys lead from a request to its packets, whose topic and members are explained', async () => {
    await page.getByRole('textbox', { name: /^Find id/ }).fill('property/post');
    await expect(request(page, /shadow/)).toHaveCount(0);
    const grid = page.getByRole('grid', { name: 'Requests and replies' });
    await grid.focus();
    await page.keyboard.press('Home');
    await expect(grid.getByRole('row', { selected: true })).toHaveCount(1);
    await page.keyboard.press('Shift+Enter');
    const selected = app.packets.getByRole('row', { selected: true });
    await expect(selected).toContainText('property post reply');
    const code = app.fields.getByRole('treeitem', { name: /^code 200/ });
    await expect(code).toHaveAccessibleDescription('success');
    const reply = app.topic('post_reply').last();
    await expect(reply).toHaveAttribute('title', /property post reply/);
    await reply.click();
    await showPanel(page, 'Topic');
    await expect(page.getByText('id of the request; the reply has the same id')).toBeVisible();
  });
});
