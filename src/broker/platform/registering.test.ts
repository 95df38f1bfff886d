import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import vectors from '../../alibaba/testdata/vectors.json' with { type: 'json' };
import { decodeUtf8, encodeUtf8 } from '../../base/utf8.ts';
import { LOCAL_PEER, type Wire } from '../core/broker.testkit.ts';
import { demoDevice, PlatformScene, signed } from './platform.testkit.ts';

const SECRET = 'pS3cr3tAbCdEf012';
const PRODUCT = { productKey: 'a1B2c3D4e5F', name: 'Press', topics: [], productSecret: SECRET };
const NAME = { productKey: PRODUCT.productKey, deviceName: 'dev-0001' };
const DEVICE = { ...NAME, deviceSecret: 'e1c0a98b76f54d3e2c1b0a9f8e7d6c5b' };
const REGISTRY = { products: [PRODUCT], devices: [DEVICE] };
const SECURE = { ...LOCAL_PEER, secure: true };

const sceneOf = (options = {}): PlatformScene =>
  new PlatformScene({ registry: REGISTRY, ...options });

interface Asking {
  readonly tail?: string;
  readonly deviceName?: string;
  readonly secret?: string;
  readonly keepAlive?: number;
  readonly peer?: typeof SECURE;
}

/** CONNECT of a registration, signed independently of our code. */
function asking({ deviceName = NAME.deviceName, secret = SECRET, ...rest }: Asking = {}) {
  const { tail = 'securemode=2,authType=register,random=123,signmethod=hmacsha1', ...more } = rest;
  const text = `deviceName${deviceName}productKey${NAME.productKey}random123`;
  return {
    peer: SECURE,
    clientId: `mac001|${tail}|`,
    userName: `${deviceName}&${NAME.productKey}`,
    password: encodeUtf8(createHmac('sha1', secret).update(text).digest('hex').toUpperCase()),
    ...more,
  };
}

const REGNWL = 'securemode=-2,authType=regnwl,random=123,signmethod=hmacsha1,instanceId=iot-1';

function membersOf(text = ''): ReadonlyMap<string, unknown> {
  const value: unknown = JSON.parse(text);
  return new Map(Object.entries(value ?? {}));
}

/** The message after CONNACK 0. */
function told(wire: Wire): { readonly topic: string; readonly json: ReadonlyMap<string, unknown> } {
  const [connack, message, ...rest] = wire.take();
  expect(connack).toMatchObject({ type: 'connack', reasonCode: 0 });
  if (message?.type !== 'publish' || rest.length > 0) throw new Error('No message alone.');
  return { topic: message.topic, json: membersOf(decodeUtf8(message.payload)) };
}

describe('a registration over MQTT', () => {
  it('of the vector gives the device its secret, without a subscription', () => {
    const vector = vectors.otherSigns.find(({ kind }) => kind === 'mqtt-register');
    if (vector?.mqtt === undefined) throw new Error('no vector');
    const { clientId, username: userName } = vector.mqtt;
    const scene = sceneOf();
    const wire = scene.try({ clientId, userName, password: encodeUtf8(vector.sign), peer: SECURE });
    scene.pass(0);
    expect(told(wire)).toEqual({
      topic: '/ext/register',
      json: new Map(Object.entries(DEVICE)),
    });
    expect(
      scene.asked('platform-device', { kind: 'platform-device', ...NAME }).device,
    ).toMatchObject({
      row: { state: 'never' },
      signIns: [{ ok: true, by: 'registration', signContent: vector.signContent }],
    });
  });

  it('accepts any keep alive, permits nothing else, and ends after 15 seconds', () => {
    const scene = sceneOf();
    const wire = scene.try(asking({ keepAlive: 0 }));
    scene.pass(0);
    told(wire);
    expect(wire.subscribe('#', '/ext/register', `/sys/${NAME.productKey}/x/#`)).toEqual([
      128, 1, 128,
    ]);
    scene.pass(14_900);
    expect(wire.isEnded).toBe(false);
    scene.pass(200);
    expect(wire.isEnded).toBe(true);
    const name = `${NAME.deviceName}&${NAME.productKey}&register`;
    expect(scene.returnCode({ clientId: name })).toBe(2);
  });

  it.each<readonly [string, number, Asking]>([
    ['a plain connection', 2, { peer: LOCAL_PEER }],
    ['no random', 2, { tail: 'securemode=2,authType=register,signmethod=hmacsha1' }],
    ['no sign method', 2, { tail: 'securemode=2,authType=register,random=123' }],
    ['securemode 3', 2, { tail: 'securemode=3,authType=register,random=123,signmethod=hmacsha1' }],
    ['a short name', 2, { tail: REGNWL, deviceName: 'abc' }],
    ['another secret', 4, { secret: DEVICE.deviceSecret }],
    ['a device that is not listed', 4, { deviceName: 'dev-0002' }],
  ])('is rejected for %s with %i', (_, code, options) => {
    expect(sceneOf().returnCode(asking(options))).toBe(code);
  });

  it('may be unencrypted if the setting allows it', () => {
    const scene = sceneOf({ settings: { registrationChannel: 'any' } });
    const wire = scene.try(asking({ peer: LOCAL_PEER }));
    scene.pass(0);
    expect(told(wire).topic).toBe('/ext/register');
  });

  it('is disabled by the product’s switch, and without a secret', () => {
    const off = { ...PRODUCT, dynamicRegistration: false };
    const bare = { ...PRODUCT, productSecret: undefined };
    for (const product of [off, bare]) {
      const scene = sceneOf({ registry: { products: [product], devices: [DEVICE] } });
      expect(scene.returnCode(asking())).toBe(4);
    }
  });

  it('is rejected once the device has been connected, unless the setting allows it', () => {
    for (const [registrationOfActive, code] of [
      ['refuse', 4],
      ['allow', 0],
    ] as const) {
      const scene = sceneOf({ settings: { registrationOfActive } });
      scene.device(DEVICE).cut();
      const [connack] = scene.try(asking()).take();
      expect(connack).toMatchObject({ type: 'connack', reasonCode: code });
    }
  });

  it('does not affect a connected device', () => {
    const scene = sceneOf({ settings: { registrationOfActive: 'allow' } });
    const device = scene.device(DEVICE);
    scene.try(asking());
    scene.pass(16_000);
    expect(device.isEnded).toBe(false);
  });
});

describe('a registration of an unlisted device', () => {
  const unlisted = { deviceName: 'dev-0002', tail: REGNWL };

  function registered(scene: PlatformScene) {
    const wire = scene.try(asking(unlisted));
    scene.pass(0);
    const { topic, json } = told(wire);
    expect(topic).toBe('/ext/regnwl');
    expect([...json.keys()]).toEqual(['productKey', 'deviceName', 'clientId', 'deviceToken']);
    const [clientId, deviceToken] = ['clientId', 'deviceToken'].map((name) =>
      String(json.get(name)),
    );
    return {
      clientId: `${clientId}|securemode=-2,authType=connwl|`,
      userName: `dev-0002&${NAME.productKey}`,
      password: encodeUtf8(deviceToken ?? ''),
    };
  }

  it('gives a token for signing in; only the last one is valid', () => {
    const scene = sceneOf();
    const first = registered(scene);
    const second = registered(scene);
    expect(scene.returnCode(first)).toBe(4);
    expect(scene.returnCode(second)).toBe(0);
    expect(scene.returnCode({ ...second, keepAlive: 5 })).toBe(3);
    expect(scene.returnCode({ ...second, clientId: 'x|securemode=-2,authType=connwl|' })).toBe(4);
    expect(
      scene.asked('platform-devices', { kind: 'platform-devices', first: 0, count: 9 }).rows,
    ).toMatchObject([{ deviceName: 'dev-0001' }, { deviceName: 'dev-0002' }]);
  });

  it('creates no device that accepts an empty secret', () => {
    const scene = sceneOf();
    registered(scene);
    const device = { ...NAME, deviceName: 'dev-0002', deviceSecret: '' };
    expect(scene.returnCode(signed(device))).toBe(4);
  });

  it('survives a new list, until its product is removed', () => {
    const scene = sceneOf();
    const token = registered(scene);
    scene.platform.reload({ products: [PRODUCT], devices: [] });
    expect(scene.returnCode(token)).toBe(0);
    scene.platform.reload({ products: [], devices: [demoDevice(0)] });
    expect(scene.returnCode(token)).toBe(4);
  });
});

describe('POST /auth/register/device', () => {
  const form = (text: string, more: Readonly<Record<string, string>> = {}) =>
    new Map([...new URLSearchParams(text), ...Object.entries(more)]);
  const https = vectors.otherSigns.filter(({ kind }) => kind === 'https-register-device');

  it.each(https)('of the vector $name gives the secret', ({ form: text }) => {
    const answer = sceneOf().platform.registerForm(form(text ?? ''));
    expect(answer).toEqual({ code: 200, data: DEVICE, message: 'success' });
  });

  it.each([
    ['no random', 460, { random: '' }],
    ['an unknown product', 6250, { productKey: 'a1B2c3D4e5G' }],
    ['an unknown device', 6600, { deviceName: 'dev-0002' }],
    ['an unknown method', 6292, { signMethod: 'HmacSHA1' }],
    ['another method', 6600, { signMethod: 'hmacmd5' }],
  ])('answers %s with %i', (_, code, more) => {
    const [, sha1] = https;
    const answer = sceneOf().platform.registerForm(form(sha1?.form ?? '', more));
    expect(answer.code).toBe(code);
    expect(answer).not.toHaveProperty('data');
  });

  it('answers by the product’s switch and the device’s state', () => {
    const text = https[0]?.form ?? '';
    const codeOf = (scene: PlatformScene) => scene.platform.registerForm(form(text)).code;
    const off = { ...PRODUCT, dynamicRegistration: false };
    expect(codeOf(sceneOf({ registry: { products: [off], devices: [DEVICE] } }))).toBe(6288);
    expect(codeOf(sceneOf({ registry: { products: [PRODUCT], devices: [] } }))).toBe(6100);
    const scene = sceneOf();
    scene.device(DEVICE).cut();
    expect(codeOf(scene)).toBe(6289);
    scene.platform.enable(NAME, false);
    expect(codeOf(scene)).toBe(6204);
  });
});
