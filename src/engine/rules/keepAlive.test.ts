import { expect, it } from 'vitest';
import { leastCpuTime } from '../../base/cpuTime.testkit.ts';
import { encode } from '../../mqtt/codec/encode.ts';
import { pingreq, pingresp, publish, Talk } from '../problems/talk.testkit.ts';
import { KEEP_ALIVE } from './keepAlive.ts';
import { describeRules } from './scenes.testkit.ts';

const shorter = { name: 'serverKeepAlive', value: 10 } as const;

describeRules(KEEP_ALIVE, {
  'server-keep-alive-ignored': {
    breaks: (talk) =>
      talk
        .begin({ keepAlive: 60 }, { properties: [shorter] })
        .wait(12)
        .send(pingreq),
    keeps: (talk) =>
      talk
        .begin({ keepAlive: 60 }, { properties: [shorter] })
        .wait(9)
        .send(pingreq),
  },
  'keep-alive-near-miss': {
    breaks: (talk) => talk.begin({ keepAlive: 10 }).wait(12).send(pingreq),
    keeps: (talk) => talk.begin({ keepAlive: 10 }).wait(10.1).send(pingreq),
  },
  'keep-alive-breach': {
    breaks: (talk) => talk.begin({ keepAlive: 10 }).wait(15.1).send(pingreq),
    keeps: (talk) => talk.begin({ keepAlive: 10 }).wait(14.9).send(pingreq),
  },
  'keep-alive-not-enforced': {
    breaks: (talk) => talk.begin({ keepAlive: 10 }).subscribed('a').wait(21).get(publish('a')),
    keeps: (talk, version) => {
      talk.begin({ keepAlive: 10 }).subscribed('a').wait(19).get(publish('a'));
      // DISCONNECT is how a server enforces it.
      if (version === 5) talk.wait(9).get({ type: 'disconnect', reasonCode: 0x8d });
    },
  },
  'ping-unanswered': {
    breaks: (talk) => talk.begin().send(pingreq).wait(2).send(pingreq),
    keeps: (talk) => talk.begin().send(pingreq).get(pingresp).wait(2).send(pingreq),
  },
  'unexpected-pingresp': {
    breaks: (talk) => talk.begin().get(pingresp),
    keeps: (talk) => talk.begin().send(pingreq).get(pingresp),
  },
});

it('a silent client that was reported costs as much as any other', () => {
  const message = encode(publish('a', { payload: new Uint8Array(20).fill(0x61) }), 4);
  const flood = (keepAlive: number) => () => {
    const talk = new Talk(4).begin({ keepAlive }).subscribed('a', 0).wait(30).get(publish('a'));
    talk.open().begin({ clientId: 'publisher', keepAlive: 0 });
    for (let n = 0; n < 8000; n += 1) talk.on(2).raw('out', message).on(1).raw('in', message);
    return talk.rules;
  };
  expect(flood(10)()).toContain('keep-alive-not-enforced');
  expect(leastCpuTime(flood(10), 3)).toBeLessThan(5 * leastCpuTime(flood(0), 3));
});

it('blames nobody for the silence of a computer that slept', () => {
  const talk = new Talk(5).begin({ keepAlive: 10 }).watch(1).send(pingreq);
  // Nothing ran meanwhile; the end is found shortly after waking.
  talk.wait(40).watch(2);
  const end = { cause: { key: 'asleep', args: { seconds: 40 } } } as const;
  talk.capture.closeStream(talk.stream, talk.time, end);
  expect(talk.rules).not.toContain('keep-alive-breach');
  expect(talk.rules).not.toContain('ping-unanswered');
});

it('finds a silent client also after a time in which no view was open', () => {
  const talk = new Talk(5).begin({ keepAlive: 10 }).watch(1);
  talk.wait(40).watch(7);
  expect(talk.rules).toContain('keep-alive-breach');
});
