/** The cause names the fault that dropped, held or changed the deciding packet, and blames no side. */
import { expect, test } from 'vitest';
import { encode } from '../../mqtt/codec/encode.ts';
import type { Packet, Sender } from '../../mqtt/tables/packet.ts';
import { type EndCause, isEndCause } from '../endCauses/endCauses.ts';
import { Treatments } from '../endCauses/treatments.ts';
import { causeOf, type TransportEnd } from './causeOf.ts';
import { causeOnPurpose } from './causeOnPurpose.ts';
import { ConnectionWatch } from './connectionWatch.ts';

const CONNECT: Packet = {
  type: 'connect',
  protocolName: 'MQTT',
  protocolLevel: 5,
  cleanStart: true,
  keepAlive: 10,
  clientId: 'press-07',
  properties: [],
};
const CONNACK: Packet = { type: 'connack', sessionPresent: false, reasonCode: 0, properties: [] };
const PINGREQ: Packet = { type: 'pingreq' };
const PINGRESP: Packet = { type: 'pingresp' };
const publish = (packetId: number, qos: 1 | 2 = 1): Packet => ({
  type: 'publish',
  dup: false,
  qos,
  retain: false,
  topic: 'plant/oven',
  packetId,
  payload: new Uint8Array(3),
  properties: [],
});
const puback = (packetId: number): Packet => ({ type: 'puback', packetId });

/** A device's connection through fault rules. */
class Scene {
  readonly watch = new ConnectionWatch(0);
  readonly treatments = new Treatments();
  #treated = 0;

  /** Relays the packet unchanged. */
  passes(time: number, sender: Sender, packet: Packet): this {
    this.watch.passed(sender, encode(packet, 5), time);
    if (sender === 'client') this.treatments.lastForwarded = time;
    return this;
  }

  /** A device's packet is seen before the fault. A broker's packet is seen only when it arrives. */
  treats(time: number, sender: Sender, packet: Packet, action: string, treated?: number): this {
    const bytes = encode(packet, 5);
    if (sender === 'client' && treated === undefined) this.watch.passed('client', bytes, time);
    this.#treated += 1;
    this.treatments.told({
      direction: sender === 'client' ? 'from-client' : 'to-client',
      bytes,
      rule: 'r1',
      action,
      time,
      treated: treated ?? this.#treated,
    });
    return this;
  }

  ends(time: number, by: Sender, more: Partial<TransportEnd> = {}): EndCause {
    const end: TransportEnd = { by, how: 'closed', time, ...more };
    const seen = causeOf(this.watch, end);
    const cause = causeOnPurpose(seen, this.watch, end, this.treatments) ?? seen;
    const told: unknown = JSON.parse(JSON.stringify(cause));
    if (!isEndCause(told)) throw new Error(`cannot be told: ${cause.key}`);
    return cause;
  }
}

const greeted = (): Scene => new Scene().passes(0, 'client', CONNECT).passes(10, 'server', CONNACK);

test('blames the fault rule if the device disconnected because of a dropped answer', () => {
  const dropped = greeted()
    .passes(1000, 'client', publish(7))
    .treats(1010, 'server', puback(7), 'drop');
  expect(dropped.ends(6010, 'client')).toEqual({
    key: 'treated',
    args: {
      by: 'client',
      did: 'dropped',
      sender: 'server',
      type: 'puback',
      packetId: 7,
      rule: 'r1',
      after: 5,
    },
  });
  const connack = new Scene().passes(0, 'client', CONNECT).treats(5, 'server', CONNACK, 'drop');
  expect(connack.ends(5005, 'client')).toMatchObject({ args: { type: 'connack', did: 'dropped' } });
  const pingresp = greeted()
    .passes(1000, 'client', PINGREQ)
    .treats(1005, 'server', PINGRESP, 'drop');
  expect(pingresp.ends(9000, 'client')).toMatchObject({ args: { type: 'pingresp' } });
  const pubcomp = greeted()
    .passes(1000, 'client', publish(7, 2))
    .passes(1001, 'server', { type: 'pubrec', packetId: 7 })
    .passes(1002, 'client', { type: 'pubrel', packetId: 7 });
  expect(pubcomp.ends(3000, 'client')).toMatchObject({
    key: 'no-answer',
    args: { type: 'pubrel' },
  });
  pubcomp.treats(1003, 'server', { type: 'pubcomp', packetId: 7 }, 'drop');
  expect(pubcomp.ends(3000, 'client')).toMatchObject({ args: { type: 'pubcomp', did: 'dropped' } });
});

test('a request that did not reach the broker, or too late', () => {
  const held = new Scene().treats(0, 'client', CONNECT, 'hold');
  const args = { sender: 'client', did: 'held', type: 'connect' };
  expect(held.ends(20_000, 'server')).toMatchObject({ key: 'treated', args });
  const delayed = greeted().treats(1000, 'client', publish(7), 'delay');
  expect(delayed.ends(4000, 'client')).toMatchObject({ args: { did: 'delayed', type: 'publish' } });
  // The packet has been forwarded, so the broker is the cause.
  delayed.treatments.lastForwarded = 1500;
  expect(delayed.ends(4000, 'client').key).toBe('no-answer');
  const behind = greeted().treats(900, 'client', publish(3), 'hold', 99);
  behind.watch.passed('client', encode(PINGREQ, 5), 1000);
  expect(behind.ends(9000, 'client')).toMatchObject({ args: { did: 'held', type: 'publish' } });
});

test("the broker receives nothing for 1.5 keep alives, because the device's packets were held", () => {
  const scene = greeted()
    .treats(5000, 'client', publish(7), 'hold', 99)
    .treats(14_000, 'client', PINGREQ, 'hold');
  expect(scene.ends(16_000, 'server')).toMatchObject({
    key: 'treated',
    args: { by: 'server', did: 'held', type: 'pingreq', sender: 'client' },
  });
  expect(scene.ends(13_000, 'server').key).toBe('closed');
});

test('an end right after a packet that the user changed, answered or duplicated', () => {
  const edited = greeted().treats(1000, 'client', publish(7), 'edit');
  edited.treatments.lastForwarded = 1000;
  expect(edited.ends(1100, 'server')).toMatchObject({ key: 'treated', args: { did: 'edited' } });
  expect(edited.ends(9000, 'server', { how: 'reset' }).key).toBe('reset');
  const refused: Packet = { ...CONNACK, reasonCode: 0x87 };
  const made = new Scene()
    .treats(0, 'client', CONNECT, 'drop')
    .treats(1, 'server', refused, 'made')
    .passes(1, 'server', refused);
  expect(made.ends(10, 'client')).toMatchObject({ key: 'treated', args: { did: 'answered' } });
});

test('a connection whose packets are all dropped', () => {
  const scene = greeted().treats(1000, 'client', publish(1), 'silent');
  expect(scene.ends(9000, 'client')).toMatchObject({ args: { did: 'silenced', after: 8 } });
});

test('does not name a fault without an effect', () => {
  const answered = greeted()
    .treats(1000, 'server', publish(9), 'drop')
    .passes(2000, 'client', publish(7));
  // The fault affected another packet.
  expect(answered.ends(7000, 'client').key).toBe('no-answer');
  const before = greeted()
    .passes(1000, 'client', publish(7))
    .treats(1010, 'server', puback(7), 'delay')
    .passes(1100, 'server', puback(7))
    .passes(2000, 'client', publish(7));
  // The identifier is used again.
  expect(before.ends(7000, 'client').key).toBe('no-answer');
  const released = greeted().passes(1000, 'client', publish(7));
  released.treats(1000, 'client', publish(7), 'hold', 5);
  released.treats(1200, 'client', publish(7), 'release', 5).treatments.lastForwarded = 1200;
  expect(released.ends(7000, 'client').key).toBe('no-answer');
  const bye = greeted()
    .treats(1000, 'server', publish(9), 'edit')
    .passes(1100, 'client', { type: 'disconnect' });
  expect(bye.ends(1200, 'client').key).toBe('client-disconnect');
});
