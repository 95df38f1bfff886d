import { describe, expect, it } from 'vitest';
import { foundWrong } from '../../i18n/en/facts/findings.ts';
import { ack, pingreq, pingresp, publish, Talk, will } from '../problems/talk.testkit.ts';
import { qos1 } from './pieces.testkit.ts';
import { describeRules } from './scenes.testkit.ts';
import { SESSIONS } from './sessions.ts';

const expiry = { name: 'sessionExpiryInterval', value: 100 } as const;

const kept = { cleanStart: false, properties: [expiry] };

const UNKEPT = { cleanStart: false } as const;

describeRules(SESSIONS, {
  'session-present-after-clean-start': {
    breaks: (talk) => talk.begin({ cleanStart: true }, { sessionPresent: true }),
    keeps: (talk) => talk.begin({ cleanStart: false }, { sessionPresent: true }),
  },
  'session-lost': {
    breaks: (talk) => talk.begin(kept).end().wait(5).again(kept),
    keeps: (talk, version) =>
      version === 5
        ? talk.begin(kept).end().wait(200).again(kept)
        : talk.begin().end().wait(5).again(kept),
  },
  'session-not-kept': {
    breaks: (talk) => talk.begin(UNKEPT).subscribed('a').end().again(UNKEPT),
    keeps: (talk) => {
      talk.begin(kept).subscribed('a').end().again(kept, { sessionPresent: true }).end();
      // A clean start ends the session.
      talk.again(UNKEPT).subscribed('a').end().again({ cleanStart: true });
    },
  },
  'session-present-after-expiry': {
    breaks: (talk, version) => {
      const back = { cleanStart: false };
      talk
        .begin(version === 5 ? kept : {})
        .end()
        .wait(200)
        .again(back, { sessionPresent: true });
    },
    keeps: (talk, version) => {
      const before = version === 5 ? kept : { cleanStart: false };
      talk.begin(before).end().wait(99).again({ cleanStart: false }, { sessionPresent: true });
    },
  },
  'taken-over': {
    breaks: (talk, version) =>
      version === 5 ? talk.begin().get({ type: 'disconnect', reasonCode: 0x8e }) : undefined,
    keeps: (talk) => talk.begin().end(),
  },
  'client-id-in-two-streams': {
    breaks: (talk) => talk.begin().open().connect(),
    keeps: (talk) => {
      talk.begin().open().connect({ clientId: 'another' });
      // A packet of a reserved type ends the connection (4.8), which may take a while.
      talk
        .open()
        .begin({ clientId: 'third' })
        .raw('in', new Uint8Array([0, 0]));
      talk.open().begin({ clientId: 'third' });
    },
  },
  'came-back-without-disconnect': {
    breaks: (talk) => talk.open('192.0.2.3:1').begin().wait(40).open('192.0.2.3:2').connect(),
    keeps: (talk) => {
      talk.open('192.0.2.3:1').begin().wait(40).end().open('192.0.2.3:2').begin();
      // Another host, and a client that was not silent.
      talk.wait(40).open('192.0.2.4:1').begin().wait(40).send(pingreq).wait(2);
      talk.open('192.0.2.4:2').begin();
    },
  },
  'client-id-in-two-tabs': {
    breaks: (talk) => {
      talk.begin().capture.sameClientElsewhere(talk.stream, talk.time);
    },
    keeps: (talk) => talk.begin().open().begin(),
  },
  'client-id-contested': {
    breaks: (talk) => {
      talk.begin().again().again();
    },
    // A single takeover, reported by the server as well (5.0).
    keeps: (talk, version) => {
      const first = talk.begin().stream;
      talk.again();
      if (version === 5) talk.on(first).get({ type: 'disconnect', reasonCode: 0x8e }).close();
    },
  },
  'short-connections': {
    breaks: (talk) => talk.begin().close().again().close().again().close(),
    keeps: (talk) => talk.begin().end().again().end().again().end(),
  },
  'reconnect-storm': {
    breaks: (talk) => talk.begin().close().again().close().again().close().again().close().again(),
    keeps: (talk) => {
      for (let n = 0; n < 7; n += 1) talk.again().end();
      for (let n = 0; n < 5; n += 1) talk.again().wait(4).close();
    },
  },
  'client-reported-error': {
    breaks: (talk) => talk.begin().send({ type: 'disconnect', reasonCode: 0x82 }),
    keeps: (talk) => talk.begin().send({ type: 'disconnect', reasonCode: 4 }),
  },
  'session-expiry-raised': {
    breaks: (talk) =>
      talk.begin().send({ type: 'disconnect', reasonCode: 0, properties: [expiry] }),
    keeps: (talk) =>
      talk
        .begin({ properties: [expiry] })
        .send({ type: 'disconnect', reasonCode: 0, properties: [expiry] }),
  },
  'sends-after-disconnect': {
    breaks: (talk) => talk.begin().send({ type: 'disconnect' }).send(pingreq),
    keeps: (talk) => talk.begin().send(pingreq).send({ type: 'disconnect' }).get(pingresp),
  },
  'closed-without-disconnect': {
    breaks: (talk) => talk.begin().wait(9).close(),
    keeps: (talk) => talk.begin().wait(9).end(),
  },
  'will-due': {
    breaks: (talk) => talk.begin({ will: will() }).wait(9).close(),
    keeps: (talk, version) => {
      talk.begin({ will: will() }).wait(9).end();
      if (version < 5) return;
      // Back in time, in a resumed session (3.1.3.2.2).
      const delayed = {
        ...will(),
        properties: [{ name: 'willDelayInterval', value: 60 } as const],
      };
      const kept = { properties: [{ ...expiry, value: 120 }], cleanStart: false };
      talk
        .again({ ...kept, will: delayed })
        .wait(9)
        .close()
        .wait(30);
      talk.again(kept, { sessionPresent: true }).watch(90).end();
    },
  },
  'server-disconnected': {
    breaks: (talk) => talk.begin().get({ type: 'disconnect', reasonCode: 0x98 }),
    keeps: (talk) => talk.begin().send({ type: 'disconnect', reasonCode: 0 }),
  },
  'server-keep-alive-timeout': {
    breaks: (talk) => talk.begin().get({ type: 'disconnect', reasonCode: 0x8d }),
    keeps: (talk) => talk.begin().get({ type: 'disconnect', reasonCode: 0x8b }),
  },
});

describe('a session without an expiry interval', () => {
  const said = (talk: Talk) =>
    talk.found.filter(({ rule }) => rule === 'session-not-kept').map(foundWrong);
  const left = () => new Talk(5).begin(UNKEPT).subscribed('a', 1).end();

  it('is reported with the messages that were published since', () => {
    const talk = left().open().begin({ clientId: 'pub' });
    for (const id of [1, 2]) talk.send(publish('a', qos1(id))).get(ack('puback', id));
    talk
      .send(publish('a'))
      .send(publish('b', qos1(3)))
      .get(ack('puback', 3));
    expect(said(talk.again(UNKEPT))).toEqual([
      'The session of connection #1 ended with it: the Session Expiry Interval in its CONNECT is missing or 0. At least 2 messages for its subscriptions came since then, and the server stored none.',
    ]);
  });

  it('is reported after a clean start on the first connection', () => {
    const talk = new Talk(5).begin().subscribed('a', 1).end();
    expect(said(talk.again(UNKEPT))).toHaveLength(1);
  });

  it('is not to blame if the server shortened it, keeps it, or had no subscription of it', () => {
    const shortened = { properties: [{ ...expiry, value: 0 }] };
    const talk = new Talk(5).begin(kept, shortened).subscribed('a').end();
    expect(said(talk.again(kept))).toEqual([]);
    expect(said(left().again(UNKEPT, { sessionPresent: true }))).toEqual([]);
    expect(said(new Talk(5).begin(UNKEPT).end().again(UNKEPT))).toEqual([]);
  });
});

it.each([4, 5] as const)('a device that is back from sleep is one client (MQTT %i)', (version) => {
  const talk = new Talk(version);
  for (const port of [1, 2, 3, 4]) {
    const before = talk.stream;
    talk.open(`192.0.2.3:${port}`).begin();
    if (version === 5 && port > 1) {
      const { stream } = talk;
      talk.on(before).get({ type: 'disconnect', reasonCode: 0x8e }).close('server').on(stream);
    }
    talk.wait(20);
  }
  expect(talk.rules).toContain('came-back-without-disconnect');
  expect(talk.rules).not.toContain('client-id-in-two-streams');
  expect(talk.rules).not.toContain('client-id-contested');
});

it('3.2.2.3.2: CONNACK decides how long the session is kept', () => {
  const back = (connack: number): Talk => {
    const talk = new Talk(5).begin(kept, { properties: [{ ...expiry, value: connack }] }).end();
    return talk.wait(60).again(kept, { sessionPresent: true });
  };
  expect(back(10).rules).toEqual(['session-present-after-expiry']);
  expect(back(90).rules).toEqual([]);
});
