import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { decodeUtf8, encodeUtf8 } from '../../../base/utf8.ts';
import { ControlledScene } from '../../../broker/control/control.testkit.ts';
import { demoDevice, PlatformScene, signed } from '../../../broker/platform/platform.testkit.ts';
import type { Packet } from '../../../mqtt/tables/packet.ts';
import { named, type } from '../../kit/page/page.testkit.ts';
import { type Shown, show } from '../../kit/rows/liveCapture.testkit.ts';
import { placeInTab, TAB_SETTINGS } from '../../session/broker/tabBroker.testkit.ts';
import { connect, useConnections } from '../../session/connection/connections.ts';
import { closeConnection } from '../../session/connectionTabs.ts';
import { answerQuestion, useConfirm } from '../../session/dialogs/confirm.ts';
import { draftFor } from '../../session/profiles/drafts.ts';
import { viewOf } from '../../session/view/tabView.ts';
import { PlatformView } from './PlatformView.tsx';

const SENSOR = demoDevice(0);
const LOCK = demoDevice(3);
const ROOT = `/sys/${SENSOR.productKey}/${SENSOR.deviceName}/thing`;
const SET = `${ROOT}/service/property/set`;
const POST = `${ROOT}/event/property/post`;

let scene: PlatformScene;
let shown: Shown;

beforeEach(() => {
  scene = new PlatformScene();
  placeInTab(scene);
});
afterEach(() => shown.end());

async function view(): Promise<void> {
  shown = await show(PlatformView, () => undefined);
  await shown.run(() => connect(shown.id, TAB_SETTINGS));
}

const rows = (): HTMLElement[] => [
  ...named(shown.box, '[role=grid]', 'Devices').querySelectorAll<HTMLElement>('[data-index]'),
];
const has = (text: string): boolean => shown.box.textContent?.includes(text) === true;
const button = (name: string): HTMLElement => named(shown.box, 'button', name);
const rowOf = ({ deviceName }: typeof SENSOR): HTMLElement =>
  rows().find((row) => row.textContent?.includes(deviceName)) ?? shown.box;

async function open(device = SENSOR, section = 'Sign-in'): Promise<void> {
  await view();
  await shown.until(() => has('5 devices'));
  await shown.click(rowOf(device));
  await shown.until(() => has('Copy secret'));
  await shown.click(named(shown.box, '[role=tabpanel] [role=tab]', section));
}

type Message = Extract<Packet, { readonly type: 'publish' }>;

const textOf = (message: Message | undefined): string =>
  decodeUtf8(message?.payload ?? new Uint8Array()) ?? '';

describe('devices', () => {
  test('are listed with state and last sign-in, searched, and filtered by product', async () => {
    scene.device(SENSOR);
    scene.device(LOCK).cut();
    expect(
      scene.returnCode({ ...signed(demoDevice(1)), password: encodeUtf8('f'.repeat(40)) }),
    ).toBe(4);
    await view();
    await shown.until(() => has('5 devices') && has('1 of 5 online'));
    expect(rowOf(SENSOR).textContent).toContain('onlineaccepted');
    expect(rowOf(LOCK).textContent).toContain('offlineaccepted');
    expect(rowOf(demoDevice(1)).textContent).toContain('never seenrefused 4');
    expect(rowOf(demoDevice(2)).textContent).toContain('never seen–');
    const product = named(shown.box, 'select', 'Product');
    await shown.run(() => {
      Object.assign(product, { value: LOCK.productKey });
      product.dispatchEvent(new Event('change', { bubbles: true }));
    });
    await shown.until(() => has('2 devices'));
    await type(named(shown.box, 'input', 'Search devices'), LOCK.deviceName);
    await shown.until(() => rows().length === 1);
    await type(named(shown.box, 'input', 'Search devices'), 'nobody');
    await shown.until(() => has('No matching devices'));
  });

  test('disables a device after confirmation, and ends its connection', async () => {
    const wire = scene.device(SENSOR);
    await open();
    await shown.click(button('Disable…'));
    expect(useConfirm.getState().question).toMatchObject({
      title: `Disable ${SENSOR.deviceName}?`,
      action: 'Disable',
    });
    expect(wire.isEnded).toBe(false);
    await shown.run(() => answerQuestion(true));
    await shown.until(() => wire.isEnded && has('Enable'));
    expect(scene.returnCode(signed(SENSOR))).toBe(5);
    await shown.click(button('Enable'));
    await shown.until(() => has('Disable…'));
    expect(scene.returnCode(signed(SENSOR))).toBe(0);
  });

  test('connects as a device from a new editor, with its secret nowhere in the page', async () => {
    await open();
    const before = useConnections.getState().list.length;
    await shown.click(button('Connect as this device…'));
    await shown.until(() => useConnections.getState().list.length > before);
    const opened = useConnections.getState().list.at(-1)?.id ?? '';
    expect(draftFor(opened)).toMatchObject({ ...SENSOR, mode: 'alibaba', url: 'tab:broker' });
    expect(useConnections.getState().list.at(-1)?.settings).toBeUndefined();
    expect(viewOf(opened).screen).toBe('editor');
    expect(document.body.innerHTML).not.toContain(SENSOR.deviceSecret);
    closeConnection(opened);
  });
});

describe('sign-in', () => {
  test('a rejected one shows the error, and compares the signed text with the platform’s', async () => {
    const right = signed(SENSOR, { clientIdBase: 'base', timestamp: '789' });
    const other = signed(SENSOR, { clientIdBase: 'base', timestamp: '790' });
    expect(scene.returnCode({ ...right, password: other.password })).toBe(4);
    const blank = { ...SENSOR, deviceSecret: `${SENSOR.deviceSecret} ` };
    expect(scene.returnCode(signed(blank))).toBe(4);
    await open();
    await shown.until(() => has('Refused 4 Connection Refused, bad user name or password'));
    expect(shown.box.textContent).toMatch(/What the device did: The secret was used with U\+0020/);
    const pieces = [...shown.box.querySelectorAll('p span bdi')].map((piece) => piece.textContent);
    expect(pieces.slice(0, 8)).toEqual([
      'clientId',
      'mac',
      'deviceName',
      SENSOR.deviceName,
      'productKey',
      SENSOR.productKey,
      'timestamp',
      '1',
    ]);
    expect(has(SENSOR.deviceSecret)).toBe(false);
    const device = named(shown.box, 'textarea', 'Text of the device');
    await type(device, `clientIdmacdeviceName${SENSOR.deviceName} productKey`);
    await shown.until(() => has(', in the name productKey.'));
    await type(device, pieces.slice(0, 8).join(''));
    await shown.until(() => has('The texts are the same'));
    const lines = [...shown.box.querySelectorAll<HTMLElement>('li button[aria-pressed]')];
    expect(lines).toHaveLength(2);
    await shown.click(lines[1] ?? shown.box);
    await shown.until(() => has('clientIdbase'));
  });

  test('unknown devices have their own list', async () => {
    const stranger = { ...SENSOR, deviceName: 'press-99' };
    expect(scene.returnCode(signed(stranger))).toBe(4);
    await view();
    await shown.until(() => shown.box.querySelectorAll('[role=tab]').length > 2);
    await shown.click(named(shown.box, '[role=tab]', 'Unknown devices'));
    await shown.until(() => has(`press-99&${SENSOR.productKey}`));
    expect(has('No device with this name and product key is known here.')).toBe(true);
  });
});

describe('properties and services', () => {
  test('reported values are beside the model, as plain text', async () => {
    const wire = scene.device(SENSOR);
    const params = { temperature: 21.5, workMode: 2, '<b>odd</b>': '<img src=x>' };
    wire.publish(POST, JSON.stringify({ id: '1', params, method: 'thing.event.property.post' }));
    await open(SENSOR, 'Properties');
    await shown.until(() => has('21.5'));
    const lines = [
      ...named(shown.box, 'table', 'Reported properties').querySelectorAll('tbody tr'),
    ];
    const texts = lines.map((line) => line.textContent);
    expect(texts[0]).toMatch(/^temperatureTemperature.*21\.5.*read only$/);
    expect(texts[2]).toMatch(/^powerSwitchPower switch.*not reported.*Set…$/);
    expect(texts[3]).toMatch(/^workModeMode.*2 cooling/);
    expect(shown.box.querySelector('b, img')).toBeNull();
  });

  test('a property is set by its form, and the device’s reply shows code and latency', async () => {
    const wire = scene.device(SENSOR);
    wire.subscribe(SET);
    await open(SENSOR, 'Properties');
    await shown.until(() => has('Set…'));
    await shown.click(button('Set workMode…'));
    const select = named(shown.box, 'select', 'workMode');
    await shown.run(() => {
      Object.assign(select, { value: '1' });
      select.dispatchEvent(new Event('change', { bubbles: true }));
    });
    await shown.click(named(shown.box, 'button[type=submit]', 'Set'));
    await shown.until(() => has('Waiting for the device’s reply'));
    const [asked] = wire.takeMessages();
    expect(asked?.topic).toBe(SET);
    expect(textOf(asked)).toContain('"params":{"workMode":1}');
    const id = /"id":"(\d+)"/.exec(textOf(asked))?.[1];
    scene.pass(34);
    wire.publish(`${SET}_reply`, JSON.stringify({ id, code: 200, data: { done: true } }));
    const outcome = (): string | null => named(shown.box, 'section', 'Call').textContent;
    await shown.until(() => outcome()?.includes('The device replied') === true);
    expect(outcome()).toMatch(
      /property set.*The device replied.*code 200.*after 34 msParameters \{"workMode":1\}\{\s*"done": true/,
    );
  });

  test('invalid JSON is not sent, with the reason', async () => {
    const wire = scene.device(SENSOR);
    wire.subscribe(SET);
    await open(SENSOR, 'Properties');
    await shown.click(button('Set properties…'));
    const text = named(shown.box, 'textarea', 'Properties and values');
    await type(text, '[1]');
    expect(has('An object is expected')).toBe(true);
    await shown.click(named(shown.box, 'button[type=submit]', 'Set'));
    expect(wire.take()).toEqual([]);
    await type(text, '{"powerSwitch":1}');
    await shown.click(named(shown.box, 'button[type=submit]', 'Set'));
    await shown.until(() => has('Waiting for the device’s reply'));
    expect(wire.takeMessages()).toHaveLength(1);
  });

  test('a service of an offline device says so', async () => {
    scene.device(SENSOR).cut();
    await open(SENSOR, 'Services');
    await shown.until(() => has('Self-test'));
    await shown.click(named(shown.box, 'button[type=submit]', 'Invoke'));
    // The list of earlier calls may know it first.
    const call = () => named(shown.box, 'section', 'Call').textContent;
    await shown.until(() => has('nothing was sent') && !call()?.includes('Waiting'));
    expect(call()).toContain('The device is offline');
    expect(call()).toContain('nothing was sent');
    await shown.until(() => has('Earlier calls'));
    const earlier = [...shown.box.querySelectorAll('section ul li')].at(-1)?.textContent;
    expect(earlier).toMatch(/^\d\d:\d\d:\d\d.*selfTest.*Parameters \{\}$/);
  });
});

describe('messages, permissions', () => {
  test('a message reaches the device, and a denied one shows why', async () => {
    const wire = scene.device(SENSOR);
    const control = `/${SENSOR.productKey}/${SENSOR.deviceName}/control`;
    wire.subscribe(control);
    wire.publish('/somebody/else', 'x');
    await open(SENSOR, 'Messages');
    await shown.until(() => has('the device may not use this topic'));
    await type(named(shown.box, 'input', 'Topic'), control);
    await shown.click(named(shown.box, 'button[type=submit]', 'Publish'));
    await shown.until(() => wire.takeMessages().length === 1);
    await type(named(shown.box, 'input', 'Topic'), '/somebody/else');
    await shown.click(named(shown.box, 'button[type=submit]', 'Publish'));
    await shown.until(() => shown.box.querySelector('[role=alert]') !== null);
    expect(shown.box.querySelector('[role=alert]')?.textContent).toContain(
      'The permissions of this topic do not allow the device to receive',
    );
  });

  test('prepared pushes fill in topic and payload, and reach the device', async () => {
    const wire = scene.device(SENSOR);
    const upgrade = `/ota/device/upgrade/${SENSOR.productKey}/${SENSOR.deviceName}`;
    wire.subscribe({ filter: upgrade, qos: 1 }, { filter: `${ROOT}/config/push`, qos: 1 });
    await open(SENSOR, 'Messages');
    const published = async (name: string) => {
      await shown.click(button(name));
      await shown.click(named(shown.box, 'button[type=submit]', 'Publish'));
      const messages: Message[] = [];
      await shown.until(() => messages.push(...wire.takeMessages()) === 1);
      return { topic: messages[0]?.topic, json: JSON.parse(textOf(messages[0])) as unknown };
    };
    expect(await published('OTA push')).toMatchObject({
      topic: upgrade,
      json: { code: '1000', data: { version: '2.0.0', signMethod: 'Md5' } },
    });
    expect(await published('Configuration push')).toMatchObject({
      topic: `${ROOT}/config/push`,
      json: { method: 'thing.config.push', params: { getType: 'file' } },
    });
  });

  test('typed values survive another section, but not another device', async () => {
    await open(SENSOR, 'Messages');
    const section = (name: string) =>
      shown.click(named(shown.box, '[role=tabpanel] [role=tab]', name));
    const payload = () => named(shown.box, 'textarea', 'Payload');
    await type(payload(), '{"half":');
    await section('Services');
    await shown.until(() => has('Self-test'));
    await shown.click(named(shown.box, 'input[type=radio]', 'JSON'));
    await type(named(shown.box, 'textarea', 'Input'), '{"level":');
    await section('Messages');
    expect(payload()).toMatchObject({ value: '{"half":' });
    await section('Services');
    expect(named(shown.box, 'textarea', 'Input')).toMatchObject({ value: '{"level":' });
    await shown.click(rowOf(LOCK));
    await shown.until(() => has('Permissions'));
    await section('Messages');
    expect(payload()).toMatchObject({ value: '{"hello":"device"}' });
  });

  test('drafts of properties survive, too', async () => {
    await open(SENSOR, 'Properties');
    const section = (name: string) =>
      shown.click(named(shown.box, '[role=tabpanel] [role=tab]', name));
    const area = () => named(shown.box, 'textarea', 'Properties and values');
    await shown.click(button('Set properties…'));
    await type(area(), '{"half":');
    await section('Permissions');
    await section('Properties');
    expect(area()).toMatchObject({ value: '{"half":' });
    // Cancel discards everything.
    await shown.click(button('Cancel'));
    await shown.click(button('Set properties…'));
    expect(area()).not.toMatchObject({ value: '{"half":' });
  });

  test('messages are searched by the displayed words', async () => {
    const wire = scene.device(SENSOR);
    wire.publish(
      POST,
      '{"id":"1","params":{"temperature":999},"method":"thing.event.property.post"}',
    );
    wire.publish('/somebody/else', 'x');
    await open(SENSOR, 'Messages');
    await shown.until(() => has('the device may not use this topic') && has('left out'));
    await type(named(shown.box, 'input', 'Search topic, payload, reason or code'), 'may not use');
    await shown.until(() => has('1 message') && !has('left out'));
    await type(named(shown.box, 'input', 'Search topic, payload, reason or code'), 'above 80');
    await shown.until(() => has('left out') && !has('may not use this topic'));
    expect(has('1 message')).toBe(true);
  });

  test('values that violate the thing model are shown with the expected and the received one', async () => {
    const wire = scene.device(SENSOR);
    const params = { temperature: 999, workMode: 'cold' };
    wire.publish(POST, JSON.stringify({ id: '1', params, method: 'thing.event.property.post' }));
    await open(SENSOR, 'Messages');
    await shown.until(() => shown.box.querySelector('ul ul') !== null);
    const misfits = named(shown.box, 'ul', 'Mismatches');
    expect([...misfits.querySelectorAll('li')].map((line) => line.textContent)).toEqual([
      'temperatureit is above 80expected float -40 … 80 °C / 0.1received 999',
      'workModea whole number is expectedexpected enum 0 automatic · 1 heating · 2 cooling · 3 ventilationreceived "cold"',
    ]);
  });

  test('a topic is checked against the device’s permissions', async () => {
    const wire = scene.device(LOCK);
    await open(LOCK, 'Permissions');
    await shown.until(() => has('Subscriptions of its session'));
    const test_ = named(shown.box, 'input', 'May it use this topic?');
    const own = `/${LOCK.productKey}/${LOCK.deviceName}`;
    for (const [topic, verdict, code] of [
      [`${own}/user/get`, 'Yes: subscribe', 0],
      [`${own}/user/#`, 'Yes: subscribe', 0],
      [`${own}/user/update`, 'Yes: publish', 128],
      [`${own}/control`, 'No: neither publish nor subscribe', 128],
      ['/other/#', 'No: it may not subscribe to this filter', 128],
    ] as const) {
      await type(test_, topic);
      expect(shown.box.querySelector('[role=status]')?.textContent?.trim()).toBe(verdict);
      // The same as the broker says.
      expect(wire.subscribe({ filter: topic, qos: 0 })).toEqual([code]);
    }
    await type(test_, 'a/#/b');
    expect(has('This is neither a topic name nor a topic filter.')).toBe(true);
  });
});

test('shows products, their models and non-default settings', async () => {
  scene = new PlatformScene({ settings: { connectsPerMinute: 5 } });
  placeInTab(scene);
  await view();
  await shown.until(() => shown.box.querySelector('[role=tab]') !== null);
  await shown.click(named(shown.box, '[role=tab]', 'Products and settings'));
  await shown.until(() => has('4 properties, 1 event, 2 services'));
  expect(has('/${deviceName}/control')).toBe(true);
  await shown.click(button('Show the TSL: Room sensor'));
  expect(named(shown.box, '[role=group]', 'TSL').textContent).toContain('"powerSwitch"');
  const changed = [...shown.box.querySelectorAll('tr')].filter((row) =>
    row.textContent?.includes('changed'),
  );
  expect(changed.map((row) => row.textContent)).toEqual([
    expect.stringMatching(/connectsPerMinute5/),
  ]);
});

test('says how to get a platform if there is none', async () => {
  placeInTab(new ControlledScene());
  await view();
  await shown.until(() => has('No platform'));
  expect(has('--alibaba')).toBe(true);
});
