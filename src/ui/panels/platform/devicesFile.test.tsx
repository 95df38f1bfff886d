/** The devices file in the view. Desired values, tags and raw data. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { decodeUtf8 } from '../../../base/utf8.ts';
import { demoDevice, PlatformScene } from '../../../broker/platform/platform.testkit.ts';
import { named, type } from '../../kit/page/page.testkit.ts';
import { type Shown, show } from '../../kit/rows/liveCapture.testkit.ts';
import { placeInTab, TAB_SETTINGS } from '../../session/broker/tabBroker.testkit.ts';
import { connect } from '../../session/connection/connections.ts';
import { setPlatformPlace } from './calls/place.ts';
import { PlatformView } from './PlatformView.tsx';

const SENSOR = demoDevice(0);
const ROOT = `/sys/${SENSOR.productKey}/${SENSOR.deviceName}/thing`;

let scene: PlatformScene;
let shown: Shown;

beforeEach(async () => {
  scene = new PlatformScene();
  placeInTab(scene);
  shown = await show(PlatformView, () => undefined);
  await shown.run(() => connect(shown.id, TAB_SETTINGS));
  await shown.until(() => has('5 devices'));
});
afterEach(() => shown.end());

const has = (text: string): boolean => shown.box.textContent?.includes(text) === true;
const button = (name: string): HTMLElement => named(shown.box, 'button', name);
const input = (name: string): HTMLElement => named(shown.box, 'input', name);
const submit = (name: string): Promise<void> =>
  shown.click(named(shown.box, 'button[type=submit]', name));

/** Opens the device's detail at a section. */
async function open(section: string): Promise<void> {
  const { productKey, deviceName } = SENSOR;
  await shown.run(() => setPlatformPlace(shown.id, { device: { productKey, deviceName } }));
  await shown.until(() => has('Copy secret'));
  await shown.click(named(shown.box, '[role=tab]', section));
}

test('reads the devices file again, and says what is wrong with it', async () => {
  await shown.end();
  const answers = ['devices.json (--alibaba), line 3, column 5: the device has no deviceName.'];
  const readAgain = () => Promise.resolve(answers.shift());
  scene = new PlatformScene({ file: { name: 'devices.json', readAgain } });
  placeInTab(scene);
  shown = await show(PlatformView, () => undefined);
  await shown.run(() => connect(shown.id, TAB_SETTINGS));
  await shown.click(named(shown.box, '[role=tab]', 'Products and settings'));
  await shown.until(() => has('Read devices.json again'));
  await shown.click(button('Read devices.json again'));
  await shown.until(() => has('nothing has changed: devices.json (--alibaba), line 3, column 5'));
  await shown.click(button('Read devices.json again'));
  await shown.until(() => !has('nothing has changed'));
});

test('desired values reach a device that is online, and are listed with their version', async () => {
  const wire = scene.device(SENSOR);
  wire.subscribe(`${ROOT}/service/property/set`);
  await open('Desired values');
  await shown.until(() => has('No desired values'));
  // The form has nothing to send.
  expect(named(shown.box, 'button[type=submit]', 'Set desired values')).toMatchObject({
    disabled: true,
  });
  expect(has('Nothing is selected to send.')).toBe(true);
  await type(named(shown.box, 'textarea', 'Desired values'), '{"powerSwitch":1}');
  await submit('Set desired values');
  await shown.until(() => has('Waiting for the device’s reply'));
  const [asked] = wire.takeMessages();
  expect(decodeUtf8(asked?.payload ?? new Uint8Array())).toContain('"params":{"powerSwitch":1}');
  await shown.until(() => shown.box.querySelector('table') !== null);
  const table = named(shown.box, 'table', 'Desired values');
  expect(table.querySelector('tbody tr')?.textContent).toMatch(
    /^powerSwitch112023-11-1\d \d\d:\d\d:\d\d/,
  );
  await shown.click(button('Remove the desired value of powerSwitch'));
  await shown.until(() => has('No desired values'));
});

test('tags belong to the device and the view', async () => {
  const wire = scene.device(SENSOR);
  const params = [{ attrKey: 'floor', attrValue: '2' }];
  wire.publish(
    `${ROOT}/deviceinfo/update`,
    JSON.stringify({ id: '1', params, method: 'thing.deviceinfo.update' }),
  );
  await open('Tags');
  await shown.until(() => has('floor'));
  await type(input('Key'), 'room');
  await type(input('Value'), '7');
  await submit('Set tag');
  await shown.until(() => has('room7'));
  await shown.click(button('Remove the tag floor'));
  await shown.until(() => !has('floor'));
  expect(scene.platform.services.tags.of(SENSOR)).toEqual([{ key: 'room', value: '7' }]);
});

test('raw data is shown as bytes, and answered by hand', async () => {
  const wire = scene.device(SENSOR);
  wire.subscribe(`${ROOT}/model/#`);
  wire.publish(`${ROOT}/model/up_raw`, '\u0001\u0002');
  await open('Raw data');
  await shown.until(() => has('from the device01 02'));
  await type(input('Bytes in hex'), '0A0');
  expect(has('Two hex digits per byte.')).toBe(true);
  await type(input('Bytes in hex'), '0A 0B');
  await submit('Send');
  await shown.until(() => has('reply to the device0a 0b'));
  expect(wire.takeMessages()[0]).toMatchObject({ topic: `${ROOT}/model/up_raw_reply` });
});
