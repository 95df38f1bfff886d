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

/** A property set of the sensor with the lowest values of the model. */
const TEMPLATE = '{\n  "powerSwitch": 0,\n  "workMode": 0\n}';
const ACCEPTED = /The device replied.*code 200.*after 34 ms/;

/** The form, and the outcome of its last call. */
const sending = {
  choose: (target: string) => choose(named(shown.box, 'select', 'Method or topic'), target),
  other: async (target: string) => {
    await sending.choose('');
    await type(named(shown.box, 'input', 'Other topic or service'), target);
  },
  box: (label = 'Parameters') => named(shown.box, 'textarea', label),
  submit: () => shown.click(named(shown.box, 'button[type=submit]', 'Send')),
  outcome: () => shown.box.querySelector('section[aria-label=Call]')?.textContent ?? '',
  refusal: () => shown.box.querySelector('[role=alert]')?.textContent ?? '',
};

async function choose(select: HTMLElement, value: string): Promise<void> {
  await shown.run(() => {
    Object.assign(select, { value });
    select.dispatchEvent(new Event('change', { bubbles: true }));
  });
}

describe('values', () => {
  test('reported values are beside the model, as plain text, and read-only', async () => {
    const wire = scene.device(SENSOR);
    const params = { temperature: 21.5, workMode: 2, '<b>odd</b>': '<img src=x>' };
    wire.publish(POST, JSON.stringify({ id: '1', params, method: 'thing.event.property.post' }));
    await open(SENSOR, 'Values');
    await shown.until(() => has('21.5'));
    const table = named(shown.box, 'table', 'Reported properties');
    const texts = [...table.querySelectorAll('tbody tr')].map((line) => line.textContent);
    expect(texts[0]).toMatch(/^temperatureTemperature.*read only.*21\.5/);
    expect(texts[2]).toMatch(/^powerSwitchPower switch.*on(?! · read only).*not reported$/);
    expect(texts[3]).toMatch(/^workModeMode.*2 cooling/);
    expect(table.querySelector('button, input, textarea, b, img')).toBeNull();
  });
});

describe('sending to a device', () => {
  test('a property set is filled in from the model, and its reply shows code, data and latency', async () => {
    const wire = scene.device(SENSOR);
    wire.subscribe(SET);
    await open(SENSOR, 'Messages');
    await shown.until(() => has('enum 0 automatic'));
    const box = sending.box();
    expect(box).toMatchObject({ value: TEMPLATE });
    await type(box, '{"workMode":1}');
    await shown.run(() => {
      const init = { key: 'Enter', ctrlKey: true, bubbles: true, cancelable: true };
      box.dispatchEvent(new KeyboardEvent('keydown', init));
    });
    await shown.until(() => has('Waiting for the device’s reply'));
    const [asked] = wire.takeMessages();
    expect(asked?.topic).toBe(SET);
    expect(textOf(asked)).toContain('"params":{"workMode":1}');
    const id = /"id":"(\d+)"/.exec(textOf(asked))?.[1];
    scene.pass(34);
    wire.publish(`${SET}_reply`, JSON.stringify({ id, code: 200, data: { done: true } }));
    await shown.until(() => ACCEPTED.test(sending.outcome()));
    expect(sending.outcome()).toMatch(/^property set/);
    expect(sending.outcome()).toMatch(/Parameters \{"workMode":1\}\{\s*"done": true/);
    expect(sending.outcome()).toContain('property/set');
  });

  test('a service is called by RRPC, and another code than 200 has its meaning', async () => {
    const wire = scene.device(SENSOR);
    wire.subscribe(`/sys/${SENSOR.productKey}/${SENSOR.deviceName}/rrpc/request/+`);
    await open(SENSOR, 'Messages');
    await shown.until(() => has('Self-test'));
    await sending.choose('thing.service.selfTest');
    expect(has('synchronous, by RRPC')).toBe(true);
    await sending.submit();
    const messages: Message[] = [];
    await shown.until(() => messages.push(...wire.takeMessages()) === 1);
    expect(textOf(messages[0])).toContain('"method":"thing.service.selfTest"');
    const topic = messages[0]?.topic.replace('/request/', '/response/') ?? '';
    wire.publish(topic, JSON.stringify({ id: '1', code: 460, data: {} }));
    await shown.until(() => sending.outcome().includes('460'));
    expect(sending.outcome()).toMatch(
      /^selfTestThe device repliedcode 460the parameters are wrong/,
    );
  });

  test('a template never replaces typed text, and is offered for an empty field', async () => {
    await open(SENSOR, 'Messages');
    await shown.until(() => has('Self-test'));
    await sending.choose('thing.service.restart');
    expect(sending.box()).toMatchObject({ value: '{\n  "delay": 0\n}' });
    await type(sending.box(), '{"delay":');
    await sending.choose('thing.service.property.set');
    expect(sending.box()).toMatchObject({ value: '{"delay":' });
    expect(has('Not valid JSON, line 1, column 10')).toBe(true);
    expect(button('Send')).toMatchObject({ disabled: true });
    await type(sending.box(), '');
    expect(sending.box()).toMatchObject({ value: '' });
    await shown.click(button('Fill: Set properties'));
    expect(sending.box()).toMatchObject({ value: TEMPLATE });
    await type(sending.box(), '');
    await sending.choose('thing.service.restart');
    expect(sending.box()).toMatchObject({ value: '{\n  "delay": 0\n}' });
  });

  test('an offline device, one that has not subscribed, and one that does not reply are told apart', async () => {
    const gone = scene.device(SENSOR);
    gone.cut();
    await open(SENSOR, 'Messages');
    await shown.until(() => has('Self-test'));
    const until = async (text: string) => {
      await sending.submit();
      await shown.until(() => sending.outcome().includes(text));
    };
    await until('The device is offline: nothing was sent');
    const wire = scene.device(SENSOR);
    await until('The device has not subscribed to the topic: nothing was sent');
    wire.subscribe(SET);
    await until('Waiting for the device’s reply');
    expect(wire.takeMessages().map(({ topic }) => topic)).toEqual([SET]);
    scene.pass(6000);
    await shown.until(() => sending.outcome().includes('The device did not reply in time'));
  });

  test('what the platform refuses is named, and nothing is sent', async () => {
    const wire = scene.device(SENSOR);
    wire.subscribe(SET);
    await open(SENSOR, 'Messages');
    await shown.until(() => has('Self-test'));
    const refused = async (reason: string) => {
      await sending.submit();
      await shown.until(() => sending.refusal().includes(reason));
    };
    await type(sending.box(), '[1]');
    await refused('is not a JSON object');
    await type(sending.box(), '{"temperature":1}');
    await refused('temperature is read-only in the thing model');
    await sending.other('thing.service.nothing');
    await refused('The thing model has no service nothing.');
    await sending.other('/somebody/else');
    await refused('The permissions of this topic do not allow the device to receive');
    expect(wire.takeMessages()).toEqual([]);
  });

  test('a topic gets any payload as it is, and other services their identifier', async () => {
    const wire = scene.device(SENSOR);
    const control = `/${SENSOR.productKey}/${SENSOR.deviceName}/control`;
    wire.subscribe(control, `${ROOT}/service/restart`);
    await open(SENSOR, 'Messages');
    await shown.until(() => has(control));
    await sending.choose(control);
    await type(sending.box('Payload'), '{{not JSON');
    await sending.submit();
    const messages: Message[] = [];
    await shown.until(() => messages.push(...wire.takeMessages()) === 1);
    expect([messages[0]?.topic, textOf(messages[0])]).toEqual([control, '{{not JSON']);
    await type(sending.box('Payload'), '');
    await sending.other('restart');
    expect(has('delay int 0 … 3600 s / 1')).toBe(true);
    await sending.submit();
    await shown.until(() => messages.push(...wire.takeMessages()) === 2);
    expect(textOf(messages[1])).toContain('"method":"thing.service.restart"');
  });

  test('typed text survives another section, but not another device', async () => {
    await open(SENSOR, 'Messages');
    const section = (name: string) =>
      shown.click(named(shown.box, '[role=tabpanel] [role=tab]', name));
    await type(sending.box(), '{"half":');
    await section('Values');
    await section('Messages');
    expect(sending.box()).toMatchObject({ value: '{"half":' });
    await shown.click(rowOf(LOCK));
    await shown.until(() => has('Permissions'));
    await section('Messages');
    expect(sending.box()).toMatchObject({ value: '{\n  "locked": 0\n}' });
  });
});

describe('messages, permissions', () => {
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
