import { describe, expect, it } from 'vitest';
import { encode } from '../../mqtt/codec/encode.ts';
import type { Packet } from '../../mqtt/tables/packet.ts';
import {
  brief,
  connectPacket,
  publishPacket,
  Scene,
  subscription,
  type Wire,
} from './broker.testkit.ts';
import type { Verdict } from './contract/verdicts.ts';
import type { Limits } from './memory/limits.ts';

/** A broker whose host decides later about clients with a user name. */
class Deciding {
  readonly asked: number[] = [];
  readonly scene: Scene;

  constructor(limits: Partial<Limits> = {}) {
    this.scene = new Scene({
      limits,
      hooks: {
        authenticate: ({ userName }, _peer, connection) => {
          if (userName === undefined) return 'ok';
          this.asked.push(connection);
          return 'later';
        },
      },
    });
  }

  begin(clientId: string, ...more: readonly Packet[]): Wire {
    const wire = this.scene.open();
    const packets = [connectPacket(clientId, { userName: 'ann' }), ...more];
    wire.sendBytes(packets.flatMap((packet) => [...encode(packet, 5)]));
    return wire;
  }

  decide(wire: Wire, verdict: Verdict): void {
    this.scene.broker.decide(wire.id, verdict, this.scene.now);
    this.scene.collect();
  }
}

const types = (packets: readonly Packet[]): string[] => packets.map(({ type }) => type);
const wrong: Verdict = { reasonCode: 0x86, reasonString: 'Wrong' };

describe('a host that decides later about a client', () => {
  it('gets the connection, and nothing is answered before [MQTT-3.1.4-2]', () => {
    const deciding = new Deciding();
    const wire = deciding.begin('a');
    expect(deciding.asked).toEqual([wire.id]);
    expect(wire.take()).toEqual([]);
    expect(deciding.scene.broker.statistics.sessions).toBe(0);
    deciding.decide(wire, 'ok');
    expect(wire.take()).toMatchObject([{ type: 'connack', reasonCode: 0 }]);
    deciding.decide(wire, wrong);
    expect(wire.isEnded).toBe(false);
  });

  it('may reject', () => {
    const deciding = new Deciding();
    const wire = deciding.begin('a', { type: 'pingreq' });
    deciding.decide(wire, wrong);
    expect(wire.take()).toMatchObject([{ type: 'connack', reasonCode: 0x86 }]);
    expect(wire.isEnded).toBe(true);
  });

  it('keeps packets after CONNECT and their order, whether sent in one write or not', () => {
    const deciding = new Deciding({ inputSlice: 40 });
    const wire = deciding.begin('a', {
      type: 'subscribe',
      packetId: 1,
      properties: [],
      subscriptions: [subscription('t')],
    });
    const bytes = [1, 2, 3].flatMap((id) => [...encode(publishPacket('t', `${id}`), 5)]);
    for (const byte of bytes) wire.sendBytes([byte]);
    expect(wire.take()).toEqual([]);
    // The host has nothing to do while it waits.
    expect(deciding.scene.broker.wakeAt).toBeGreaterThan(deciding.scene.now);
    deciding.decide(wire, 'ok');
    const packets = wire.take();
    expect(types(packets)).toEqual(['connack', 'suback', 'publish', 'publish', 'publish']);
    expect(packets.flatMap((packet) => (packet.type === 'publish' ? [brief(packet)] : []))).toEqual(
      ['t 1', 't 2', 't 3'],
    );
  });

  it('does not delay other clients', () => {
    const deciding = new Deciding();
    deciding.begin('a');
    const other = deciding.scene.connect('b');
    other.subscribe('t');
    other.publish('t', 'x');
    expect(other.takeMessages().map(brief)).toEqual(['t x']);
  });

  it('must decide within connectTimeout', () => {
    const deciding = new Deciding({ connectTimeout: 5000 });
    const wire = deciding.begin('a');
    deciding.scene.pass(4999);
    expect(wire.isEnded).toBe(false);
    deciding.scene.pass(1);
    expect(wire.isEnded).toBe(true);
    deciding.decide(wire, 'ok');
    expect(deciding.scene.broker.statistics).toMatchObject({ connections: 0, sessions: 0 });
  });

  it('may decide after the client has closed', () => {
    const deciding = new Deciding();
    const wire = deciding.begin('a', publishPacket('t', 'x'));
    wire.sendBytes([0xc0]).cut();
    deciding.decide(wire, 'ok');
    expect(deciding.scene.broker.statistics).toMatchObject({ connections: 0, sessions: 0 });
  });

  it('does not make the broker store unlimited input', () => {
    const deciding = new Deciding({ incompleteBytes: 20_000 });
    const wire = deciding.begin('a');
    for (let piece = 0; piece < 30 && !wire.isEnded; piece += 1)
      wire.sendBytes(new Uint8Array(1000));
    expect(wire.isEnded).toBe(true);
    const next = deciding.begin('b');
    next.sendBytes(new Uint8Array(15_000));
    expect(next.isEnded).toBe(false);
  });

  it('starts the keep alive with its decision [MQTT-3.1.2-22]', () => {
    const deciding = new Deciding();
    const wire = deciding.scene.open();
    wire.send(connectPacket('a', { userName: 'ann', keepAlive: 2 }));
    deciding.scene.pass(4000);
    deciding.decide(wire, 'ok');
    deciding.scene.pass(2999);
    expect(wire.isEnded).toBe(false);
    deciding.scene.pass(1);
    expect(wire.isEnded).toBe(true);
  });
});

describe('a host that judges each message to each subscriber', () => {
  const readers = (may: (user: string | undefined, topic: string) => boolean): Scene =>
    new Scene({ hooks: { authoriseRead: ({ userName }, topic) => may(userName, topic) } });

  it('withholds messages from clients that may not read them, retained ones too', () => {
    const scene = readers((_user, topic) => topic !== 'secret');
    const wire = scene.connect('a');
    const other = scene.connect('b');
    other.publish('secret', 'r', { retain: true }).publish('open', 'r', { retain: true });
    wire.subscribe('#', { filter: '+', qos: 1 });
    other.publish('secret', 'x', { qos: 1 }).publish('open', 'x');
    expect(new Set(wire.takeMessages().map(({ topic }) => topic))).toEqual(new Set(['open']));
  });

  it('gives a shared subscription’s message to a member that may read it', () => {
    const scene = readers((user) => user === 'ann');
    const ann = scene.connect('a', { userName: 'ann' });
    const bob = scene.connect('b', { userName: 'bob' });
    ann.subscribe('$share/g/t');
    bob.subscribe('$share/g/t');
    for (const payload of ['1', '2', '3']) ann.publish('t', payload);
    expect(ann.takeMessages()).toHaveLength(3);
    expect(bob.take()).toEqual([]);
  });

  it('withholds queued messages from another user that resumes the session', () => {
    const scene = readers((user, topic) => user === 'ann' || topic === 'open');
    const kept = {
      cleanStart: false,
      properties: [{ name: 'sessionExpiryInterval', value: 60 }],
    } as const;
    const ann = scene.connect('a', { userName: 'ann', ...kept });
    ann.subscribe('#');
    ann.cut();
    const other = scene.connect('x', { userName: 'ann' });
    for (const topic of ['secret', 'open', 'secret']) other.publish(topic, '', { qos: 1 });
    const eve = scene.connect('a', { userName: 'eve', ...kept });
    expect(eve.takeMessages().map(({ topic }) => topic)).toEqual(['open']);
  });

  it('rejects by throwing', () => {
    const failures: string[] = [];
    const scene = new Scene({
      hooks: {
        authoriseRead: () => {
          throw new Error('no');
        },
        failed: (where) => failures.push(where),
      },
    });
    const wire = scene.connect('a');
    wire.subscribe('t');
    wire.publish('t', 'x');
    expect(wire.take()).toEqual([]);
    expect(failures).toEqual(['authoriseRead']);
  });
});
