import { describe, expect, it } from 'vitest';
import { connectPacket, Scene } from '../broker.testkit.ts';
import type { BrokerEvent } from '../state/events.ts';

const KIBIBYTE = 1024;
const MEBIBYTE = 1024 * KIBIBYTE;
const TOTAL = MEBIBYTE;
const limits = { backlogTotal: TOTAL };

const outgoing = ({ broker }: Scene): number => broker.contents.ledger.accounts.outgoing.bytes;

/** A client that leaves this many bytes unwritten and keeps its transport open. */
function leave(scene: Scene, clientId: string, bytes: number): number {
  const wire = scene.connect(clientId);
  scene.broker.backlog(wire.id, bytes, scene.now);
  wire.send({ type: 'disconnect', reasonCode: 0, properties: [] });
  expect(wire.isEnded).toBe(true);
  return wire.id;
}

describe('unwritten output', () => {
  it('is counted after the end, until the transport closes', () => {
    const scene = new Scene({ limits });
    const empty = outgoing(scene);
    const id = leave(scene, 'c', 500 * KIBIBYTE);
    expect(outgoing(scene) - empty).toBe(500 * KIBIBYTE);
    scene.broker.backlog(id, 100 * KIBIBYTE, scene.now);
    expect(outgoing(scene) - empty).toBe(100 * KIBIBYTE);
    scene.broker.close(id, scene.now);
    expect(outgoing(scene)).toBe(empty);
    scene.broker.backlog(id, 100 * KIBIBYTE, scene.now);
    expect(outgoing(scene)).toBe(empty);
  });

  it('closes at once above the limit, starting with the largest ended connection', () => {
    const scene = new Scene({ limits });
    const small = leave(scene, 'small', 300 * KIBIBYTE);
    const large = leave(scene, 'large', 600 * KIBIBYTE);
    const reader = scene.connect('reader');
    scene.broker.backlog(reader.id, 200 * KIBIBYTE, scene.now);
    expect(scene.broker.takeOutput()).toEqual([{ kind: 'end', connection: large, atOnce: true }]);
    expect(outgoing(scene)).toBe(500 * KIBIBYTE);
    scene.broker.close(large, scene.now);
    scene.broker.close(small, scene.now);
    expect(outgoing(scene)).toBe(200 * KIBIBYTE);
    expect(reader.isEnded).toBe(false);
  });

  it('above the limit, disconnects a client that has had time to read', () => {
    const told: BrokerEvent[] = [];
    const scene = new Scene({ limits, events: (event) => told.push(event) });
    const stuck = scene.connect('stuck');
    const slow = scene.connect('slow');
    scene.broker.backlog(stuck.id, 700 * KIBIBYTE, scene.now);
    scene.broker.backlog(slow.id, 800 * KIBIBYTE, scene.now);
    scene.pass(4000);
    expect([stuck.isEnded, slow.isEnded]).toEqual([false, false]);
    // It reads slowly.
    scene.broker.backlog(slow.id, 750 * KIBIBYTE, scene.now);
    scene.pass(1000);
    expect([stuck.isEnded, slow.isEnded]).toEqual([true, false]);
    expect(outgoing(scene)).toBe(750 * KIBIBYTE);
    expect(told).toContainEqual(
      expect.objectContaining({ kind: 'limit', limit: 'backlogTotal', clientId: 'stuck' }),
    );
  });

  it('disconnects it at once if no memory is left', () => {
    const scene = new Scene({ limits: { ...limits, memory: 2 * MEBIBYTE } });
    const wires = ['a', 'b', 'c'].map((name) => scene.connect(name));
    for (const wire of wires) scene.broker.backlog(wire.id, MEBIBYTE, scene.now);
    scene.collect();
    expect(wires.filter(({ isEnded }) => isEnded).length).toBeGreaterThanOrEqual(1);
    expect(outgoing(scene)).toBeLessThanOrEqual(2 * MEBIBYTE);
    // A new client is answered.
    const other = scene.open();
    other.send(connectPacket('other'));
    expect(other.take()).toMatchObject([{ type: 'connack', reasonCode: 0 }]);
  });

  it('stops reading from a client before others are affected', () => {
    const scene = new Scene({ limits });
    const [first, second] = ['a', 'b'].map((name) => scene.connect(name));
    if (first === undefined || second === undefined) throw new Error('two were wanted');
    expect(scene.broker.answerRoom(second.id)).toBe(Infinity);
    scene.broker.backlog(first.id, 900 * KIBIBYTE, scene.now);
    expect(scene.broker.answerRoom(second.id)).toBe(TOTAL / 2);
  });
});
