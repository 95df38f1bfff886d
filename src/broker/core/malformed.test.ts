import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tries } from '../../base/runs.testkit.ts';
import { decode } from '../../mqtt/codec/decode.ts';
import { encode } from '../../mqtt/codec/encode.ts';
import { Framer } from '../../mqtt/framing/framer.ts';
import type { ProtocolVersion } from '../../mqtt/tables/packet.ts';
import type { Property } from '../../mqtt/tables/properties.ts';
import { connectPacket, LOCAL_PEER, publishPacket, Scene, subscription } from './broker.testkit.ts';
import { Session } from './sessions/session.ts';

const VERSIONS: readonly ProtocolVersion[] = [3, 4, 5];
const NEWER: readonly ProtocolVersion[] = [4, 5];
const hex = (text: string) => Uint8Array.from(Buffer.from(text.replaceAll(' ', ''), 'hex'));

/** The answer of an MQTT 5 client to these bytes; its connection ends, another one survives. */
function verdict(bytes: Uint8Array, version: ProtocolVersion = 5) {
  const scene = new Scene();
  const other = scene.connect('other');
  const wire = scene.connect('faulty', { version });
  wire.sendBytes(bytes);
  other.send({ type: 'pingreq' });
  expect(other.take()).toEqual([{ type: 'pingresp' }]);
  const packets = wire.take();
  return {
    isEnded: wire.isEnded,
    reasonCode: packets[0]?.type === 'disconnect' ? packets[0].reasonCode : undefined,
    count: packets.length,
  };
}

describe('a malformed packet closes only its connection', () => {
  it.each([
    ['packet type 0', '00 00', 0x81],
    ['a remaining length of five bytes [MQTT-1.5.5-1]', '30 ff ff ff ff 7f', 0x81],
    ['wrong flags of PINGREQ [MQTT-2.1.3-1]', 'c1 00', 0x81],
    ['a property length of more bytes than needed [MQTT-1.5.5-1]', '30 05 0001 61 8000', 0x81],
    ['wrong flags of UNSUBSCRIBE [MQTT-3.10.1-1]', 'a0 06 0001 00 0001 61', 0x81],
    ['wrong flags of DISCONNECT [MQTT-3.14.1-1]', 'e1 00', 0x81],
    ['wrong flags of AUTH [MQTT-3.15.1-1]', 'f1 00', 0x81],
    ['a reason code of AUTH that does not exist [MQTT-3.15.2-1]', 'f0 02 01 00', 0x81],
    ['a pair of ill-formed texts [MQTT-1.5.7-1]', '30 0b 0001 61 07 26 0002 c328 0000', 0x81],
    ['an ill-formed filter in UTF-8 [MQTT-3.8.3-1]', '82 08 0001 00 0002 c328 00', 0x81],
    ['the same in UNSUBSCRIBE [MQTT-3.10.3-1]', 'a2 07 0001 00 0002 c328', 0x81],
    ['a response topic in no UTF-8 [MQTT-3.3.2-13]', '30 09 0001 61 05 08 0002 c328', 0x81],
    ['a response topic with a wildcard [MQTT-3.3.2-14]', '30 08 0001 61 04 08 0001 23', 0x82],
    ['an empty response topic [MQTT-4.7.3-1]', '30 07 0001 61 03 08 0000', 0x82],
    ['a content type in no UTF-8 [MQTT-3.3.2-19]', '30 09 0001 61 05 03 0002 c328', 0x81],
    ['U+0000 in a filter [MQTT-4.7.3-2]', '82 07 0001 00 0001 00 00', 0x81],
    ['an empty filter [MQTT-4.7.3-1]', '82 06 0001 00 0000 00', 0x8f],
    [
      'a share name with a wildcard [MQTT-4.8.2-2]',
      '82 10 0001 00 000a 2473686172652f2b2f61 00',
      0x8f,
    ],
    ['wrong flags of SUBSCRIBE [MQTT-3.8.1-1]', '80 07 0001 00 0001 61 00', 0x81],
    ['wrong flags of PUBREL [MQTT-3.6.1-1]', '60 02 0001', 0x81],
    ['QoS 3 [MQTT-3.3.1-4]', '36 06 0001 61 0001 00', 0x81],
    ['packet identifier 0 [MQTT-2.2.1-3]', '32 06 0001 61 0000 00', 0x82],
    ['ill-formed UTF-8 [MQTT-1.5.4-1, 3.3.2-1]', '30 05 0002 c328 00', 0x81],
    ['a surrogate [MQTT-1.5.4-1]', '30 06 0003 eda080 00', 0x81],
    ['U+0000 [MQTT-1.5.4-2]', '30 04 0001 00 00', 0x81],
    ['a text longer than the packet', '30 03 0009 61', 0x81],
    ['a property that does not exist', '30 06 0001 61 02 7f 00', 0x81],
    ['a property that has no place there', '30 09 0001 61 05 11 00000000', 0x81],
    ['a property twice', '30 09 0001 61 04 01 00 01 00 00', 0x82],
    ['a property out of range', '30 06 0001 61 02 01 02', 0x82],
    ['a property length beyond the packet', '30 04 0001 61 7f', 0x81],
    ['a subscription identifier from a client [MQTT-3.3.4-6]', '30 06 0001 61 02 0b 01', 0x82],
    ['SUBSCRIBE without filters [MQTT-3.8.3-2]', '82 03 0001 00', 0x82],
    ['UNSUBSCRIBE without filters [MQTT-3.10.3-2]', 'a2 03 0001 00', 0x82],
    ['reserved bits of subscription options [MQTT-3.8.3-5]', '82 07 0001 00 0001 61 c0', 0x81],
    ['subscription QoS 3 (3.8.3.1)', '82 07 0001 00 0001 61 03', 0x82],
    ['retain handling 3', '82 07 0001 00 0001 61 30', 0x82],
    ['bytes after the last field', 'c0 01 00', 0x81],
    ['AUTH out of the blue', 'f0 00', 0x82],
    ['CONNACK from a client', '20 03 00 00 00', 0x82],
    ['PINGRESP from a client', 'd0 00', 0x82],
    ['DUP at QoS 0 [MQTT-3.3.1-2]', '38 04 0001 61 00', 0x81],
    ['an empty topic without an alias', '30 03 0000 00', 0x82],
    ['a wildcard in a topic name [MQTT-3.3.2-2, 4.7.0-1]', '30 04 0001 23 00', 0x90],
    ['an ill-formed filter [MQTT-4.7.1-1]', '82 0b 0001 00 0005 612f232f62 00', 0x8f],
    ['an ill-formed filter [MQTT-4.7.1-2]', '82 08 0001 00 0002 612b 00', 0x8f],
    [
      'a shared subscription without filter [MQTT-4.8.2-1]',
      '82 0e 0001 00 0008 2473686172652f67 00',
      0x8f,
    ],
  ])('%s', (_name, text, reasonCode) => {
    expect(verdict(hex(text))).toEqual({ isEnded: true, reasonCode, count: 1 });
  });

  it.each([
    ['packet type 0 [3.1.1: MQTT-4.8.0-1]', '00 00'],
    ['ill-formed UTF-8 [3.1.1: MQTT-1.5.3-1, 3.3.2-1]', '30 04 0002 c328'],
    ['U+0000 [3.1.1: MQTT-1.5.3-2, 4.7.3-2]', '30 03 0001 00'],
    ['wrong flags of PINGREQ [3.1.1: MQTT-2.2.2-2]', 'c1 00'],
    ['wrong flags of PUBREL [3.1.1: MQTT-3.6.1-1]', '60 02 0001'],
    ['wrong flags of SUBSCRIBE [3.1.1: MQTT-3.8.1-1]', '80 06 0001 0001 61 00'],
    ['wrong flags of UNSUBSCRIBE [3.1.1: MQTT-3.10.1-1]', 'a0 05 0001 0001 61'],
    ['wrong flags of DISCONNECT [3.1.1: MQTT-3.14.1-1]', 'e1 00'],
    ['QoS 3 [3.1.1: MQTT-3.3.1-4]', '36 05 0001 61 0001'],
    ['DUP at QoS 0 [3.1.1: MQTT-3.3.1-2]', '38 03 0001 61'],
    ['an ill-formed filter in UTF-8 [3.1.1: MQTT-3.8.3-1]', '82 07 0001 0002 c328 00'],
    ['the same in UNSUBSCRIBE [3.1.1: MQTT-3.10.3-1]', 'a2 06 0001 0002 c328'],
    ['UNSUBSCRIBE without filters [3.1.1: MQTT-3.10.3-2]', 'a2 02 0001'],
    ['reserved bits of a requested QoS [3.1.1: MQTT-3.8.3-4]', '82 06 0001 0001 61 04'],
    ['a requested QoS of 3 [3.1.1: MQTT-3.8.3-4]', '82 06 0001 0001 61 03'],
    ['an empty filter [3.1.1: MQTT-4.7.3-1]', '82 05 0001 0000 00'],
    ['AUTH, which 3.1.1 does not know', 'f0 00'],
    ['a remaining length of five bytes', '30 ff ff ff ff 7f'],
    ['a wildcard in a topic name [3.1.1: MQTT-3.3.2-2, 4.7.1-1]', '30 03 0001 2b'],
    ['packet identifier 0 [3.1.1: MQTT-2.3.1-1]', '82 06 0000 0001 61 00'],
    ['an ill-formed filter [3.1.1: MQTT-4.7.1-2]', '82 08 0001 0003 61232f 00'],
    ['an ill-formed filter [3.1.1: MQTT-4.7.1-3]', '82 07 0001 0002 612b 00'],
    ['SUBSCRIBE without filters [3.1.1: MQTT-3.8.3-3]', '82 02 0001'],
  ])('in 3.1.1 without an answer: %s', (_name, text) => {
    expect(verdict(hex(text), 4)).toEqual({ isEnded: true, reasonCode: undefined, count: 0 });
  });

  it.each([
    ['packet type 0', '00', 0x81],
    ['wrong flags', '81', 0x81],
    ['a second CONNECT', '10', 0x82],
    ['PINGRESP from a client', 'd0', 0x82],
    ['a topic name with a wildcard', '30 ffff7f 0001 2b 00', 0x90],
    ['packet identifier 0', '82 7f 0000', 0x82],
    ['a property that does not exist', '30 7f 0001 61 02 7f', 0x81],
  ])('at the wrong byte, before the packet is complete: %s', (_, text, reasonCode) => {
    const bytes = hex(text);
    const scene = new Scene();
    const wire = scene.connect('c');
    for (const byte of bytes.subarray(0, -1)) wire.sendBytes([byte]);
    expect(wire.take()).toEqual([]);
    wire.sendBytes(bytes.subarray(-1));
    expect(wire.take()).toMatchObject([{ type: 'disconnect', reasonCode }]);
    expect(wire.isEnded).toBe(true);
    const inOnePiece = new Scene().connect('c').sendBytes(bytes);
    expect(inOnePiece.take()).toMatchObject([{ type: 'disconnect', reasonCode }]);
  });

  it('the first packet too [MQTT-3.1.2-3]', () => {
    const wire = new Scene().open(5);
    wire.sendBytes(hex('10 20 0004 4d515454 05'));
    expect(wire.take()).toEqual([]);
    wire.sendBytes(hex('03'));
    expect(wire.take()).toMatchObject([{ type: 'connack', reasonCode: 0x81 }]);
    expect(wire.isEnded).toBe(true);
  });

  it('a packet above the maximum size is answered with 0x95 before it is complete [MQTT-3.2.2-15, 4.13.1-1]', () => {
    const scene = new Scene({ limits: { maximumPacketSize: 1000 } });
    const wire = scene.connect('c');
    wire.publish('a', 'x'.repeat(900));
    expect(wire.isEnded).toBe(false);
    wire.sendBytes(hex('30 ff ff ff 7f 00'));
    expect(wire.take()).toMatchObject([{ type: 'disconnect', reasonCode: 0x95 }]);
  });

  it('too many properties or filters are answered with 0x97, a large payload is not', () => {
    const limits = { maximumHeadSize: 1000 };
    const properties = Array.from(
      { length: 50 },
      () => ({ name: 'userProperty', value: ['some name', 'some value'] }) as const,
    );
    const wire = new Scene({ limits }).connect('c');
    wire.publish('a', 'x'.repeat(5000), { properties: properties.slice(0, 30) });
    expect(wire.isEnded).toBe(false);
    wire.publish('a', 'x'.repeat(5000), { properties });
    expect(wire.take()).toMatchObject([{ type: 'disconnect', reasonCode: 0x97 }]);
    const subscriptions = Array.from({ length: 100 }, (_, at) => subscription(`filter ${at}`));
    const other = new Scene({ limits }).connect('c');
    other.send({ type: 'subscribe', packetId: 1, properties: [], subscriptions });
    expect(other.take()).toMatchObject([{ type: 'disconnect', reasonCode: 0x97 }]);
  });

  it('too many properties of a packet or a will are answered with 0x97', () => {
    const scene = new Scene({ limits: { maximumProperties: 10 } });
    const many = (count: number): Property[] =>
      Array.from({ length: count }, () => ({ name: 'userProperty', value: ['', ''] }));
    const wire = scene.connect('c');
    wire.publish('a', 'x', { properties: many(10) });
    expect(wire.isEnded).toBe(false);
    wire.publish('a', 'x', { properties: many(11) });
    expect(wire.take()).toMatchObject([{ type: 'disconnect', reasonCode: 0x97 }]);
    const will = { topic: 'w', payload: new Uint8Array(), qos: 0, retain: false } as const;
    const other = scene.open();
    other.send(connectPacket('d', { will: { ...will, properties: many(11) } }));
    expect(other.take()).toMatchObject([{ type: 'connack', reasonCode: 0x97 }]);
    const older = scene.open();
    const spoilt = Array.from(encode(connectPacket('d', { properties: many(11) }), 5));
    spoilt[8] = 9;
    older.sendBytes(spoilt);
    expect(older.take()).toEqual([]);
    expect(older.isEnded).toBe(true);
  });

  it('many large incomplete packets are answered with 0x97', () => {
    const scene = new Scene({ limits: { incompleteBytes: 10_000 } });
    const wires = ['c', 'd', 'e', 'f'].map((name) => scene.connect(name));
    const announced = hex('30 ff ff 7f 0001 61');
    for (const wire of wires) wire.sendBytes(announced).sendBytes(new Uint8Array(2400));
    expect(wires.map((wire) => wire.isEnded)).toEqual([false, false, false, false]);
    wires[0]?.sendBytes(new Uint8Array(2000));
    expect(wires[0]?.take()).toMatchObject([{ type: 'disconnect', reasonCode: 0x97 }]);
    // The end of the first client has freed memory.
    wires[1]?.sendBytes(new Uint8Array(2000));
    expect(wires[1]?.isEnded).toBe(false);
  });

  it('incomplete CONNECT packets never cost an accepted client its connection', () => {
    const scene = new Scene({ limits: { incompleteBytes: 10_000, maximumHeadSize: 1000 } });
    const client = scene.connect('c');
    client.sendBytes(hex('30 ff ff 7f 0001 61')).sendBytes(new Uint8Array(5000));
    const strangers = Array.from({ length: 20 }, () => {
      return scene.open().sendBytes(hex('10 ff 7f')).sendBytes(new Uint8Array(900));
    });
    expect(client.isEnded).toBe(false);
    expect(strangers.filter(({ isEnded }) => !isEnded).length).toBeLessThan(6);
    // A slow stranger is not closed for the packets of others.
    const others = ['d', 'e', 'f'].map((name) => scene.connect(name));
    for (const other of others) other.sendBytes(hex('30 ff ff 7f')).sendBytes(new Uint8Array(4000));
    const slow = scene.open().sendBytes(hex('10 ff'));
    expect(slow.isEnded).toBe(false);
  });

  it('a large CONNECT is not waited for', () => {
    const scene = new Scene({ limits: { maximumHeadSize: 1000 } });
    const wire = scene.open();
    wire.sendBytes(hex('10 ff ff 7f')).sendBytes(new Uint8Array(990));
    expect(wire.isEnded).toBe(false);
    wire.sendBytes(new Uint8Array(20));
    expect(wire.isEnded).toBe(true);
  });

  it('later packets in the same write are ignored', () => {
    const scene = new Scene();
    const watcher = scene.connect('watcher');
    watcher.subscribe('#');
    const wire = scene.connect('c');
    wire.sendBytes([...hex('00 00'), ...encode(publishPacket('a', ''), 5)]);
    expect(wire.isEnded).toBe(true);
    expect(watcher.take()).toEqual([]);
  });
});

describe('random bytes', () => {
  const failures: unknown[] = [];
  const hostile = () =>
    new Scene({
      hooks: { failed: (where, error) => failures.push([where, error]) },
    });

  it.each(NEWER)('random bytes never harm the broker, level %i', (version) => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 60 }), { maxLength: 5 }), (chunks) => {
        const scene = hostile();
        const wire = scene.connect('c', { version });
        for (const chunk of chunks) scene.broker.receive(wire.id, chunk, scene.now);
        const first = scene.broker.open(LOCAL_PEER, scene.now);
        for (const chunk of chunks) {
          scene.broker.receive(first, Uint8Array.of(0x10, ...chunk), scene.now);
        }
        scene.broker.elapse(1e9);
        scene.broker.takeOutput();
        expect(failures).toEqual([]);
      }),
      { numRuns: tries(300, 50) },
    );
  });

  it.each(NEWER)('packets with one byte changed never harm the broker, level %i', (version) => {
    const packets = [
      connectPacket('mutant', { version, userName: 'u', password: Uint8Array.of(1) }),
      publishPacket('a/b', 'text', {
        qos: 2,
        retain: true,
        properties: [
          { name: 'messageExpiryInterval', value: 5 },
          { name: 'userProperty', value: ['a', 'b'] },
          { name: 'topicAlias', value: 1 },
        ],
      }),
      { type: 'pubrel', packetId: 1 } as const,
      {
        type: 'subscribe',
        packetId: 2,
        properties: [{ name: 'subscriptionIdentifier', value: 3 }],
        subscriptions: [subscription('a/#'), subscription('$share/g/+')],
      } as const,
      publishPacket('a/b', 'again', { qos: 1, packetId: 4 }),
      { type: 'puback', packetId: 1 } as const,
      { type: 'pubrec', packetId: 1 } as const,
      { type: 'unsubscribe', packetId: 3, properties: [], filters: ['a/#'] } as const,
      { type: 'disconnect', reasonCode: 4 } as const,
    ].map((packet) => encode(packet, version));
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(packets.length - 1), fc.nat(200), fc.nat(255)), { maxLength: 9 }),
        (mutations) => {
          const scene = hostile();
          const id = scene.broker.open(LOCAL_PEER, scene.now);
          packets.forEach((packet, at) => {
            const bytes = packet.slice();
            for (const [which, place, value] of mutations) {
              if (which === at) bytes[place % bytes.length] = value;
            }
            scene.broker.receive(id, bytes, scene.now);
          });
          const framer = new Framer();
          for (const output of scene.broker.takeOutput()) {
            if (output.kind !== 'send') continue;
            framer.push(output.bytes, (packet) => {
              // A mutation may have changed the client's version.
              expect(VERSIONS.some((level) => decode(packet, level, 'server').ok)).toBe(true);
            });
          }
          expect([framer.error, framer.pending]).toEqual([undefined, 0]);
          scene.broker.close(id, scene.now);
          scene.broker.elapse(1e15);
          expect(failures).toEqual([]);
        },
      ),
      { numRuns: tries(1000) },
    );
  });

  it('an exception inside ends that connection only, and is reported [3.1.1: MQTT-4.8.0-2]', () => {
    const reports: string[] = [];
    class DecodeError extends Session {
      override release(): boolean {
        throw new Error('a fault of our own');
      }
    }
    const scene = new Scene({ hooks: { failed: (where) => reports.push(where) } }, (...parts) => {
      return new DecodeError(...parts);
    });
    const other = scene.connect('other');
    const wire = scene.connect('c');
    wire.send({ type: 'pubrel', packetId: 1 });
    expect(wire.take()).toMatchObject([{ type: 'disconnect', reasonCode: 0x80 }]);
    expect(reports).toEqual(['receive']);
    other.send({ type: 'pingreq' });
    expect(other.take()).toEqual([{ type: 'pingresp' }]);
  });
});
