import { describe, expect, it } from 'vitest';
import { brief } from '../core/broker.testkit.ts';
import { demoDevice, PlatformScene, signed } from './platform.testkit.ts';

const SENSOR = demoDevice(0);
const OTHER = demoDevice(1);
const LOCK = demoDevice(3);
const NAME = `${SENSOR.deviceName}&${SENSOR.productKey}`;
const CONTROL = `/${SENSOR.productKey}/${SENSOR.deviceName}/control`;
const GET = `/${SENSOR.productKey}/${SENSOR.deviceName}/user/get`;

const publishTo = (topic: string, qos: 0 | 1) =>
  ({
    kind: 'cloud-publish',
    productKey: SENSOR.productKey,
    deviceName: SENSOR.deviceName,
    topic,
    payload: btoa('hello'),
    qos,
  }) as const;

describe('the session belongs to the device', () => {
  it('keeps subscriptions and undelivered QoS 1 for another client identifier', () => {
    const scene = new PlatformScene();
    const first = scene.device(SENSOR, { clientIdBase: 'k3j4h5', timestamp: '1' });
    expect(first.connack?.sessionPresent).toBe(false);
    expect(first.subscribe({ filter: CONTROL, qos: 0 })).toEqual([0]);
    first.cut();
    expect(scene.ask(publishTo(CONTROL, 1))).toEqual({ kind: 'done' });
    // The loss is reported.
    expect(scene.ask(publishTo(CONTROL, 0))).toMatchObject({
      kind: 'refused',
      fact: { key: 'device-offline' },
    });
    const second = scene.device(SENSOR, { clientIdBase: 'zz9xq', timestamp: '2' });
    expect(second.connack?.sessionPresent).toBe(true);
    const [kept, ...more] = second.takeMessages();
    expect(kept).toMatchObject({ topic: CONTROL, qos: 1 });
    expect(more).toEqual([]);
    second.send({ type: 'puback', packetId: kept?.packetId ?? 0, reasonCode: 0, properties: [] });
    scene.ask(publishTo(CONTROL, 0));
    expect(second.takeMessages().map(brief)).toEqual([`${CONTROL} hello`]);
  });

  it('withholds messages above 100 unacknowledged ones', () => {
    const scene = new PlatformScene();
    const wire = scene.device(SENSOR);
    wire.subscribe(CONTROL);
    for (let sent = 0; sent < 102; sent += 1) scene.ask(publishTo(CONTROL, 1));
    const [first, ...more] = wire.takeMessages();
    expect(more).toHaveLength(99);
    wire.send({ type: 'puback', packetId: first?.packetId ?? 0, reasonCode: 0, properties: [] });
    expect(wire.takeMessages()).toHaveLength(1);
  });

  it('ends the older connection for a newer one, in MQTT 5 with 0x8E', () => {
    const scene = new PlatformScene();
    const old = scene.device(SENSOR, { clientIdBase: 'a' }, { version: 5 });
    scene.device(SENSOR, { clientIdBase: 'b' });
    expect(old.take()).toMatchObject([{ type: 'disconnect', reasonCode: 0x8e }]);
    expect(old.isEnded).toBe(true);
    const others = scene.device(OTHER, { clientIdBase: 'b' });
    expect(others.isEnded).toBe(false);
    const { total } = scene.asked('clients', { kind: 'clients', first: 0, count: 9 });
    expect(total).toBe(2);
  });

  it('shows it by the name of the device, in views, taps and the journal', () => {
    const scene = new PlatformScene();
    scene.ask({ kind: 'tap', tap: 1, clients: [NAME, 'random'], kept: false });
    scene.line.answers = [];
    const wire = scene.device(SENSOR, { clientIdBase: 'random' });
    expect(scene.line.answers).toMatchObject([{ kind: 'tap-opened', client: NAME }]);
    expect(scene.line.tapped.length).toBe(2);
    const { rows } = scene.asked('clients', { kind: 'clients', first: 0, count: 9 });
    expect(rows).toMatchObject([{ client: NAME, connection: { userName: NAME } }]);
    wire.publish(`/${SENSOR.productKey}/${SENSOR.deviceName}/user/update`, 'x');
    const journal = scene.asked('messages', { kind: 'messages', count: 5, client: NAME });
    expect(journal.rows).toMatchObject([{ publisher: NAME, heard: true, deliveries: 0 }]);
  });

  it('is the name for fault rules and step mode, from CONNECT on', () => {
    const scene = new PlatformScene();
    const rule = {
      id: 'no-connect',
      match: { client: NAME, packet: ['CONNECT'] },
      do: { action: 'answer', reasonCode: '0x97' },
    };
    const set = scene.ask({ kind: 'set-rules', rules: { version: 1, rules: [rule] } });
    expect(set.kind).toBe('rules');
    expect(scene.returnCode(signed(SENSOR, { clientIdBase: 'anything' }))).toBe(3);
    expect(scene.returnCode(signed(OTHER))).toBe(0);
    scene.ask({ kind: 'set-rules', rules: { version: 1, rules: [] } });
    scene.ask({ kind: 'step', client: NAME, withPings: false });
    expect(scene.try(signed(SENSOR)).take()).toEqual([]);
    expect(scene.asked('waiting', { kind: 'list-waiting' }).packets).toMatchObject([
      { client: NAME },
    ]);
    scene.ask({ kind: 'end-step', client: NAME });
    expect(scene.asked('clients', { kind: 'clients', first: 0, count: 9 }).total).toBe(2);
  });

  it('is protected from a client with its name', () => {
    const scene = new PlatformScene();
    scene.device(SENSOR).cut();
    expect(scene.returnCode({ clientId: NAME })).toBe(2);
    expect(scene.returnCode({ clientId: NAME, version: 5 })).toBe(0x85);
    expect(scene.returnCode({ clientId: `nobody&${SENSOR.productKey}` })).toBe(0);
    expect(scene.returnCode({ clientId: 'ordinary' })).toBe(0);
  });

  it('is protected from a client that signs in by AUTH, too', () => {
    const hooks = { beginAuthentication: () => () => ({ kind: 'done' as const }) };
    const scene = new PlatformScene({ instrument: { hooks } });
    const properties = [{ name: 'authenticationMethod', value: 'any' }] as const;
    expect(scene.returnCode({ clientId: NAME, version: 5, properties })).toBe(0x85);
    expect(scene.returnCode({ clientId: 'ordinary', version: 5, properties })).toBe(0);
  });

  it('survives only a restart with sessions', () => {
    for (const withSessions of [true, false]) {
      const scene = new PlatformScene();
      scene.device(SENSOR).subscribe(CONTROL);
      scene.ask({ kind: 'restart', withSessions, downFor: 0 });
      const again = scene.device(SENSOR, { clientIdBase: 'other' });
      expect(again.connack?.sessionPresent).toBe(withSessions);
      const reply = scene.ask(publishTo(CONTROL, 1));
      expect(reply.kind).toBe(withSessions ? 'done' : 'refused');
      expect(again.takeMessages().length).toBe(withSessions ? 1 : 0);
    }
  });

  it('gets no orders while the broker is down', () => {
    const scene = new PlatformScene();
    scene.device(SENSOR).subscribe(CONTROL);
    scene.ask({ kind: 'restart', withSessions: true, downFor: 1000 });
    expect(scene.ask(publishTo(CONTROL, 1))).toMatchObject({ reason: 'The broker is down.' });
    expect(scene.ask({ kind: 'platform' }).kind).toBe('platform');
    scene.pass(1000);
    expect(scene.ask(publishTo(CONTROL, 1))).toEqual({ kind: 'done' });
  });

  it('still belongs to the device after a take-over by the control interface', () => {
    const scene = new PlatformScene();
    const wire = scene.device(SENSOR, {}, { version: 5, properties: EXPIRES });
    wire.subscribe({ filter: GET, qos: 0 });
    expect(scene.ask({ kind: 'take-over', client: NAME })).toEqual({ kind: 'done' });
    expect(wire.isEnded).toBe(true);
    scene.connect('stranger').publish(CONTROL, 'for nobody', { qos: 1 });
    scene.ask(publishTo(GET, 1));
    const again = scene.device(SENSOR, {}, { version: 5, properties: EXPIRES });
    expect(again.connack?.sessionPresent).toBe(true);
    expect(again.takeMessages()).toMatchObject([{ topic: GET, qos: 1 }]);
  });

  it('removes subscriptions with Clean Session 1', () => {
    const scene = new PlatformScene();
    const clean = { cleanStart: true };
    scene.device(SENSOR, {}, clean).subscribe({ filter: CONTROL, qos: 1 });
    scene.device(SENSOR, {}, clean).cut();
    scene.ask(publishTo(CONTROL, 1));
    const wire = scene.device(SENSOR, {}, clean);
    expect(wire.connack?.sessionPresent).toBe(false);
    expect(wire.takeMessages()).toEqual([]);
    scene.ask(publishTo(CONTROL, 1));
    expect(wire.takeMessages()).toEqual([]);
  });
});

const EXPIRES = [{ name: 'sessionExpiryInterval', value: 100 }] as const;

describe('delivery', () => {
  const granted = (qos: 0 | 1) => ({ filter: GET, qos });

  it.each([
    [0, 1],
    [1, 0],
    [1, 1],
    [0, 0],
  ] as const)('published with QoS %i, granted %i: has the publisher’s', (qos, asked) => {
    const scene = new PlatformScene();
    const wire = scene.device(SENSOR);
    expect(wire.subscribe(granted(asked), { filter: `${GET}/#`, qos: 0 })).toEqual([asked, 0]);
    scene.connect('cloud').publish(GET, 'x', { qos });
    expect(wire.takeMessages()).toMatchObject([{ qos }]);
    const { rows } = scene.asked('messages', { kind: 'messages', count: 1 });
    const { message } = scene.asked('message', {
      kind: 'message',
      message: rows[0]?.message ?? 0,
    });
    expect(message?.deliveries).toMatchObject([{ subscriber: NAME, qos, asPublished: true }]);
  });

  it('has the publisher’s QoS in the queue too, and leaves others unchanged', () => {
    const scene = new PlatformScene();
    const wire = scene.device(SENSOR);
    wire.subscribe(granted(0));
    const observer = scene.connect('onlooker');
    observer.subscribe({ filter: '/#', qos: 0 });
    wire.cut();
    scene.connect('cloud').publish(GET, 'x', { qos: 1 });
    expect(observer.takeMessages()).toMatchObject([{ qos: 0 }]);
    expect(scene.device(SENSOR).takeMessages()).toMatchObject([{ qos: 1 }]);
  });

  it('has QoS 1 if the publisher used QoS 2, unless the platform allows that', () => {
    for (const [qos2, qos] of [
      ['disconnect', 1],
      ['allow', 2],
    ] as const) {
      const scene = new PlatformScene({ settings: { qos2 } });
      const wire = scene.device(SENSOR);
      wire.subscribe(granted(1));
      scene.connect('cloud').publish(GET, 'x', { qos: 2 });
      expect(wire.takeMessages()).toMatchObject([{ qos }]);
    }
  });

  it.each([true, false])('of a reply needs no subscription: %s', (replyWithoutSubscription) => {
    const scene = new PlatformScene({ settings: { replyWithoutSubscription } });
    const wire = scene.device(SENSOR);
    const topic = `/sys/${SENSOR.productKey}/${SENSOR.deviceName}/thing/event/property/post`;
    wire.publish(topic, '{"id":"1","method":"thing.event.property.post","params":{}}');
    const topics = wire.takeMessages().map((packet) => packet.topic);
    expect(topics).toEqual(replyWithoutSubscription ? [`${topic}_reply`] : []);
  });

  it('of a request has the topic of its reply, which the device does not get back', () => {
    const wire = new PlatformScene().device(SENSOR);
    const names = `${SENSOR.productKey}/${SENSOR.deviceName}`;
    const filters = [`/ext/rrpc/+/${names}/user/get`, `/ext/rrpc/+/sys/${names}/thing/service/+`];
    for (const filter of filters) expect(wire.subscribe({ filter, qos: 1 })).toEqual([1]);
    for (const filter of filters) {
      wire.publish(filter.replace('+', '7').replace('+', 'restart'), '{"id":"7","code":200}');
    }
    expect(wire.takeMessages()).toEqual([]);
  });

  it.each([
    'thing/job/get',
    '_thing/service/post',
    'thing/bootstrap/notify',
    'thing/lan/prefix/get',
  ])('of all the own topics does not bring back %s, which the platform only notes', (rest) => {
    const wire = new PlatformScene().device(SENSOR);
    const own = `/sys/${SENSOR.productKey}/${SENSOR.deviceName}`;
    expect(wire.subscribe({ filter: `${own}/#`, qos: 1 })).toEqual([1]);
    wire.publish(`${own}/${rest}`, '{"id":"7","params":{}}');
    expect(wire.takeMessages()).toEqual([]);
  });

  it('grants QoS 1 to a filter with QoS 2', () => {
    const wire = new PlatformScene().device(SENSOR);
    expect(wire.subscribe({ filter: GET, qos: 2 })).toEqual([1]);
  });

  it('answers 128 for /control if the product has no such class', () => {
    const scene = new PlatformScene();
    const control = `/${LOCK.productKey}/${LOCK.deviceName}/control`;
    expect(scene.device(LOCK).subscribe({ filter: control, qos: 0 })).toEqual([128]);
    expect(scene.device(SENSOR).subscribe({ filter: CONTROL, qos: 0 })).toEqual([0]);
  });
});

describe('a reloaded list', () => {
  it('keeps remaining devices, and disconnects removed and disabled ones', () => {
    const scene = new PlatformScene();
    const [stays, goes, stops] = [SENSOR, OTHER, LOCK].map((device) => {
      const wire = scene.device(device);
      wire.subscribe(`/${device.productKey}/${device.deviceName}/user/get`);
      return wire;
    });
    const { products } = scene.platform.known;
    const devices = [SENSOR, { ...LOCK, disabled: true }];
    scene.platform.reload({ products: [...products.values()], devices });
    scene.collect();
    expect([stays, goes, stops].map((wire) => wire?.isEnded)).toEqual([false, true, true]);
    scene.ask(publishTo(GET, 0));
    expect(stays?.takeMessages().length).toBe(1);
    expect(scene.returnCode(signed(OTHER))).toBe(4);
    expect(scene.returnCode(signed(LOCK))).toBe(5);
    scene.platform.reload({ products: [...products.values()], devices: [SENSOR, OTHER, LOCK] });
    expect(scene.device(OTHER).connack?.sessionPresent).toBe(false);
    expect(scene.device(LOCK).connack?.sessionPresent).toBe(true);
  });

  it('gives a new device no session of an earlier client of that name', () => {
    const scene = new PlatformScene({ registry: { products: [], devices: [OTHER] } });
    scene.connect(NAME, { version: 4, cleanStart: false }).subscribe('#');
    scene.platform.reload({ products: [], devices: [SENSOR] });
    expect(scene.device(SENSOR).connack?.sessionPresent).toBe(false);
  });
});
