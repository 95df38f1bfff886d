import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DATAGRAMS } from '../corpus.testkit.ts';
import { encapsulated, encodeSn } from '../encodeSn.ts';
import {
  ALICE,
  BOB,
  CONNACK,
  connect,
  fromBroker,
  GatewayScene,
  GOODBYE,
  publish,
} from './gateway.testkit.ts';

const accepted = { type: 'connack', returnCode: 0 } as const;

describe('the gateway', () => {
  it('answers SEARCHGW (6.1)', () => {
    const scene = new GatewayScene();
    scene.say({ type: 'searchgw', radius: 0 });
    expect(scene.heard()).toEqual([{ type: 'gwinfo', gatewayId: 7, address: new Uint8Array(0) }]);
  });

  it('accepts a client after the broker has, with its will (6.2, 6.3)', () => {
    const scene = new GatewayScene();
    scene.say(connect({ will: true, cleanSession: false }));
    scene.say({ type: 'willtopic', will: { qos: 1, retain: true, topic: 'gone' } });
    scene.say({ type: 'willmsg', message: Uint8Array.of(1) });
    expect(scene.heard()).toEqual([{ type: 'willtopicreq' }, { type: 'willmsgreq' }]);
    expect(scene.forwarded()).toMatchObject([
      {
        type: 'connect',
        clientId: 'alice',
        cleanStart: false,
        will: { topic: 'gone', qos: 1, retain: true, payload: Uint8Array.of(1) },
      },
    ]);
    scene.answer(CONNACK);
    expect(scene.heard()).toEqual([accepted]);
  });

  it('repeats the request that a copied CONNECT or will answer requires', () => {
    const scene = new GatewayScene();
    scene.say(connect({ will: true }));
    scene.say(connect({ will: true }));
    scene.say({ type: 'willtopic', will: { qos: 0, retain: false, topic: 'gone' } });
    scene.say({ type: 'willtopic', will: { qos: 0, retain: false, topic: 'gone' } });
    const [topic, message] = [{ type: 'willtopicreq' }, { type: 'willmsgreq' }];
    expect(scene.heard()).toEqual([topic, topic, message, message]);
    scene.say({ type: 'willmsg', message: new Uint8Array(0) });
    scene.answer(CONNACK);
    scene.say({ type: 'willmsg', message: new Uint8Array(0) });
    expect(scene.heard()).toEqual([accepted, accepted]);
    expect(scene.forwarded()).toHaveLength(1);
  });

  it.each([
    [0x97, 1],
    [0x87, 3],
    [0x85, 3],
  ])('reports the broker’s rejection with %i in MQTT-SN', (reasonCode, code) => {
    const scene = new GatewayScene();
    scene.say(connect());
    scene.answer({ ...CONNACK, reasonCode });
    expect(scene.heard()).toEqual([{ type: 'connack', returnCode: code }]);
    expect(scene.gateway.clients).toBe(0);
  });

  it('numbers a topic once, and forwards messages by its name (6.5, 6.6)', () => {
    const scene = new GatewayScene();
    scene.join();
    for (const messageId of [1, 2]) {
      scene.say({ type: 'register', topicId: 0, messageId, topic: 'a/b' });
    }
    expect(scene.heard()).toMatchObject([
      { type: 'regack', topicId: 1, messageId: 1, returnCode: 0 },
      { type: 'regack', topicId: 1, messageId: 2, returnCode: 0 },
    ]);
    scene.say(publish({ qos: 1, messageId: 9, topic: { kind: 'normal', id: 1 } }));
    expect(scene.forwarded()).toMatchObject([
      { type: 'publish', topic: 'a/b', qos: 1, packetId: 9 },
    ]);
    scene.answer({ type: 'puback', packetId: 9 });
    expect(scene.heard()).toEqual([{ type: 'puback', topicId: 1, messageId: 9, returnCode: 0 }]);
  });

  it.each([0, 1, 2] as const)('reports an unknown topic number, at QoS %i', (qos) => {
    const scene = new GatewayScene();
    scene.join();
    scene.say(publish({ qos, messageId: qos, topic: { kind: 'normal', id: 77 } }));
    expect(scene.heard()).toEqual([{ type: 'puback', topicId: 77, messageId: qos, returnCode: 2 }]);
    expect(scene.forwarded()).toEqual([]);
  });

  it('forwards a QoS 2 message once, however often its packets repeat', () => {
    const scene = new GatewayScene();
    scene.join();
    const message = publish({ qos: 2, messageId: 5 });
    scene.say(message);
    scene.say({ ...message, dup: true });
    expect(scene.forwarded()).toHaveLength(1);
    scene.answer({ type: 'pubrec', packetId: 5 });
    scene.say({ ...message, dup: true });
    const received = { type: 'pubrec', messageId: 5 };
    expect(scene.heard()).toEqual([received, received]);
    scene.say({ type: 'pubrel', messageId: 5 });
    scene.answer({ type: 'pubcomp', packetId: 5 });
    scene.say(message);
    expect(scene.forwarded()).toEqual([expect.objectContaining({ type: 'pubrel', packetId: 5 })]);
    expect(scene.heard()).toEqual([{ type: 'pubcomp', messageId: 5 }, received]);
    // After some time, it counts as a new one.
    scene.pass(3_000);
    scene.say(message);
    expect(scene.forwarded()).toHaveLength(1);
  });

  it('forwards messages without a session by predefined topic ids (6.8)', () => {
    const scene = new GatewayScene({ predefined: new Map([[3, 'plant/door']]) });
    scene.say(publish({ qos: -1, topic: { kind: 'predefined', id: 3 } }));
    scene.say(publish({ qos: -1, topic: { kind: 'predefined', id: 4 } }));
    scene.say(publish({ qos: -1, topic: { kind: 'normal', id: 3 } }));
    expect(scene.forwarded()).toMatchObject([{ type: 'connect', clientId: 'gateway' }]);
    scene.answer(CONNACK);
    scene.say(publish({ qos: -1 }));
    expect(scene.forwarded()).toMatchObject([
      { topic: 'plant/door', qos: 0 },
      { topic: 'ab', qos: 0 },
    ]);
    expect(scene.heard()).toEqual([]);
  });

  it('registers an unknown topic before sending a message on it', () => {
    const scene = new GatewayScene();
    scene.join({ clientId: 'a'.repeat(23) });
    scene.answer(fromBroker('a/b', { qos: 1, packetId: 4 }));
    scene.answer(fromBroker('a/b'));
    const [register] = scene.heard();
    expect(register).toMatchObject({ type: 'register', topicId: 1, topic: 'a/b' });
    const messageId = register?.type === 'register' ? register.messageId : 0;
    scene.say({ type: 'regack', topicId: 1, messageId, returnCode: 0 });
    const topic = { kind: 'normal', id: 1 };
    expect(scene.heard()).toMatchObject([{ type: 'publish', topic, qos: 1, messageId: 4 }]);
    scene.say({ type: 'puback', topicId: 1, messageId: 4, returnCode: 0 });
    expect(scene.heard()).toMatchObject([{ type: 'publish', topic, qos: 0 }]);
    expect(scene.forwarded()).toEqual([expect.objectContaining({ type: 'puback', packetId: 4 })]);
  });

  it('registers a topic again that the client has forgotten', () => {
    const scene = new GatewayScene();
    scene.join();
    scene.say({ type: 'register', topicId: 0, messageId: 1, topic: 'a/b' });
    scene.heard();
    scene.answer(fromBroker('a/b', { qos: 1, packetId: 4 }));
    scene.say({ type: 'puback', topicId: 1, messageId: 4, returnCode: 2 });
    expect(scene.heard()).toMatchObject([{ type: 'publish' }, { type: 'register', topicId: 1 }]);
    expect(scene.forwarded()).toEqual([]);
  });

  it('resends unanswered messages, and finally drops the client', () => {
    const scene = new GatewayScene();
    scene.join({ keepAlive: 600, clientId: 'a'.repeat(23) });
    scene.answer(fromBroker('ab', { qos: 1, packetId: 4 }));
    scene.pass(60_000);
    const heard = scene.heard();
    expect(
      heard.filter(({ type }) => type === 'publish').map((one) => 'dup' in one && one.dup),
    ).toEqual([false, true, true, true, true]);
    expect(heard.at(-1)).toEqual(GOODBYE);
    // Without DISCONNECT, so the broker sends the will.
    expect(scene.forwarded()).toEqual(['end']);
    expect(scene.events.at(-1)).toMatchObject({ kind: 'left', why: 'unanswered' });
  });

  it('keeps messages for a sleeping client until it polls (6.14)', () => {
    const scene = new GatewayScene();
    scene.join();
    scene.say({ type: 'disconnect', duration: 60 });
    expect(scene.heard()).toEqual([GOODBYE]);
    scene.answer(fromBroker('ab', { text: 'one' }));
    scene.answer(fromBroker('ab', { qos: 1, packetId: 8, text: 'two' }));
    scene.pass(30_000);
    expect(scene.heard()).toEqual([]);
    expect(scene.gateway.asleep).toBe(1);
    scene.say({ type: 'pingreq', clientId: 'alice' });
    expect(scene.heard()).toMatchObject([
      { type: 'publish', qos: 0 },
      { qos: 1, messageId: 8 },
    ]);
    scene.answer({ type: 'pingresp' });
    expect(scene.heard()).toEqual([]);
    scene.say({ type: 'puback', topicId: 0, messageId: 8, returnCode: 0 });
    scene.answer({ type: 'pingresp' });
    expect(scene.heard()).toEqual([{ type: 'pingresp' }]);
    expect(scene.gateway.asleep).toBe(1);
    expect(scene.forwarded().map((one) => one !== 'end' && one.type)).toEqual([
      'pingreq',
      'puback',
      'pingreq',
    ]);
  });

  it('drops the oldest QoS 0 messages for a client that sleeps for long', () => {
    const scene = new GatewayScene({ limits: { buffered: 2 } });
    scene.join();
    scene.say({ type: 'disconnect', duration: 60 });
    for (const text of ['1', '2', '3']) scene.answer(fromBroker('ab', { text }));
    scene.heard();
    scene.say({ type: 'pingreq', clientId: 'alice' });
    const texts = scene.heard().map((one) => 'data' in one && Buffer.from(one.data).toString());
    expect(texts).toEqual(['2', '3']);
  });

  it('accepts a client that wakes at another port, but not from another machine', () => {
    const scene = new GatewayScene();
    scene.join();
    scene.say({ type: 'disconnect', duration: 60 });
    scene.heard();
    scene.say({ type: 'pingreq', clientId: 'alice' }, BOB);
    expect(scene.heard(BOB)).toEqual([GOODBYE]);
    const elsewhere = '10.0.0.1:6000';
    scene.say({ type: 'pingreq', clientId: 'alice' }, elsewhere);
    scene.answer({ type: 'pingresp' });
    expect(scene.heard(elsewhere)).toEqual([{ type: 'pingresp' }]);
  });

  it.each([
    ['is silent for half as long again as its keep alive', undefined],
    ['oversleeps', 60],
  ])('drops a client that %s', (_what, duration) => {
    const scene = new GatewayScene();
    scene.join();
    if (duration !== undefined) scene.say({ type: 'disconnect', duration });
    scene.pass(89_000);
    expect(scene.gateway.clients).toBe(1);
    scene.pass(2_000);
    expect(scene.gateway.clients).toBe(0);
    expect(scene.forwarded()).toEqual(['end']);
  });

  it('disconnects from the broker for a client that disconnects, so that no will is sent', () => {
    const scene = new GatewayScene();
    scene.join();
    scene.say(GOODBYE);
    scene.say(GOODBYE);
    expect(scene.heard()).toEqual([GOODBYE, GOODBYE]);
    expect(scene.forwarded()).toMatchObject([{ type: 'disconnect', reasonCode: 0 }, 'end']);
  });

  it('notifies a client that the broker has ended its connection', () => {
    const scene = new GatewayScene();
    scene.join();
    scene.closeLine();
    expect(scene.heard()).toEqual([GOODBYE]);
    expect(scene.gateway.clients).toBe(0);
  });

  it('keeps the connection of a resumed session', () => {
    const scene = new GatewayScene();
    scene.join({ cleanSession: false });
    scene.say({ type: 'disconnect', duration: 60 });
    scene.pass(10_000);
    scene.heard();
    scene.say(connect({ cleanSession: false }));
    expect(scene.heard()).toEqual([accepted]);
    expect(scene.forwarded()).toEqual([]);
  });

  it('encapsulates its answers for a client with a forwarder (5.5)', () => {
    const scene = new GatewayScene();
    for (const node of [1, 2]) {
      scene.bytes(encapsulated(Uint8Array.of(node), encodeSn(connect({ clientId: `n${node}` }))));
    }
    expect(scene.gateway.clients).toBe(2);
    const [, second] = [1, 2];
    scene.answer(CONNACK);
    expect(scene.heard()).toEqual([accepted]);
    expect(scene.events.at(-1)).toMatchObject({ clientId: `n${second}`, place: { node: '02' } });
  });

  it('limits the number of clients, in total and per machine', () => {
    const scene = new GatewayScene({ limits: { clients: 3, clientsPerMachine: 2 } });
    const from = (machine: number, at: number): string => `10.0.0.${machine}:${at}`;
    for (const at of [1, 2]) scene.join({ clientId: `a${at}` }, from(1, at));
    scene.say(connect({ clientId: 'a3' }), from(1, 3));
    expect(scene.heard(from(1, 3))).toEqual([{ type: 'connack', returnCode: 1 }]);
    scene.join({ clientId: 'b' }, from(2, 1));
    scene.say(connect({ clientId: 'c' }), from(3, 1));
    expect(scene.heard(from(3, 1))).toEqual([{ type: 'connack', returnCode: 1 }]);
    const why = scene.events.flatMap((event) => (event.kind === 'refused' ? [event.why] : []));
    expect(why).toEqual(['clientsPerMachine', 'clients']);
  });

  it('accounts for the memory of clients, and releases it', () => {
    let charged = 0;
    const memory = {
      fits: (bytes: number) => charged + bytes < 20_000,
      add: (bytes: number) => {
        charged += bytes;
      },
    };
    const scene = new GatewayScene({ memory });
    scene.join();
    scene.say({ type: 'disconnect', duration: 60 });
    const before = charged;
    scene.answer(fromBroker('ab', { text: 'x'.repeat(5_000) }));
    expect(charged - before).toBeGreaterThan(5_000);
    scene.say(connect({ clientId: 'bob' }), BOB);
    expect(scene.heard(BOB)).toEqual([{ type: 'connack', returnCode: 1 }]);
    scene.say(GOODBYE);
    expect(charged).toBe(0);
  });

  it('charges identifiers, wills and open requests, and releases finished ones', () => {
    let [charged, room] = [0, 20_000];
    const memory = {
      fits: (bytes: number) => charged + bytes < room,
      add: (bytes: number) => {
        charged += bytes;
      },
    };
    const scene = new GatewayScene({ memory });
    scene.say(connect({ will: true, clientId: 'x'.repeat(1_000) }));
    const begun = charged;
    expect(begun).toBeGreaterThan(2_000);
    scene.say({ type: 'willtopic', will: { qos: 0, retain: false, topic: 'gone'.repeat(100) } });
    expect(charged - begun).toBeGreaterThanOrEqual(400);
    scene.say({ type: 'willmsg', message: new Uint8Array(1_000) });
    scene.answer(CONNACK);
    // The broker is responsible now.
    expect(charged).toBe(begun);
    scene.say(publish({ qos: 2, messageId: 1, data: new Uint8Array(5_000) }));
    scene.answer({ type: 'pubrec', packetId: 1 });
    expect(charged).toBeGreaterThan(begun);
    expect(charged).toBeLessThan(begun + 1_000);
    scene.say({ type: 'pubrel', messageId: 1 });
    scene.answer({ type: 'pubcomp', packetId: 1 });
    expect(charged).toBe(begun);
    scene.say(GOODBYE);
    expect(charged).toBe(0);

    room = 9_000;
    scene.say(connect({ will: true, clientId: 'bob' }), BOB);
    scene.say(
      { type: 'willtopic', will: { qos: 0, retain: false, topic: 'gone'.repeat(500) } },
      BOB,
    );
    expect(scene.heard(BOB)).toEqual([
      { type: 'willtopicreq' },
      { type: 'connack', returnCode: 1 },
    ]);
    expect(scene.events.at(-1)).toMatchObject({ kind: 'refused', why: 'memory' });
    expect(charged).toBe(0);
  });

  it('sends nothing that another gateway would answer', () => {
    const types = Object.values(DATAGRAMS).map((bytes) => Uint8Array.from(bytes));
    const told = fc.array(fc.constantFrom(...types), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(told, (datagrams) => {
        const scene = new GatewayScene();
        const other = new GatewayScene();
        for (const bytes of datagrams) scene.bytes(bytes);
        for (const message of scene.heard()) other.say(message);
        expect(other.heard(ALICE)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('survives any bytes from clients in any order', () => {
    const known = Object.values(DATAGRAMS).map((bytes) => Uint8Array.from(bytes));
    const datagram = fc.oneof(
      fc.uint8Array({ maxLength: 20 }),
      fc.constantFrom(...known),
      fc.constant(encodeSn(connect())),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(datagram, fc.nat(5_000)), { maxLength: 30 }), (steps) => {
        let charged = 0;
        const memory = {
          fits: () => true,
          add: (bytes: number) => {
            charged += bytes;
          },
        };
        const scene = new GatewayScene({ memory });
        for (const [bytes, pause] of steps) {
          scene.bytes(bytes);
          for (const packet of scene.forwarded()) {
            if (packet !== 'end' && packet.type === 'connect') scene.answer(CONNACK);
          }
          scene.pass(pause);
        }
        scene.pass(100_000_000);
        expect(scene.gateway.clients).toBeLessThanOrEqual(2);
        expect(charged).toBeLessThan(scene.gateway.clients * 20_000 + 1);
      }),
      { numRuns: 200 },
    );
  });
});
