import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { leastCpuTime } from '../../base/cpuTime.testkit.ts';
import { tries } from '../../base/runs.testkit.ts';
import { CONVENTIONS } from '../../conventions/conventions.ts';
import { encode } from '../../mqtt/codec/encode.ts';
import { connectPacket, publishPacket } from '../core/broker.testkit.ts';
import { Account } from '../core/memory/ledger.ts';
import { TapScene, type TestLine } from './tap.testkit.ts';
import { Taps } from './taps.ts';

const PASSWORD = new TextEncoder().encode('hunter2');
const login = { userName: 'anna', password: PASSWORD } as const;
const text = new TextDecoder();

/** The line's bytes of one direction, checked by position. */
function streamOf(line: TestLine, direction: 'from-client' | 'to-client'): number[] {
  const packets = line.packetsRead.filter((packet) => packet.direction === direction);
  let offset = 0;
  for (const packet of packets) {
    expect(packet.offset).toBe(offset);
    offset += packet.bytes.length;
  }
  return packets.flatMap(({ bytes }) => [...bytes]);
}

describe('a tapped client', () => {
  it('is shown from its first packet on, exactly like on the wire, once per turn', () => {
    const scene = new TapScene();
    const line = scene.line().tap(['c']);
    scene.connect('other').publish('x', 'y');
    const wire = scene.connect('c');
    wire.subscribe('a/#');
    wire.publish('a/b', 'payload', { qos: 1 });
    wire.send({ type: 'disconnect', properties: [] });
    const onWire = scene.broker.wire.get(wire.id);
    expect(streamOf(line, 'from-client')).toEqual(onWire?.['from-client']);
    expect(streamOf(line, 'to-client')).toEqual(onWire?.['to-client']);
    expect(line.events).toMatchObject([
      { kind: 'tap-opened', client: 'c', connection: wire.id, isPartial: false, transport: 'tcp' },
      { kind: 'tap-closed', connection: wire.id },
    ]);
    expect(line.order.slice(0, 5)).toEqual(['tap-opened', '>1', '<2', '>8', '<9']);
    expect(line.order.at(-1)).toBe('tap-closed');
  });

  it('is found by its assigned name', () => {
    const scene = new TapScene();
    const line = scene.line().tap('all');
    const wire = scene.open(4);
    wire.send(connectPacket('', { version: 4, cleanStart: true }));
    expect(line.order).toEqual(['tap-opened', '>1', '<2']);
    const reply = scene.line().ask({ kind: 'clients', first: 0, count: 9 });
    const name = reply.kind === 'clients' ? reply.rows[0]?.client : undefined;
    const named = scene.line().tap([name ?? '']);
    expect(named.order).toEqual(['tap-opened', '>1', '<2']);
  });

  it('can be observed from the middle: its beginning and its last packets are still known', () => {
    const scene = new TapScene();
    const wire = scene.connect('c', login);
    wire.subscribe('a/#');
    wire.publish('a/b', 'early', { qos: 1 });
    const line = scene.line().tap(['c']);
    wire.publish('a/b', 'late', { qos: 0 });
    const before = ['tap-opened', '>1', '<2', '>8', '<9', '>3', '<4', '<3'];
    expect(line.order).toEqual([...before, '>3', '<3']);
    expect(line.events).toMatchObject([{ isPartial: false }]);
    expect(streamOf(line, 'from-client').length).toBe(
      scene.broker.wire.get(wire.id)?.length('from-client'),
    );
  });

  it('is remembered, with its marks: everything is sent before the reply', () => {
    const scene = new TapScene();
    scene.rules({ match: { packet: ['publish'] }, do: 'drop' });
    scene.connect('c').publish('a', 'b');
    const line = scene.line();
    line.tap('all');
    expect(line.packetsAtReply).toBe(3);
    line.ask({ kind: 'watch-marks', kept: true });
    expect(line.marksAtReply).toBe(1);
  });

  it('that was busy is shown with its beginning, and the gap is reported', () => {
    const scene = new TapScene();
    const wire = scene.connect('c');
    for (let n = 0; n < 50; n += 1) wire.publish('a', new Uint8Array(1000));
    const line = scene.line().tap(['c']);
    wire.publish('a', 'now');
    expect(line.order).toEqual(['tap-opened', '>1', '<2', 'tap-gap', '>3']);
    const last = line.packetsRead.at(-1);
    expect(last?.offset).toBe(
      (scene.broker.wire.get(wire.id)?.length('from-client') ?? 0) - (last?.bytes.length ?? 0),
    );
  });

  it('is remembered again after a quiet period', () => {
    const scene = new TapScene();
    const wire = scene.connect('c');
    for (let second = 0; second < 3; second += 1) {
      for (let n = 0; n < 50; n += 1) wire.publish('a', new Uint8Array(1000));
      scene.pass(1000);
    }
    scene.pass(2000);
    wire.publish('a', 'quiet').publish('a', 'still');
    const line = scene.line().tap(['c']);
    expect(line.order).toEqual(['tap-opened', '>1', '<2', 'tap-gap', '>3', '>3']);
  });

  it('that is not remembered begins in its middle', () => {
    const scene = new TapScene();
    const wire = scene.connect('c');
    const line = scene.line().tap(['c'], false);
    wire.publish('a', 'now');
    expect(line.events).toMatchObject([{ kind: 'tap-opened', isPartial: true }]);
    expect(line.order).toEqual(['tap-opened', '>3']);
  });

  it('is the same stream however the network splits it, and whenever observation begins', () => {
    const bytes = [
      encode(connectPacket('c', login), 5),
      encode({ type: 'pingreq' }, 5),
      encode(publishPacket('a/b', 'x'.repeat(200), { qos: 2, packetId: 7 }), 5),
      encode({ type: 'pubrel', packetId: 7, reasonCode: 0, properties: [] }, 5),
      encode(publishPacket('a', 'y'), 5),
    ].flatMap((packet) => [...packet]);
    const size = fc.integer({ min: 1, max: 120 });
    fc.assert(
      fc.property(
        fc.array(size, { minLength: 1, maxLength: 20 }),
        fc.nat({ max: 9 }),
        (cuts, tapAt) => {
          const scene = new TapScene();
          const line = scene.line();
          const wire = scene.open(5);
          let at = 0;
          for (let turn = 0; at < bytes.length || turn <= tapAt; turn += 1) {
            if (turn === tapAt) line.tap('all');
            const end = at + (cuts[turn % cuts.length] ?? 1);
            if (at < bytes.length) wire.sendBytes(bytes.slice(at, end));
            at = end;
          }
          const read = streamOf(line, 'from-client');
          expect(read.length).toBe(bytes.length);
          // Everything except the password, which is overwritten.
          const changed = bytes.flatMap((byte, place) => (byte === read[place] ? [] : [place]));
          expect(changed).toHaveLength(PASSWORD.length);
          expect(text.decode(Uint8Array.from(read))).not.toContain('hunter2');
          expect(streamOf(line, 'to-client')).toEqual(
            scene.broker.wire.get(wire.id)?.['to-client'],
          );
        },
      ),
      { numRuns: tries(100) },
    );
  });

  it('shows bytes that are no packet, and hides those of a truncated CONNECT', () => {
    const scene = new TapScene();
    const line = scene.line().tap('all');
    scene.open(5).sendBytes([0x10, 0xff, 0xff, 0xff, 0xff, 0x01]);
    const half = scene.open(5);
    half.sendBytes(encode(connectPacket('c', login), 5).subarray(0, 30));
    half.cut();
    const broken = line.packetsRead.filter((packet) => packet.broken);
    expect(broken.map(({ masked }) => masked)).toEqual([true, true]);
    expect(broken.map(({ bytes }) => bytes[0])).toEqual([0x10, 0x10]);
    expect(line.order.filter((kind) => kind === 'tap-closed')).toHaveLength(2);
  });

  it('ends only with its tap or its connection', () => {
    const scene = new TapScene();
    const line = scene.line().tap(['c']);
    const other = scene.line().tap(['c']);
    const wire = scene.connect('c');
    expect(line.ask({ kind: 'end-tap', tap: 1 })).toEqual({ kind: 'done' });
    expect(line.ask({ kind: 'end-tap', tap: 1 })).toMatchObject({ kind: 'refused' });
    other.close();
    wire.publish('a', 'b');
    expect(line.order).toEqual(['tap-opened', '>1', '<2']);
    expect(other.order).toEqual(['tap-opened', '>1', '<2']);
  });
});

describe('a CONNECT with 100,000 properties', () => {
  const properties = Array.from({ length: 100_000 }, () => ({
    name: 'userProperty' as const,
    value: ['', ''] as const,
  }));
  const bytes = encode(connectPacket('c', { ...login, properties }), 5);

  it.each([false, true])('delays no other client, observed: %s', (isTapped) => {
    const scene = new TapScene();
    const line = scene.line();
    if (isTapped) line.tap('all');
    // About 8 ms.
    expect(leastCpuTime(() => scene.open(5).sendBytes(bytes), 5, 100)).toBeLessThan(100);
    expect(line.packetsRead.some((packet) => packet.masked)).toBe(isTapped);
  });
});

describe('without memory for recent packets', () => {
  it('a packet takes no longer with ten thousand connections than with few', () => {
    const taps = new Taps(CONVENTIONS.secrets, () => undefined, undefined, new Account(0));
    const peer = { transport: 'tcp', address: 'test', loopback: true, secure: false } as const;
    for (let id = 0; id < 10_000; id += 1) {
      taps.opened(id, peer, 0);
      taps.fromClient(id, encode(connectPacket(`c${id}`), 5), 0);
    }
    const packet = encode(publishPacket('a', 'b'), 5);
    // About 5 ms; 500 if each packet visited all connections.
    const publish = (): void => {
      for (let id = 0; id < 2000; id += 1) taps.fromClient(id, packet, 0);
    };
    expect(leastCpuTime(publish, 3, 100)).toBeLessThan(100);
  });
});

describe('a connection that is too slow', () => {
  it('gets fewer packets with reports of gaps, within limits, and all again once it reads', () => {
    const scene = new TapScene();
    const line = scene.line().tap(['c']);
    const wire = scene.connect('c');
    line.isStopped = true;
    const payload = new Uint8Array(100_000);
    for (let n = 0; n < 60; n += 1) wire.publish('a', payload);
    expect(line.backlog).toBeLessThan(4.2 * 1024 * 1024);
    const before = line.packetsRead.length;
    line.isStopped = false;
    line.backlog = 0;
    wire.publish('a', 'x');
    wire.publish('a', 'y');
    const [gap] = line.events.filter((event) => event.kind === 'tap-gap');
    expect(line.events.filter((event) => event.kind === 'tap-gap')).toHaveLength(1);
    expect(line.packetsRead.length).toBe(before + 1);
    const seen = line.packetsRead.reduce((sum, { bytes }) => sum + bytes.length, 0);
    const wired = scene.broker.wire.get(wire.id);
    const all = (wired?.length('from-client') ?? 0) + (wired?.length('to-client') ?? 0);
    expect(seen + (gap?.kind === 'tap-gap' ? gap.bytes : 0)).toBe(all);
  });

  it('is closed if not even connection events are read', () => {
    const scene = new TapScene();
    const line = scene.line().tap('all');
    line.isStopped = true;
    line.backlog = 11 * 1024 * 1024;
    for (let n = 0; n < 10_000 && !line.isClosed; n += 1) scene.open(5).cut();
    expect(line.isClosed).toBe(true);
    expect(line.backlog).toBeLessThan(12.1 * 1024 * 1024);
    const { length } = line.events;
    scene.connect('c').publish('a', 'b');
    expect(line.events).toHaveLength(length);
  });

  it('gets a report of omitted marks', () => {
    const scene = new TapScene();
    scene.rules({ match: { packet: ['publish'] }, do: 'drop' });
    const line = scene.line();
    line.ask({ kind: 'watch-marks' });
    const wire = scene.connect('c');
    const one = [...encode(publishPacket('a', 'b'), 5)];
    wire.sendBytes(Array.from({ length: 600 }, () => one).flat());
    expect(line.marks).toHaveLength(500);
    expect(line.marksLeftOut).toBe(100);
  });
});
