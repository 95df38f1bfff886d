/** Tests of batch posts and batch sign-ins. */
import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { methodOf } from '../../../alibaba/alink/alinkTopic.ts';
import type { ThingModel } from '../../../alibaba/alink/thingModel.ts';
import type { Device } from '../../../alibaba/devices.ts';
import { decodeUtf8 } from '../../../base/utf8.ts';
import type { Wire } from '../../core/broker.testkit.ts';
import { PlatformScene } from '../platform.testkit.ts';

const PK = 'a1B2c3D4e5F';
const MODEL: ThingModel = {
  properties: [
    {
      identifier: 't',
      name: 'Temperature',
      type: { type: 'int', max: 50 },
      access: 'r',
      isRequired: false,
    },
  ],
  events: [
    {
      identifier: 'alarm',
      name: 'Alarm',
      level: 'alert',
      output: [{ identifier: 'code', name: 'Code', type: { type: 'int' } }],
    },
  ],
  services: [],
};
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
      products: [{ productKey: PK, name: 'All', topics: [], model: MODEL }],
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

describe('a post of many values', () => {
  test('of one device: the latest of each counts, and values that do not fit are reported', () => {
    const { wire, detail } = scene();
    const params = {
      properties: {
        t: [
          { value: 2, time: 2000 },
          { value: 1, time: 1000 },
          { value: 99, time: 3000 },
        ],
      },
      events: { alarm: [{ value: { code: 'x' }, time: 1 }], other: [{ value: {} }] },
    };
    expect(ask(wire, thing(GATEWAY, 'event/property/batch/post'), params)).toMatchObject({
      id: '7',
      code: 200,
    });
    const { properties, events } = detail(GATEWAY) ?? {};
    expect(properties).toMatchObject([{ identifier: 't', value: '2', time: 2000 }]);
    expect(events?.[0]).toMatchObject({
      kind: 'property',
      why: 'filtered',
      misfits: [
        { path: 't', why: { key: 'above-max' }, came: '99' },
        { path: 'alarm.code', why: { key: 'not-number' }, came: '"x"' },
        { path: 'other', why: { key: 'unknown-event' } },
      ],
    });
  });

  test('of a gateway and its sub-devices', () => {
    const { wire, detail } = scene();
    const params = {
      properties: { t: { value: 1, time: 5 } },
      subDevices: [
        { identity: nameOf(ONE), properties: { t: { value: 11, time: 5 } } },
        { identity: nameOf(TWO), properties: { t: { value: 51 } }, events: {} },
      ],
    };
    const topic = thing(GATEWAY, 'event/property/pack/post');
    expect(ask(wire, topic, params)).toMatchObject({ code: 200 });
    expect(detail(GATEWAY)?.properties).toMatchObject([{ value: '1' }]);
    expect(detail(GATEWAY)?.events[0]).toMatchObject({ about: 'sub-0001, sub-0002' });
    expect(detail(ONE)?.properties).toMatchObject([{ value: '11' }]);
    expect(detail(TWO)?.properties).toEqual([]);
    expect(detail(TWO)?.events[0]).toMatchObject({ topic, misfits: [{ path: 't', came: '51' }] });
    const stranger = { subDevices: [{ ...params.subDevices[0], identity: nameOf(STRANGER) }] };
    expect(ask(wire, topic, stranger)).toMatchObject({ code: 6401 });
    const nobody = { subDevices: [{ ...params.subDevices[0], identity: nameOf(device('none')) }] };
    expect(ask(wire, topic, nobody)).toMatchObject({ code: 6100 });
    const many = Array.from({ length: 21 }, () => params.subDevices[0]);
    expect(ask(wire, topic, { subDevices: many })).toMatchObject({ code: 460 });
    expect(ask(wire, topic, {})).toMatchObject({ code: 460 });
  });

  test('of the past does not change current values', () => {
    const { wire, detail } = scene();
    const topic = thing(GATEWAY, 'event/property/history/post');
    const past = (of: Device) => [
      { identity: nameOf(of), properties: [{ t: { value: 1, time: 5 } }, { t: { value: 77 } }] },
    ];
    expect(ask(wire, topic, past(ONE))).toMatchObject({ code: 200 });
    expect(detail(ONE)?.properties).toEqual([]);
    expect(detail(ONE)?.events[0]).toMatchObject({ misfits: [{ came: '77' }] });
    expect(ask(wire, topic, past(STRANGER))).toMatchObject({ code: 6401 });
    expect(ask(wire, topic, [{ properties: [{ t: { value: 1 } }] }])).toMatchObject({ code: 460 });
    expect(ask(wire, topic, [{ identity: nameOf(ONE) }])).toMatchObject({ code: 460 });
  });
});

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
