import { describe, expect, it, test } from 'vitest';
import { brief, JournalScene } from './journal.testkit.ts';

const LEVELS = [0, 1, 2] as const;

describe('both ends', () => {
  for (const published of LEVELS) {
    for (const granted of LEVELS) {
      const qos = Math.min(published, granted);
      it(`published at QoS ${published}, granted QoS ${granted}: delivered at QoS ${qos} [MQTT-3.8.4-8]`, () => {
        const scene = new JournalScene();
        const publisher = scene.connect('publisher');
        const subscriber = scene.connect('subscriber');
        subscriber.subscribe({ filter: 'a/#', qos: granted });
        publisher.publish('a/b', 'payload', { qos: published, packetId: 7 });
        if (published === 2) publisher.send({ type: 'pubrel', packetId: 7 });
        subscriber.take();
        if (qos === 1) subscriber.send({ type: 'puback', packetId: 1 });
        if (qos === 2) {
          subscriber.send({ type: 'pubrec', packetId: 1 });
          subscriber.send({ type: 'pubcomp', packetId: 1 });
        }
        expect(scene.message()).toMatchObject({
          row: {
            message: 1,
            topic: 'a/b',
            qos: published,
            publisher: 'publisher',
            origin: 'publish',
            size: 7,
            deliveries: 1,
            open: 0,
            failed: 0,
          },
          payload: 'cGF5bG9hZA==',
        });
        expect(brief(scene.message())).toEqual(
          [
            ['in publish'],
            ['in publish 7', 'out puback 7'],
            ['in publish 7', 'out pubrec 7', 'in pubrel 7', 'out pubcomp 7'],
          ][published],
        );
        const delivery = scene.delivery('subscriber');
        expect(delivery).toMatchObject({
          by: [{ filter: 'a/#', qos: granted }],
          qos,
          cause: 'published',
          state: ['sent', 'acknowledged', 'completed'][qos],
          isAway: false,
        });
        expect(delivery.why).toBeUndefined();
        expect(brief(delivery)).toEqual(
          [
            ['out publish'],
            ['out publish 1', 'in puback 1'],
            ['out publish 1', 'in pubrec 1', 'out pubrel 1', 'in pubcomp 1'],
          ][qos],
        );
      });
    }
  }

  it('awaits PUBCOMP after PUBREC', () => {
    const scene = new JournalScene();
    const subscriber = scene.connect('subscriber');
    subscriber.subscribe('a');
    scene.connect('publisher').publish('a', 'x', { qos: 2, packetId: 1 });
    subscriber.send({ type: 'pubrec', packetId: 1 });
    expect(scene.delivery('subscriber').state).toBe('received');
    expect(scene.rows()).toMatchObject([{ open: 1 }]);
  });

  it('times each step and names its connection', () => {
    const scene = new JournalScene();
    const publisher = scene.connect('publisher');
    const subscriber = scene.connect('subscriber');
    subscriber.subscribe('a');
    const sent = scene.now;
    publisher.publish('a', 'x', { qos: 1, packetId: 1 });
    scene.pass(250);
    subscriber.send({ type: 'puback', packetId: 1 });
    expect(scene.message().steps.map(({ time, connection }) => [time, connection])).toEqual([
      [sent, publisher.id],
      [sent, publisher.id],
    ]);
    expect(scene.delivery('subscriber').steps).toMatchObject([
      { time: sent, connection: subscriber.id },
      { time: sent + 250, connection: subscriber.id },
    ]);
  });

  it('continues a delivery over the connections of its session [MQTT-4.4.0-1]', () => {
    const scene = new JournalScene();
    const publisher = scene.connect('publisher');
    const options = { version: 4, cleanStart: false } as const;
    const first = scene.connect('subscriber', options);
    first.subscribe('a');
    publisher.publish('a', 'x', { qos: 2, packetId: 1 });
    first.cut();
    expect(scene.delivery('subscriber')).toMatchObject({ state: 'sent', isAway: true });
    const second = scene.connect('subscriber', options);
    second.send({ type: 'pubrec', packetId: 1 });
    second.cut();
    const third = scene.connect('subscriber', options);
    third.send({ type: 'pubcomp', packetId: 1 });
    const delivery = scene.delivery('subscriber');
    expect(delivery.state).toBe('completed');
    expect(brief(delivery)).toEqual([
      'out publish 1',
      'out publish 1 dup',
      'in pubrec 1',
      'out pubrel 1',
      'out pubrel 1',
      'in pubcomp 1',
    ]);
    expect(delivery.steps.map(({ connection }) => connection)).toEqual([
      first.id,
      second.id,
      second.id,
      second.id,
      third.id,
      third.id,
    ]);
  });

  it('treats a repeated QoS 2 PUBLISH as the same message [MQTT-4.3.3-10]', () => {
    const scene = new JournalScene();
    const options = { version: 4, cleanStart: false } as const;
    const first = scene.connect('publisher', options);
    first.publish('a', 'x', { qos: 2, packetId: 3 });
    first.cut();
    const second = scene.connect('publisher', options);
    second.publish('a', 'x', { qos: 2, packetId: 3, dup: true });
    second.send({ type: 'pubrel', packetId: 3 });
    expect(scene.rows()).toHaveLength(1);
    expect(brief(scene.message())).toEqual([
      'in publish 3',
      'out pubrec 3',
      'in publish 3 dup',
      'out pubrec 3',
      'in pubrel 3',
      'out pubcomp 3',
    ]);
  });

  it('reports that the publisher’s session ended before its PUBREL', () => {
    const scene = new JournalScene();
    const publisher = scene.connect('publisher');
    publisher.publish('a', 'x', { qos: 2, packetId: 3 });
    expect(scene.message().isAbandoned).toBe(false);
    publisher.cut();
    expect(scene.message().isAbandoned).toBe(true);
  });

  it('names the message that a QoS 1 PUBLISH repeats', () => {
    const scene = new JournalScene();
    const options = { version: 4, cleanStart: false } as const;
    const first = scene.connect('publisher', options);
    first.publish('a', 'x', { qos: 1, packetId: 3 });
    first.cut();
    const second = scene.connect('publisher', options);
    second.publish('a', 'x', { qos: 1, packetId: 3, dup: true });
    // The identifier is free again, and the first PUBLISH with it was lost.
    second.publish('a', 'another', { qos: 1, packetId: 3, dup: true });
    expect(scene.rows().map(({ message, repeats }) => [message, repeats])).toEqual([
      [3, undefined],
      [2, 1],
      [1, undefined],
    ]);
  });

  it('shows overlapping subscriptions as one delivery at the highest QoS [MQTT-3.3.4-2]', () => {
    const scene = new JournalScene();
    const publisher = scene.connect('publisher');
    const subscriber = scene.connect('subscriber');
    subscriber.subscribe({ filter: 'a/#', qos: 0 }, { filter: 'a/+', qos: 1 });
    publisher.publish('a/b', 'x', { qos: 2, packetId: 1 });
    expect(scene.delivery('subscriber')).toMatchObject({
      by: [
        { filter: 'a/#', qos: 0 },
        { filter: 'a/+', qos: 1 },
      ],
      qos: 1,
    });
    expect(scene.rows()).toMatchObject([{ deliveries: 1, open: 1 }]);
  });

  it('shows the first hundred of overlapping subscriptions', () => {
    const scene = new JournalScene();
    const filters = (levels: number): string[] =>
      levels === 0
        ? ['']
        : filters(levels - 1).flatMap((rest) =>
            [`a${rest}`, `+${rest}`].map((level) => `/${level}`),
          );
    scene.connect('subscriber').subscribe(...filters(8));
    scene.connect('publisher').publish('/a/a/a/a/a/a/a/a', 'x');
    expect(scene.delivery('subscriber').by).toHaveLength(100);
  });

  it('shows the group of a shared subscription and its number of members', () => {
    const scene = new JournalScene();
    const publisher = scene.connect('publisher');
    for (const name of ['m1', 'm2', 'm3']) scene.connect(name).subscribe('$share/g/a');
    publisher.publish('a', 'x', { qos: 1, packetId: 1 });
    const [delivery, ...others] = scene.message().deliveries;
    expect(others).toEqual([]);
    expect(delivery?.group).toEqual({ filter: '$share/g/a', members: 3 });
    expect(delivery?.by).toEqual([{ filter: '$share/g/a', qos: 2 }]);
  });

  it('shows messages handed over by a leaving member [MQTT-4.8.2-4]', () => {
    const scene = new JournalScene();
    const publisher = scene.connect('publisher');
    const first = scene.connect('first', { version: 4 });
    first.subscribe('$share/g/a');
    publisher.publish('a', 'x', { qos: 1, packetId: 1 });
    const second = scene.connect('second');
    second.subscribe('$share/g/a');
    first.cut();
    second.send({ type: 'puback', packetId: 1 });
    expect(scene.delivery('first')).toMatchObject({ state: 'abandoned', why: 'session-ended' });
    expect(scene.delivery('second')).toMatchObject({
      state: 'acknowledged',
      cause: 'handed-over',
      group: { members: 1 },
    });
    expect(scene.rows()).toMatchObject([{ deliveries: 2, open: 0, failed: 1 }]);
  });

  it('lists 200 of many subscribers, first those that did not get it', () => {
    const scene = new JournalScene();
    for (let n = 0; n < 249; n += 1) scene.connect(`s${n}`).subscribe({ filter: 'a', qos: 1 });
    const away = scene.connect('away', { version: 4, cleanStart: false });
    away.subscribe({ filter: 'a', qos: 0 });
    away.cut();
    scene.connect('publisher').publish('a', 'x', { qos: 1, packetId: 1 });
    const { row, deliveries } = scene.message();
    expect(row).toMatchObject({ deliveries: 250, open: 249, failed: 1 });
    expect(deliveries).toHaveLength(200);
    expect(deliveries[0]).toMatchObject({ subscriber: 'away', why: 'away' });
  });

  it('shows a will with its client and without a PUBLISH', () => {
    const scene = new JournalScene();
    scene.connect('watcher').subscribe('will');
    const payload = new TextEncoder().encode('gone');
    const will = { topic: 'will', payload, qos: 1, retain: false, properties: [] } as const;
    scene.connect('dying', { will }).cut();
    expect(scene.message()).toMatchObject({
      row: { origin: 'will', publisher: 'dying', topic: 'will', deliveries: 1 },
      steps: [],
    });
  });

  it('adds deliveries to later subscriptions to the retained message', () => {
    const scene = new JournalScene();
    const publisher = scene.connect('publisher');
    publisher.publish('a', 'x', { qos: 1, packetId: 1, retain: true });
    scene.pass(5000);
    scene.connect('late').subscribe({ filter: 'a', qos: 1 });
    expect(scene.rows()).toHaveLength(1);
    expect(scene.delivery('late')).toMatchObject({
      cause: 'retained',
      retain: true,
      qos: 1,
      state: 'sent',
    });
  });

  it('begins a record for a message that was retained before the journal', () => {
    const scene = new JournalScene();
    const publisher = scene.connect('publisher');
    publisher.publish('kept', 'x', { retain: true });
    scene.fill(5000, 'other');
    expect(scene.rows({ topic: 'kept' })).toEqual([]);
    scene.connect('late').subscribe({ filter: 'kept', qos: 1 });
    expect(scene.rows({ topic: 'kept' })).toMatchObject([
      { origin: 'retained', publisher: 'publisher', deliveries: 1 },
    ]);
    expect(scene.delivery('late')).toMatchObject({ cause: 'retained', qos: 0 });
  });

  it('records the broker’s own messages if they have a subscriber', () => {
    const scene = new JournalScene({ limits: { sysInterval: 10 } });
    scene.pass(30_000);
    expect(scene.rows()).toEqual([]);
    scene.connect('watcher').subscribe({ filter: '$SYS/broker/version', qos: 0 });
    scene.pass(30_000);
    expect(scene.rows()[0]).toMatchObject({ origin: 'broker', deliveries: 1 });
    expect(scene.rows()[0]?.publisher).toBeUndefined();
  });

  it('shows a rejected message with its reason code', () => {
    const scene = new JournalScene({
      hooks: { authorisePublish: () => ({ reasonCode: 0x87 }) },
    });
    scene.connect('subscriber').subscribe('a');
    scene.connect('publisher').publish('a', 'x', { qos: 2, packetId: 1 });
    expect(scene.message().row).toMatchObject({ refused: 0x87, deliveries: 0 });
    expect(brief(scene.message())).toEqual(['in publish 1', 'out pubrec 1 0x87']);
    scene.connect('old', { version: 4 }).publish('a', 'x', { qos: 1, packetId: 1 });
    expect(scene.message().row.refused).toBe(0x87);
    expect(brief(scene.message())).toEqual(['in publish 1', 'out puback 1']);
  });

  it('shows a message that ended its connection', () => {
    const scene = new JournalScene({ limits: { maximumQoS: 1 } });
    scene.connect('publisher').publish('a', 'x', { qos: 2, packetId: 1 });
    expect(scene.message().row).toMatchObject({ refused: 0x9b, deliveries: 0 });
    expect(brief(scene.message())).toEqual(['in publish 1', 'out disconnect 0x9b']);
  });
});

function listOf(scene: JournalScene) {
  const reply = scene.journal.answer({ kind: 'messages', count: 1 }, scene.now);
  if (reply.kind !== 'messages') throw new Error('That was not asked for.');
  return reply;
}

describe('the list', () => {
  function published(...topics: readonly string[]): JournalScene {
    const scene = new JournalScene();
    scene.connect('reader').subscribe('a/#');
    const publisher = scene.connect('publisher');
    for (const topic of topics) publisher.publish(topic, 'x');
    return scene;
  }

  test('is filtered by topic filter, by text and by client', () => {
    const scene = published('a/b', 'a/Temp', 'c/temp');
    const topics = (filter: object) => scene.rows(filter).map(({ topic }) => topic);
    expect(topics({})).toEqual(['c/temp', 'a/Temp', 'a/b']);
    expect(topics({ topic: 'a/+' })).toEqual(['a/Temp', 'a/b']);
    expect(topics({ topic: 'temp' })).toEqual(['c/temp', 'a/Temp']);
    expect(topics({ client: 'reader' })).toEqual(['a/Temp', 'a/b']);
    expect(topics({ client: 'publisher', topic: 'c/#' })).toEqual(['c/temp']);
    expect(topics({ client: 'nobody' })).toEqual([]);
  });

  test('is paged from the newest to the oldest', () => {
    const { journal } = published('1', '2', '3', '4', '5');
    const page = (before?: number) =>
      journal.answer({ kind: 'messages', count: 2, ...(before && { before }) }, 0);
    expect(page()).toMatchObject({ rows: [{ message: 5 }, { message: 4 }], more: true });
    expect(page(4)).toMatchObject({ rows: [{ message: 3 }, { message: 2 }], more: true });
    expect(page(2)).toMatchObject({ rows: [{ message: 1 }], more: false, oldest: 1, newest: 5 });
  });

  test('forgets the oldest, and reports it', () => {
    const scene = new JournalScene();
    scene.fill(5200, 'a');
    const list = scene.journal.answer({ kind: 'messages', count: 1 }, scene.now);
    expect(list).toMatchObject({ oldest: 201, newest: 5200, skipped: 0 });
    expect(scene.journal.answer({ kind: 'message', message: 200 }, scene.now)).toEqual({
      kind: 'message',
      time: scene.now,
      message: undefined,
    });
    expect(scene.message(201).row.message).toBe(201);
  });

  test('is limited by memory too', () => {
    const scene = new JournalScene();
    scene.fill(2000, 'a'.repeat(5000));
    const { oldest, newest } = listOf(scene);
    expect(newest - oldest).toBeGreaterThan(1000);
    expect(newest - oldest).toBeLessThan(1600);
  });

  test('reports how many messages of a flood were skipped, and still records others', () => {
    const scene = new JournalScene();
    const floods = (count: number): number => {
      let admitted = 0;
      for (let n = 0; n < count; n += 1)
        if (scene.journal.admits('flood', scene.now)) admitted += 1;
      return admitted;
    };
    expect(floods(6000)).toBe(5000);
    expect(scene.journal.admits('calm', scene.now)).toBe(true);
    expect(listOf(scene).skipped).toBe(1000);
    scene.pass(2000);
    expect(floods(6000)).toBe(2000);
    // Skipped messages are forgotten together with the messages of their time.
    scene.fill(5001, 'a');
    expect(listOf(scene).skipped).toBe(0);
  });
});

test('a list without $SYS, and its number of newer matches', () => {
  const scene = new JournalScene({ limits: { sysInterval: 10 } });
  scene.connect('reader').subscribe({ filter: '#', qos: 0 }, { filter: '$SYS/#', qos: 0 });
  const publisher = scene.connect('publisher');
  publisher.publish('a', 'x');
  scene.pass(20_000);
  publisher.publish('b', 'x');
  const ask = (more: object) => {
    const reply = scene.journal.answer({ kind: 'messages', count: 200, ...more }, scene.now);
    if (reply.kind !== 'messages') throw new Error('That was not asked for.');
    return reply;
  };
  const all = ask({});
  const own = ask({ sys: false });
  expect(all.rows.length).toBeGreaterThan(10);
  expect(all.rows.length).toBe(all.newest - all.oldest + 1);
  expect(own.rows.map(({ topic }) => topic)).toEqual(['b', 'a']);
  expect(own.newer).toBe(0);
  const before = all.newest;
  expect(ask({ sys: false, before })).toMatchObject({ newer: 1, rows: [{ topic: 'a' }] });
  expect(ask({ before: 2 }).newer).toBe(all.newest - 1);
  expect(ask({ sys: false, before: 2, topic: 'nothing' }).newer).toBe(0);
  expect(ask({ publisher: 'publisher' }).rows.map(({ topic }) => topic)).toEqual(['b', 'a']);
  expect(ask({ publisher: 'reader' }).rows).toEqual([]);
});
