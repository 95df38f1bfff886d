import { describe, expect, test } from 'vitest';
import { ControlledScene } from '../control/control.testkit.ts';
import { brief } from './journal.testkit.ts';
import type { TracedMessage } from './tracedMessage.ts';

class FaultyScene extends ControlledScene {
  constructor(match: object, act: object) {
    super();
    const rules = { version: 1, rules: [{ id: 'r', match, do: act }] };
    this.asked('rules', { kind: 'set-rules', rules });
  }

  get message(): TracedMessage {
    const { message } = this.asked('message', { kind: 'message', message: 1 });
    if (message === undefined) throw new Error('There is no message.');
    return message;
  }

  get subscribersEnd(): readonly string[] {
    const [delivery] = this.message.deliveries;
    return delivery === undefined ? [] : brief(delivery);
  }
}

function publishing(match: object, act: object) {
  const scene = new FaultyScene(match, act);
  const subscriber = scene.connect('subscriber');
  subscriber.subscribe({ filter: 'a', qos: 2 });
  const publisher = scene.connect('publisher');
  publisher.publish('a', 'x', { qos: 2, packetId: 7 });
  return { scene, subscriber, publisher };
}

test('a QoS 0 message that waits after a held one is not reported as sent', () => {
  const scene = new FaultyScene(
    { packet: ['publish'], direction: 'to-client', topic: 'held' },
    { action: 'hold' },
  );
  const subscriber = scene.connect('subscriber');
  subscriber.subscribe('#');
  const publisher = scene.connect('publisher');
  publisher.publish('held', 'x').publish('behind', 'y');
  const open = () => {
    const { rows } = scene.asked('messages', { kind: 'messages', count: 9 });
    return rows.map(({ topic, open: count, keptBack }) => [topic, count, keptBack?.rule]);
  };
  expect(subscriber.takeMessages()).toEqual([]);
  expect(open()).toEqual([
    ['behind', 1, 'r'],
    ['held', 1, 'r'],
  ]);
  scene.ask({ kind: 'release', packet: 'all' });
  expect(subscriber.takeMessages()).toHaveLength(2);
  expect(open()).toEqual([
    ['behind', 0, undefined],
    ['held', 0, undefined],
  ]);
});

test('a message that overtakes a held one is not reported as held', () => {
  const scene = new FaultyScene(
    { packet: ['publish'], direction: 'to-client', topic: 'held' },
    { action: 'hold', overtake: true },
  );
  const subscriber = scene.connect('subscriber');
  subscriber.subscribe('#');
  scene.connect('publisher').publish('held', 'x').publish('fast', 'y');
  expect(subscriber.takeMessages()).toHaveLength(1);
  const { message } = scene.asked('message', { kind: 'message', message: 2 });
  expect(message?.deliveries.map(brief)).toEqual([['out publish']]);
});

test('an acknowledgement that was dropped on its way to the publisher', () => {
  const { scene, publisher } = publishing({ packet: ['pubrec'] }, { action: 'drop' });
  expect(publisher.take()).toEqual([]);
  expect(brief(scene.message)).toEqual(['in publish 7', 'out pubrec 7 (drop: r, lost)']);
});

test('an acknowledgement that never reached the broker', () => {
  const match = { packet: ['pubrec'], direction: 'from-client' };
  const { scene, subscriber } = publishing(match, { action: 'drop' });
  subscriber.send({ type: 'pubrec', packetId: 1 });
  expect(scene.subscribersEnd).toEqual(['out publish 1', 'in pubrec 1 (drop: r, lost)']);
  expect(scene.message.deliveries[0]?.state).toBe('sent');
});

test('a PUBREL that never reached the broker', () => {
  const { scene, publisher } = publishing({ packet: ['pubrel'] }, { action: 'drop' });
  publisher.send({ type: 'pubrel', packetId: 7 });
  expect(brief(scene.message)).toEqual([
    'in publish 7',
    'out pubrec 7',
    'in pubrel 7 (drop: r, lost)',
  ]);
});

describe('duplicated by a rule:', () => {
  test('a PUBLISH to the subscriber, with the answers to both copies', () => {
    const match = { packet: ['publish'], direction: 'to-client' };
    const { scene, subscriber } = publishing(match, { action: 'duplicate' });
    expect(subscriber.take()).toHaveLength(2);
    for (const type of ['pubrec', 'pubrec', 'pubcomp', 'pubcomp'] as const) {
      subscriber.send({ type, packetId: 1 });
    }
    expect(scene.subscribersEnd).toEqual([
      'out publish 1 (duplicate: r)',
      'out publish 1 dup (made: r)',
      'in pubrec 1',
      'out pubrel 1',
      'in pubrec 1',
      'out pubrel 1',
      'in pubcomp 1',
      'in pubcomp 1',
    ]);
    expect(scene.message.deliveries[0]?.state).toBe('completed');
    subscriber.cut();
    expect(scene.message.deliveries[0]?.state).toBe('completed');
  });

  test('an acknowledgement from the subscriber', () => {
    const scene = new FaultyScene({ packet: ['puback'] }, { action: 'duplicate' });
    const subscriber = scene.connect('subscriber');
    subscriber.subscribe({ filter: 'a', qos: 1 });
    const publisher = scene.connect('publisher');
    publisher.publish('a', 'x', { qos: 1, packetId: 7 });
    subscriber.send({ type: 'puback', packetId: 1 });
    expect(scene.subscribersEnd).toEqual([
      'out publish 1',
      'in puback 1 (duplicate: r)',
      'in puback 1 (made: r)',
    ]);
    expect(brief(scene.message)).toEqual([
      'in publish 7',
      'out puback 7 (duplicate: r)',
      'out puback 7 (made: r)',
    ]);
  });

  for (const dup of [true, false]) {
    test(`a PUBLISH from the publisher at QoS 1, ${dup ? 'with' : 'without'} DUP`, () => {
      const match = { packet: ['publish'], direction: 'from-client' };
      const scene = new FaultyScene(match, { action: 'duplicate', dup });
      const publisher = scene.connect('publisher');
      publisher.publish('a', 'x', { qos: 1, packetId: 7 });
      expect(brief(scene.message)).toEqual(['in publish 7 (duplicate: r)', 'out puback 7 0x10']);
      const { message } = scene.asked('message', { kind: 'message', message: 2 });
      expect(message?.row.repeats).toBe(1);
      expect(message && brief(message)).toEqual([
        `in publish 7${dup ? ' dup' : ''} (made: r)`,
        'out puback 7 0x10',
      ]);
    });
  }

  test('a PUBLISH from the publisher at QoS 2', () => {
    const match = { packet: ['publish'], direction: 'from-client' };
    const { scene, publisher } = publishing(match, { action: 'duplicate' });
    publisher.send({ type: 'pubrel', packetId: 7 }, { type: 'pubrel', packetId: 7 });
    publisher.send({ type: 'pubrel', packetId: 7 });
    expect(brief(scene.message)).toEqual([
      'in publish 7 (duplicate: r)',
      'out pubrec 7',
      'in publish 7 dup (made: r)',
      'out pubrec 7',
      'in pubrel 7',
      'out pubcomp 7',
      'in pubrel 7',
      'out pubcomp 7 0x92',
    ]);
    publisher.cut();
    expect(scene.message.isAbandoned).toBe(false);
  });

  test('a PUBREL from the publisher', () => {
    const { scene, publisher } = publishing({ packet: ['pubrel'] }, { action: 'duplicate' });
    publisher.send({ type: 'pubrel', packetId: 7 });
    expect(brief(scene.message)).toEqual([
      'in publish 7',
      'out pubrec 7',
      'in pubrel 7 (duplicate: r)',
      'out pubcomp 7',
      'in pubrel 7 (made: r)',
      'out pubcomp 7 0x92',
    ]);
  });
});

test('a PUBLISH that reached the broker late', () => {
  const match = { packet: ['publish'], direction: 'from-client' };
  const { scene } = publishing(match, { action: 'delay', milliseconds: 500 });
  scene.pass(500);
  expect(brief(scene.message)).toEqual(['in publish 7 (delay: r)', 'out pubrec 7']);
});

for (const [when, isLost] of [
  ['before', true],
  ['after', false],
] as const) {
  const fault = `(cut: r${isLost ? ', lost' : ''})`;

  test(`an acknowledgement to the publisher with a cut ${when} it`, () => {
    const { scene } = publishing({ packet: ['pubrec'] }, { action: 'cut', when });
    expect(brief(scene.message)).toEqual(['in publish 7', `out pubrec 7 ${fault}`]);
  });

  test(`an acknowledgement from the subscriber with a cut ${when} it`, () => {
    const match = { packet: ['pubrec'], direction: 'from-client' };
    const { scene, subscriber } = publishing(match, { action: 'cut', when });
    subscriber.send({ type: 'pubrec', packetId: 1, reasonCode: 0x80 });
    const code = isLost ? '' : ' 0x80';
    expect(scene.subscribersEnd).toEqual(['out publish 1', `in pubrec 1${code} ${fault}`]);
  });

  test(`a PUBLISH with a cut ${when} it`, () => {
    const match = { packet: ['publish'], direction: 'from-client', nth: 1 };
    const { scene } = publishing(match, { action: 'cut', when });
    const again = scene.connect('publisher', { version: 4, cleanStart: false });
    again.publish('a', 'x', { qos: 2, packetId: 7, dup: true });
    const first = isLost
      ? [`in publish 7 ${fault}`, 'in publish 7 dup']
      : [`in publish 7 ${fault}`];
    expect(brief(scene.message).slice(0, first.length)).toEqual(first);
  });
}

test('a PUBLISH that never reached the broker, and was repeated', () => {
  const match = { packet: ['publish'], direction: 'from-client', nth: 1 };
  const scene = new FaultyScene(match, { action: 'drop' });
  const kept = { version: 4, cleanStart: false } as const;
  const first = scene.connect('publisher', kept);
  first.publish('a', 'x', { qos: 1, packetId: 7 });
  scene.pass(100);
  first.cut();
  const second = scene.connect('publisher', kept);
  second.publish('a', 'x', { qos: 1, packetId: 7, dup: true });
  expect(brief(scene.message)).toEqual([
    'in publish 7 (drop: r, lost)',
    'in publish 7 dup',
    'out puback 7',
  ]);
  expect(scene.message.steps.map(({ connection }) => connection)).toEqual([
    first.id,
    second.id,
    second.id,
  ]);
});

test('packets of other clients have no mark', () => {
  const { scene, publisher } = publishing(
    { packet: ['pubrec'], client: 'other' },
    { action: 'drop' },
  );
  publisher.send({ type: 'pubrel', packetId: 7 });
  expect(brief(scene.message)).toEqual([
    'in publish 7',
    'out pubrec 7',
    'in pubrel 7',
    'out pubcomp 7',
  ]);
});

describe('a PUBLISH that never reached the broker', () => {
  function missing(act: object, qos: 0 | 1 | 2, version: 4 | 5 = 5) {
    const match = { packet: ['publish'], direction: 'from-client' };
    const scene = new FaultyScene(match, act);
    const reader = scene.connect('reader');
    reader.subscribe({ filter: '#', qos: 0 });
    reader.take();
    const publisher = scene.connect('publisher', { version, cleanStart: false });
    publisher.publish('a', 'x', { qos, ...(qos > 0 && { packetId: 7 }) });
    return { scene, publisher, reader };
  }

  for (const qos of [0, 1, 2] as const) {
    for (const action of ['drop', 'silent', 'cut']) {
      test(`still has a row (${action}, QoS ${qos})`, () => {
        const { scene, reader } = missing({ action }, qos);
        expect(reader.take()).toEqual([]);
        expect(scene.message.row).toMatchObject({
          topic: 'a',
          publisher: 'publisher',
          qos,
          size: 1,
          deliveries: 0,
          missed: { rule: 'r', action, isLost: true },
        });
      });
    }
  }

  test('is listed with the answer that replaced the broker’s', () => {
    const { scene } = missing({ action: 'answer', reasonCode: 0x97 }, 1);
    expect(brief(scene.message)).toEqual([
      'in publish 7 (answer: r, lost)',
      'out puback 7 0x97 (made: r)',
    ]);
    expect(scene.message.row.missed?.action).toBe('answer');
  });

  test('is the same message when it is lost again', () => {
    const { scene, publisher } = missing({ action: 'drop' }, 1, 4);
    publisher.cut();
    const again = scene.connect('publisher', { version: 4, cleanStart: false });
    again.publish('a', 'x', { qos: 1, packetId: 7, dup: true });
    expect(brief(scene.message)).toEqual([
      'in publish 7 (drop: r, lost)',
      'in publish 7 dup (drop: r, lost)',
    ]);
    scene.ask({ kind: 'set-rules', rules: { version: 1, rules: [] } });
    again.publish('a', 'x', { qos: 1, packetId: 7, dup: true });
    expect(scene.message.row).toMatchObject({ missed: undefined, deliveries: 1 });
    expect(scene.asked('messages', { kind: 'messages', count: 9 }).rows).toHaveLength(1);
  });

  test('arrives if the connection is cut after it', () => {
    const { scene, reader } = missing({ action: 'cut', when: 'after' }, 0);
    expect(reader.take()).toHaveLength(1);
    expect(scene.message.row).toMatchObject({ missed: undefined, deliveries: 1 });
    expect(brief(scene.message)).toEqual(['in publish (cut: r)']);
    expect(scene.asked('messages', { kind: 'messages', count: 9 }).rows).toHaveLength(1);
  });
});

test('among several QoS 0 PUBLISH packets sent together, the right one has the mark', () => {
  const rule = (id: string, topic: string, act: string) => ({
    id,
    match: { packet: ['publish'], direction: 'to-client', topic },
    do: act,
  });
  const scene = new ControlledScene();
  const rules = [rule('d', 'drop', 'drop'), rule('t', 'twice', 'duplicate')];
  scene.asked('rules', { kind: 'set-rules', rules: { version: 1, rules } });
  const subscriber = scene.connect('subscriber');
  subscriber.subscribe({ filter: '#', qos: 0 });
  subscriber.take();
  const topics = ['drop', 'a', 'drop', 'twice', 'b', 'twice'];
  const payload = Uint8Array.of(0x78);
  const packets = topics.map(
    (topic) =>
      ({
        type: 'publish',
        topic,
        payload,
        qos: 0,
        retain: false,
        dup: false,
        properties: [],
      }) as const,
  );
  scene.connect('publisher').sendTogether(...packets);
  expect(subscriber.take()).toHaveLength(6);
  const told = topics.map((_, at) => {
    const { message } = scene.asked('message', { kind: 'message', message: at + 1 });
    return message?.deliveries.map(brief);
  });
  const twice = [['out publish (duplicate: t)', 'out publish (made: t)']];
  expect(told).toEqual([
    [['out publish (drop: d, lost)']],
    [['out publish']],
    [['out publish (drop: d, lost)']],
    twice,
    [['out publish']],
    twice,
  ]);
});

describe('a PUBLISH at QoS 0 that', () => {
  function sending(action: string) {
    const match = { packet: ['publish'], direction: 'to-client' };
    const scene = new FaultyScene(match, { action });
    const subscriber = scene.connect('subscriber', { version: 4 });
    subscriber.subscribe({ filter: 'a', qos: 0 });
    subscriber.take();
    scene.connect('publisher').publish('a', 'x');
    return { scene, subscriber };
  }

  for (const action of ['drop', 'silent', 'cut']) {
    test(`never reached the subscriber (${action}) is not delivered`, () => {
      const { scene, subscriber } = sending(action);
      expect(subscriber.take()).toEqual([]);
      expect(scene.message.row).toMatchObject({
        deliveries: 1,
        failed: 1,
        open: 0,
        keptBack: { rule: 'r', action, isLost: true },
      });
    });
  }

  test('is held is open until it is released', () => {
    const { scene, subscriber } = sending('hold');
    expect(scene.message.row).toMatchObject({ open: 1, failed: 0, keptBack: { isWaiting: true } });
    scene.ask({ kind: 'release', packet: 'all' });
    expect(subscriber.take()).toHaveLength(1);
    expect(scene.message.row).toMatchObject({ open: 0, failed: 0, keptBack: undefined });
    expect(scene.subscribersEnd).toEqual(['out publish (hold: r)']);
  });

  test('was held when the connection ended is lost', () => {
    const { scene, subscriber } = sending('hold');
    subscriber.cut();
    expect(scene.message.row).toMatchObject({ open: 0, failed: 1, keptBack: { isLost: true } });
  });
});
