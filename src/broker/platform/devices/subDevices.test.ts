import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { methodOf } from '../../../alibaba/alink/alinkTopic.ts';
import type { Device } from '../../../alibaba/devices.ts';
import vectors from '../../../alibaba/testdata/vectors.json' with { type: 'json' };
import { decodeUtf8 } from '../../../base/utf8.ts';
import type { Wire } from '../../core/broker.testkit.ts';
import { PlatformScene } from '../platform.testkit.ts';

const PK = 'a1B2c3D4e5F';
const vector = vectors.otherSigns.find(({ kind }) => kind === 'combine-login');
const SUB: Device = { productKey: PK, deviceName: 'sub-0001', deviceSecret: vector?.secret ?? '' };
const GATEWAY: Device = { productKey: PK, deviceName: 'gate-1', deviceSecret: 'one' };
const OTHER: Device = { productKey: PK, deviceName: 'gate-2', deviceSecret: 'two' };
const PRODUCT = {
  productKey: PK,
  name: 'All',
  topics: [{ topic: `/${PK}/\${deviceName}/control`, operation: 'SUB' as const }],
  productSecret: 'pS3cr3tAbCdEf012',
};
const NAME = { productKey: PK, deviceName: SUB.deviceName };

class GatewayScene extends PlatformScene {
  constructor() {
    super({ registry: { products: [PRODUCT], devices: [SUB, GATEWAY, OTHER] } });
  }

  /** A gateway that receives its answers. */
  gateway(device: Device = GATEWAY): Wire {
    const wire = this.device(device);
    const filters = [`/sys/${PK}/${device.deviceName}/thing/#`, session(device, '#')];
    wire.subscribe(...filters, `/ext/error/${PK}/${device.deviceName}`);
    return wire;
  }

  stateOf(device: Device) {
    const { productKey, deviceName } = device;
    const asked = { kind: 'platform-device', productKey, deviceName } as const;
    return this.asked('platform-device', asked).device;
  }
}

const session = ({ deviceName }: Device, rest: string) =>
  `/ext/session/${PK}/${deviceName}/combine/${rest}`;
const thing = ({ deviceName }: Device, rest: string) => `/sys/${PK}/${deviceName}/thing/${rest}`;

/** Signed like the vendor's package does. */
function signedParams(device: Device = SUB, secret = device.deviceSecret, more = {}) {
  const { productKey, deviceName } = device;
  const clientId = `${productKey}&${deviceName}`;
  const text = `clientId${clientId}deviceName${deviceName}productKey${productKey}timestamp1700000000000`;
  const sign = createHmac('sha1', secret).update(text).digest('hex');
  const timestamp = 1_700_000_000_000;
  return { productKey, deviceName, clientId, timestamp, signMethod: 'hmacSha1', sign, ...more };
}

/** The gateway's answer, without other messages. */
function ask(wire: Wire, topic: string, params: unknown): unknown {
  wire.take();
  wire.publish(topic, JSON.stringify({ id: '7', version: '1.0', params, method: methodOf(topic) }));
  return heard(wire, `${topic}_reply`)[0];
}

function heard(wire: Wire, topic: string): readonly unknown[] {
  return wire.take().flatMap((packet): unknown[] => {
    if (packet.type !== 'publish' || packet.topic !== topic) return [];
    const value: unknown = JSON.parse(decodeUtf8(packet.payload) ?? '');
    return [value];
  });
}

function signedIn(scene: GatewayScene): Wire {
  const wire = scene.gateway();
  expect(ask(wire, thing(GATEWAY, 'topo/add'), [signedParams()])).toMatchObject({ code: 200 });
  const answer = ask(
    wire,
    session(GATEWAY, 'login'),
    signedParams(SUB, SUB.deviceSecret, { cleanSession: 'true' }),
  );
  expect(answer).toMatchObject({ id: '7', code: 200, message: 'success', data: '' });
  return wire;
}

describe('the topology of a gateway', () => {
  it('adds, lists and removes correctly signed devices', () => {
    expect(signedParams().sign).toBe(vector?.sign);
    const wire = new GatewayScene().gateway();
    const add = (params: unknown) => ask(wire, thing(GATEWAY, 'topo/add'), params);
    expect(add([signedParams(SUB, 'wrong')])).toMatchObject({ code: 6287 });
    expect(add([signedParams({ ...SUB, deviceName: 'nobody' })])).toMatchObject({ code: 6100 });
    expect(add([signedParams(GATEWAY)])).toMatchObject({ code: 6402 });
    expect(add([{ ...NAME }])).toMatchObject({ code: 460 });
    const list = () => ask(wire, thing(GATEWAY, 'topo/get'), {});
    expect(list()).toMatchObject({ code: 200, data: [] });
    expect(add([signedParams()])).toMatchObject({ id: '7', code: 200, data: {} });
    expect(list()).toMatchObject({ code: 200, data: [NAME] });
    const remove = () => ask(wire, thing(GATEWAY, 'topo/delete'), [NAME]);
    expect(remove()).toMatchObject({ code: 200 });
    expect(remove()).toMatchObject({ code: 6401 });
  });

  it('gives the secrets of listed devices to a gateway on request', () => {
    const wire = new GatewayScene().gateway();
    const register = (name: unknown) => ask(wire, thing(GATEWAY, 'sub/register'), [name]);
    const { deviceSecret } = SUB;
    expect(register(NAME)).toMatchObject({ code: 200, data: [{ ...NAME, deviceSecret }] });
    expect(register({ ...NAME, deviceName: 'nobody' })).toMatchObject({ code: 6100 });
    expect(register({ ...NAME, productKey: 'x' })).toMatchObject({ code: 6250 });
  });
});

describe('a sub-device', () => {
  it('is accepted with the signature of the vector, once it belongs to the gateway', () => {
    const scene = new GatewayScene();
    const wire = scene.gateway();
    const login = (params: unknown) => ask(wire, session(GATEWAY, 'login'), params);
    expect(login(signedParams())).toMatchObject({ code: 6401 });
    ask(wire, thing(GATEWAY, 'topo/add'), [signedParams()]);
    expect(login(signedParams(SUB, 'wrong'))).toMatchObject({ code: 6287 });
    expect(scene.stateOf(SUB)?.row.state).toBe('never');
    expect(login(signedParams())).toMatchObject({ code: 200 });
    expect(scene.stateOf(SUB)?.row.state).toBe('online');
  });

  it('posts and gets properties through its gateway, which may use its topics while it is signed in', () => {
    const scene = new GatewayScene();
    const early = scene.gateway();
    const reply = thing(SUB, 'event/property/post_reply');
    expect(early.subscribe(reply, `/${PK}/sub-0001/control`)).toEqual([128, 128]);
    early.cut();
    const wire = signedIn(scene);
    expect(wire.subscribe(thing(SUB, '#'), `/${PK}/sub-0001/control`)).toEqual([1, 1]);
    expect(wire.subscribe(`/sys/${PK}/+/thing/#`)).toEqual([128]);
    const post = () => ask(wire, thing(SUB, 'event/property/post'), { temperature: 3 });
    expect(post()).toMatchObject({ id: '7', code: 200 });
    expect(scene.stateOf(SUB)?.properties).toMatchObject([{ identifier: 'temperature' }]);
    expect(scene.stateOf(GATEWAY)?.properties).toEqual([]);
    const set = { kind: 'set-property', ...NAME, params: '{"on":1}' } as const;
    scene.asked('platform-called', set);
    scene.collect();
    expect(heard(wire, thing(SUB, 'service/property/set'))).toMatchObject([{ params: { on: 1 } }]);
    expect(ask(wire, session(GATEWAY, 'logout'), NAME)).toMatchObject({ code: 200, data: '' });
    expect(scene.stateOf(SUB)?.row.state).toBe('offline');
    expect(post()).toBeUndefined();
    wire.publish(thing(SUB, 'event/property/post'), '{}');
    const error = `/ext/error/${PK}/${GATEWAY.deviceName}`;
    expect(heard(wire, error)).toMatchObject([{ code: 520, data: NAME }]);
    const { productKey, deviceName } = GATEWAY;
    const log = { kind: 'platform-log', productKey, deviceName, first: 0, count: 50 } as const;
    expect(scene.asked('platform-log', log).rows).toContainEqual(
      expect.objectContaining({ kind: 'refused', why: 'no-session', code: 520, preview: '{}' }),
    );
    expect(ask(wire, session(GATEWAY, 'logout'), NAME)).toMatchObject({ code: 520 });
  });

  it('is signed out with its gateway', () => {
    const scene = new GatewayScene();
    signedIn(scene).cut();
    expect(scene.stateOf(SUB)?.row.state).toBe('offline');
    const wire = scene.gateway();
    expect(ask(wire, session(GATEWAY, 'login'), signedParams())).toMatchObject({ code: 200 });
    scene.gateway();
    expect(scene.stateOf(SUB)?.row.state).toBe('offline');
  });

  it('has one connection: the later one ends the other, and the gateway is notified', () => {
    const scene = new GatewayScene();
    const wire = signedIn(scene);
    const itself = scene.device(SUB);
    scene.collect();
    const notices = heard(wire, session(GATEWAY, 'logout_reply'));
    expect(notices).toMatchObject([{ code: 427, data: NAME }]);
    expect(ask(wire, session(GATEWAY, 'login'), signedParams())).toMatchObject({ code: 200 });
    expect(itself.isEnded).toBe(true);
    const other = scene.gateway(OTHER);
    wire.take();
    expect(ask(other, thing(OTHER, 'topo/add'), [signedParams()])).toMatchObject({ code: 200 });
    expect(heard(wire, session(GATEWAY, 'logout_reply'))).toMatchObject([{ code: 427 }]);
    expect(ask(wire, thing(GATEWAY, 'topo/get'), {})).toMatchObject({ data: [] });
  });

  it('is signed out when it is disabled or removed from the list', () => {
    const scene = new GatewayScene();
    const wire = signedIn(scene);
    scene.platform.enable(NAME, false);
    scene.collect();
    expect(heard(wire, session(GATEWAY, 'logout_reply'))).toMatchObject([{ code: 522 }]);
    expect(ask(wire, session(GATEWAY, 'login'), signedParams())).toMatchObject({ code: 522 });
    scene.platform.enable(NAME, true);
    expect(ask(wire, session(GATEWAY, 'login'), signedParams())).toMatchObject({ code: 200 });
    wire.take();
    scene.platform.reload({ products: [PRODUCT], devices: [GATEWAY] });
    scene.collect();
    expect(heard(wire, session(GATEWAY, 'logout_reply'))).toMatchObject([{ code: 521 }]);
    expect(ask(wire, session(GATEWAY, 'login'), signedParams())).toMatchObject({ code: 6401 });
  });
});
