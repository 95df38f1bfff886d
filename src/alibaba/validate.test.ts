import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { requestTopic } from './alink/alinkTopic.ts';
import {
  checkNames,
  checkPublish,
  checkSignIn,
  checkSubscribe,
  type SignInSettings,
} from './validate.ts';
import { SIGN_INS } from './vectors.testkit.ts';

const RIGHT: SignInSettings = {
  productKey: 'a1B2c3D4e5F',
  deviceName: 'dev-0001',
  deviceSecret: 'e1c0a98b76f54d3e2c1b0a9f8e7d6c5b',
  clientIdBase: '12345',
  regionId: 'cn-shanghai',
  instanceId: '',
  secureMode: 2,
  timestamp: '1700000000000',
  keepAlive: 60,
  hasWill: false,
  url: undefined,
};

function keysOf(change: Partial<SignInSettings>): Record<string, readonly string[]> {
  const notes = checkSignIn({ ...RIGHT, ...change });
  return Object.fromEntries(
    Object.entries(notes).map(([field, list]) => [field, list.map(({ key }) => key)]),
  );
}

describe('checkSignIn', () => {
  it('has no notes for a right sign-in', () => {
    expect(checkSignIn(RIGHT)).toEqual({});
    expect(keysOf({ deviceName: 'A-z_0@9.b:C', keepAlive: 30 })).toEqual({});
    expect(keysOf({ keepAlive: 1200, timestamp: undefined, clientIdBase: 'x'.repeat(64) })).toEqual(
      {},
    );
  });

  it.each<[Partial<SignInSettings>, string, string]>([
    [{ productKey: '' }, 'productKey', 'empty'],
    [{ productKey: 'a1B2c3D4e5F ' }, 'productKey', 'product-key-characters'],
    [{ productKey: 'a1' }, 'productKey', 'product-key-length'],
    [{ deviceName: 'abc' }, 'deviceName', 'device-name-length'],
    [{ deviceName: 'a'.repeat(33) }, 'deviceName', 'device-name-length'],
    [{ deviceName: 'dev&1' }, 'deviceName', 'device-name-characters'],
    [{ deviceSecret: 'KEEPME\n' }, 'deviceSecret', 'blank-around'],
    [{ deviceSecret: 'pS3cr3tAbCdEf012' }, 'deviceSecret', 'device-secret-length'],
    [{ clientIdBase: 'x'.repeat(65) }, 'clientIdBase', 'client-id-length'],
    [{ clientIdBase: 'a|securemode=3|' }, 'clientIdBase', 'client-id-bar'],
    [{ timestamp: 'now' }, 'timestamp', 'timestamp-form'],
    [{ regionId: 'cn-nowhere' }, 'regionId', 'region-unknown'],
    [{ regionId: 'cn-beijing' }, 'regionId', 'region-without-public-instance'],
    [{ instanceId: 'iot-06 x' }, 'instanceId', 'instance-id-characters'],
    [{ secureMode: 3 }, 'secureMode', 'secure-mode-3-new-account'],
    [{ url: 'ws://127.0.0.1:8080/mqtt' }, 'secureMode', 'secure-mode-channel'],
    [{ keepAlive: 29 }, 'keepAlive', 'keep-alive-range'],
    [{ keepAlive: 0 }, 'keepAlive', 'keep-alive-range'],
    [{ keepAlive: 1201 }, 'keepAlive', 'keep-alive-range'],
    [{ hasWill: true }, 'will', 'will-not-supported'],
  ])('notes for %j at %s: %s', (change, field, key) => {
    expect(keysOf(change)).toEqual({ [field]: [key] });
  });

  it.each(['gerät', '温度计-01'])('suggests for %s that it may be the alias', (deviceName) => {
    const keys = ['device-name-characters', 'device-name-alias'];
    expect(keysOf({ deviceName })).toEqual({ deviceName: keys });
    expect(checkNames({ productKey: '', deviceName }).map(({ note }) => note.key)).toEqual(keys);
  });

  it('ignores the region if an instance or an address is given', () => {
    expect(keysOf({ regionId: 'cn-beijing', instanceId: 'iot-06z00example' })).toEqual({});
    expect(keysOf({ regionId: 'x', secureMode: 3, url: 'ws://127.0.0.1/mqtt' })).toEqual({});
  });

  it('accepts the names of all vectors that the cloud’s documentation allows', () => {
    const odd = new Set(['doc-tcp-example-hmacsha1', 'doc-wss-example-hmacsha1']);
    for (const { name, request } of SIGN_INS.filter((each) => !odd.has(each.name))) {
      const { productKey, deviceName, deviceSecret, clientIdBase } = request;
      expect([name, keysOf({ productKey, deviceName, deviceSecret, clientIdBase })]).toEqual([
        name,
        {},
      ]);
    }
  });

  it('never repeats the secret', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 3 }), (deviceSecret) => {
        const notes = checkSignIn({ ...RIGHT, deviceSecret }).deviceSecret ?? [];
        // Notes contain only the length of a secret.
        for (const { args } of notes) {
          const { length } = Array.from(deviceSecret);
          expect(Object.values(args).every((value) => value === length)).toBe(true);
        }
      }),
    );
  });
});

describe('checkPublish and checkSubscribe', () => {
  const topic = requestTopic(RIGHT, 'property-post');
  const message = { topic, payloadSize: 262_144, qos: 1, retain: false } as const;

  it('have no notes for a property post and its reply', () => {
    expect(topic).toBe('/sys/a1B2c3D4e5F/dev-0001/thing/event/property/post');
    expect(checkPublish(message, RIGHT)).toEqual([]);
    expect(
      checkSubscribe([{ filter: `${requestTopic(RIGHT, 'property-post')}_reply`, qos: 1 }], RIGHT),
    ).toEqual([]);
    expect(checkSubscribe([{ filter: '/broadcast/a1B2c3D4e5F/x', qos: 0 }], RIGHT)).toEqual([]);
  });

  it.each([
    [{ ...message, payloadSize: 262_145 }, 'payload-size'],
    [{ ...message, qos: 2 as const }, 'qos-2-not-supported'],
    [{ ...message, retain: true }, 'retain-not-supported'],
    [{ ...message, topic: `${topic}/more/levels` }, 'topic-levels'],
    [{ ...message, topic: `${topic}${'é'.repeat(40)}` }, 'topic-length'],
    [{ ...message, topic: '/sys/a1B2c3D4e5F/dev-0002/thing' }, 'topic-of-another-device'],
  ])('of the message %j say: %s', (changed, key) => {
    expect(checkPublish(changed, RIGHT).map((each) => each.key)).toEqual([key]);
  });

  it('count the filters of a SUBSCRIBE', () => {
    const filters = Array.from({ length: 9 }, () => ({ filter: topic, qos: 0 as const }));
    expect(checkSubscribe(filters, RIGHT).map(({ key }) => key)).toEqual(['filters-per-subscribe']);
    expect(checkSubscribe(filters.slice(1), RIGHT)).toEqual([]);
    expect(checkSubscribe([{ filter: topic, qos: 2 }]).map(({ key }) => key)).toEqual([
      'qos-2-not-supported',
    ]);
  });
});
