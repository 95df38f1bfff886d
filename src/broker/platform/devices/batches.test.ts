/** Tests of batch sign-ins of sub-devices. */
import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { methodOf } from '../../../alibaba/alink/alinkTopic.ts';
import type { Device } from '../../../alibaba/devices.ts';
import { decodeUtf8 } from '../../../base/utf8.ts';
import type { Wire } from '../../core/broker.testkit.ts';
import { PlatformScene } from '../platform.testkit.ts';

const PK = 'a1B2c3D4e5F';
const device = (deviceName: string): Device => ({
  productKey: PK,
  deviceName,
  deviceSecret: `${deviceName} secret`,
});
const GATEWAY = device('gate-1');
const ONE = device('sub-0001');
const TWO = device('sub-0002');
const STRANGER = device('sub-0003');
const nameOf = ({ productKey, deviceName }: Device) => ({ productKey, deviceName });
const thing = ({ deviceName }: Device, rest: string) => `/sys/${PK}/${deviceName}/thing/${rest}`;
const session = (rest: string) => `/ext/session/${PK}/gate-1/combine/${rest}`;

function scene() {
  const made = new PlatformScene({
    registry: {
      products: [{ productKey: PK, name: 'All', topics: [] }],
      devices: [GATEWAY, ONE, TWO, STRANGER],
    },
  });
  const wire = made.device(GATEWAY);
  wire.subscribe(thing(GATEWAY, '#'), session('#'));
  expect(ask(wire, thing(GATEWAY, 'topo/add'), [signed(ONE), signed(TWO)])).toMatchObject({
    code: 200,
  });
  const detail = (of: Device) =>
    made.asked('platform-device', { kind: 'platform-device', ...nameOf(of) }).device;
  return { wire, detail };
}

function signed({ deviceName, deviceSecret }: Device, secret = deviceSecret) {
  const text = `clientId1deviceName${deviceName}productKey${PK}timestamp2`;
  const sign = createHmac('sha256', secret).update(text).digest('hex');
  return {
    productKey: PK,
    deviceName,
    clientId: '1',
    timestamp: '2',
    signMethod: 'hmacSha256',
    sign,
  };
}

/** Like in `batch_login`: the method is given once for all. */
function listed(one: Device, secret?: string) {
  const { signMethod: _, ...entry } = signed(one, secret);
  return { ...entry, cleanSession: 'true' };
}

function ask(wire: Wire, topic: string, params: unknown): unknown {
  wire.take();
  const method = methodOf(topic);
  wire.publish(topic, JSON.stringify({ id: '7', version: '1.0', params, method }));
  const [answer] = wire.takeMessages();
  expect(answer?.topic).toBe(`${topic}_reply`);
  const value: unknown = JSON.parse(decodeUtf8(answer?.payload ?? new Uint8Array()) ?? '');
  return value;
}

test('sub-devices are signed in and out together, all or none', () => {
  const { wire, detail } = scene();
  const state = () => [ONE, TWO].map((one) => detail(one)?.row.state);
  const login = (...deviceList: unknown[]) =>
    ask(wire, session('batch_login'), { signMethod: 'hmacSha256', deviceList });
  expect(login(listed(ONE), listed(TWO, 'wrong'))).toMatchObject({ code: 6287 });
  expect(login(listed(ONE), listed(STRANGER))).toMatchObject({ code: 6401 });
  expect(state()).toEqual(['never', 'never']);
  expect(login(listed(ONE), listed(TWO))).toMatchObject({
    code: 200,
    data: [nameOf(ONE), nameOf(TWO)],
  });
  expect(state()).toEqual(['online', 'online']);
  const logout = (...names: unknown[]) => ask(wire, session('batch_logout'), names);
  expect(logout(nameOf(ONE), nameOf(STRANGER))).toMatchObject({ code: 520 });
  expect(logout(nameOf(ONE), nameOf(TWO))).toMatchObject({ code: 200 });
  expect(state()).toEqual(['offline', 'offline']);
  expect(login()).toMatchObject({ code: 460 });
});

test('50 sub-devices are signed in and out together, and 51 are refused', () => {
  const subs = Array.from({ length: 51 }, (_, at) => device(`sub-${at}`));
  const made = new PlatformScene({
    registry: {
      products: [{ productKey: PK, name: 'All', topics: [] }],
      devices: [GATEWAY, ...subs],
    },
  });
  const wire = made.device(GATEWAY);
  wire.subscribe(thing(GATEWAY, '#'), session('#'));
  // The list of `topo/add` has no such limit.
  const signedAll = subs.map((one) => signed(one));
  expect(ask(wire, thing(GATEWAY, 'topo/add'), signedAll)).toMatchObject({ code: 200 });
  const online = () =>
    subs.filter((one) => {
      const command = { kind: 'platform-device', ...nameOf(one) } as const;
      return made.asked('platform-device', command).device?.row.state === 'online';
    }).length;
  const login = (of: readonly Device[]) =>
    ask(wire, session('batch_login'), {
      signMethod: 'hmacSha256',
      deviceList: of.map((one) => listed(one)),
    });
  const logout = (of: readonly Device[]) => ask(wire, session('batch_logout'), of.map(nameOf));
  const [last, fifty] = [subs.slice(50), subs.slice(0, 50)];

  expect(login(subs)).toMatchObject({ code: 460 });
  expect(online()).toBe(0);
  expect(login(fifty)).toMatchObject({ code: 200 });
  expect(online()).toBe(50);
  expect(login(last)).toMatchObject({ code: 200 });
  expect(logout(subs)).toMatchObject({ code: 460 });
  expect(online()).toBe(51);
  expect(logout(fifty)).toMatchObject({ code: 200 });
  expect(online()).toBe(1);
});
