import { describe, expect, it } from 'vitest';
import { encodeUtf8 } from '../../../base/utf8.ts';
import { encode } from '../../../mqtt/codec/encode.ts';
import { brief, connectPacket, LOCAL_PEER, Scene, subscription } from '../broker.testkit.ts';
import { Broker } from '../broker.ts';
import type { Admitted } from '../contract/parties.ts';
import type { BrokerEvent } from '../state/events.ts';

const WILL = {
  topic: 'will',
  payload: encodeUtf8('gone'),
  qos: 0,
  retain: false,
  properties: [],
} as const;

/** The reason code of a connecting client's CONNACK, and whether its connection ended. */
function knock(scene: Scene, clientId: string, userName?: string, version: 4 | 5 = 5) {
  const wire = scene.open(version);
  const user = userName === undefined ? {} : { userName };
  wire.send(connectPacket(clientId, { version, ...user, cleanStart: false }));
  const [connack] = wire.take();
  return {
    code: connack?.type === 'connack' ? connack.reasonCode : undefined,
    ended: wire.isEnded,
  };
}

describe('a session of a verified user', () => {
  it('is not taken over by another user or without a user: no will, no queue lost, an event', () => {
    const events: BrokerEvent[] = [];
    const scene = new Scene({
      sessionsBelongToUsers: true,
      events: (event) => events.push(event),
    });
    const observer = scene.connect('observer');
    observer.subscribe('will');
    const kept = { cleanStart: false, version: 4 } as const;
    const ann = scene.connect('pump', { userName: 'ann', will: WILL, ...kept });
    ann.subscribe({ filter: 'a', qos: 1 });
    events.length = 0;
    expect(knock(scene, 'pump', 'eve')).toEqual({ code: 0x87, ended: true });
    expect(knock(scene, 'pump', 'eve', 4)).toEqual({ code: 5, ended: true });
    expect(knock(scene, 'pump')).toEqual({ code: 0x87, ended: true });
    expect(events).toMatchObject(
      ['eve', 'eve', undefined].map((userName) => ({
        kind: 'sign-in-refused',
        clientId: 'pump',
        ...(userName !== undefined && { userName }),
        reasonCode: 0x87,
        reason: 'The session of this client identifier belongs to another user.',
      })),
    );
    expect(ann.isEnded).toBe(false);
    expect(observer.take()).toEqual([]);

    // Also while its client is disconnected.
    ann.send({ type: 'disconnect' });
    observer.publish('a', 'waits', { qos: 1 });
    observer.take();
    expect(knock(scene, 'pump', 'eve').code).toBe(0x87);
    const again = scene.connect('pump', { userName: 'ann', ...kept });
    expect(again.connack?.sessionPresent).toBe(true);
    expect(again.takeMessages().map(brief)).toEqual(['a waits']);
    // The same user takes it over.
    scene.connect('pump', { userName: 'ann', ...kept });
    expect(again.isEnded).toBe(true);
  });

  it('is not taken over by another user that connected at the same time and waited', () => {
    const entered: (string | undefined)[] = [];
    const refused: (string | undefined)[] = [];
    const broker = new Broker({
      seed: 1,
      sessionsBelongToUsers: true,
      pace: { begin: () => 50, more: () => 0, few: 1 },
      events: (event) => {
        if (event.kind === 'sign-in') entered.push(event.userName);
        if (event.kind === 'sign-in-refused') refused.push(event.userName);
      },
    });
    const open = (clientId: string, userName: string): number => {
      const connection = broker.open(LOCAL_PEER, 0);
      const connect = connectPacket(clientId, { version: 5, userName, cleanStart: false });
      broker.receive(connection, encode(connect, 5), 0);
      return connection;
    };
    const drain = () => {
      while (broker.wakeAt === 0) broker.elapse(0);
    };
    const old = open('pump', 'old');
    const subscriptions = [subscription({ filter: 'q', qos: 1 })];
    const packet = { type: 'subscribe', packetId: 1, properties: [], subscriptions } as const;
    broker.receive(old, encode(packet, 5), 0);
    const message = { topic: 'q', payload: new Uint8Array(1), qos: 1, retain: false } as const;
    for (let n = 0; n < 500; n += 1) broker.publish({ ...message, properties: [] }, 0);
    drain();
    // Its messages are deleted in time slices, when the session already has no owner.
    broker.close(old, 0);
    broker.elapse(0);
    open('pump', 'ann');
    open('pump', 'eve');
    drain();
    expect(entered).toEqual(['old', 'ann']);
    expect(refused).toEqual(['eve']);
  });

  it('without a name belongs to the first user who returns to it', () => {
    const scene = new Scene({ sessionsBelongToUsers: true });
    const kept = { cleanStart: false, version: 4 } as const;
    const nameless = scene.connect('fan', kept);
    nameless.subscribe({ filter: 'a', qos: 1 });
    // A user name must not suffice to disconnect the older client.
    expect(knock(scene, 'fan', 'ann').code).toBe(0x87);
    expect(nameless.isEnded).toBe(false);
    nameless.cut();
    scene.connect('observer').publish('a', 'waits', { qos: 1 });
    const first = scene.connect('fan', { userName: 'ann', ...kept });
    expect(first.connack?.sessionPresent).toBe(true);
    expect(first.takeMessages().map(brief)).toEqual(['a waits']);
    first.cut();
    expect(knock(scene, 'fan', 'eve').code).toBe(0x87);
  });

  it('can belong to another user after its end', () => {
    const scene = new Scene({ sessionsBelongToUsers: true });
    scene.connect('pump', { userName: 'ann' }).cut();
    expect(knock(scene, 'pump', 'eve').code).toBe(0);
  });

  it('is unaffected if names are not verified', () => {
    const scene = new Scene();
    const ann = scene.connect('pump', { userName: 'ann' });
    expect(knock(scene, 'pump', 'eve').code).toBe(0);
    expect(ann.isEnded).toBe(true);
  });

  it('of a device is not taken over by its name, nor vice versa', () => {
    const device: Admitted = {
      sessionName: 'dev&pk',
      ignoresWill: true,
      deliversUpTo: undefined,
      maximumQoS: 1,
      retainAvailable: false,
      keepsSubscriptions: true,
      authorisePublish: () => 'ok',
      authoriseSubscribe: () => 'ok',
      authoriseRead: () => true,
      published: () => undefined,
    };
    const hooks = {
      authenticate: ({ clientId }: { readonly clientId: string }) =>
        clientId.startsWith('device') ? device : ('ok' as const),
    };
    const scene = new Scene({ hooks });
    const wire = scene.connect('device 1', { userName: 'dev&pk' });
    expect(knock(scene, 'dev&pk').code).toBe(0x87);
    expect(knock(scene, 'dev&pk', 'dev&pk').code).toBe(0x87);
    expect(wire.isEnded).toBe(false);
    expect(knock(scene, 'device 2', 'dev&pk').code).toBe(0);
    expect(wire.isEnded).toBe(true);
    const other = new Scene({ hooks });
    const plain = other.connect('dev&pk');
    expect(knock(other, 'device 1', 'dev&pk').code).toBe(0x87);
    expect(plain.isEnded).toBe(false);
  });
});
