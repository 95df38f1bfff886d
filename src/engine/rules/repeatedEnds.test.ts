import { expect, it } from 'vitest';
import { encode } from '../../mqtt/codec/encode.ts';
import { plainBreach } from '../../mqtt/statements/breaches.ts';
import { ack, pingreq, pingresp, publish, subscribe, Talk } from '../problems/talk.testkit.ts';
import { REPEATED_ENDS } from './repeatedEnds.ts';
import { describeRules } from './scenes.testkit.ts';

const message = (bytes: number, qos: 0 | 1 = 1) =>
  publish('log', { qos, payload: new Uint8Array(bytes), ...(qos > 0 && { packetId: 7 }) });

/** The client ends the connection that many seconds before CONNACK comes. */
const leaveEarly = (talk: Talk, late: number, reasonCode = 0): Talk =>
  talk.open().connect().wait(late).connack({ reasonCode }).close('client', late);

describeRules(REPEATED_ENDS, {
  'same-message-before-ends': {
    breaks: (talk) => {
      talk.begin().get(message(20)).send(ack('puback', 7));
      for (let times = 0; times < 2; times += 1) talk.get(message(900)).close('client').again();
    },
    keeps: (talk) => {
      // The client answered, and another size, and QoS 0 with no smaller message.
      talk.begin().get(message(900)).send(ack('puback', 7)).close('client');
      talk.again().get(message(900)).close('client').again().get(message(800)).close('client');
      for (let times = 0; times < 2; times += 1) talk.again().get(message(900, 0)).close('client');
    },
  },
  'same-silence-before-ends': {
    breaks: (talk) => {
      const connect = { keepAlive: 120 };
      talk.begin(connect).wait(60).close('server').again(connect).wait(60.4).close('server');
    },
    keeps: (talk) => {
      const connect = { keepAlive: 120 };
      talk.begin(connect).wait(60).close('server').again(connect).wait(70).close('server');
      // Longer than the keep alive.
      talk.again({ keepAlive: 50 }).wait(70).close('server');
    },
  },
  'same-duration-before-ends': {
    breaks: (talk) => {
      const connect = { keepAlive: 120 };
      for (const last of [20, 40, 50])
        talk
          .again(connect)
          .wait(90 - last)
          .send(pingreq)
          .get(pingresp)
          .wait(last)
          .close('server');
    },
    keeps: (talk) => {
      const connect = { keepAlive: 120 };
      const lasting = (seconds: number, last: number) =>
        talk
          .again(connect)
          .wait(seconds - last)
          .send(pingreq)
          .get(pingresp)
          .wait(last);
      // Twice only, then another duration, the client, DISCONNECT, and a silence that explains the ends.
      lasting(90, 20).close('server');
      lasting(90, 40).close('server');
      lasting(95, 30).close('server');
      lasting(95, 40).close('client');
      lasting(95, 50).close('server');
      lasting(95, 20).close('server');
      lasting(95, 20).end();
      for (let times = 0; times < 3; times += 1) lasting(100, 70).close('server');
      // Short ones.
      for (const last of [10, 15, 20]) lasting(50, last).close('server');
    },
  },
  'left-before-connack': {
    breaks: (talk) => {
      for (let times = 0; times < 2; times += 1) leaveEarly(talk, 0.23);
    },
    keeps: (talk, version) => {
      leaveEarly(talk, 0.23);
      // Accepted in time, and refused.
      talk.again().close('client');
      leaveEarly(talk, 0.23);
      leaveEarly(talk, 0.23, version === 5 ? 0x87 : 5);
      leaveEarly(talk, 0.23);
    },
  },
  'same-request-before-ends': {
    breaks: (talk) => {
      for (let times = 0; times < 2; times += 1) {
        talk
          .again()
          .send(subscribe(1, ['answers']))
          .close('server');
      }
    },
    keeps: (talk) => {
      talk
        .again()
        .send(subscribe(1, ['answers']))
        .close('server');
      talk
        .again()
        .send(subscribe(1, ['questions']))
        .close('server');
      talk
        .again()
        .send(subscribe(1, ['answers']))
        .end();
      talk
        .again()
        .send(subscribe(1, ['answers']))
        .close('server');
    },
  },
});

it('counts an end within the message, too', () => {
  const talk = new Talk(4).begin().get(message(20, 0)).send(pingreq);
  const bytes = encode(message(900), 4);
  const cut = { rule: 'cutOff', severity: 'malformed', statement: 'MQTT-4.2.0-1' } as const;
  const breach = plainBreach('ended-midway');
  for (let times = 0; times < 2; times += 1) {
    const half = bytes.subarray(0, 400);
    const problem = { ...cut, breach, offset: 0, length: half.length };
    talk.capture.brokenBytes(talk.stream, 'in', talk.time, half, problem);
    talk.close('client').again();
  }
  const found = talk.found.find(({ rule }) => rule === 'same-message-before-ends');
  expect(found?.finding).toMatchObject({ args: { topic: 'log', size: bytes.length } });
});

it('does not compare connections that existed at the same time', () => {
  const talk = new Talk(4).begin({ keepAlive: 120 });
  const first = talk.stream;
  const second = talk.again({ keepAlive: 120 }).wait(60).stream;
  talk.on(first).close('server').on(second).close('server');
  expect(talk.rules).not.toContain('same-silence-before-ends');
});

it('counts ends in a row, also without keep alive and of QoS 0', () => {
  const talk = new Talk(4);
  const connect = { keepAlive: 0 };
  for (let times = 0; times < 3; times += 1) talk.again(connect).wait(300).close('server');
  const [, third] = talk.found.filter(({ rule }) => rule === 'same-silence-before-ends');
  expect(third?.finding).toMatchObject({ args: { times: 3, keepAlive: 0 } });
  talk.again().get(message(20, 0)).send(pingreq);
  for (let times = 0; times < 2; times += 1) talk.get(message(900, 0)).close('client').again();
  const found = talk.found.find(({ rule }) => rule === 'same-message-before-ends');
  expect(found?.finding).toMatchObject({ args: { times: 2, next: 27 } });
});

it('tells an early end once as such, and not as a short connection', () => {
  const talk = new Talk(4);
  for (let times = 0; times < 4; times += 1) leaveEarly(talk, 0.23);
  expect(talk.rules).not.toContain('short-connections');
  expect(talk.found.filter(({ rule }) => rule === 'left-before-connack')).toHaveLength(3);
  const [first] = talk.found;
  expect(first?.finding).toMatchObject({
    key: 'closed-without-disconnect',
    args: { cause: { key: 'no-connack', args: { by: 'client', late: 0.23 } } },
  });
});

it('does not claim that a client waited which has sent more than CONNECT', () => {
  const talk = new Talk(4).connect().send(publish('a')).wait(0.23).connack().close('client', 0.2);
  const [found] = talk.found.filter(({ rule }) => rule === 'closed-without-disconnect');
  expect(found?.finding).toMatchObject({
    args: { cause: { key: 'closed', args: { last: 'publish' } } },
  });
});
