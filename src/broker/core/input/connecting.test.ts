import { describe, expect, it } from 'vitest';
import { encodeUtf8 } from '../../../base/utf8.ts';
import { encode } from '../../../mqtt/codec/encode.ts';
import { propertyValue } from '../../../mqtt/tables/properties.ts';
import { connectPacket, Scene } from '../broker.testkit.ts';

/** The answer to a client's first packet, and whether its connection ended. */
function firstAnswer(bytes: Uint8Array | readonly number[], scene = new Scene()) {
  const wire = scene.open();
  scene.broker.receive(wire.id, Uint8Array.from(bytes), scene.now);
  const output = scene.broker.takeOutput();
  const sent = output.flatMap((step) => (step.kind === 'send' ? [...step.bytes] : []));
  return { sent, isEnded: output.some((step) => step.kind === 'end') };
}

describe('CONNECT', () => {
  it('announces the server’s limits to an MQTT 5 client [3.2.2.3]', () => {
    const { connack } = new Scene({
      limits: {
        receiveMaximum: 5,
        maximumQoS: 1,
        retainAvailable: false,
        maximumPacketSize: 5000,
        topicAliasMaximum: 9,
        wildcardSubscriptionAvailable: false,
        subscriptionIdentifiersAvailable: false,
        sharedSubscriptionAvailable: false,
        serverKeepAlive: 30,
      },
    }).connect('c', { keepAlive: 60 });
    const value = (name: Parameters<typeof propertyValue>[1]) =>
      propertyValue(connack?.properties, name);
    expect(value('receiveMaximum')).toBe(5);
    expect(value('maximumQoS')).toBe(1);
    expect(value('retainAvailable')).toBe(0);
    expect(value('maximumPacketSize')).toBe(5000);
    expect(value('topicAliasMaximum')).toBe(9);
    expect(value('wildcardSubscriptionAvailable')).toBe(0);
    expect(value('subscriptionIdentifiersAvailable')).toBe(0);
    expect(value('sharedSubscriptionAvailable')).toBe(0);
    expect(value('serverKeepAlive')).toBe(30);
  });

  it.each([
    ['MQTT', 3],
    ['MQIsdp', 4],
  ])('with the name %s at level %i gets return code 1', (protocolName, protocolLevel) => {
    const bytes = encode({ ...connectPacket('c'), protocolName, protocolLevel }, 4);
    expect(firstAnswer(bytes)).toEqual({ sent: [0x20, 2, 0, 1], isEnded: true });
  });

  it('with another protocol name is closed without an answer [MQTT-3.1.2-1; 3.1.1: MQTT-3.1.2-1, 3.1.4-1, 3.2.2-6]', () => {
    const bytes = encode({ ...connectPacket('c', { version: 4 }), protocolName: 'AMQP' }, 4);
    expect(firstAnswer(bytes)).toEqual({ sent: [], isEnded: true });
  });

  it('that leaves no room for the CONNACK is rejected [MQTT-3.1.2-24]', () => {
    const refusal = (value: number) => {
      const scene = new Scene();
      const properties = [{ name: 'maximumPacketSize', value }] as const;
      const wire = scene.open().send(connectPacket('c', { properties, keepAlive: 5 }));
      expect(wire.isEnded).toBe(true);
      expect(scene.broker.statistics).toMatchObject({ connections: 0, sessions: 0 });
      expect(scene.broker.wakeAt).toBeUndefined();
      return wire.take();
    };
    expect(refusal(4)).toEqual([]);
    expect(refusal(5)).toMatchObject([{ type: 'connack', reasonCode: 0x95 }]);
  });

  it('must arrive in time, or the connection is closed', () => {
    const scene = new Scene({ limits: { connectTimeout: 3000 } });
    const silent = scene.open();
    const half = scene.open();
    half.sendBytes(encode(connectPacket('c'), 5).subarray(0, 9));
    scene.pass(2999);
    expect([silent.isEnded, half.isEnded]).toEqual([false, false]);
    scene.pass(1);
    expect([silent.isEnded, half.isEnded]).toEqual([true, true]);
    expect(scene.broker.statistics.connections).toBe(0);
  });

  it('is rejected when all connections are in use', () => {
    const scene = new Scene({ limits: { connections: 1 } });
    scene.connect('first');
    const wire = scene.open().send(connectPacket('second'));
    expect(wire.take()).toMatchObject([{ type: 'connack', reasonCode: 0x97 }]);
    expect(wire.isEnded).toBe(true);
  });

  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])(
    '%s is an ordinary name',
    (id) => {
      const scene = new Scene();
      const wire = scene.connect(id, { userName: id });
      wire.subscribe(id, `${id}/#`);
      wire.publish(id, id, { retain: true }).publish(`${id}/${id}`, id);
      expect(wire.takeMessages()).toHaveLength(2);
      expect(scene.connect('other').subscribe('#')).toEqual([2]);
    },
  );
});

describe('authentication', () => {
  const refusing = (reasonCode: number, more = {}) =>
    new Scene({ hooks: { authenticate: () => ({ reasonCode, ...more }) } });

  it.each([
    [0x84, 1],
    [0x85, 2],
    [0x88, 3],
    [0x86, 4],
    [0x87, 5],
    [0x97, 3],
    [0x8a, 3],
  ])(
    'a rejection with 0x%s has return code %i before MQTT 5 [MQTT-3.1.3-8, 3.1.4-2, 3.2.2-6, 3.2.2-7; 3.1.1: MQTT-3.2.2-4, 3.2.2-5]',
    (reasonCode, returnCode) => {
      const bytes = encode(connectPacket('c', { version: 4 }), 4);
      const answer = firstAnswer(bytes, refusing(reasonCode));
      expect(answer).toEqual({ sent: [0x20, 2, 0, returnCode], isEnded: true });
      const wire = refusing(reasonCode).open().send(connectPacket('c'));
      expect(wire.take()).toMatchObject([{ type: 'connack', sessionPresent: false, reasonCode }]);
      expect(wire.isEnded).toBe(true);
    },
  );

  it('a rejection may give its own return code and a reason string', () => {
    const more = { returnCode: 4, reasonString: 'Wrong signature.' };
    const bytes = encode(connectPacket('c', { version: 3 }), 3);
    expect(firstAnswer(bytes, refusing(0x87, more)).sent).toEqual([0x20, 2, 0, 4]);
    const [connack] = refusing(0x87, more).open().send(connectPacket('c')).take();
    expect(connack).toMatchObject({
      properties: [{ name: 'reasonString', value: 'Wrong signature.' }],
    });
  });

  it('gets user name, password and the client’s address', () => {
    const seen: unknown[] = [];
    const scene = new Scene({
      hooks: {
        authenticate: ({ userName, password }, peer) => {
          seen.push(userName, password, peer.address);
          return 'ok';
        },
      },
    });
    scene.connect('c', { userName: 'u', password: encodeUtf8('p') });
    expect(seen).toEqual(['u', encodeUtf8('p'), '127.0.0.1:50000']);
  });

  it('a hook that throws rejects, and the broker survives', () => {
    const failures: string[] = [];
    const scene = new Scene({
      hooks: {
        authenticate: () => {
          throw new Error('broken hook');
        },
        failed: (where) => failures.push(where),
      },
    });
    const wire = scene.open().send(connectPacket('c'));
    expect(wire.take()).toMatchObject([{ type: 'connack', reasonCode: 0x80 }]);
    expect(wire.isEnded).toBe(true);
    expect(failures).toEqual(['authenticate']);
  });
});

describe('keep alive', () => {
  it('ends a silent client after one and a half times, with 0x8D [MQTT-3.1.2-22]', () => {
    const scene = new Scene();
    const wire = scene.connect('c', { keepAlive: 10 });
    scene.pass(14_000);
    wire.send({ type: 'pingreq' });
    scene.pass(14_999);
    expect(wire.isEnded).toBe(false);
    scene.pass(1);
    expect(wire.take()).toMatchObject([
      { type: 'pingresp' },
      { type: 'disconnect', reasonCode: 0x8d },
    ]);
    expect(wire.isEnded).toBe(true);
  });

  it('ends a silent client of 3.1.1 without DISCONNECT [3.1.1: MQTT-3.1.2-24]', () => {
    const scene = new Scene();
    const wire = scene.connect('c', { version: 4, keepAlive: 10 });
    scene.pass(14_999);
    expect(wire.isEnded).toBe(false);
    scene.pass(1);
    expect([wire.isEnded, wire.take()]).toEqual([true, []]);
  });

  it('of 0 disables it [3.1.2.10]', () => {
    const scene = new Scene();
    const wire = scene.connect('c', { version: 4 });
    scene.pass(1e9);
    expect(wire.isEnded).toBe(false);
  });

  it('of the server overrides that of an MQTT 5 client [MQTT-3.1.2-21, 3.2.2-21, 3.2.2-22]', () => {
    const scene = new Scene({ limits: { serverKeepAlive: 10 } });
    const none = scene.connect('none');
    const old = scene.connect('old', { version: 4, keepAlive: 100 });
    expect(propertyValue(none.connack?.properties, 'serverKeepAlive')).toBe(10);
    scene.pass(15_000);
    expect([none.isEnded, old.isEnded]).toEqual([true, false]);
  });
});
