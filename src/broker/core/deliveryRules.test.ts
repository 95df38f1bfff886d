/** Tests of message delivery: flags, identifiers, expiry, and recipients. */
import { describe, expect, it, test } from 'vitest';
import { decode } from '../../mqtt/codec/decode.ts';
import type { ProtocolVersion, QoS } from '../../mqtt/tables/packet.ts';
import type { Property } from '../../mqtt/tables/properties.ts';
import { topicMatches } from '../../mqtt/tables/topics.ts';
import { brief, Scene } from './broker.testkit.ts';
import { Message } from './contract/message.ts';

const NEWER: readonly ProtocolVersion[] = [4, 5];
const lasting: readonly Property[] = [{ name: 'sessionExpiryInterval', value: 1000 }];
const expiring = (value: number) => [{ name: 'messageExpiryInterval', value }] as const;

describe('a message in transit', () => {
  it.each(NEWER)(
    'has its own DUP, whatever the publisher sent, level %i [MQTT-3.3.1-2, 3.3.1-3, 4.3.2-2, 4.3.3-2; 3.1.1: MQTT-3.3.1-3]',
    (version) => {
      const scene = new Scene();
      const wire = scene.connect('c', { version });
      wire.subscribe('#');
      const publisher = scene.connect('p', { version });
      publisher.publish('a', '', { qos: 1, packetId: 1, dup: true });
      publisher.publish('a', '', { qos: 2, packetId: 2, dup: true });
      expect(wire.takeMessages()).toMatchObject([
        { qos: 1, dup: false },
        { qos: 2, dup: false },
      ]);
    },
  );

  it.each(NEWER)(
    'has a topic that its subscription matches, level %i [MQTT-3.3.2-3; 3.1.1: MQTT-3.3.2-3]',
    (version) => {
      const scene = new Scene();
      const filters = ['#', '+', 'a/#', 'a/+', '+/b', '/+', 'a//b', '$x/#'];
      const wires = filters.map((filter, at) => {
        const wire = scene.connect(`c${at}`, { version });
        wire.subscribe(filter);
        return wire;
      });
      const topics = ['a', 'a/b', '/a', 'a//b', '$x/y', 'b', '/'];
      for (const topic of topics) wires[0]?.publish(topic, '');
      const got = wires.map((wire) => wire.takeMessages().map(({ topic }) => topic));
      expect(got).toEqual(
        filters.map((filter) => topics.filter((topic) => topicMatches(filter, topic))),
      );
    },
  );

  it.each(NEWER)(
    'keeps its order at each QoS, level %i [MQTT-4.6.0-5, 4.6.0-6; 3.1.1: MQTT-4.6.0-5, 4.6.0-6]',
    (version) => {
      const scene = new Scene();
      const wire = scene.connect('c', { version });
      wire.subscribe('#');
      const publisher = scene.connect('p', { version });
      const levels: readonly QoS[] = [0, 1, 2];
      for (let n = 1; n <= 30; n += 1) {
        for (const qos of levels) publisher.publish('a', `${n}`, { qos, packetId: n * 3 + qos });
      }
      const messages = wire.takeMessages();
      for (const qos of levels) {
        const payloads = messages.filter((message) => message.qos === qos).map(brief);
        expect(payloads).toEqual(Array.from({ length: 30 }, (_, at) => `a ${at + 1}`));
      }
    },
  );

  it('is resent after its expiry, if it was sent before [MQTT-4.3.3-7]', () => {
    const scene = new Scene();
    const options = { properties: lasting, cleanStart: false };
    const wire = scene.connect('c', options);
    wire.subscribe('#');
    scene.connect('p').publish('a', '1', { qos: 2, packetId: 1, properties: expiring(5) });
    expect(wire.takeMessages()).toMatchObject([{ dup: false, properties: expiring(5) }]);
    wire.cut();
    scene.pass(60_000);
    const again = scene.connect('c', options);
    expect(again.takeMessages()).toMatchObject([{ dup: true, properties: expiring(0) }]);
  });

  it('that expires at once reaches connected subscribers at any QoS, and no later ones [MQTT-3.3.2-5]', () => {
    const scene = new Scene();
    const away = scene.connect('away', { properties: lasting });
    away.subscribe('a');
    away.cut();
    const there = scene.connect('there');
    there.subscribe('a');
    const publisher = scene.connect('p');
    for (const qos of [0, 1, 2] as const) {
      publisher.publish('a', `${qos}`, { qos, packetId: 1 + qos, properties: expiring(0) });
    }
    expect(there.takeMessages()).toMatchObject(
      [0, 1, 2].map((qos) => ({ qos, properties: expiring(0) })),
    );
    scene.pass(1);
    expect(
      scene.connect('away', { cleanStart: false, properties: lasting }).takeMessages(),
    ).toEqual([]);
  });

  it('completes its handshake after it has expired [MQTT-4.3.3-13]', () => {
    const scene = new Scene();
    const wire = scene.connect('p');
    wire.publish('a', '1', { qos: 2, packetId: 1, properties: expiring(1), retain: true });
    scene.pass(5000);
    wire.send({ type: 'pubrel', packetId: 1 });
    expect(wire.take()).toMatchObject([{ type: 'pubrec' }, { type: 'pubcomp', packetId: 1 }]);
  });

  it('is a new message under its identifier after a rejecting PUBREC [MQTT-4.3.3-9]', () => {
    const scene = new Scene({
      hooks: {
        authorisePublish: (_client, topic) => (topic === 'no' ? { reasonCode: 0x87 } : 'ok'),
      },
    });
    const wire = scene.connect('c');
    wire.subscribe('#');
    wire.publish('no', '1', { qos: 2, packetId: 1 });
    expect(wire.take()).toMatchObject([{ type: 'pubrec', reasonCode: 0x87 }]);
    wire.publish('a', '2', { qos: 2, packetId: 1, dup: true });
    expect(
      wire
        .take()
        .map(({ type }) => type)
        .toSorted(),
    ).toEqual(['publish', 'pubrec']);
  });
});

describe('the receive maximum of the server', () => {
  const rel = (packetId: number) => ({ type: 'pubrel', packetId }) as const;

  it('counts messages of this connection, not of an earlier one [MQTT-4.9.0-1]', () => {
    const scene = new Scene({ limits: { receiveMaximum: 2 } });
    const options = { properties: lasting, cleanStart: false };
    const wire = scene.connect('c', options);
    for (const packetId of [1, 2]) wire.publish('a', '', { qos: 2, packetId });
    wire.cut();
    const again = scene.connect('c', options);
    again.send(rel(1), rel(2)).publish('a', '', { qos: 2, packetId: 3 });
    again.cut();
    const third = scene.connect('c', options);
    for (const packetId of [4, 5]) third.publish('a', '', { qos: 2, packetId });
    expect(third.isEnded).toBe(false);
    third.send(rel(4)).publish('a', '', { qos: 2, packetId: 6 });
    expect(third.isEnded).toBe(false);
    third.publish('a', '', { qos: 2, packetId: 7 });
    expect(third.take().at(-1)).toMatchObject({ type: 'disconnect', reasonCode: 0x93 });
  });
});

test('a message as large as the client’s maximum is delivered, a larger one is not [MQTT-3.1.2-24]', () => {
  const scene = new Scene();
  // 0x30, the remaining length, a topic of 1 byte with its length, and no properties.
  const overhead = 2 + 3 + 1;
  const properties = [{ name: 'maximumPacketSize', value: 60 }] as const;
  const wire = scene.connect('c', { properties });
  wire.subscribe('a');
  const publisher = scene.connect('p');
  for (const size of [59, 60, 61]) publisher.publish('a', 'x'.repeat(size - overhead));
  expect(wire.takeMessages().map(({ payload }) => overhead + payload.length)).toEqual([59, 60]);
});

describe('a server of a lower QoS', () => {
  it('accepts subscriptions of every QoS and grants its own [MQTT-3.2.2-10]', () => {
    const wire = new Scene({ limits: { maximumQoS: 0 } }).connect('c');
    const codes = wire.subscribe(
      { filter: 'a', qos: 0 },
      { filter: 'b', qos: 1 },
      { filter: 'c', qos: 2 },
    );
    expect(codes).toEqual([0, 0, 0]);
  });
});

describe('a subscription', () => {
  it('that is repeated loses nothing and gets retained messages again [MQTT-3.8.4-4, 3.3.1-9; 3.1.1: MQTT-3.8.4-3]', () => {
    const scene = new Scene();
    const properties = [{ name: 'receiveMaximum', value: 1 }] as const;
    const wire = scene.connect('c', { properties });
    const publisher = scene.connect('p').publish('a', 'retained', { retain: true });
    wire.subscribe({ filter: 'a', qos: 1 });
    for (const packetId of [1, 2, 3]) publisher.publish('a', `${packetId}`, { qos: 1, packetId });
    wire.subscribe({ filter: 'a', qos: 1 });
    for (const packetId of [1, 2, 3]) wire.send({ type: 'puback', packetId });
    expect(wire.takeMessages().map(brief)).toEqual([
      'a retained',
      'a 1',
      'a retained',
      'a 2',
      'a 3',
    ]);
  });
});

describe('a shared subscription', () => {
  const acknowledging = (reasonCode: number) =>
    ({ type: 'puback', packetId: 1, reasonCode }) as const;

  it('gives each member its own QoS [MQTT-4.8.2-3]', () => {
    const scene = new Scene();
    const wires = ([0, 1, 2] as const).map((qos) => {
      const wire = scene.connect(`c${qos}`);
      wire.subscribe({ filter: '$share/g/a', qos });
      return wire;
    });
    const publisher = scene.connect('p');
    for (const packetId of [1, 2, 3]) publisher.publish('a', '', { qos: 2, packetId });
    expect(wires.flatMap((wire) => wire.takeMessages()).map(({ qos }) => qos)).toEqual([0, 1, 2]);
  });

  it('keeps messages already sent to a member for that member [MQTT-4.8.2-4, 4.8.2-5]', () => {
    const scene = new Scene();
    const options = { properties: lasting, cleanStart: false };
    const wire = scene.connect('c', options);
    wire.subscribe('$share/g/a');
    const other = scene.connect('other');
    scene.connect('p').publish('a', '', { qos: 2, packetId: 1 });
    expect(wire.takeMessages()).toHaveLength(1);
    other.subscribe('$share/g/a');
    wire.cut();
    scene.pass(1000);
    expect(other.take()).toEqual([]);
    expect(scene.connect('c', options).takeMessages()).toMatchObject([{ dup: true, packetId: 1 }]);
  });

  it('does not give a message that a member rejects to another one [MQTT-4.8.2-6, 4.4.0-2]', () => {
    const scene = new Scene();
    const options = { properties: lasting, cleanStart: false };
    const wire = scene.connect('c', options);
    wire.subscribe({ filter: '$share/g/a', qos: 1 });
    scene.connect('p').publish('a', '', { qos: 1, packetId: 1 });
    const other = scene.connect('other');
    other.subscribe('$share/g/a');
    wire.take();
    wire.send(acknowledging(0x97));
    wire.cut();
    expect(scene.connect('c', options).take()).toEqual([]);
    expect(other.take()).toEqual([]);
  });
});

test('a message restored from a later clock keeps at most its own expiry [MQTT-3.3.2-6]', () => {
  const source = { topic: 'a', payload: new Uint8Array(), qos: 0, retain: true } as const;
  const message = new Message({ ...source, properties: expiring(5) }, undefined, 60_000);
  const delivery = { message, qos: 0, retain: true, identifiers: [], group: undefined } as const;
  const bytes = message.packet(
    { ...delivery, trace: undefined },
    { version: 5, alias: undefined, now: 0 },
  );
  expect(decode(bytes, 5)).toMatchObject({ packet: { properties: expiring(5) } });
});
