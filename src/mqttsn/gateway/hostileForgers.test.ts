/** Forged addresses: a victim receives at most three times the bytes sent in its name. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tries } from '../../base/runs.testkit.ts';
import { encapsulated, encodeSn } from '../encodeSn.ts';
import type { SnMessage } from '../snMessage.ts';
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
import { Reach } from './reach.ts';

const AB = { kind: 'short', id: 0x6162 } as const;
const subscribe: SnMessage = { type: 'subscribe', dup: false, qos: 1, messageId: 7, topic: AB };
const LARGE = 'x'.repeat(60_000);
const large = (qos: 0 | 1 | 2, topic = 'ab') =>
  fromBroker(topic, { qos, text: LARGE, ...(qos > 0 && { packetId: 9 }) });

type Question = Extract<SnMessage, { type: 'register' }>;

const isQuestion = (message: SnMessage): message is Question =>
  message.type === 'register' && message.topic === '$';

/** The gateway's most recent challenge. */
function questionOf(heard: readonly SnMessage[]): Question {
  const question = heard.findLast(isQuestion);
  if (question === undefined) throw new Error('Nothing was asked.');
  return question;
}

const answerTo = ({ topicId, messageId }: Question, returnCode = 0): SnMessage => ({
  type: 'regack',
  topicId,
  messageId,
  returnCode,
});

/** A subscribed client with a large retained message at the broker. */
function subscribed(qos: 0 | 1 | 2, topic = 'ab') {
  const scene = new GatewayScene();
  scene.join({ keepAlive: 600 });
  scene.say(subscribe);
  scene.answer({ type: 'suback', packetId: 7, reasonCodes: [1], properties: [] });
  expect(scene.heard()).toMatchObject([{ type: 'suback' }]);
  scene.answer(large(qos, topic));
  return scene;
}

const published = (heard: readonly SnMessage[]) => heard.filter(({ type }) => type === 'publish');

describe('the credit of an address', () => {
  it('is three times the bytes received, before and after a client is there', () => {
    const reach = new Reach();
    reach.received(ALICE, 10);
    expect(reach.spend(ALICE, 31)).toBe(false);
    expect(reach.spend(ALICE, 20)).toBe(true);
    reach.enter(ALICE);
    expect(reach.spend(ALICE, 11)).toBe(false);
    expect(reach.spend(ALICE, 10)).toBe(true);
    expect(reach.spend(ALICE, 1)).toBe(false);
    reach.received(ALICE, 1);
    expect(reach.spend(ALICE, 3)).toBe(true);
    expect(reach.spend(BOB, 1)).toBe(false);
  });

  it('is unlimited while a client has proven it', () => {
    const reach = new Reach();
    reach.received(ALICE, 1);
    reach.enter(ALICE);
    reach.prove(ALICE);
    expect(reach.spend(ALICE, 60_000)).toBe(true);
    reach.leave(ALICE);
    expect(reach.spend(ALICE, 60_000)).toBe(false);
  });
});

describe('a large message', () => {
  it.each([0, 1, 2] as const)('waits until its address is proven, at QoS %i', (qos) => {
    const scene = subscribed(qos);
    const heard = scene.heard();
    expect(published(heard)).toEqual([]);
    scene.say(answerTo(questionOf(heard)));
    expect(published(scene.heard())).toMatchObject([{ qos, dup: false, topic: AB }]);
  });

  it('is also sent if the client rejects the topic of the probe, which proves that it received it', () => {
    const scene = subscribed(0);
    scene.say(answerTo(questionOf(scene.heard()), 3));
    expect(published(scene.heard())).toHaveLength(1);
  });

  it('waits before its REGISTER if the topic is long', () => {
    const topic = 't'.repeat(300);
    const scene = subscribed(1, topic);
    scene.say(answerTo(questionOf(scene.heard())));
    expect(scene.heard()).toMatchObject([{ type: 'register', topic }]);
  });

  it('waits for a sleeping client, even if it wakes at another port', () => {
    const scene = subscribed(1);
    scene.say({ type: 'disconnect', duration: 600 });
    scene.heard();
    scene.say({ type: 'pingreq', clientId: 'alice' }, '10.0.0.1:6000');
    const heard = scene.heard('10.0.0.1:6000');
    expect(published(heard)).toEqual([]);
    // An answer for the old address proves nothing for the new one.
    scene.say(answerTo(questionOf(heard)), '10.0.0.1:6000');
    expect(published(scene.heard('10.0.0.1:6000'))).toHaveLength(1);
  });

  it('waits again after a new CONNECT, because it may be forged', () => {
    const scene = subscribed(0);
    scene.say(answerTo(questionOf(scene.heard())));
    scene.heard();
    scene.join({ clientId: 'mallory' });
    scene.answer(large(0));
    expect(published(scene.heard())).toEqual([]);
  });

  it('is dropped in the end at QoS 0, and small messages continue', () => {
    const scene = subscribed(0);
    scene.answer(fromBroker('ab', { text: 'small' }));
    expect(published(scene.heard())).toEqual([]);
    for (let times = 0; times < 6; times += 1) {
      scene.pass(9_900);
      scene.say({ type: 'pingreq', clientId: '' });
    }
    const [small, ...others] = published(scene.heard());
    expect(others).toEqual([]);
    expect(small).toMatchObject({ data: new TextEncoder().encode('small') });
    expect(scene.gateway.has('alice')).toBe(true);
  });

  it('stays with the broker above QoS 0, and the client is dropped like one that does not answer', () => {
    const scene = subscribed(1);
    scene.pass(60_000);
    expect(
      scene.forwarded().filter((packet) => packet !== 'end' && packet.type === 'puback'),
    ).toEqual([]);
    expect(scene.events.at(-1)).toMatchObject({ kind: 'left', why: 'unanswered' });
    expect(published(scene.heard())).toEqual([]);
  });
});

describe('a guess', () => {
  it.each([
    ['the topic id', { topicId: 1 }],
    ['the message id', { messageId: 1 }],
  ])('with a wrong %s proves nothing', (_name, wrong) => {
    const scene = subscribed(0);
    const question = questionOf(scene.heard());
    scene.say(answerTo({ ...question, ...wrong }));
    expect(published(scene.heard())).toEqual([]);
  });

  it('is ignored after eight wrong ones, until the next probe', () => {
    let secret = 100;
    const scene = new GatewayScene({ secret: () => (secret += 1) });
    scene.join();
    scene.answer(large(0));
    const first = questionOf(scene.heard());
    for (let guess = 0; guess < 8; guess += 1) scene.say(answerTo({ ...first, messageId: guess }));
    scene.say(answerTo(first));
    expect(published(scene.heard())).toEqual([]);
    scene.pass(10_000);
    const second = questionOf(scene.heard());
    expect(second).not.toEqual(first);
    scene.say(answerTo(second));
    expect(published(scene.heard())).toHaveLength(1);
  });
});

it('uses a topic id that the client uses for nothing else', () => {
  const scene = new GatewayScene({ secret: () => 0 });
  scene.join();
  for (const topic of ['one', 'two']) {
    scene.say({ type: 'register', topicId: 0, messageId: 1, topic });
  }
  scene.heard();
  scene.answer(large(0));
  expect(questionOf(scene.heard()).topicId).toBe(3);
});

it('sends each address at most three times the bytes received from it, at any time', () => {
  const messages: readonly SnMessage[] = [
    { type: 'searchgw', radius: 0 },
    connect({ clientId: 'a' }),
    connect({ clientId: 'a', will: true, cleanSession: false }),
    connect({ clientId: 'b' }),
    { type: 'willtopic', will: { qos: 1, retain: true, topic: 'ab' } },
    { type: 'willmsg', message: new Uint8Array(3) },
    { type: 'register', topicId: 0, messageId: 3, topic: 'cd' },
    subscribe,
    { ...subscribe, messageId: 8, topic: { kind: 'name', filter: '#' } },
    { ...subscribe, messageId: 9, topic: { kind: 'predefined', id: 5 } },
    { type: 'unsubscribe', messageId: 4, topic: AB },
    publish({ qos: 2, messageId: 5 }),
    publish({ qos: -1 }),
    { type: 'pubrel', messageId: 5 },
    { type: 'puback', topicId: 0, messageId: 1, returnCode: 0 },
    { type: 'puback', topicId: 1, messageId: 1, returnCode: 2 },
    { type: 'pubrec', messageId: 1 },
    { type: 'pubcomp', messageId: 1 },
    { type: 'regack', topicId: 1, messageId: 1, returnCode: 0 },
    { type: 'pingreq', clientId: '' },
    { type: 'pingreq', clientId: 'a' },
    { type: 'disconnect', duration: 30 },
    GOODBYE,
  ];
  const bytes = fc.oneof(
    fc.constantFrom(...messages).map((message) => encodeSn(message)),
    fc
      .constantFrom(...messages)
      .map((message) => encapsulated(Uint8Array.of(1, 2), encodeSn(message))),
    fc.uint8Array({ maxLength: 6 }),
  );
  const step = fc.record({
    bytes,
    from: fc.constantFrom(ALICE, BOB),
    /** Topic and QoS that the broker sends to the newest connection. */
    delivered: fc.option(fc.tuple(fc.constantFrom('ab', 'cd', 'p', 't'.repeat(200)), fc.nat(2))),
    size: fc.constantFrom(0, 10, 50, 60_000),
    pause: fc.constantFrom(0, 0, 1_000, 10_000, 60_000),
  });
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 25 }), (steps) => {
      const scene = new GatewayScene({ predefined: new Map([[5, 'p']]) });
      const room = new Map([
        [ALICE, 0],
        [BOB, 0],
      ]);
      let packetId = 0;
      const count = (): void => {
        for (const { to, length } of scene.sentBytes()) {
          const left = (room.get(to) ?? 0) - length;
          expect(left).toBeGreaterThanOrEqual(0);
          room.set(to, left);
        }
      };
      for (const { bytes: datagram, from, delivered, size, pause } of steps) {
        room.set(from, (room.get(from) ?? 0) + 3 * datagram.length);
        scene.bytes(datagram, from);
        for (const packet of scene.forwarded()) {
          if (packet === 'end') continue;
          if (packet.type === 'connect') scene.answer(CONNACK);
          else if (packet.type === 'pingreq') scene.answer({ type: 'pingresp' });
          else if (packet.type === 'subscribe') {
            const { packetId: id } = packet;
            scene.answer({ type: 'suback', packetId: id, reasonCodes: [1], properties: [] });
          }
        }
        if (delivered !== null && scene.line > 0) {
          const [topic, level] = delivered;
          packetId += 1;
          const qos = level === 1 ? 1 : level === 2 ? 2 : 0;
          const text = 'x'.repeat(size);
          scene.answer(fromBroker(topic, { qos, text, ...(qos > 0 && { packetId }) }));
        }
        count();
        scene.pass(pause);
        count();
      }
    }),
    { numRuns: tries(3_000) },
  );
});
