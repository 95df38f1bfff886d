/** Tests of the form of the server's own packets. */

import { describe, expect, it } from 'vitest';
import { Framer } from '../../mqtt/framing/framer.ts';
import type { Packet, ProtocolVersion } from '../../mqtt/tables/packet.ts';
import { administrationOf } from './administration.ts';
import { connectPacket, Scene, subscription, type Wire } from './broker.testkit.ts';

const NEWER: readonly ProtocolVersion[] = [4, 5];
const LONG = 'x'.repeat(50);
/** Refuses topics with the code in their last level. */
const refusing = {
  authorisePublish: (_client: unknown, topic: string) => refusalOf(topic),
  authoriseSubscribe: (_client: unknown, { filter }: { filter: string }) => refusalOf(filter),
};
const refusalOf = (topic: string) =>
  topic.startsWith('no/')
    ? { reasonCode: Number(topic.slice(3)), reasonString: LONG }
    : ('ok' as const);

/** A scene that records the bytes of each packet sent to a wire. */
function tapped() {
  const scene = new Scene({ hooks: refusing });
  const framers = new Map<number, Framer>();
  const packets = new Map<number, Uint8Array[]>();
  scene.takesElsewhere = (output) => {
    if (output.kind === 'end') return false;
    const framer = framers.get(output.connection) ?? new Framer();
    const list = packets.get(output.connection) ?? [];
    framers.set(output.connection, framer);
    packets.set(output.connection, list);
    framer.push(output.bytes, (packet) => list.push(packet.slice()));
    return false;
  };
  return { scene, bytesTo: (wire: Wire) => packets.get(wire.id) ?? [] };
}

/** A client that has received every kind of packet that a server sends. */
function everything(version: ProtocolVersion) {
  const { scene, bytesTo } = tapped();
  const wire = scene.connect('c', { version });
  wire.subscribe('a', 'no/135');
  wire.publish('a', '0').publish('a', '1', { qos: 1, packetId: 5 });
  wire.publish('a', '2', { qos: 2, packetId: 6 }).send({ type: 'pubrel', packetId: 6 });
  wire.send({ type: 'puback', packetId: 1 }, { type: 'pubrec', packetId: 2 });
  wire.send({ type: 'pubcomp', packetId: 2 }, { type: 'pingreq' });
  wire
    .publish('no/135', '', { qos: 1, packetId: 7 })
    .publish('no/135', '', { qos: 2, packetId: 8 });
  if (version === 5) wire.send({ type: 'pubrel', packetId: 99 }, { type: 'pubrec', packetId: 99 });
  wire.send({ type: 'unsubscribe', packetId: 9, properties: [], filters: ['a', 'b'] });
  wire.sendBytes([0, 0]);
  return { wire, packets: wire.take(), bytes: bytesTo(wire) };
}

describe('packets of the server', () => {
  it.each(NEWER)(
    'have the specified reserved bits, level %i [MQTT-2.1.3-1, 3.2.2-1; 3.1.1: MQTT-2.2.2-1]',
    (version) => {
      const { bytes } = everything(version);
      const types = new Set(bytes.map(([first = 0]) => first >> 4));
      expect(types.size).toBe(version === 5 ? 10 : 9);
      const isRight = ([first = 0, , flags = 0]: Uint8Array) => {
        const type = first >> 4;
        const lower = first & 0x0f;
        if (type === 2 && (flags & 0xfe) !== 0) return false;
        return type === 3 || lower === (type === 6 ? 2 : 0);
      };
      expect(bytes.filter((packet) => !isRight(packet))).toEqual([]);
    },
  );

  it('encode lengths in the fewest bytes [MQTT-1.5.5-1]', () => {
    const { scene, bytesTo } = tapped();
    const wire = scene.connect('c', { version: 4 });
    wire.subscribe('a');
    const before = bytesTo(wire).length;
    const sizes = [
      [124, 1],
      [125, 2],
      [16_380, 2],
      [16_381, 3],
    ];
    for (const [size = 0] of sizes) wire.publish('a', new Uint8Array(size));
    const lengths = bytesTo(wire)
      .slice(before)
      .map(({ length }) => length);
    expect(lengths).toEqual(sizes.map(([size = 0, count = 0]) => 1 + count + 3 + size));
  });

  it('have a property length of 0 without properties [MQTT-2.2.2-1]', () => {
    const { scene, bytesTo } = tapped();
    const wire = scene.connect('c');
    wire.subscribe('a');
    wire.publish('a', 'x');
    wire.send({ type: 'unsubscribe', packetId: 9, properties: [], filters: ['a'] });
    expect(
      bytesTo(wire)
        .slice(1)
        .map((bytes) => [...bytes]),
    ).toEqual([
      [0x90, 4, 0, 77, 0, 2],
      [0x30, 5, 0, 1, 0x61, 0, 0x78],
      [0xb0, 4, 0, 9, 0, 0],
    ]);
  });

  it.each(NEWER)(
    'have an unused identifier at QoS 1 and 2 and none at QoS 0, level %i [MQTT-2.2.1-2, 2.2.1-4, 4.3.2-1, 4.3.3-1; 3.1.1: MQTT-2.3.1-4, 2.3.1-5]',
    (version) => {
      const scene = new Scene();
      const wire = scene.connect('c', { version });
      wire.subscribe('#');
      const publisher = scene.connect('p');
      publisher.publish('a', '0');
      for (let n = 1; n <= 20; n += 1) {
        publisher.publish('a', '', { qos: n % 2 === 0 ? 1 : 2, packetId: n });
      }
      const [free, ...numbered] = wire.takeMessages();
      expect(free && 'packetId' in free).toBe(false);
      const identifiers = new Set(numbered.map(({ packetId }) => packetId));
      expect(identifiers.size).toBe(20);
      expect(identifiers.has(0) || identifiers.has(undefined)).toBe(false);
    },
  );

  it.each(NEWER)(
    'answer with the identifier of the packet, level %i [MQTT-2.2.1-5, 2.2.1-6, 3.8.4-1, 3.8.4-2, 3.10.4-4, 3.10.4-5, 3.3.4-1; 3.1.1: MQTT-2.3.1-6, 2.3.1-7, 3.8.4-1, 3.8.4-2, 3.10.4-4, 3.10.4-5, 3.3.4-1]',
    (version) => {
      const wire = new Scene().connect('c', { version });
      wire.send({
        type: 'subscribe',
        packetId: 11,
        properties: [],
        subscriptions: [subscription('z')],
      });
      wire.send({ type: 'unsubscribe', packetId: 12, properties: [], filters: ['none'] });
      wire.publish('a', '', { qos: 1, packetId: 13 }).publish('a', '', { qos: 2, packetId: 14 });
      wire.send({ type: 'pubrel', packetId: 14 }).publish('a', '');
      const answers = wire
        .take()
        .map((packet) => [packet.type, 'packetId' in packet && packet.packetId]);
      expect(answers).toEqual([
        ['suback', 11],
        ['unsuback', 12],
        ['puback', 13],
        ['pubrec', 14],
        ['pubcomp', 14],
      ]);
    },
  );

  it.each(NEWER)(
    'answer PINGREQ with PINGRESP, level %i [MQTT-3.12.4-1; 3.1.1: MQTT-3.12.4-1]',
    (version) => {
      const wire = new Scene().connect('c', { version }).send({ type: 'pingreq' });
      expect(wire.take()).toEqual([{ type: 'pingresp' }]);
    },
  );

  it.each(NEWER)(
    'have reason codes valid for the packet, whatever a hook returns, level %i [MQTT-3.2.2-8, 3.4.2-1, 3.5.2-1, 3.6.2-1, 3.7.2-1, 3.9.3-2, 3.11.3-2, 3.14.2-1; 3.1.1: MQTT-3.9.3-2]',
    (version) => {
      // The wire decodes the packets and throws for a code that is missing in the packet's table.
      for (let code = 0x80; code <= 0xff; code += 1) {
        const scene = new Scene({
          hooks: {
            ...refusing,
            authenticate: ({ clientId }) => (clientId === 'no' ? { reasonCode: code } : 'ok'),
          },
        });
        const wire = scene.connect('c', { version });
        const [answer = 0] = wire.subscribe(`no/${code}`);
        expect(answer).toBeGreaterThanOrEqual(0x80);
        expect(answer).toBeLessThanOrEqual(version === 4 ? 0x80 : 0xff);
        wire.publish(`no/${code}`, '', { qos: 1, packetId: 1 });
        wire.publish(`no/${code}`, '', { qos: 2, packetId: 2 });
        expect(wire.take()).toHaveLength(2);
        administrationOf(scene.broker).disconnect('c', { reasonCode: code }, scene.now);
        scene.collect();
        expect(wire.take()).toHaveLength(version === 5 ? 1 : 0);
        const refused = scene.open(version).send(connectPacket('no', { version }));
        expect(refused.take()).toMatchObject([{ type: 'connack' }]);
      }
    },
  );

  it('omit a reason string that would make them too large [MQTT-3.2.2-19, 3.4.2-2, 3.5.2-2, 3.6.2-2, 3.7.2-2, 3.9.2-1, 3.11.2-1, 3.14.2-3, 3.15.2-2]', () => {
    const stringsAt = (maximum: number): readonly string[] => {
      const scene = new Scene({ hooks: refusing });
      const properties = [{ name: 'maximumPacketSize', value: maximum }] as const;
      const wire = scene.connect('c', { properties });
      wire.subscribe('no/135');
      wire.publish('no/135', '', { qos: 1, packetId: 7 });
      wire.publish('no/135', '', { qos: 2, packetId: 8 });
      wire.send({ type: 'pubrel', packetId: 99 }, { type: 'pubrec', packetId: 99 });
      wire.send({ type: 'unsubscribe', packetId: 9, properties: [], filters: ['b'] });
      administrationOf(scene.broker).disconnect(
        'c',
        { reasonCode: 0x98, reasonString: LONG },
        scene.now,
      );
      scene.collect();
      const packets = wire.take();
      expect(packets.map(({ type }) => type)).toEqual([
        'puback',
        'pubrec',
        'pubcomp',
        'pubrel',
        'unsuback',
        'disconnect',
      ]);
      return packets.filter(hasReasonString).map(({ type }) => type);
    };
    expect(stringsAt(40)).toEqual([]);
    expect(stringsAt(100)).toEqual(['puback', 'pubrec', 'pubcomp', 'pubrel', 'disconnect']);
  });

  it('omit the reason string of a long SUBACK [MQTT-3.9.2-1]', () => {
    const properties = [{ name: 'maximumPacketSize', value: 200 }] as const;
    const wire = new Scene({ hooks: refusing }).connect('c', { properties });
    const filters = Array.from({ length: 160 }, (_, at) => `${at}`);
    expect(wire.subscribe('no/135', ...filters)).toHaveLength(161);
  });

  it('have no user properties of their own [MQTT-3.2.2-20, 3.4.2-3, 3.5.2-3, 3.6.2-3, 3.7.2-3, 3.9.2-2, 3.11.2-2, 3.14.2-4, 3.15.2-3]', () => {
    const { wire, packets } = everything(5);
    const all: readonly (Packet | undefined)[] = [wire.connack, ...packets];
    const names = all.flatMap((packet) =>
      packet !== undefined && 'properties' in packet
        ? (packet.properties ?? []).map(({ name }) => name)
        : [],
    );
    expect(names).toContain('reasonString');
    expect(names).not.toContain('userProperty');
  });

  it('end with DISCONNECT without session expiry, and the end of the connection [MQTT-3.14.2-2, 3.14.4-1, 3.14.4-2, 4.13.1-1, 4.13.2-1]', () => {
    const { wire, packets } = everything(5);
    const last = packets.at(-1);
    expect(last).toMatchObject({ type: 'disconnect', reasonCode: 0x81 });
    expect(JSON.stringify(last)).not.toContain('sessionExpiryInterval');
    expect(packets.filter(({ type }) => type === 'disconnect')).toHaveLength(1);
    expect(wire.isEnded).toBe(true);
  });

  it('include no DISCONNECT before CONNACK [MQTT-3.14.0-1]', () => {
    const scene = new Scene();
    for (const bytes of [
      [0xc0, 0],
      [0x10, 0xff, 0xff, 0xff, 0xff, 1],
    ]) {
      const wire = scene.open().sendBytes(bytes);
      expect([wire.isEnded, wire.take()]).toEqual([true, []]);
    }
    const waiting = scene.open();
    scene.broker.shutDown(scene.now);
    scene.collect();
    expect([waiting.isEnded, waiting.take()]).toEqual([true, []]);
  });
});

const hasReasonString = (packet: Packet): boolean =>
  'properties' in packet && (packet.properties ?? []).some(({ name }) => name === 'reasonString');

describe('a text', () => {
  it.each(NEWER)(
    'keeps its U+FEFF and its form, and is compared unchanged, level %i [MQTT-1.5.4-3, 4.7.3-4; 3.1.1: MQTT-1.5.3-3, 4.7.3-4]',
    (version) => {
      const scene = new Scene();
      const wire = scene.connect('c', { version });
      const names = ['\uFEFFa', 'a\uFEFF', '\u00e9', 'e\u0301', 'A', 'a'];
      wire.subscribe(...names.slice(0, 3), 'a');
      for (const name of names) wire.publish(name, '');
      expect(wire.takeMessages().map(({ topic }) => topic)).toEqual([...names.slice(0, 3), 'a']);
    },
  );

  it('may have 65,535 bytes as a topic [MQTT-4.7.3-3; 3.1.1: MQTT-4.7.3-3]', () => {
    const wire = new Scene().connect('c', { version: 4 });
    const topic = 'x'.repeat(65_535);
    wire.subscribe(topic);
    expect(wire.publish(topic, '').takeMessages()).toHaveLength(1);
  });
});
