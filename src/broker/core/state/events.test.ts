import { describe, expect, it } from 'vitest';
import { encodeUtf8 } from '../../../base/utf8.ts';
import { connectPacket, Scene } from '../broker.testkit.ts';
import type { BrokerEvent } from './events.ts';
import type { BrokerOptions } from './options.ts';

function watched(options: Partial<BrokerOptions> = {}): {
  readonly scene: Scene;
  /** Events since the last call. */
  readonly told: () => BrokerEvent[];
} {
  const events: BrokerEvent[] = [];
  const scene = new Scene({ ...options, events: (event) => events.push(event) });
  return { scene, told: () => events.splice(0) };
}

const PARTY = { address: '127.0.0.1:50000', transport: 'tcp' };

describe('events of the broker', () => {
  it('report clients that sign in, take over and disconnect', () => {
    const { scene, told } = watched();
    const first = scene.connect('c', { userName: 'ann' });
    const ann = { ...PARTY, clientId: 'c', userName: 'ann' };
    expect(told()).toEqual([
      { kind: 'sign-in', ...ann, connection: 1, version: 5, sessionPresent: false },
    ]);
    const second = scene.connect('c', { userName: 'ann', cleanStart: false, version: 4 });
    expect(told()).toMatchObject([
      { kind: 'take-over', ...ann, connection: 2, olderConnection: 1, olderAddress: PARTY.address },
      { kind: 'disconnected', ...ann, connection: 1, by: 'broker', reasonCode: 0x8e },
      { kind: 'sign-in', ...ann, connection: 2, version: 4 },
    ]);
    first.cut();
    second.send({ type: 'disconnect', reasonCode: 0, properties: [] });
    scene.connect('d').cut();
    expect(told()).toMatchObject([
      { kind: 'disconnected', connection: 2, by: 'client' },
      { kind: 'sign-in', clientId: 'd' },
      { kind: 'disconnected', clientId: 'd', by: 'network' },
    ]);
  });

  it('report rejected clients and the reasons', () => {
    const { scene, told } = watched({
      limits: { connections: 1, sessions: 1, connectTimeout: 1000 },
      hooks: {
        authenticate: ({ userName }) =>
          userName === 'eve' ? { reasonCode: 0x86, reasonString: 'Wrong' } : 'ok',
      },
    });
    scene.open().send(connectPacket('e', { userName: 'eve', password: encodeUtf8('hunter2') }));
    expect(told()).toEqual([
      {
        kind: 'sign-in-refused',
        ...PARTY,
        connection: 1,
        clientId: 'e',
        userName: 'eve',
        reasonCode: 0x86,
        reason: 'Wrong',
      },
    ]);
    scene.open().sendBytes([0x47, 0x45, 0x54]);
    expect(told()).toEqual([
      { kind: 'sign-in-refused', ...PARTY, connection: 2, reasonCode: 0x82 },
    ]);
    scene.open();
    scene.connect('first');
    told();
    scene.open().send(connectPacket('late'));
    expect(told()).toMatchObject([
      { kind: 'limit', limit: 'connections', clientId: 'late' },
      { kind: 'sign-in-refused', reasonCode: 0x97, clientId: 'late' },
    ]);
    scene.pass(2000);
    expect(told()).toMatchObject([
      { kind: 'limit', limit: 'connectTimeout', connection: 3 },
      { kind: 'sign-in-refused', reasonCode: 0xa0, connection: 3 },
    ]);
  });

  it('report rejections to a client, and each limit by its name', () => {
    const { scene, told } = watched({
      limits: { subscriptions: 1, retainedBytes: 0, receiveMaximum: 1, sysInterval: 0 },
      hooks: {
        authorisePublish: (_, topic) => (topic === 'no' ? { reasonCode: 0x87 } : 'ok'),
        authoriseSubscribe: (_, { filter }) => (filter === 'no' ? { reasonCode: 0x87 } : 'ok'),
      },
    });
    const will = {
      topic: 'no',
      payload: encodeUtf8('w'),
      qos: 0,
      retain: false,
      properties: [],
    } as const;
    const client = scene.connect('c', { will });
    told();
    client.subscribe('no', 'a', 'b');
    expect(told()).toMatchObject([
      { kind: 'refusal', of: 'subscribe', topic: 'no', clientId: 'c', reasonCode: 0x87 },
      { kind: 'limit', limit: 'subscriptions', clientId: 'c' },
      { kind: 'refusal', of: 'subscribe', topic: 'b', reasonCode: 0x97 },
    ]);
    client
      .publish('no', 'secret payload', { qos: 1 })
      .publish('r', 'secret payload', { retain: true });
    expect(told()).toEqual([
      {
        kind: 'refusal',
        ...PARTY,
        connection: 1,
        clientId: 'c',
        of: 'publish',
        topic: 'no',
        reasonCode: 0x87,
      },
      expect.objectContaining({ kind: 'limit', limit: 'retainedBytes' }),
      expect.objectContaining({ kind: 'refusal', topic: 'r', reasonCode: 0x97 }),
    ]);
    for (const packetId of [1, 2]) client.publish('a', 'x', { qos: 2, packetId });
    expect(told()).toMatchObject([
      { kind: 'limit', limit: 'receiveMaximum' },
      { kind: 'disconnected', by: 'broker', reasonCode: 0x93 },
      { kind: 'refusal', of: 'will', topic: 'no', clientId: 'c', reasonCode: 0x87 },
    ]);
  });

  it('report full queues once per slice, also if a message is sent in slices', () => {
    const { scene, told } = watched({
      limits: { queuedMessages: 1 },
      pace: { begin: () => 20, more: () => 0, few: 4 },
    });
    const properties = [{ name: 'sessionExpiryInterval', value: 60 }] as const;
    for (let at = 0; at < 50; at += 1) {
      const wire = scene.connect(`c${at}`, { properties });
      wire.subscribe('a');
      wire.cut();
    }
    const publisher = scene.connect('p');
    publisher.publish('a', '1', { qos: 1 });
    scene.pass(0);
    expect(told().filter(({ kind }) => kind === 'limit')).toEqual([]);
    publisher.publish('a', '2', { qos: 1 });
    scene.pass(0);
    const limits = told().filter(({ kind }) => kind === 'limit');
    expect(limits.length).toBeGreaterThan(0);
    expect(limits.length).toBeLessThan(50);
    expect(limits[0]).toMatchObject({ limit: 'heldBytes' });
    expect(scene.broker.statistics.droppedQueue).toBe(50);
  });
});
