/** Tests of rules and breakpoints between a client and another broker, as seen by both. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { joined } from '../../base/bytes.ts';
import { runs } from '../../base/runs.testkit.ts';
import { encode } from '../../mqtt/codec/encode.ts';
import type { Packet, Sender } from '../../mqtt/tables/packet.ts';
import { connectPacket, publishPacket } from '../core/broker.testkit.ts';
import { RelayScene } from './relay.testkit.ts';

const bytes = (packet: Packet): Uint8Array => encode(packet, 5);
const CONNECT = bytes(connectPacket('c', { keepAlive: 10 }));
const CONNACK = bytes({
  type: 'connack',
  sessionPresent: false,
  reasonCode: 0,
  properties: [],
});
const puback = (packetId: number): Uint8Array =>
  bytes({ type: 'puback', packetId, reasonCode: 0, properties: [] });
const message = (topic: string, packetId?: number): Uint8Array =>
  bytes(publishPacket(topic, topic, packetId === undefined ? {} : { qos: 1, packetId }));

function begun(): RelayScene {
  const scene = new RelayScene();
  scene.says('client', CONNECT);
  scene.says('server', CONNACK);
  scene.got.client = [];
  scene.got.server = [];
  return scene;
}

const STOP = { match: { packet: 'PUBLISH' }, do: { action: 'hold', keepAlive: true } } as const;

describe('between a client and another broker', () => {
  it('any bytes pass unchanged without a rule', () => {
    const scene = new RelayScene();
    scene.says('client', Uint8Array.of(0x10));
    scene.says('server', Uint8Array.of(1, 2, 3));
    expect(scene.got).toEqual({ client: [1, 2, 3], server: [0x10] });
  });

  it('a rule set in the middle of a packet applies from the next one on', () => {
    const scene = begun();
    const [first, second] = [message('first', 1), message('second', 2)];
    scene.says('server', first.subarray(0, 4));
    scene.rules({ match: { packet: 'PUBLISH' }, do: 'drop' });
    scene.says('server', first.subarray(4));
    scene.says('server', second);
    scene.says('server', puback(9));
    expect(scene.heard('client')).toEqual(['publish 1 first', 'puback 9']);
  });

  it('a broker’s packet in pieces is one packet for a rule', () => {
    const scene = begun();
    scene.rules({ match: { packet: 'PUBACK', direction: 'to-client' }, do: 'drop' });
    const sent = [...message('a', 1), ...puback(2), ...message('b', 3)];
    for (const byte of sent) scene.says('server', Uint8Array.of(byte));
    expect(scene.heard('client')).toEqual(['publish 1 a', 'publish 3 b']);
    expect(scene.marks.map(({ action }) => action)).toEqual(['drop']);
  });

  it('actions in progress continue when the rule is removed', () => {
    const scene = begun();
    scene.rules({ match: { packet: 'SUBACK' }, do: 'drop' });
    const sent = message('a', 1);
    scene.says('server', sent.subarray(0, 5));
    expect(scene.got.client).toEqual([]);
    scene.rules();
    scene.says('server', sent.subarray(5));
    expect(scene.heard('client')).toEqual(['publish 1 a']);
  });

  it.each(['client', 'server'] as const)(
    'untreated packets of one chunk are forwarded in one write (%s)',
    (sender) => {
      const scene = begun();
      const side = sender === 'client' ? 'server' : 'client';
      const heard = (): [number, string[]] => [scene.writes[side], scene.heard(side)];
      scene.rules({ match: { packet: 'PUBLISH', topic: 'b' }, do: 'drop' });
      scene.writes[side] = 0;
      scene.says(sender, joined([message('a', 1), message('a', 2), puback(3)]));
      expect(heard()).toEqual([1, ['publish 1 a', 'publish 2 a', 'puback 3']]);
      // A dropped packet separates the pieces.
      scene.says(sender, joined([message('a', 4), message('b', 5), message('a', 6)]));
      expect(heard()[0]).toBe(3);
      expect(heard()[1].slice(3)).toEqual(['publish 4 a', 'publish 6 a']);
    },
  );

  it('packets before one that cuts its connection are forwarded first', () => {
    const scene = begun();
    scene.rules({ match: { packet: 'PUBLISH', topic: 'b' }, do: 'cut' });
    scene.order.length = 0;
    scene.says('client', joined([message('a', 1), message('a', 2), message('b', 3)]));
    expect(scene.heard('server')).toEqual(['publish 1 a', 'publish 2 a']);
    expect(scene.order).toEqual(['write server', 'end server a', 'end client a']);
  });

  it('a stopped message is forwarded changed, and its answer returns', () => {
    const scene = begun();
    scene.rules(STOP);
    scene.says('client', message('plant/a', 7));
    expect(scene.got.server).toEqual([]);
    const [waiting] = scene.relays.layer.held.waiting(10).packets;
    const forward = [message('plant/other', 7)];
    scene.relays.layer.held.decide(waiting?.packet ?? 0, { forward, back: [] }, scene.now);
    scene.says('server', puback(7));
    expect(scene.heard('server')).toEqual(['publish 7 plant/other']);
    expect(scene.heard('client')).toEqual(['puback 7']);
  });

  it('a broker gets PINGREQ for a client whose packet waits, by the keep alive of its CONNECT', () => {
    const scene = begun();
    scene.rules(STOP);
    scene.says('client', message('plant/a', 7));
    scene.pass(11_000);
    expect(scene.heard('server')).toEqual(['pingreq', 'pingreq']);
    // These answers are not the client's.
    scene.says('server', bytes({ type: 'pingresp' }));
    scene.says('server', bytes({ type: 'pingresp' }));
    expect(scene.heard('client')).toEqual([]);
  });

  it('a client is known by its assigned name, however the packet is split', () => {
    const scene = new RelayScene();
    scene.rules(STOP);
    scene.says('client', bytes(connectPacket('')));
    const named = bytes({
      type: 'connack',
      sessionPresent: false,
      reasonCode: 0,
      properties: [{ name: 'assignedClientIdentifier', value: 'given' }],
    });
    for (const byte of named) scene.says('server', Uint8Array.of(byte));
    scene.says('client', message('plant/a', 7));
    expect(scene.relays.layer.held.waiting(10).packets).toMatchObject([{ client: 'given' }]);
  });

  it('bytes other than MQTT pass unchanged, with a report', () => {
    const scene = new RelayScene();
    scene.rules({ do: 'drop' });
    const foreign = new TextEncoder().encode('GET / HTTP/1.1\r\n\r\n');
    scene.says('client', foreign);
    scene.says('server', foreign);
    expect(scene.got).toEqual({ client: [...foreign], server: [...foreign] });
    expect(scene.relays.layer.unreadable).toBe(1);
  });

  it('a broker whose bytes are no longer packets passes unchanged, with a report', () => {
    const scene = begun();
    scene.rules({ match: { packet: 'PUBLISH' }, do: 'drop' });
    const lost = Uint8Array.of(0x30, 0xff, 0xff, 0xff, 0xff, 0xff, 1, 2);
    scene.says('server', lost);
    scene.says('server', message('a', 1));
    expect(scene.got.client).toEqual([...lost, ...message('a', 1)]);
    expect(scene.relays.layer.unreadable).toBe(1);
  });
});

describe('topic aliases set before a rule', () => {
  const takes = (topicAliasMaximum: number) =>
    ({ properties: [{ name: 'topicAliasMaximum', value: topicAliasMaximum }] }) as const;
  const aliased = (topic: string, alias: number): Uint8Array =>
    bytes(publishPacket(topic, 'x', { properties: [{ name: 'topicAlias', value: alias }] }));

  it.each(['client', 'server'] as const)('are known to it (%s)', (sender) => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }), (sizes) => {
        const scene = new RelayScene();
        scene.says('client', bytes(connectPacket('c', takes(10))));
        scene.says(
          'server',
          bytes({ type: 'connack', sessionPresent: false, reasonCode: 0, ...takes(10) }),
        );
        const before = [aliased('a', 1), message('other'), aliased('b', 2), aliased('c', 1)];
        const all = before.flatMap((packet) => [...packet]);
        for (let at = 0, turn = 0; at < all.length; turn += 1) {
          const size = sizes[turn % sizes.length] ?? 1;
          scene.says(sender, Uint8Array.from(all.slice(at, at + size)));
          at += size;
        }
        scene.rules({ match: { packet: 'PUBLISH', topic: 'c' }, do: 'drop' });
        const side = sender === 'client' ? 'server' : 'client';
        scene.got[side] = [];
        scene.says(sender, aliased('', 1));
        scene.says(sender, aliased('', 2));
        expect(scene.heard(side)).toEqual(['publish ']);
        expect(scene.marks.map(({ action }) => action)).toEqual(['drop']);
      }),
      { numRuns: runs(20) },
    );
  });
});

describe('the ends of a relayed connection', () => {
  it('a closed half is forwarded, and the other side can still send', () => {
    const scene = begun();
    scene.finish('client');
    scene.says('server', message('late', 1));
    expect(scene.events).toEqual(['half client']);
    expect(scene.heard('client')).toEqual(['publish 1 late']);
    scene.gone('server');
    scene.gone('client');
    expect(scene.events).toEqual(['half client', 'end client', 'end server']);
  });

  it('a closed half waits for earlier bytes', () => {
    const scene = begun();
    scene.rules(STOP);
    scene.says('client', message('plant/a', 7));
    scene.finish('client');
    expect(scene.events).toEqual([]);
    scene.relays.command({ kind: 'release', packet: 'all' }, scene.now);
    expect(scene.heard('server')).toEqual(['publish 7 plant/a']);
    expect(scene.events).toEqual(['half client']);
  });

  it('a rule that cuts ends both, and is named', () => {
    const scene = begun();
    scene.rules({ match: { packet: 'PUBLISH' }, do: 'cut' });
    scene.says('client', message('plant/a', 7));
    expect(scene.got.server).toEqual([]);
    expect(scene.events).toEqual(['end server a', 'end client a']);
  });

  it('on a bad network nothing stays in transit once both ends are closed', () => {
    const scene = begun();
    scene.relays.network.set({ up: 10, down: 10 }, scene.now);
    scene.says('client', message('a', 1));
    scene.says('server', message('b', 1));
    expect(scene.relays.waits(7, 'client')).toBeGreaterThan(0);
    scene.gone('client');
    scene.gone('server');
    expect(scene.relays.waits(7, 'client')).toBe(0);
    expect(scene.relays.waits(7, 'server')).toBe(0);
  });

  it('bytes waiting for clients and for the broker are counted', () => {
    const scene = begun();
    scene.relays.network.set({ down: 10 }, scene.now);
    const much = new Uint8Array(1024 * 1024);
    for (let at = 0; at < 60; at += 1) scene.says('server', much);
    expect(scene.events).toEqual([]);
    for (let at = 0; at < 10; at += 1) scene.says('server', much);
    expect(scene.events).toEqual(['end server network', 'end client network']);
  });

  it('a silent side is not notified of the other’s end', () => {
    const scene = begun();
    scene.rules({ match: { packet: 'PINGREQ' }, do: 'silent' });
    scene.says('client', bytes({ type: 'pingreq' }));
    scene.says('server', message('a', 1));
    scene.gone('server');
    expect(scene.events).toEqual([]);
    expect(scene.got.client).toEqual([]);
    scene.gone('client');
    expect(scene.events).toEqual(['end server']);
  });
});

const id = fc.integer({ min: 1, max: 65_535 });
const packetOf = (sender: Sender) =>
  fc.oneof(
    fc
      .tuple(fc.constantFrom('a', 'b/c', 'long/'.repeat(40)), fc.option(id))
      .map(([topic, packetId]) => message(topic, packetId ?? undefined)),
    id.map(puback),
    fc.constant(bytes(sender === 'client' ? { type: 'pingreq' } : { type: 'pingresp' })),
  );
const piece = (sender: Sender) =>
  fc.record({
    sender: fc.constant(sender),
    packet: packetOf(sender),
    cuts: fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 4 }),
    verdict: fc.constantFrom('send', 'edit', 'twice', 'drop', 'answer', 'later'),
  });

function inPieces(packet: Uint8Array, cuts: readonly number[]): Uint8Array[] {
  const pieces: Uint8Array[] = [];
  for (let at = 0, turn = 0; at < packet.length; turn++) {
    const end = at + (cuts[turn % cuts.length] ?? 1);
    pieces.push(packet.slice(at, end));
    at = end;
  }
  return pieces;
}

it('both ends read complete packets to the end, whatever the decisions and chunks', () => {
  let edits = 0;
  fc.assert(
    fc.property(
      fc.array(fc.oneof(piece('client'), piece('server')), { maxLength: 12 }),
      (turns) => {
        const scene = begun();
        scene.rules({ match: { packet: ['PUBLISH', 'PUBACK'] }, do: 'hold' });
        for (const { sender, packet, cuts, verdict } of turns) {
          for (const one of inPieces(packet, cuts)) scene.says(sender, one);
          const [waiting] = scene.relays.layer.held.waiting(1).packets;
          if (waiting === undefined || verdict === 'later') continue;
          const whole = scene.relays.layer.held.waitingPacket(waiting.packet)?.bytes ?? packet;
          const forward =
            verdict === 'drop' || verdict === 'answer'
              ? []
              : verdict === 'edit'
                ? [message('other/topic', 3)]
                : verdict === 'twice'
                  ? [whole, whole]
                  : [whole];
          if (verdict === 'edit') edits += 1;
          const back = verdict === 'answer' ? [puback(5)] : [];
          expect(
            scene.relays.layer.held.decide(waiting.packet, { forward, back }, scene.now),
          ).toBeUndefined();
          scene.relays.elapse(scene.now);
        }
        scene.relays.command({ kind: 'release', packet: 'all' }, scene.now);
        scene.rules();
        scene.says('client', message('last', 1));
        scene.says('server', message('last', 1));
        for (const side of ['client', 'server'] as const) {
          const heard = scene.heard(side);
          expect(heard.at(-1)).toBe('publish 1 last');
          expect(heard.filter((one) => one === '?' || one.startsWith('broken'))).toEqual([]);
        }
      },
    ),
    { numRuns: runs(300) },
  );
  expect(edits).toBeGreaterThan(0);
});
