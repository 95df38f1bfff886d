import { describe, expect, it } from 'vitest';
import type { DeviceName } from '../../alibaba/alink/deviceName.ts';
import { encodeUtf8 } from '../../base/utf8.ts';
import type { Cloud } from './devices/cloud.ts';
import type { PlatformSettings } from './devices/settings.ts';
import { demoDevice, PlatformScene, signed } from './platform.testkit.ts';
import { Services } from './services/services.ts';

const SENSOR = demoDevice(0);
const OWN = `/${SENSOR.productKey}/${SENSOR.deviceName}`;
const UPDATE = `${OWN}/user/update`;
const GET = `${OWN}/user/get`;

/** Records messages of devices without answering. */
class Ears extends Services {
  readonly heard: string[] = [];

  override received(
    _: Cloud,
    __: DeviceName,
    topic: string,
    payload: Uint8Array,
    qos: 0 | 1,
  ): void {
    this.heard.push(`${topic} ${payload.length} ${qos}`);
  }
}

/** A device, and the messages that the services received. */
function told(settings: Partial<PlatformSettings> = {}) {
  const services = new Ears();
  const received = services.heard;
  const scene = new PlatformScene({ settings, services });
  const wire = scene.device(SENSOR);
  const events = () => {
    const { productKey, deviceName } = SENSOR;
    const command = { kind: 'platform-device', productKey, deviceName } as const;
    return scene.asked('platform-device', command).device?.events ?? [];
  };
  return { scene, wire, received, events };
}

const puback = (packetId: number) => ({ type: 'puback', packetId });

describe('PUBLISH', () => {
  it('is forwarded to the services after its acknowledgement', () => {
    const { wire, received } = told();
    wire.publish(UPDATE, 'abc', { qos: 1, packetId: 5 });
    expect(wire.take()).toMatchObject([puback(5)]);
    wire.publish(`/sys${OWN}/thing/event/property/post`, '{}');
    expect(received).toEqual([`${UPDATE} 3 1`, `/sys${OWN}/thing/event/property/post 2 0`]);
  });

  it('to a forbidden topic is acknowledged and dropped', () => {
    const { scene, wire, received, events } = told();
    const observer = scene.connect('onlooker');
    observer.subscribe('/#');
    wire.publish(`/sys${OWN}/thing/service/property/set`, 'x', { qos: 1, packetId: 9 });
    expect(wire.take()).toMatchObject([puback(9)]);
    expect(observer.take()).toEqual([]);
    expect(received).toEqual([]);
    expect(events()).toMatchObject([{ kind: 'denied', why: 'not-permitted', size: 1 }]);
  });

  it('reports the reason to MQTT 5 clients', () => {
    const { scene } = told();
    const wire = scene.device(SENSOR, {}, { version: 5 });
    wire.publish('/elsewhere', 'x', { qos: 1, packetId: 2 });
    expect(wire.take()).toMatchObject([{ ...puback(2), reasonCode: 0x87 }]);
  });

  it.each(['disconnect', 'ignore', 'allow'] as const)('of QoS 2: %s', (qos2) => {
    const { wire, received } = told({ qos2 });
    wire.publish(UPDATE, 'x', { qos: 2, packetId: 3 });
    expect(wire.isEnded).toBe(qos2 === 'disconnect');
    expect(wire.take().map(({ type }) => type)).toEqual(qos2 === 'allow' ? ['pubrec'] : []);
    expect(received.length).toBe(qos2 === 'allow' ? 1 : 0);
  });

  it('of QoS 2 ends a connection of MQTT 5 with 0x9B', () => {
    const wire = told().scene.device(SENSOR, {}, { version: 5 });
    wire.publish(UPDATE, 'x', { qos: 2, packetId: 3 });
    expect(wire.take()).toMatchObject([{ type: 'disconnect', reasonCode: 0x9b }]);
  });

  it('with RETAIN is accepted without it', () => {
    const { scene, wire } = told();
    wire.publish(UPDATE, 'x', { retain: true });
    const late = scene.connect('late');
    late.subscribe('/#');
    expect(late.take()).toEqual([]);
    wire.publish(UPDATE, 'y', { retain: true });
    expect(late.takeMessages()).toMatchObject([{ retain: false, topic: UPDATE }]);
  });

  it('of QoS 2 and with RETAIN is announced as unavailable in MQTT 5', () => {
    const named = (settings: Partial<PlatformSettings>) =>
      told(settings)
        .scene.device(SENSOR, {}, { version: 5 })
        .connack?.properties.filter(({ name }) => /^(maximumQoS|retainAvailable)$/.test(name));
    const retain = { name: 'retainAvailable', value: 0 };
    expect(named({})).toEqual([{ name: 'maximumQoS', value: 1 }, retain]);
    expect(named({ qos2: 'ignore' })).toEqual([{ name: 'maximumQoS', value: 1 }, retain]);
    expect(named({ qos2: 'allow' })).toEqual([retain]);
  });

  it('over 256 KB is dropped without an answer', () => {
    const { wire, received, events } = told();
    wire.publish(UPDATE, new Uint8Array(262_144), { qos: 1, packetId: 1 });
    wire.publish(UPDATE, new Uint8Array(262_145), { qos: 1, packetId: 2 });
    expect(wire.take()).toMatchObject([puback(1)]);
    expect(received.length).toBe(1);
    expect(events()).toMatchObject([{ kind: 'dropped', why: 'payload-size' }]);
  });

  it('beyond 10 of QoS 1 and 30 of QoS 0 per second is dropped without an answer', () => {
    const { scene, wire, received, events } = told();
    for (let packetId = 1; packetId <= 12; packetId += 1) {
      wire.publish(UPDATE, 'x', { qos: 1, packetId });
    }
    expect(wire.take().length).toBe(10);
    for (let count = 0; count < 40; count += 1) wire.publish(UPDATE, 'x');
    expect(received.length).toBe(40);
    expect(events()[0]).toMatchObject({ kind: 'dropped', why: 'rate' });
    scene.pass(999);
    wire.publish(UPDATE, 'x');
    expect(received.length).toBe(40);
    scene.pass(1);
    wire.publish(UPDATE, 'x');
    expect(received.length).toBe(41);
    expect(wire.isEnded).toBe(false);
  });

  it('to a topic of more than 128 bytes or 7 slashes is denied, unless it is the platform’s own', () => {
    const topics = [{ topic: `/${SENSOR.productKey}/\${deviceName}/#`, operation: 'ALL' }] as const;
    const product = { productKey: SENSOR.productKey, name: 'P', topics };
    const scene = new PlatformScene({ registry: { products: [product], devices: [SENSOR] } });
    const wire = scene.device(SENSOR);
    const observer = scene.connect('onlooker');
    observer.subscribe('/#');
    const atMost = `${OWN}/3/4/5/6/7`;
    wire.publish(atMost, 'x');
    wire.publish(`${atMost}/8`, 'x');
    wire.publish(`${OWN}/${'x'.repeat(128 - OWN.length - 1)}`, 'x');
    wire.publish(`${OWN}/${'x'.repeat(128 - OWN.length)}`, 'x');
    expect(observer.takeMessages().length).toBe(2);
    expect(wire.subscribe(`${atMost}/8`, `/sys${OWN}/thing/topo/add/notify`)).toEqual([128, 1]);
  });
});

describe('SUBSCRIBE', () => {
  it('accepts eight filters, and rejects later ones', () => {
    const { wire } = told();
    const filters = Array.from({ length: 9 }, (_, at) => ({
      filter: `/broadcast/${SENSOR.productKey}/${at}`,
      qos: 1 as const,
    }));
    expect(wire.subscribe(...filters)).toEqual([1, 1, 1, 1, 1, 1, 1, 1, 128]);
  });

  it('grants a device 100 filters, repeated ones not counted', () => {
    const { wire } = told();
    const broadcast = (name: number) => `/broadcast/${SENSOR.productKey}/${name}`;
    for (let name = 1; name <= 100; name += 1) {
      expect(wire.subscribe(broadcast(name))).toEqual([1]);
    }
    expect(wire.subscribe(broadcast(101), broadcast(1))).toEqual([128, 1]);
    wire.send({ type: 'unsubscribe', packetId: 4, properties: [], filters: [broadcast(2)] });
    wire.take();
    expect(wire.subscribe(broadcast(101))).toEqual([1]);
  });

  it('rejects forbidden and shared filters with 128, in MQTT 5 with 0x87', () => {
    const { scene, wire } = told();
    expect(wire.subscribe('#', `$share/g/${GET}`, GET, `${OWN}/user/#`)).toEqual([128, 128, 1, 1]);
    const five = scene.device(SENSOR, {}, { version: 5 });
    expect(five.subscribe('#', `$share/g/${GET}`)).toEqual([0x87, 0x87]);
  });

  it('is rejected with 128 in MQTT 3.1 too, where ordinary clients get no rejection', () => {
    const { scene } = told();
    expect(scene.device(SENSOR, {}, { version: 3 }).subscribe('#', GET)).toEqual([128, 1]);
  });

  it('delivers no retained messages, and no RETAIN', () => {
    const { scene } = told();
    const plain = scene.connect('plain');
    const topic = `/broadcast/${SENSOR.productKey}/a`;
    plain.publish(topic, 'kept', { retain: true });
    const wire = scene.device(SENSOR, {}, { version: 5 });
    wire.subscribe({ filter: topic, retainAsPublished: true });
    expect(wire.take()).toEqual([]);
    plain.publish(topic, 'new', { retain: true });
    expect(wire.takeMessages()).toMatchObject([{ topic, retain: false }]);
    const observer = scene.connect('onlooker');
    observer.subscribe(topic);
    expect(observer.takeMessages()).toMatchObject([{ topic, retain: true }]);
  });

  it('does not deliver a device’s own posts', () => {
    const { wire } = told();
    expect(wire.subscribe(`/sys${OWN}/thing/#`)).toEqual([1]);
    wire.publish(`/sys${OWN}/thing/event/property/post`, '{}');
    expect(wire.take()).toEqual([]);
  });
});

describe('CONNECT', () => {
  it('with a will is accepted without sending it', () => {
    const will = {
      topic: UPDATE,
      payload: encodeUtf8('gone'),
      qos: 2,
      retain: true,
      properties: [],
    } as const;
    const { scene } = told();
    const observer = scene.connect('onlooker');
    observer.subscribe('/#');
    scene.device(SENSOR, {}, { will }).cut();
    expect(observer.take()).toEqual([]);
  });

  it.each([
    [29, 3],
    [30, 0],
    [1200, 0],
    [1201, 3],
    [0, 3],
  ])('with a keep alive of %i s gets %i', (keepAlive, returnCode) => {
    expect(new PlatformScene().returnCode({ ...signed(SENSOR), keepAlive })).toBe(returnCode);
  });

  it('more than five times a minute is rejected if configured', () => {
    const often = new PlatformScene({ settings: { connectsPerMinute: 5 } });
    const codes = Array.from({ length: 6 }, () => often.returnCode(signed(SENSOR)));
    expect(codes).toEqual([0, 0, 0, 0, 0, 3]);
    expect(often.returnCode(signed(demoDevice(1)))).toBe(0);
    often.pass(60_000);
    expect(often.returnCode(signed(SENSOR))).toBe(0);
    const usual = new PlatformScene();
    for (let count = 0; count < 20; count += 1) expect(usual.returnCode(signed(SENSOR))).toBe(0);
  });

  it('over a channel that contradicts securemode depends on the setting', () => {
    const tls = { transport: 'tcp', address: 'a:1', loopback: false, secure: true } as const;
    const wrong = { ...signed(SENSOR, { secureMode: 3 }), peer: tls };
    expect(new PlatformScene().returnCode(wrong)).toBe(0);
    const strict = new PlatformScene({ settings: { secureModeChannel: 'refuse' } });
    expect(strict.returnCode(wrong)).toBe(2);
    expect(strict.returnCode({ ...signed(SENSOR, { secureMode: 2 }), peer: tls })).toBe(0);
    expect(strict.returnCode(signed(SENSOR, { secureMode: 2 }))).toBe(2);
  });
});

it('does not affect ordinary clients', () => {
  const { scene } = told();
  const client = scene.connect('ordinary', { keepAlive: 0 });
  expect(client.subscribe('#')).toEqual([2]);
  client.publish('a', 'x', { qos: 2, packetId: 1, retain: true });
  expect(client.take().map(({ type }) => type)).toEqual(['pubrec', 'publish']);
});
