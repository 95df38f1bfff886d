import { describe, expect, it } from 'vitest';
import type { Device } from '../../alibaba/devices.ts';
import { encodeUtf8 } from '../../base/utf8.ts';
import type { DeviceDetail } from './devices/commands.ts';
import { demoRegistry } from './devices/demoRegistry.ts';
import { DEMO, demoDevice, PlatformScene, signed } from './platform.testkit.ts';

const SENSOR = demoDevice(0);
const OTHER = demoDevice(1);
const OWN = `/${SENSOR.productKey}/${SENSOR.deviceName}`;
const text = (of: Uint8Array | undefined): string => new TextDecoder().decode(of);
const nameOf = ({ productKey, deviceName }: Device) => ({ productKey, deviceName });

function detailOf(scene: PlatformScene, device: Device): DeviceDetail {
  const command = { kind: 'platform-device', ...nameOf(device) } as const;
  const { device: detail } = scene.asked('platform-device', command);
  if (detail === undefined) throw new Error('There is no such device.');
  return detail;
}

describe('the demo devices', () => {
  it('are two products with five devices, the same for the same seed', () => {
    expect(demoRegistry(7)).toEqual(demoRegistry(7));
    expect(demoRegistry(7).devices).not.toEqual(demoRegistry(8).devices);
    const [drawn, other] = [1, 2].map((byte) => demoRegistry(7, new Uint8Array(32).fill(byte)));
    const bare = (one: typeof drawn) =>
      one?.products.map((product) => ({ ...product, productSecret: '' }));
    expect(bare(drawn)).toEqual(bare(demoRegistry(7)));
    const secrets = [demoRegistry(7), drawn, other].map((one) => one?.devices[0]?.deviceSecret);
    expect(new Set(secrets).size).toBe(3);
    expect(secrets[1]).toMatch(/^[0-9a-f]{32}$/);
    expect(DEMO.products.length).toBe(2);
    expect(DEMO.devices.length).toBe(5);
    for (const { productKey } of DEMO.products) expect(productKey).toMatch(/^a1[A-Za-z0-9]{9}$/);
    for (const { deviceName, deviceSecret } of DEMO.devices) {
      expect(deviceName).toMatch(/^[\w-]{4,32}$/);
      expect(deviceSecret).toMatch(/^[0-9a-f]{32}$/);
    }
    const [first, second] = DEMO.products.map(({ topics }) => topics.map(({ topic }) => topic));
    const isControl = (topic: string) => topic.endsWith('/control');
    expect([first?.some(isControl), second?.some(isControl)]).toEqual([true, false]);
  });
});

describe('facts of the platform', () => {
  it('products, the number online, and sign-ins of unknown devices', () => {
    const scene = new PlatformScene();
    scene.device(SENSOR);
    const stranger = { ...SENSOR, deviceName: 'nobody' };
    expect(scene.returnCode(signed(stranger))).toBe(4);
    const { products, online, strangers, settings } = scene.asked('platform', { kind: 'platform' });
    expect(products).toMatchObject([
      { name: 'Room sensor', devices: 3, online: 1 },
      { name: 'Door lock', devices: 2, online: 0 },
    ]);
    expect(products[0]?.tsl).toContain('temperature');
    expect(online).toBe(1);
    expect(settings.badKeepAlive).toBe(3);
    expect(strangers).toMatchObject([
      { ok: false, fault: 'unknown-device', userName: `nobody&${SENSOR.productKey}` },
    ]);
  });

  it('the mistake of a differently written user name of a known device', () => {
    const { productKey, deviceName } = SENSOR;
    const names = {
      'user-name-swapped': `${productKey}&${deviceName}`,
      'user-name-case': `${deviceName}&${productKey}`.toLowerCase(),
      'user-name-separator': `${deviceName}|${productKey}`,
    };
    const scene = new PlatformScene();
    for (const userName of Object.values(names)) {
      expect(scene.returnCode({ ...signed(SENSOR), userName })).toBe(4);
    }
    const { strangers } = scene.asked('platform', { kind: 'platform' });
    expect(strangers.map(({ mistake }) => mistake).reverse()).toEqual(Object.keys(names));
  });

  it('devices with their state, page by page', () => {
    const scene = new PlatformScene();
    scene.device(SENSOR);
    scene.device(OTHER).cut();
    scene.ask({ kind: 'enable-device', ...nameOf(demoDevice(2)), isEnabled: false });
    const ask = (more: object) =>
      scene.asked('platform-devices', { kind: 'platform-devices', first: 0, count: 9, ...more });
    const { productKey } = SENSOR;
    const { rows, total } = ask({ productKey });
    expect(total).toBe(3);
    const states = new Map(rows.map(({ deviceName, state }) => [deviceName, state]));
    expect([0, 1, 2].map((at) => states.get(demoDevice(at).deviceName))).toEqual([
      'online',
      'offline',
      'disabled',
    ]);
    expect(ask({}).total).toBe(5);
    expect(ask({ first: 4 }).rows.length).toBe(1);
    expect(ask({ text: 'LOCK' }).rows.map(({ state }) => state)).toEqual(['never', 'never']);
    const row = rows.find(({ state }) => state === 'online');
    expect(row).toMatchObject({ address: '127.0.0.1:50000', lastSignIn: { ok: true } });
  });

  it('a device’s sign-ins with the signed text and the mistake, and no secret', () => {
    const scene = new PlatformScene();
    const wrong = signed({ ...SENSOR, deviceSecret: ` ${SENSOR.deviceSecret}` });
    expect(scene.returnCode(wrong)).toBe(4);
    scene.device(SENSOR);
    const { signIns } = detailOf(scene, SENSOR);
    const content = `clientIdmacdeviceName${SENSOR.deviceName}productKey${SENSOR.productKey}timestamp1`;
    expect(signIns).toMatchObject([
      { ok: true, returnCode: 0, signContent: content, signMethod: 'hmacsha1' },
      {
        ok: false,
        returnCode: 4,
        fault: 'wrong-sign',
        signContent: content,
        passwordLength: 40,
        expectedLength: 40,
        mistake: 'wrapped',
      },
    ]);
    const told = JSON.stringify([
      detailOf(scene, SENSOR),
      scene.ask({ kind: 'platform' }),
      scene.ask({ kind: 'platform-devices', first: 0, count: 9 }),
    ]);
    expect(told).not.toContain(SENSOR.deviceSecret);
    expect(told).not.toContain(text(wrong.password));
    expect(told).not.toContain(text(signed(SENSOR).password));
  });

  it('mistakes of many sign-ins, limited so that other clients are not delayed', () => {
    const scene = new PlatformScene();
    const wrong = signed({ ...SENSOR, deviceSecret: ` ${SENSOR.deviceSecret}` });
    for (let count = 0; count < 6; count += 1) scene.returnCode(wrong);
    const known = () => detailOf(scene, SENSOR).signIns.filter(({ mistake }) => mistake).length;
    expect([known(), known()]).toEqual([4, 4]);
    scene.pass(2000);
    expect(known()).toBe(6);
  });

  it('at most ten sign-ins, however long', () => {
    const scene = new PlatformScene();
    const { userName } = signed(SENSOR);
    for (let count = 0; count < 12; count += 1) {
      const clientId = `${'x'.repeat(20_000)}|securemode=2|`;
      expect(scene.returnCode({ clientId, userName, password: encodeUtf8('y') })).toBe(2);
    }
    const { signIns } = detailOf(scene, SENSOR);
    expect(signIns.length).toBe(10);
    expect(JSON.stringify(signIns).length).toBeLessThan(30_000);
  });

  it('permissions and subscriptions of a device', () => {
    const scene = new PlatformScene();
    scene.device(SENSOR).subscribe(`${OWN}/user/get`, `${OWN}/control`);
    const { permissions, subscriptions } = detailOf(scene, SENSOR);
    expect(subscriptions).toEqual([
      { filter: `${OWN}/user/get`, qos: 1 },
      { filter: `${OWN}/control`, qos: 1 },
    ]);
    expect(permissions).toContainEqual({
      topic: `${OWN}/control`,
      operation: 'ALL',
      origin: 'custom',
    });
  });

  it('nothing of unknown devices', () => {
    const scene = new PlatformScene();
    const nobody = { productKey: '__proto__', deviceName: 'constructor' };
    expect(
      scene.asked('platform-device', { kind: 'platform-device', ...nobody }).device,
    ).toBeUndefined();
    expect(scene.ask({ kind: 'platform-secret', ...nobody }).kind).toBe('refused');
    expect(scene.ask({ kind: 'enable-device', ...nobody, isEnabled: false }).kind).toBe('refused');
    expect(scene.asked('platform-call', { kind: 'platform-call', call: 77 }).call).toBeUndefined();
  });
});

describe('commands of the cloud’s side', () => {
  const publish = (topic: string, more: object = {}) =>
    ({
      kind: 'cloud-publish',
      ...nameOf(SENSOR),
      topic,
      payload: btoa('hello'),
      qos: 1,
      ...more,
    }) as const;

  it('gives a secret to an authorized user', () => {
    const command = { kind: 'platform-secret', ...nameOf(SENSOR) } as const;
    const { deviceSecret } = new PlatformScene().asked('platform-secret', command);
    expect(deviceSecret).toBe(SENSOR.deviceSecret);
  });

  it('sends to one device only, if it is subscribed', () => {
    const scene = new PlatformScene();
    const [wire, other] = [scene.device(SENSOR), scene.device(OTHER)];
    expect(scene.ask(publish(`${OWN}/control`))).toMatchObject({
      kind: 'refused',
      why: 'not-subscribed',
    });
    wire.subscribe(`${OWN}/control`);
    expect(scene.ask(publish(`${OWN}/control`))).toEqual({ kind: 'done' });
    expect(wire.takeMessages()).toMatchObject([{ topic: `${OWN}/control`, qos: 1 }]);
    expect(other.take()).toEqual([]);
  });

  it('broadcasts only to the devices of the product', () => {
    const scene = new PlatformScene();
    const news = `/broadcast/${SENSOR.productKey}/news`;
    const wires = [SENSOR, OTHER, demoDevice(2)].map((device) => scene.device(device));
    for (const wire of wires.slice(0, 2)) expect(wire.subscribe(news)).toEqual([1]);
    expect(scene.device(demoDevice(3)).subscribe(news)).toEqual([128]);
    expect(scene.ask(publish(news, { qos: 0 }))).toEqual({ kind: 'done' });
    expect(wires.map((wire) => wire.takeMessages().length)).toEqual([1, 1, 0]);
    wires[0]?.publish(news, 'from a device', { qos: 0 });
    expect(wires[1]?.take()).toEqual([]);
  });

  it.each([
    ['a topic that the device may not receive on', publish(`${OWN}/user/update`)],
    ['another device’s', publish(`/${SENSOR.productKey}/${OTHER.deviceName}/control`)],
    ['a filter', publish(`${OWN}/#`)],
    ['an empty topic', publish('')],
    ['text other than Base64', publish(`${OWN}/control`, { payload: '?' })],
    ['too much', publish(`${OWN}/control`, { payload: btoa('x'.repeat(262_145)) })],
  ])('rejects %s', (_, command) => {
    const scene = new PlatformScene();
    scene.device(SENSOR).subscribe(`${OWN}/control`, `${OWN}/user/#`);
    expect(scene.ask(command).kind).toBe('refused');
  });

  it('disables a device, which is disconnected and rejected until it is enabled', () => {
    const scene = new PlatformScene();
    const wire = scene.device(SENSOR, {}, { version: 5 });
    const enable = (isEnabled: boolean) =>
      scene.ask({ kind: 'enable-device', ...nameOf(SENSOR), isEnabled });
    expect(enable(false)).toEqual({ kind: 'done' });
    expect(wire.take()).toMatchObject([{ type: 'disconnect', reasonCode: 0x98 }]);
    expect(wire.isEnded).toBe(true);
    expect(scene.returnCode(signed(SENSOR))).toBe(5);
    const wrong = signed({ ...SENSOR, deviceSecret: 'x' });
    expect(scene.returnCode(wrong)).toBe(4);
    enable(true);
    expect(scene.returnCode(signed(SENSOR))).toBe(0);
  });

  it('posts, sets and gets answers through the services', () => {
    const scene = new PlatformScene();
    const wire = scene.device(SENSOR);
    const thing = `/sys${OWN}/thing`;
    wire.subscribe(`${thing}/event/property/post_reply`, `${thing}/service/property/set`);
    const method = 'thing.event.property.post';
    const post = JSON.stringify({ id: 7, params: { temperature: 21.5 }, method });
    wire.publish(`${thing}/event/property/post`, post);
    const [reply] = wire.takeMessages();
    expect(JSON.parse(text(reply?.payload))).toMatchObject({ id: 7, code: 200 });
    expect(detailOf(scene, SENSOR).properties).toMatchObject([
      { identifier: 'temperature', value: '21.5', isModelled: true },
    ]);
    const params = '{"powerSwitch":1}';
    const command = { kind: 'set-property', ...nameOf(SENSOR), params } as const;
    const { call } = scene.asked('platform-called', command);
    expect(wire.takeMessages()).toMatchObject([{ topic: `${thing}/service/property/set` }]);
    scene.pass(5000);
    const found = scene.asked('platform-call', { kind: 'platform-call', call });
    expect(found.call).toMatchObject({ state: 'timed-out' });
  });
});

it('is part of the facts', () => {
  const { broker } = new PlatformScene();
  expect(broker.facts.platform).toEqual({ products: 2, devices: 5 });
});
