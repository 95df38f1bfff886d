import { expect, it } from 'vitest';
import { pingreq, pingresp, publish, Talk, will } from '../problems/talk.testkit.ts';
import { describeRules } from './scenes.testkit.ts';
import { WILLS } from './wills.ts';

const SUBSCRIBER = 1;
const GONE = { payload: new Uint8Array(4).fill(0x67) };
const last = (delay = 0) => ({
  ...will(),
  ...GONE,
  properties: delay === 0 ? [] : [{ name: 'willDelayInterval', value: delay } as const],
});
const kept = (seconds: number) => ({
  cleanStart: false,
  properties: [{ name: 'sessionExpiryInterval', value: seconds } as const],
});

/** A subscriber to `gone`, and a client with a will. */
const both = (talk: Talk, delay = 0): Talk =>
  talk
    .begin({ clientId: 'sub' })
    .subscribed('gone')
    .open()
    .begin({ clientId: 'dev', will: last(delay), ...(delay > 0 && kept(100)) });

const later = (talk: Talk, seconds: number): Talk =>
  talk.on(SUBSCRIBER).wait(seconds).send(pingreq).get(pingresp);
const comes = (talk: Talk): Talk => talk.on(SUBSCRIBER).get(publish('gone', GONE));

describeRules(WILLS, {
  'will-after-disconnect': {
    breaks: (talk) => comes(both(talk).send({ type: 'disconnect' })),
    keeps: (talk) => comes(both(talk).send(publish('gone', GONE)).send({ type: 'disconnect' })),
  },
  'will-before-delay': {
    breaks: (talk) => comes(both(talk, 30).close()),
    keeps: (talk) => comes(both(talk, 30).close().wait(30)),
  },
  'will-not-published': {
    breaks: (talk) => later(both(talk).close(), 5),
    keeps: (talk) => later(comes(both(talk).close()), 5),
  },
  'will-changed': {
    breaks: (talk) => later(both(talk).close().on(SUBSCRIBER).get(publish('gone')), 5),
    keeps: (talk) => {
      both(talk).close().open().begin({ clientId: 'x' }).send(publish('gone'));
      later(talk.on(SUBSCRIBER).get(publish('gone')), 5);
    },
  },
});

it('3.1.3.2.2: a client that resumes its session has no will any more', () => {
  const talk = both(new Talk(5), 30).close().wait(5);
  talk.open().begin({ clientId: 'dev', ...kept(100) }, { sessionPresent: true });
  expect(comes(talk).found).toContainEqual(
    expect.objectContaining({ rule: 'will-after-disconnect', statement: 'MQTT-3.1.3-9' }),
  );
});

it('claims nothing if another client has the same will', () => {
  const talk = both(new Talk(5)).send({ type: 'disconnect' });
  talk.open().begin({ clientId: 'other', will: last() });
  expect(comes(talk).rules).not.toContain('will-after-disconnect');
});

it('claims nothing about the end of a connection that was not seen', () => {
  const talk = both(new Talk(5));
  talk.capture.closeStream(talk.stream);
  expect(later(talk, 5).rules).not.toContain('will-not-published');
});

it('3.14.4: DISCONNECT with reason code 0x04 asks for the will', () => {
  const leaves = () =>
    both(new Talk(5)).send({ type: 'disconnect', reasonCode: 4, properties: [] });
  expect(later(leaves().close(), 5).rules).toEqual(['will-not-published']);
  expect(later(comes(leaves().close()), 5).rules).toEqual([]);
  const delayed = both(new Talk(5), 10).send({
    type: 'disconnect',
    reasonCode: 4,
    properties: [],
  });
  expect(later(later(delayed.close(), 11), 5).rules).toEqual(['will-not-published']);
});
