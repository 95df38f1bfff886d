import { base64 } from '@scure/base';
import { describe, expect, test } from 'vitest';
import { connectPacket, LOCAL_PEER, publishPacket } from '../core/broker.testkit.ts';
import { ControlledScene } from './control.testkit.ts';
import type { ClientOrder, RetainedOrder, SubscriptionOrder, SubscriptionRow } from './views.ts';

const MINUTE = [{ name: 'sessionExpiryInterval', value: 60 }] as const;
const page = { first: 0, count: 100 } as const;

describe('clients', () => {
  const names = (scene: ControlledScene, rest: { text?: string; connected?: boolean } = {}) =>
    scene.asked('clients', { kind: 'clients', ...page, ...rest }).rows.map(({ client }) => client);

  test('are listed by name, page by page', () => {
    const scene = new ControlledScene();
    for (const name of ['m', 'b', '__proto__', 'z', 'B', 'ä']) scene.connect(name);
    expect(names(scene)).toEqual(['B', '__proto__', 'b', 'm', 'z', 'ä']);
    const part = scene.asked('clients', { kind: 'clients', first: 2, count: 2 });
    expect(part).toMatchObject({ first: 2, total: 6, rows: [{ client: 'b' }, { client: 'm' }] });
    expect(scene.asked('clients', { kind: 'clients', first: 7, count: 2 }).rows).toEqual([]);
    scene.connect('n');
    scene.ask({ kind: 'end-session', client: 'm' });
    expect(names(scene)).toEqual(['B', '__proto__', 'b', 'n', 'z', 'ä']);
  });

  test('are found by identifier, user name and address, ignoring case', () => {
    const scene = new ControlledScene();
    scene.connect('Press-05');
    scene.connect('oven', { userName: 'anna.press' });
    scene.connect('away.*', { properties: MINUTE }).cut();
    expect(names(scene, { text: 'press' })).toEqual(['Press-05', 'oven']);
    expect(names(scene, { text: '127.0.0.1:5' })).toEqual(['Press-05', 'oven']);
    expect(names(scene, { text: '.*' })).toEqual(['away.*']);
    expect(names(scene, { text: '(' })).toEqual([]);
    expect(names(scene, { connected: true })).toEqual(['Press-05', 'oven']);
    expect(names(scene, { connected: false })).toEqual(['away.*']);
  });

  test('can be sorted by any column in both directions', () => {
    const scene = new ControlledScene();
    scene.connect('b').subscribe('x', 'y');
    scene.connect('a', { version: 4 }).subscribe('z');
    scene.connect('away', { properties: MINUTE }).cut();
    const busy = scene.connect('c');
    const by = (order: ClientOrder, descending = false) =>
      scene.asked('clients', { kind: 'clients', ...page, order, descending }).rows;
    const sorted = (...order: Parameters<typeof by>) => by(...order).map(({ client }) => client);
    expect(sorted('client', true)).toEqual(['c', 'b', 'away', 'a']);
    expect(sorted('subscriptions', true)).toEqual(['b', 'a', 'away', 'c']);
    expect(sorted('expiry', true)[0]).toBe('away');
    // Rows without a value sort last in both directions.
    expect(sorted('version')).toEqual(['a', 'b', 'c', 'away']);
    expect(sorted('version', true)).toEqual(['b', 'c', 'a', 'away']);
    expect(sorted('connected', true)[0]).toBe('away');
    scene.pass(1000);
    for (const payload of ['1', '2']) busy.publish('n', payload);
    expect(sorted('from', true)[0]).toBe('c');
    // The old rate holds until enough time has passed for another.
    expect(sorted('from', true)[0]).toBe('c');
    expect(sorted('to')).toHaveLength(4);
  });

  test('are marked as disconnected while their data still waits for the broker', () => {
    const scene = new ControlledScene();
    const wire = scene.connect('c');
    const row = () => scene.asked('clients', { kind: 'clients', ...page }).rows[0];
    scene.ask({ kind: 'step', client: 'c', withPings: false });
    wire.publish('t', 'x');
    expect(row()).toMatchObject({ client: 'c', hasLeft: false });
    wire.cut();
    expect(row()).toMatchObject({ client: 'c', hasLeft: true });
    scene.ask({ kind: 'end-step', client: 'c' });
    expect(row()).toBe(undefined);
  });

  test('count reconnects, and give the reason for the last disconnect', () => {
    const scene = new ControlledScene({
      hooks: { authenticate: ({ clientId }) => (clientId === 'bad' ? { reasonCode: 0x87 } : 'ok') },
    });
    const rows = () =>
      scene.asked('clients', {
        kind: 'clients',
        ...page,
        recent: true,
        order: 'reconnects',
        descending: true,
      }).rows;
    scene.connect('calm');
    scene.connect('twin');
    scene.connect('twin');
    scene.pass(10);
    scene.connect('gone').send({ type: 'disconnect', reasonCode: 4, properties: [] });
    scene.connect('lost', { properties: MINUTE }).cut();
    for (const _ of [1, 2]) scene.open().send(connectPacket('bad'));
    const ids = (connected: boolean) =>
      scene
        .asked('clients', { kind: 'clients', ...page, recent: true, connected })
        .rows.map(({ client }) => client);
    expect([ids(true), ids(false)]).toEqual([
      ['calm', 'twin'],
      ['bad', 'gone', 'lost'],
    ]);
    expect(rows()).toMatchObject([
      { client: 'twin', reconnects: 1, hasSession: true },
      { client: 'bad', reconnects: 1, hasSession: false, lastEnd: { end: { kind: 'refused' } } },
      { client: 'calm', reconnects: 0, lastEnd: undefined },
      { client: 'lost', reconnects: 0, lastEnd: { end: { kind: 'lost' } } },
      { client: 'gone', lastEnd: { end: { kind: 'disconnect', reasonCode: 4 } } },
    ]);
    const taken = { kind: 'broker', reasonCode: 0x8e, rival: LOCAL_PEER.address };
    expect(rows()[0]?.lastEnd).toMatchObject({ address: LOCAL_PEER.address, end: taken });
    const detail = scene.asked('client', { kind: 'client', client: 'twin' }).client;
    expect(detail?.connections).toMatchObject([
      { opened: 1000, closed: 1000, end: taken },
      { opened: 1000, closed: undefined, end: undefined },
    ]);
    expect(scene.asked('client', { kind: 'client', client: 'bad' }).client?.row.hasSession).toBe(
      false,
    );
    scene.pass(61_000);
    expect(rows().map(({ client, reconnects }) => [client, reconnects])).toEqual([
      ['calm', 0],
      ['twin', 0],
    ]);
  });

  test('name the fault rule that cut a connection', () => {
    const scene = new ControlledScene();
    const rules = {
      version: 1,
      rules: [{ id: 'scissors', match: { packet: 'PUBLISH' }, do: 'cut' }],
    };
    scene.asked('rules', { kind: 'set-rules', rules });
    scene.connect('c', { properties: MINUTE }).publish('t', 'x');
    scene.pass(1);
    const [row] = scene.asked('clients', { kind: 'clients', ...page }).rows;
    expect(row?.lastEnd?.end).toEqual({ kind: 'cut', rule: 'scissors' });
  });

  test('exclude those not accepted yet', () => {
    const scene = new ControlledScene();
    scene.open();
    expect(names(scene)).toEqual([]);
  });

  test('show their whole connection and session', () => {
    const scene = new ControlledScene();
    const wire = scene.connect('c', {
      keepAlive: 30,
      userName: 'anna',
      cleanStart: false,
      properties: [...MINUTE, { name: 'receiveMaximum', value: 2 }],
    });
    wire.subscribe('a', '$share/g/b');
    wire.take();
    const publisher = scene.connect('p');
    for (const packetId of [1, 2, 3]) publisher.publish('a', 'xyz', { qos: 2, packetId });
    wire.take();
    wire.publish('n', 'x', { qos: 2, packetId: 5 }).take();
    scene.pass(250);
    const { rows, time } = scene.asked('clients', { kind: 'clients', ...page, text: 'c' });
    expect(time).toBe(scene.now);
    expect(rows).toEqual([
      {
        client: 'c',
        hasSession: true,
        reconnects: 0,
        lastEnd: undefined,
        connection: {
          connection: wire.id,
          address: '127.0.0.1:50000',
          transport: 'tcp',
          secure: false,
          version: 5,
          userName: 'anna',
          opened: 1000,
          heard: 1000,
          keepAlive: 30,
          cleanStart: false,
          receiveMaximum: 2,
          traffic: {
            packetsIn: 3,
            packetsOut: 5,
            messagesIn: 1,
            messagesOut: 2,
            bytesIn: 61,
            bytesOut: 48,
          },
          backlog: 0,
        },
        sessionExpiry: 60,
        endsAt: undefined,
        subscriptions: 2,
        queued: 1,
        queuedBytes: 514,
        inFlight: 2,
        receiving: 1,
        hasWill: false,
        isInStepMode: false,
        hasLeft: false,
      },
    ]);
    scene.ask({ kind: 'step', client: 'c', withPings: false });
    wire.cut();
    expect(scene.asked('client', { kind: 'client', client: 'c' }).client?.row).toMatchObject({
      connection: undefined,
      endsAt: scene.now + 60_000,
      isInStepMode: true,
    });
  });
});

describe('client', () => {
  test('shows handshakes, queued messages, and its will', () => {
    const scene = new ControlledScene();
    const wire = scene.connect('c', {
      properties: [...MINUTE, { name: 'receiveMaximum', value: 3 }],
      will: {
        topic: 'gone',
        payload: new Uint8Array(7),
        qos: 1,
        retain: true,
        properties: [{ name: 'willDelayInterval', value: 9 }],
      },
    });
    wire.subscribe('#');
    const publisher = scene.connect('p');
    publisher.publish('one', '1', { qos: 2, packetId: 1 });
    publisher.publish('two', '2', { qos: 2, packetId: 2 });
    publisher.publish('three', '3', { qos: 1, packetId: 3 });
    publisher.publish('four', '1234', { qos: 1, packetId: 4 });
    wire.take();
    wire.send({ type: 'pubrec', packetId: 1 });
    const { client } = scene.asked('client', { kind: 'client', client: 'c' });
    expect(client).toMatchObject({
      subscriptions: [{ client: 'c', filter: '#', qos: 2, isConnected: true }],
      flights: [
        { packetId: 1, topic: undefined, qos: 2, awaits: 'pubcomp' },
        { packetId: 2, topic: 'two', qos: 2, awaits: 'pubrec' },
        { packetId: 3, topic: 'three', qos: 1, awaits: 'puback' },
      ],
      queue: [{ topic: 'four', qos: 1, size: 4 }],
      will: { topic: 'gone', qos: 1, retain: true, size: 7, delay: 9 },
    });
  });

  test('is undefined for an unknown name', () => {
    const scene = new ControlledScene();
    expect(scene.asked('client', { kind: 'client', client: 'constructor' }).client).toBe(undefined);
  });
});

describe('subscriptions', () => {
  const brief = (rows: readonly SubscriptionRow[]) =>
    rows.map(({ client, filter }) => `${client} ${filter}`);

  function scene(): ControlledScene {
    const made = new ControlledScene();
    made
      .connect('b', { properties: MINUTE })
      .subscribe('a/+', { filter: 'x', qos: 1, noLocal: true });
    made.connect('a').subscribe('#', '+/b', '$SYS/#', 'a/b', '$share/g/a/#');
    made.connect('c').subscribe('$share/g/a/#', '$share/h/+/+', 'other');
    return made;
  }

  test('are listed by client, in the order of subscribing, page by page', () => {
    const made = scene();
    const all = made.asked('subscriptions', { kind: 'subscriptions', ...page });
    expect(brief(all.rows)).toEqual([
      'a #',
      'a +/b',
      'a $SYS/#',
      'a a/b',
      'a $share/g/a/#',
      'b a/+',
      'b x',
      'c $share/g/a/#',
      'c $share/h/+/+',
      'c other',
    ]);
    expect(all.total).toBe(10);
    for (let first = 0; first < 12; first += 1) {
      const part = made.asked('subscriptions', { kind: 'subscriptions', first, count: 3 });
      expect(part).toMatchObject({ total: 10, first, rows: all.rows.slice(first, first + 3) });
    }
    expect(all.rows[6]).toEqual({
      client: 'b',
      isConnected: true,
      filter: 'x',
      qos: 1,
      noLocal: true,
      retainAsPublished: false,
      identifier: undefined,
      copies: 0,
    });
  });

  test('count their messages, also of overlapping filters, and keep the count when repeated', () => {
    const made = new ControlledScene();
    const wire = made.connect('c');
    wire.subscribe('a/#', 'a/b', { filter: 'own/#', noLocal: true }, '$share/g/a/#');
    const counts = () =>
      made
        .asked('subscriptions', { kind: 'subscriptions', ...page })
        .rows.map(({ filter, copies }) => `${filter} ${copies}`);
    const publisher = made.connect('p');
    publisher.publish('a/b', '1');
    publisher.publish('a/c', '2');
    wire.publish('own/x', '3');
    expect(counts()).toEqual(['a/# 2', 'a/b 1', 'own/# 0', '$share/g/a/# 2']);
    wire.subscribe({ filter: 'a/b', qos: 0 });
    publisher.publish('a/b', '4');
    expect(counts()).toContain('a/b 2');
  });

  test('can be sorted by any column, with text and topic too', () => {
    const made = scene();
    const by = (order: SubscriptionOrder, descending: boolean, topic?: string) => {
      const command = { kind: 'subscriptions', first: 0, count: 3, order, descending } as const;
      const wanted = topic === undefined ? command : { ...command, topic };
      return made.asked('subscriptions', wanted);
    };
    const filters = by('filter', false);
    expect(filters.total).toBe(10);
    expect(brief(filters.rows)).toEqual(['a #', 'a $SYS/#', 'a $share/g/a/#']);
    expect(brief(by('client', true).rows)).toEqual(['c $share/g/a/#', 'c $share/h/+/+', 'c other']);
    expect(brief(by('qos', false).rows)[0]).toBe('b x');
    expect(by('filter', true, 'x')).toMatchObject({ total: 2, rows: [{ filter: 'x' }, {}] });
  });

  test('are found by a matching topic name, including all members of shared ones', () => {
    const made = scene();
    const matching = (topic: string) =>
      brief(made.asked('subscriptions', { kind: 'subscriptions', ...page, topic }).rows);
    expect(matching('a/b').toSorted()).toEqual(
      [
        'a #',
        'a +/b',
        'a a/b',
        'a $share/g/a/#',
        'b a/+',
        'c $share/g/a/#',
        'c $share/h/+/+',
      ].toSorted(),
    );
    expect(matching('$SYS/b')).toEqual(['a $SYS/#']);
    expect(matching('$share/g/a/b')).toEqual([]);
    expect(matching('none')).toEqual(['a #']);
  });

  test('match by the same tree that delivers', () => {
    const made = scene();
    const wire = made.connect('d');
    wire.subscribe('t/+');
    wire.publish('t/1', 'x');
    expect(wire.takeMessages()).toHaveLength(1);
    const rows = made.asked('subscriptions', { kind: 'subscriptions', ...page, topic: 't/1' }).rows;
    expect(brief(rows)).toEqual(['a #', 'c $share/h/+/+', 'd t/+']);
  });

  test('are found by text in filter or client, together with a topic', () => {
    const made = scene();
    const found = (text: string, topic?: string) => {
      const command = { kind: 'subscriptions', ...page, text } as const;
      const reply = made.asked(
        'subscriptions',
        topic === undefined ? command : { ...command, topic },
      );
      expect(reply.total).toBe(reply.rows.length);
      return brief(reply.rows);
    };
    expect(found('OTHER')).toEqual(['c other']);
    expect(found('$share')).toEqual(['a $share/g/a/#', 'c $share/g/a/#', 'c $share/h/+/+']);
    expect(found('$share/g', 'a/b')).toEqual(['a $share/g/a/#', 'c $share/g/a/#']);
    expect(found('b')).toEqual(['a +/b', 'a a/b', 'b a/+', 'b x']);
  });

  test.each(['', 'a/+', '#'])('reject %j, which is not a topic name', (topic) => {
    const reply = scene().ask({ kind: 'subscriptions', ...page, topic });
    expect(reply).toMatchObject({ kind: 'refused', path: 'topic' });
  });
});

describe('retained', () => {
  test('show how long after its clearing another client published a message again', () => {
    const made = new ControlledScene();
    const person = made.connect('person');
    const device = made.connect('device');
    const back = () =>
      Object.fromEntries(
        made
          .asked('retained', { kind: 'retained', ...page, sys: false })
          .rows.map(({ topic, backAfter }) => [topic, backAfter]),
      );
    for (const topic of ['a', 'b', 'c']) device.publish(topic, '1', { retain: true });
    person.publish('a', '', { retain: true });
    made.ask({ kind: 'clear-retained', topic: 'b' });
    device.publish('c', '', { retain: true });
    made.pass(3000);
    for (const topic of ['a', 'b', 'c']) device.publish(topic, '2', { retain: true });
    expect(back()).toEqual({ a: 3000, b: 3000, c: undefined });
    made.pass(1000);
    device.publish('a', '3', { retain: true });
    expect(back()).toMatchObject({ a: 3000 });
    made.pass(600_000);
    expect(back()).toEqual({ a: undefined, b: undefined, c: undefined });
    person.publish('a', '', { retain: true });
    made.pass(600_001);
    device.publish('a', '4', { retain: true });
    expect(back()).toMatchObject({ a: undefined });
  });

  function scene(): ControlledScene {
    const made = new ControlledScene({ limits: { sysInterval: 10 } });
    const wire = made.connect('p');
    for (const topic of ['z', 'a/c', 'a', 'a/b', '$own'])
      wire.publish(topic, topic, { retain: true });
    return made;
  }
  const topics = (made: ControlledScene, filter?: string) => {
    const command = { kind: 'retained', ...page } as const;
    const reply = made.asked('retained', filter === undefined ? command : { ...command, filter });
    return reply.rows.map(({ topic }) => topic).filter((topic) => !topic.startsWith('$SYS'));
  };

  test('are listed by topic with their facts', () => {
    const made = scene();
    expect(topics(made)).toEqual(['$own', 'a', 'a/b', 'a/c', 'z']);
    made.connect('q').send({
      ...publishPacket('zz', new Uint8Array(300).fill(0xff), {
        qos: 1,
        packetId: 1,
        retain: true,
        properties: [{ name: 'messageExpiryInterval', value: 60 }],
      }),
    });
    const reply = made.asked('retained', { kind: 'retained', ...page, filter: 'zz' });
    expect(reply.rows).toEqual([
      {
        topic: 'zz',
        qos: 1,
        size: 300,
        payload: base64.encode(new Uint8Array(256).fill(0xff)),
        publisher: 'q',
        time: made.now,
        expiresAt: made.now + 60_000,
      },
    ]);
    made.pass(60_000);
    expect(topics(made)).toEqual(['$own', 'a', 'a/b', 'a/c', 'z']);
  });

  test('can be sorted by any column', () => {
    const made = scene();
    made.connect('q').publish('big', 'x'.repeat(50), { retain: true });
    const by = (order: RetainedOrder, descending: boolean) =>
      made
        .asked('retained', { kind: 'retained', ...page, sys: false, order, descending })
        .rows.map(({ topic }) => topic);
    expect(by('topic', true)[0]).toBe('z');
    expect(by('size', true).slice(0, 2)).toEqual(['big', '$own']);
    expect(by('publisher', true)[0]).toBe('big');
    expect(by('expires', false)).toHaveLength(6);
  });

  test('are found by topic filter, or by text in the topic', () => {
    const made = scene();
    expect(topics(made, 'a/#')).toEqual(['a', 'a/b', 'a/c']);
    expect(topics(made, '#')).toEqual(['a', 'a/b', 'a/c', 'z']);
    expect(topics(made, '+')).toEqual(['a', 'z']);
    expect(topics(made, '/')).toEqual(['a/b', 'a/c']);
    expect(topics(made, 'A#b')).toEqual([]);
    expect(made.asked('retained', { kind: 'retained', ...page, filter: '$SYS/#' }).total).toBe(40);
    const named = (sys: boolean) =>
      made.asked('retained', { kind: 'retained', ...page, filter: 'o', sys }).rows;
    expect(named(true).some(({ topic }) => topic.startsWith('$SYS/'))).toBe(true);
    expect(named(false).map(({ topic }) => topic)).toEqual(['$own']);
  });

  test('follow changes', () => {
    const made = scene();
    topics(made);
    const wire = made.connect('q');
    wire.publish('a', '', { retain: true });
    wire.publish('a/c', 'longer', { retain: true });
    wire.publish('m', 'new', { retain: true });
    expect(topics(made)).toEqual(['$own', 'a/b', 'a/c', 'm', 'z']);
    const reply = made.asked('retained', { kind: 'retained', ...page, filter: 'a/c' });
    expect(reply.rows).toMatchObject([{ size: 6, publisher: 'q' }]);
  });
});

describe('statistics', () => {
  const values = (made: ControlledScene) =>
    new Map(
      made
        .asked('statistics', { kind: 'statistics' })
        .sys.map(({ topic, value }) => [topic, value] as const),
    );

  test.each([0, 10])('are those of $SYS (sysInterval %i)', (sysInterval) => {
    const made = new ControlledScene({ limits: { sysInterval }, version: '1.2.3' });
    const wire = made.connect('c');
    made.connect('d').cut();
    made.pass(10_000);
    const before = values(made);
    expect(before.get('$SYS/broker/version')).toBe('mqttscope version 1.2.3');
    expect(before.get('$SYS/broker/uptime')).toBe('10 seconds');
    expect(before.get('$SYS/broker/clients/connected')).toBe('1');
    expect(before.get('$SYS/broker/clients/maximum')).toBe('2');
    for (let count = 0; count < 10; count += 1) wire.publish('a', 'x');
    made.pass(10_000);
    const after = values(made);
    expect(after.get('$SYS/broker/publish/messages/received')).toBe('10');
    // 60 per minute for 10 s; a one-minute average keeps 1 - exp(-1/6) of it.
    expect(after.get('$SYS/broker/load/publish/received/1min')).toBe('9.21');
  });

  test('do not switch $SYS on', () => {
    const made = new ControlledScene();
    const wire = made.connect('c');
    values(made);
    made.pass(60_000);
    wire.subscribe('$SYS/#');
    expect(wire.take()).toEqual([]);
    expect(made.broker.wakeAt).toBe(undefined);
  });
});
