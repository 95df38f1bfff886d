import { describe, expect, it } from 'vitest';
import { encode } from '../../mqtt/codec/encode.ts';
import { peekType } from '../../mqtt/framing/peek.ts';
import { FaultScene } from './faults.testkit.ts';

describe('a rule that matches', () => {
  it('drop: only that packet is lost', () => {
    const scene = new FaultScene({ match: { packet: 'PUBACK', nth: 1 }, do: 'drop' });
    const client = scene.connect('c');
    expect(client.publish('t', 1, 1).heard()).toEqual([]);
    expect(client.publish('t', 1, 2).heard()).toEqual(['puback 2']);
    expect(scene.marks).toMatchObject([
      { connection: client.id, client: 'c', direction: 'to-client', rule: 'a', action: 'drop' },
    ]);
    expect(scene.marks[0]?.bytes[0]).toBe(0x40);
  });

  it('delay: later packets wait too, the other direction does not', () => {
    const scene = new FaultScene({
      match: { packet: 'PUBLISH', topic: 'slow' },
      do: { action: 'delay', milliseconds: 100 },
    });
    const client = scene.connect('c', { cleanStart: true });
    client.publish('slow', 1, 1).publish('t', 1, 2);
    scene.pass(99);
    expect(client.heard()).toEqual([]);
    scene.pass(1);
    expect(client.heard()).toEqual(['puback 1', 'puback 2']);
  });

  it('delay with overtake: later packets pass it', () => {
    const scene = new FaultScene({
      match: { packet: 'PUBLISH', topic: 'slow' },
      do: { action: 'delay', milliseconds: 100, overtake: true },
    });
    const client = scene.connect('c');
    client.publish('slow', 1, 1).publish('t', 1, 2);
    expect(client.heard()).toEqual(['puback 2']);
    scene.pass(100);
    expect(client.heard()).toEqual(['puback 1']);
  });

  it('delay within a range: by the seed, the same each time', () => {
    const times = (seed: number): number[] => {
      const scene = new FaultScene({
        match: { packet: 'PUBACK', seed },
        do: { action: 'delay', milliseconds: [10, 50], overtake: true },
      });
      const client = scene.connect('c');
      return Array.from({ length: 20 }, (_, index) => {
        const start = scene.now;
        client.publish('t', 1, index + 1);
        scene.pass((scene.waiting[0]?.until ?? start) - start);
        expect(client.heard()).toHaveLength(1);
        return scene.now - start;
      });
    };
    const first = times(7);
    expect(times(7)).toEqual(first);
    expect(times(8)).not.toEqual(first);
    expect(Math.min(...first)).toBeGreaterThanOrEqual(10);
    expect(Math.max(...first)).toBeLessThanOrEqual(50);
    expect(new Set(first).size).toBeGreaterThan(5);
  });

  it('duplicate: twice, the second time with DUP if the QoS has it [MQTT-3.3.1-1]', () => {
    const scene = new FaultScene({
      match: { packet: 'PUBLISH', direction: 'to-client' },
      do: 'duplicate',
    });
    const client = scene.connect('c').subscribe('#');
    client.publish('a', 0).publish('b', 2, 5);
    expect(client.heard().filter((text) => text.startsWith('publish'))).toEqual([
      'publish a',
      'publish a',
      'publish 1 b',
      'publish dup 1 b',
    ]);
  });

  it('duplicate without DUP: the same bytes twice', () => {
    const scene = new FaultScene({
      match: { packet: 'PUBLISH', direction: 'from-client' },
      do: { action: 'duplicate', dup: false },
    });
    const client = scene.connect('c');
    expect(client.publish('a', 1, 4).heard()).toEqual(['puback 4', 'puback 4']);
  });

  it('hold: until it is released by hand, one or all', () => {
    const scene = new FaultScene({ match: { packet: 'PUBACK' }, do: 'hold' });
    const client = scene.connect('c');
    client.publish('t', 1, 1).publish('t', 1, 2).publish('t', 1, 3);
    scene.pass(3_600_000);
    expect(client.heard()).toEqual([]);
    const waiting = scene.waiting;
    expect(waiting).toMatchObject([
      { client: 'c', direction: 'to-client', type: 'puback', rule: 'a', waitsFor: 'release' },
      {},
      {},
    ]);
    // In its turn: the packet before it is still held.
    expect(scene.layer.held.release(waiting[1]?.packet ?? 0, scene.now)).toBe(1);
    scene.flush();
    expect(client.heard()).toEqual([]);
    expect(scene.layer.held.release(waiting[0]?.packet ?? 0, scene.now)).toBe(1);
    scene.flush();
    expect(client.heard()).toEqual(['puback 1', 'puback 2']);
    expect(scene.layer.held.release('all', scene.now)).toBe(1);
    scene.flush();
    expect(client.heard()).toEqual(['puback 3']);
    expect(scene.layer.held.release('all', scene.now)).toBe(0);
    expect(scene.told.slice(3)).toEqual(['release a', 'release a', 'release a']);
  });

  it('cut before: the connection ends, and the broker has not seen the packet', () => {
    const scene = new FaultScene({ match: { packet: 'PUBLISH', topic: 't' }, do: 'cut' });
    const watcher = scene.connect('w').subscribe('#');
    const client = scene.connect('c');
    client.publish('t', 1, 1);
    expect(client.isEnded).toBe(true);
    expect(client.heard()).toEqual([]);
    expect(watcher.heard()).toEqual([]);
    expect(scene.broker.statistics.connections).toBe(1);
  });

  it('cut after: the broker has seen the packet, the client no answer; the will is sent', () => {
    const scene = new FaultScene({
      match: { packet: 'PUBLISH', topic: 't', direction: 'from-client' },
      do: { action: 'cut', when: 'after' },
    });
    const watcher = scene.connect('w').subscribe('#');
    const will = { topic: 'will', payload: new Uint8Array(), qos: 0, retain: false } as const;
    const client = scene.connect('c', { will: { ...will, properties: [] } });
    client.publish('t', 1, 1);
    expect(client.isEnded).toBe(true);
    expect(client.heard()).toEqual([]);
    expect(watcher.heard()).toEqual(['publish 1 t', 'publish will']);
  });

  it('cut after, to the client: the packet is the last one', () => {
    const scene = new FaultScene({
      match: { packet: 'PUBREC' },
      do: { action: 'cut', when: 'after' },
    });
    const client = scene.connect('c');
    client.publish('t', 2, 1);
    expect(client.isEnded).toBe(true);
    expect(client.heard()).toEqual(['pubrec 1']);
  });

  it('silent: nothing more in either direction, and the connection stays open', () => {
    const scene = new FaultScene({ match: { client: 'c', packet: 'PINGREQ' }, do: 'silent' });
    const watcher = scene.connect('w', { keepAlive: 0 }).subscribe('#');
    const client = scene.connect('c', { keepAlive: 10 }).subscribe('x');
    client.send({ type: 'pingreq' }).publish('t', 1, 1);
    watcher.publish('x');
    scene.pass(60_000);
    expect(client.heard()).toEqual([]);
    expect(client.isEnded).toBe(false);
    expect(watcher.heard()).toEqual(['publish x']);
    // The broker has ended the connection, as required; the client may reconnect.
    expect(scene.broker.statistics.connections).toBe(1);
    client.cut();
    expect(scene.connect('c').publish('t', 1, 1).heard()).toEqual(['puback 1']);
  });

  it('silent: each packet that vanishes is marked, with its place on the wire', () => {
    const scene = new FaultScene({ match: { client: 'c', packet: 'PINGREQ' }, do: 'silent' });
    const client = scene.connect('c').subscribe('x');
    const watcher = scene.connect('w');
    const ping = encode({ type: 'pingreq' }, 5);
    // Two packets in one chunk, and one in two chunks.
    client.sendBytes(Uint8Array.of(...ping, ...ping, ...ping.subarray(0, 1)));
    client.sendBytes(ping.subarray(1));
    watcher.publish('x');
    const start = scene.marks[0]?.offset ?? 0;
    expect(
      scene.marks.map(({ rule, action, direction, offset, bytes }) => [
        `${rule} ${action} ${direction} ${peekType(bytes)}`,
        offset === undefined ? undefined : offset - start,
      ]),
    ).toEqual([
      ['a silent from-client pingreq', 0],
      ['a silent from-client pingreq', 2],
      ['a silent from-client pingreq', 4],
      ['a silent to-client publish', undefined],
    ]);
  });

  it('silent: waiting packets vanish and are marked too', () => {
    const scene = new FaultScene(
      { match: { packet: 'PUBLISH', direction: 'from-client' }, do: 'hold' },
      { match: { packet: 'PINGRESP' }, do: 'hold' },
      { match: { packet: 'SUBACK' }, do: { action: 'silent' } },
    );
    const client = scene.connect('c').send({ type: 'pingreq' }).subscribe('x').publish('t', 1, 1);
    expect(scene.told).toEqual(['hold b', 'silent c', 'hold a']);
    scene.layer.held.release(scene.waiting[0]?.packet ?? 0, scene.now);
    scene.flush();
    expect(scene.told).toEqual(['hold b', 'silent c', 'hold a', 'release b', 'silent c']);
    expect(client.heard()).toEqual(['pingresp']);
  });
});

describe('answer', () => {
  const answer = { action: 'answer', reasonCode: '0x97' };

  it.each([
    ['PUBLISH', 1, 'puback 1 97'],
    ['PUBLISH', 2, 'pubrec 1 97'],
  ] as const)('to %s at QoS %i: %s, and the message is not delivered', (packet, qos, said) => {
    const scene = new FaultScene({ match: { packet, direction: 'from-client' }, do: answer });
    const client = scene.connect('c').subscribe('#');
    expect(client.publish('t', qos, 1).heard()).toEqual([said]);
    expect(client.isEnded).toBe(false);
  });

  it('to PUBLISH at QoS 0, which has no answer: it is dropped', () => {
    const scene = new FaultScene({ match: { packet: 'PUBLISH' }, do: answer });
    const client = scene.connect('c').subscribe('#');
    expect(client.publish('t').heard()).toEqual([]);
    expect(client.isEnded).toBe(false);
    expect(client.publish('t', 1, 1).heard()).toEqual(['puback 1 97']);
    expect(scene.told).toEqual(['drop a', 'answer a']);
  });

  it('to a malformed packet: none, the broker handles it', () => {
    const scene = new FaultScene({ match: { packet: 'PUBLISH' }, do: answer });
    // QoS 3.
    const client = scene.connect('c').sendBytes(Uint8Array.of(0x36, 5, 0, 1, 0x74, 0, 1));
    expect(client.heard()).toEqual(['disconnect 81']);
    expect(scene.told).toEqual([]);
  });

  it('to SUBSCRIBE and UNSUBSCRIBE: a code for each filter', () => {
    const rule = {
      match: { packet: ['SUBSCRIBE', 'UNSUBSCRIBE'] },
      do: { ...answer, reasonCode: 0x87 },
    };
    const client = new FaultScene(rule).connect('c');
    const filters = ['a', 'b'];
    const subscriptions = filters.map((filter) => ({
      filter,
      qos: 1 as const,
      noLocal: false,
      retainAsPublished: false,
      retainHandling: 0 as const,
    }));
    client.send(
      { type: 'subscribe', packetId: 3, properties: [], subscriptions },
      { type: 'unsubscribe', packetId: 4, properties: [], filters },
    );
    expect(client.take()).toMatchObject([
      { type: 'suback', packetId: 3, reasonCodes: [0x87, 0x87] },
      { type: 'unsuback', packetId: 4, reasonCodes: [0x87, 0x87] },
    ]);
  });

  it('to PUBREL: PUBCOMP', () => {
    const scene = new FaultScene({
      match: { packet: 'PUBREL' },
      do: { ...answer, reasonCode: '0x92' },
    });
    const client = scene.connect('c').publish('t', 2, 1);
    client.send({ type: 'pubrel', packetId: 1 });
    expect(client.heard()).toEqual(['pubrec 1', 'pubcomp 1 92']);
  });

  it('to CONNECT: CONNACK and the end, with the server reference', () => {
    const moved = { action: 'answer', reasonCode: '0x9D', serverReference: 'other:1883' };
    const scene = new FaultScene({ match: { packet: 'CONNECT' }, do: moved });
    const client = scene.open().sendBytes(CONNECT_5);
    expect(client.take()).toEqual([
      {
        type: 'connack',
        sessionPresent: false,
        reasonCode: 0x9d,
        properties: [{ name: 'serverReference', value: 'other:1883' }],
      },
    ]);
    expect(client.isEnded).toBe(true);
    expect(scene.broker.statistics).toMatchObject({ connections: 0, sessions: 0 });
  });

  it('to a client of 3.1.1: the closest return code, or the end', () => {
    const refused = new FaultScene({
      match: { packet: 'CONNECT' },
      do: { ...answer, reasonCode: 0x87 },
    });
    const client = refused.open(4);
    client.sendBytes(Uint8Array.from([0x10, 13, 0, 4, 77, 81, 84, 84, 4, 2, 0, 0, 0, 1, 99]));
    expect(client.take()).toMatchObject([{ type: 'connack', reasonCode: 5 }]);
    const pinged = new FaultScene({ match: { packet: 'PINGREQ' }, do: answer });
    const other = pinged.connect('c', { version: 4 }).send({ type: 'pingreq' });
    expect(other.heard()).toEqual([]);
    expect(other.isEnded).toBe(true);
  });

  it('with DISCONNECT: the connection ends with the code', () => {
    const moved = { ...answer, with: 'disconnect', serverReference: 'x', reasonString: 'gone' };
    const scene = new FaultScene({ match: { packet: 'PUBLISH' }, do: moved });
    const client = scene.connect('c').publish('t', 1, 1);
    expect(client.take()).toEqual([
      {
        type: 'disconnect',
        reasonCode: 0x97,
        properties: [
          { name: 'reasonString', value: 'gone' },
          { name: 'serverReference', value: 'x' },
        ],
      },
    ]);
    expect(client.isEnded).toBe(true);
  });

  it('to a malformed packet: the broker answers', () => {
    const scene = new FaultScene({ match: { packet: 'SUBSCRIBE' }, do: answer });
    const client = scene.connect('c').sendBytes(Uint8Array.of(0x82, 3, 0, 0, 0));
    expect(client.heard()).toEqual(['disconnect 82']);
  });
});

/** Clean start, no keep alive, client identifier `c`. */
const CONNECT_5 = Uint8Array.from([0x10, 14, 0, 4, 77, 81, 84, 84, 5, 2, 0, 0, 0, 0, 1, 99]);
