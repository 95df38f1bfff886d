/** Creating and changing devices and products in the view. Desired values, tags and raw data. */
import { useState } from 'react';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { decodeUtf8 } from '../../../base/utf8.ts';
import type { ProductFacts } from '../../../broker/platform/devices/commands.ts';
import { demoDevice, PlatformScene, signed } from '../../../broker/platform/platform.testkit.ts';
import { named, type } from '../../kit/page/page.testkit.ts';
import { type Shown, show } from '../../kit/rows/liveCapture.testkit.ts';
import { placeInTab, TAB_SETTINGS } from '../../session/broker/tabBroker.testkit.ts';
import { connect } from '../../session/connection/connections.ts';
import { answerQuestion, useConfirm } from '../../session/dialogs/confirm.ts';
import { setPlatformPlace } from './calls/place.ts';
import { DeviceDialog } from './devices/DeviceDialog.tsx';
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

test('says why the devices file could not be reloaded', async () => {
  scene.platform.saving.unread = 'Cannot read press.tsl.json: there is no such file.';
  await shown.until(() => has('could not be read again'));
  expect(has('Cannot read press.tsl.json: there is no such file.')).toBe(true);
  scene.platform.saving.unread = undefined;
  await shown.until(() => !has('could not be read again'));
});

test('adds a device without showing its secret in the page', async () => {
  await shown.click(button('Add device…'));
  await type(input('Device name'), 'a b');
  await submit('Add');
  await shown.until(() => has('A device name has 4 to 32 characters'));
  await type(input('Device name'), 'press-09');
  await submit('Add');
  await shown.until(() => has('6 devices') && has('1 unsaved change'));
  const device = scene.platform.known.find({ ...SENSOR, deviceName: 'press-09' });
  if (device === undefined) throw new Error('no device');
  expect(scene.returnCode(signed(device))).toBe(0);
  expect(named(shown.box, 'section', 'Device').textContent).toContain('press-09');
  expect(document.body.innerHTML).not.toContain(device.deviceSecret);
  expect(has('Download devices file')).toBe(true);
});

test('a form opened before the products loaded adds to the product that it shows', async () => {
  await shown.end();
  shown = await show(LateProducts, () => undefined);
  await shown.run(() => connect(shown.id, TAB_SETTINGS));
  await shown.click(button('Let them come'));
  await type(input('Device name'), 'press-10');
  await submit('Add');
  const isMade = () => scene.platform.known.find({ ...SENSOR, deviceName: 'press-10' });
  await shown.until(() => isMade() !== undefined);
  expect(isMade()?.productKey).toBe(SENSOR.productKey);
});

function LateProducts({ connectionId }: { readonly connectionId: string }) {
  const [products, setProducts] = useState<readonly ProductFacts[]>([]);
  const { productKey } = SENSOR;
  const facts = { devices: 1, online: 0, topics: [], tsl: undefined, rawRules: [] };
  const come = (): void => setProducts([{ productKey, name: 'Sensor', ...facts }]);
  return (
    <>
      <button type="button" onClick={come}>
        Let them come
      </button>
      <DeviceDialog
        connectionId={connectionId}
        products={products}
        product=""
        open
        onClose={() => undefined}
      />
    </>
  );
}

test('a device gets a new secret, and is removed, after confirmation', async () => {
  const wire = scene.device(SENSOR);
  await open('Sign-in');
  await shown.click(button('New secret…'));
  await shown.run(() => answerQuestion(true));
  await shown.until(() => has('1 unsaved change'));
  expect(scene.returnCode(signed(SENSOR))).toBe(4);
  expect(wire.isEnded).toBe(false);
  await shown.click(button('Remove…'));
  expect(useConfirm.getState().question?.title).toBe(`Remove ${SENSOR.deviceName}?`);
  await shown.run(() => answerQuestion(true));
  await shown.until(() => has('4 devices') && !has('Copy secret'));
  expect(wire.isEnded).toBe(true);
});

test('a product is added, edited and removed', async () => {
  await shown.click(named(shown.box, '[role=tab]', 'Products and settings'));
  await shown.until(() => has('Add product…'));
  await shown.click(button('Add product…'));
  await type(input('Name'), 'Meter');
  await type(named(shown.box, 'textarea', 'Thing model (TSL JSON)'), '{');
  await submit('Save');
  await shown.until(() => has('this is not a thing model'));
  const tsl = '{"properties":[{"identifier":"t","dataType":{"type":"int"}}]}';
  await type(named(shown.box, 'textarea', 'Thing model (TSL JSON)'), tsl);
  await submit('Save');
  await shown.until(() => has('1 property, 0 events, 0 services'));
  await shown.click(button('Edit… Meter'));
  const topics = named(shown.box, 'textarea', 'Topic classes');
  await type(topics, 'ALL');
  expect(has('Each line must be PUB, SUB or ALL')).toBe(true);
  const [key] = [...scene.platform.known.products.values()]
    .filter(({ name }) => name === 'Meter')
    .map(({ productKey }) => productKey);
  await type(topics, `all /${key}/\${deviceName}/user/x`);
  await submit('Save');
  await shown.until(() => has(`/${key}/\${deviceName}/user/x`));
  await shown.click(button('Remove… Meter'));
  await shown.run(() => answerQuestion(true));
  await shown.until(() => !has('Meter'));
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

test('raw data is shown as bytes, and answered by hand or by a rule', async () => {
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
  await type(input('Prefix in hex'), '01');
  await type(input('Reply in hex'), 'ff');
  await submit('Add rule');
  await shown.until(() => has('01→ff') && has('1 unsaved change'));
  wire.publish(`${ROOT}/model/up_raw`, '\u0001');
  await shown.until(() => has('by ruleff'));
  await shown.click(button('Remove the rule for 01'));
  await shown.until(() => has('No rules: raw data is not answered automatically.'));
});
