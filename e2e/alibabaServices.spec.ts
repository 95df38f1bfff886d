/** Services of the local platform that a person uses in the app, with a device at the other end. */
import { createHash } from 'node:crypto';
import { connectAsync } from 'mqtt';
import { en } from '../src/words/en/texts.ts';
import { findings } from './kit/axe.ts';
import { DeviceApp } from './kit/deviceApp.ts';
import { deviceOptions, printedDevices } from './kit/platform.ts';
import { expect, test } from './kit/test.ts';

const FIRMWARE = Buffer.from('firmware 2.0.0 '.repeat(100_000));

test('a device is upgraded with a file that a person chose, and its messages and log are read', async ({
  page,
  startCompanion,
}) => {
  const companion = await startCompanion(['--no-demo', '--alibaba', '--seed', '1']);
  const [device] = printedDevices(companion);
  if (device === undefined) throw new Error('no devices were printed');
  const names = `${device.productKey}/${device.deviceName}`;
  const client = await connectAsync(companion.mqtt, deviceOptions(device));
  const pushed = new Promise<Buffer>((resolve) => {
    client.on('message', (_, payload) => resolve(payload));
  });
  await client.subscribeAsync(`/ota/device/upgrade/${names}`, { qos: 1 });
  const report = (topic: string, params: object) =>
    client.publishAsync(`/ota/device/${topic}/${names}`, JSON.stringify({ id: '1', params }));
  await report('inform', { version: '1.0.0' });

  const app = new DeviceApp(page, en);
  const t = en.firmware;
  await page.goto(`${companion.app}#/connect?url=${companion.ws}&go=1`);
  await app.show('platform');
  await app.tab(en.platform.part.firmware).click();
  await app.box(t.version).fill('2.0.0');
  await page.getByLabel(t.file, { exact: true }).setInputFiles({
    name: 'app.bin',
    mimeType: 'application/octet-stream',
    buffer: FIRMWARE,
  });
  await app.button(t.upload).click();
  const md5 = createHash('md5').update(FIRMWARE).digest('hex');
  await expect(page.getByRole('table', { name: t.packages })).toContainText(md5);
  await app.tab(en.platform.part.devices).click();
  const detail = await app.chooseDevice(device);
  await app.tab(en.platform.detail.section.firmware).click();
  await expect(detail).toContainText('1.0.0');
  await app.button(t.action).click();
  await expect(detail).toContainText(t.state('pushed'));

  const announced = (await pushed).toString();
  expect(JSON.parse(announced)).toMatchObject({ data: { sign: md5, size: FIRMWARE.length } });
  const url = /"url":"([^"]+)"/.exec(announced)?.[1] ?? '';
  const file = Buffer.from(await (await fetch(url)).arrayBuffer());
  expect(file.equals(FIRMWARE)).toBe(true);
  await report('progress', { step: '55', desc: 'writing' });
  await expect(detail.getByRole('progressbar', { name: t.progressLabel('2.0.0') })).toBeVisible();
  await expect(detail).toContainText(t.progress(55));
  expect(await findings(page)).toEqual([]);
  await report('inform', { version: '2.0.0' });
  await expect(detail).toContainText(t.state('succeeded'));

  // What it sent, with the payload, and what became of it.
  const thing = `/sys/${names}/thing`;
  const post = { id: '5', method: 'thing.event.property.post', params: { humidity: 140 } };
  await client.publishAsync(`${thing}/event/property/post`, JSON.stringify(post), { qos: 1 });
  await app.tab(en.platform.detail.section.messages).click();
  const messages = en.platform.messages;
  await app.box(messages.search).fill('humidity');
  const list = detail.getByRole('list', { name: messages.list, exact: true });
  await expect(list.getByRole('listitem').first()).toContainText(en.platform.why.filtered);
  await app.button(messages.show(`${thing}/event/property/post`)).click();
  await expect(detail.getByRole('group', { name: /^Payload of/ })).toContainText('"humidity": 140');

  const line = { logLevel: 'ERROR', module: 'wifi', logContent: 'beacon lost' };
  const log = { id: '6', method: 'thing.log.post', params: [line] };
  await client.publishAsync(`${thing}/log/post`, JSON.stringify(log), { qos: 1 });
  await app.tab(en.platform.detail.section.reports).click();
  await expect(page.getByRole('table', { name: t.reports.log })).toContainText('beacon lost');
  expect(await findings(page)).toEqual([]);
  await client.endAsync(true);
});
