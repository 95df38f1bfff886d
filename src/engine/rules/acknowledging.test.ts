import { expect, it } from 'vitest';
import { foundWrong } from '../../i18n/en/facts/findings.ts';
import { ack, pingreq, pingresp, publish, Talk } from '../problems/talk.testkit.ts';
import { ACKNOWLEDGING } from './acknowledging.ts';
import { number, qos1, qos2 } from './pieces.testkit.ts';
import { describeRules } from './scenes.testkit.ts';

/** A session that outlives its connection, in every version. */
const KEPT = {
  cleanStart: false,
  properties: [{ name: 'sessionExpiryInterval', value: 100 }],
} as const;

const RESUMED = { sessionPresent: true } as const;

/** A first connection with a PUBLISH of QoS 2 that was answered with PUBREC. */
const received = (talk: Talk) =>
  talk
    .begin(KEPT)
    .send(publish('a', qos2(1)))
    .get(ack('pubrec', 1));

/** A connection that ended after a PUBLISH of QoS 1 of the server and its PUBACK. */
const answered = (talk: Talk) =>
  talk
    .begin(KEPT)
    .subscribed('a')
    .get(publish('a', qos1(1)))
    .send(ack('puback', 1))
    .close();

/** The server has answered a PINGREQ after the PUBACK of its PUBLISH. */
const read = (talk: Talk) =>
  talk
    .begin(KEPT)
    .subscribed('a')
    .get(publish('a', qos1(1)))
    .send(ack('puback', 1))
    .send({ type: 'pingreq' })
    .get({ type: 'pingresp' });

/** Resumes a session with an unacknowledged PUBLISH of QoS 1. */
const resumed = (talk: Talk) =>
  talk
    .begin(KEPT)
    .send(publish('a', qos1(9)))
    .close()
    .again(KEPT, RESUMED);

/** PUBLISH of QoS 3 with packet identifier 7. */
const QOS3 = new Uint8Array([0x36, 5, 0, 1, 0x61, 0, 7]);

describeRules(ACKNOWLEDGING, {
  'unexpected-ack': {
    breaks: (talk) => talk.begin().get(ack('puback', 9)),
    // Some receivers acknowledge a malformed packet; they are not at fault.
    keeps: (talk) =>
      talk
        .begin()
        .send(publish('a', qos1(9)))
        .get(ack('puback', 9))
        .raw('out', QOS3)
        .get(ack('pubrec', 7))
        .send(ack('pubrel', 7))
        .get(ack('pubcomp', 7)),
  },
  'puback-for-qos2': {
    breaks: (talk) =>
      talk
        .begin()
        .send(publish('a', qos2(9)))
        .get(ack('puback', 9)),
    keeps: (talk) =>
      talk
        .begin()
        .send(publish('a', qos2(9)))
        .get(ack('pubrec', 9)),
  },
  'pubrec-for-qos1': {
    breaks: (talk) =>
      talk
        .begin()
        .send(publish('a', qos1(9)))
        .get(ack('pubrec', 9)),
    keeps: (talk) =>
      talk
        .begin()
        .send(publish('a', qos2(9)))
        .get(ack('pubrec', 9)),
  },
  'unanswered-at-end': {
    breaks: (talk) =>
      talk
        .begin()
        .send(publish('a', qos1(9)))
        .wait(6)
        .end(),
    keeps: (talk) =>
      talk
        .begin()
        .send(publish('a', qos1(9)))
        .wait(4)
        .end(),
  },
  'publish-unanswered': {
    breaks: (talk) =>
      talk
        .begin()
        .send(publish('a', qos1(9)))
        .wait(11)
        .send(pingreq)
        .get(pingresp),
    keeps: (talk) =>
      talk
        .begin()
        .send(publish('a', qos1(9)))
        .wait(11)
        .send(pingreq)
        .get(ack('puback', 9))
        .get(pingresp)
        // A side that answers nothing may be slow, or gone.
        .send(publish('a', qos2(10)))
        .wait(11)
        .send(pingreq)
        .end(),
  },
  'pubrel-without-pubrec': {
    breaks: (talk) =>
      talk
        .begin()
        .send(publish('a', qos2(9)))
        .send(ack('pubrel', 9)),
    keeps: (talk) =>
      talk
        .begin()
        .send(publish('a', qos2(9)))
        .get(ack('pubrec', 9))
        .send(ack('pubrel', 9)),
  },
  'pubcomp-without-pubrel': {
    breaks: (talk) =>
      talk
        .begin()
        .send(publish('a', qos2(9)))
        .get(ack('pubrec', 9))
        .get(ack('pubcomp', 9)),
    keeps: (talk) => {
      received(talk).send(ack('pubrel', 1)).get(ack('pubcomp', 1));
    },
  },
  'answered-twice': {
    breaks: (talk) =>
      talk
        .begin()
        .send(publish('a', qos1(9)))
        .get(ack('puback', 9))
        .get(ack('puback', 9)),
    keeps: (talk) => {
      talk.begin();
      for (let n = 0; n < 2; n += 1) talk.send(publish('a', qos1(9))).get(ack('puback', 9));
    },
  },
  'identifier-in-use': {
    breaks: (talk) =>
      talk
        .begin()
        .send(publish('a', qos1(9)))
        .send(publish('b', qos1(9))),
    keeps: (talk) =>
      talk
        .begin()
        .send(publish('a', qos1(9)))
        .get(ack('puback', 9))
        .send(publish('b', qos1(9))),
  },
  'redelivery-differs': {
    breaks: (talk) => resumed(talk).send(publish('b', qos1(9, true))),
    keeps: (talk) => resumed(talk).send(publish('a', qos1(9, true))),
  },
  'redelivery-without-dup': {
    breaks: (talk) => resumed(talk).send(publish('a', qos1(9))),
    keeps: (talk) => resumed(talk).send(publish('a', qos1(9, true))),
  },
  'not-sent-again': {
    breaks: (talk) => resumed(talk).wait(6).send(pingreq),
    keeps: (talk) =>
      resumed(talk)
        .wait(6)
        .send(publish('a', qos1(9, true)))
        .send(pingreq),
  },
  'redelivery-in-connection': {
    breaks: (talk) =>
      talk
        .begin()
        .send(publish('a', qos1(9)))
        .send(publish('a', qos1(9, true))),
    keeps: (talk) =>
      talk
        .begin()
        .send(publish('a', qos1(9)))
        .send(publish('a', qos1(10))),
  },
  'resend-in-connection': {
    breaks: (talk) =>
      talk
        .begin()
        .send(publish('a', qos1(9)))
        .send(publish('a', qos1(9, true))),
    keeps: (talk) =>
      talk
        .begin()
        .send(publish('a', qos1(9)))
        .send(publish('a', qos1(10))),
  },
  'dup-on-first': {
    breaks: (talk) => talk.begin().send(publish('a', qos1(9, true))),
    keeps: (talk) => {
      talk
        .begin(KEPT, RESUMED)
        .send(publish('a', qos1(9, true)))
        .close();
      // The server has lost the session, but the client still holds its messages.
      talk.again(KEPT).send(publish('a', qos1(9, true)));
    },
  },
  'publish-after-pubrec': {
    breaks: (talk) =>
      received(talk)
        .close()
        .again(KEPT, RESUMED)
        .send(publish('a', qos2(1, true))),
    keeps: (talk) => received(talk).close().again(KEPT, RESUMED).send(ack('pubrel', 1)),
  },
  'redelivery-of-answered': {
    breaks: (talk) =>
      answered(talk)
        .again(KEPT, RESUMED)
        .get(publish('a', qos1(1, true))),
    keeps: (talk) => {
      answered(talk)
        .again(KEPT, RESUMED)
        .get(publish('a', qos1(1)));
    },
  },
  'redelivery-after-answer': {
    breaks: (talk) => read(talk).get(publish('a', qos1(1, true))),
    keeps: (talk) => {
      read(talk).get(publish('a', qos1(1)));
    },
  },
  'ack-order': {
    breaks: (talk) => inOrder(talk, [2, 1]),
    keeps: (talk) => inOrder(talk, [1, 2]),
  },
  'server-ack-order': {
    breaks: (talk) => inOrderOfServer(talk, [2, 1]),
    keeps: (talk) => inOrderOfServer(talk, [1, 2]),
  },
  'identifier-not-found': {
    breaks: (talk) =>
      received(talk)
        .send(ack('pubrel', 1))
        .get(ack('pubcomp', 1, { reasonCode: 0x92 })),
    keeps: (talk) =>
      received(talk)
        .send(ack('pubrel', 1))
        .close()
        .again(KEPT, RESUMED)
        .send(ack('pubrel', 1))
        .get(ack('pubcomp', 1, { reasonCode: 0x92 })),
  },
  'receive-maximum-exceeded': {
    breaks: (talk) =>
      talk
        .begin({}, number('receiveMaximum', 1))
        .send(publish('a', qos1(1)))
        .send(publish('a', qos2(2))),
    keeps: (talk) =>
      talk
        .begin({}, number('receiveMaximum', 1))
        .send(publish('a', qos1(1)))
        .get(ack('puback', 1))
        .send(publish('a', qos2(2))),
  },
  'publish-refused': {
    breaks: (talk) =>
      talk
        .begin()
        .send(publish('a', qos1(1)))
        .get(ack('puback', 1, { reasonCode: 0x87 })),
    keeps: (talk) =>
      talk
        .begin()
        .send(publish('a', qos1(1)))
        .get(ack('puback', 1, { reasonCode: 0x10 })),
  },
  'no-matching-subscribers': {
    breaks: (talk) =>
      talk
        .begin()
        .send(publish('a', qos1(1)))
        .get(ack('puback', 1, { reasonCode: 0x10 })),
    keeps: (talk) =>
      talk
        .begin()
        .send(publish('a', qos1(1)))
        .get(ack('puback', 1)),
  },
});

function inOrder(talk: Talk, acknowledged: readonly number[]): void {
  talk
    .begin()
    .subscribed('a')
    .get(publish('a', qos1(1)))
    .get(publish('a', qos1(2)));
  for (const packetId of acknowledged) talk.send(ack('puback', packetId));
}

function inOrderOfServer(talk: Talk, acknowledged: readonly number[]): void {
  talk
    .begin()
    .send(publish('a', qos1(1)))
    .send(publish('a', qos1(2)));
  for (const packetId of acknowledged) talk.get(ack('puback', packetId));
}

it('names the identifier whose bytes an acknowledgement swaps', () => {
  const talk = new Talk(4)
    .begin()
    .send(publish('a', qos1(16)))
    .get(ack('puback', 4_096));
  expect(talk.found.map(foundWrong)).toEqual([
    'PUBACK 4096: nothing is in flight under this packet identifier. 16 is: the bytes of the identifier are swapped (0x1000 instead of 0x0010).',
  ]);
});

it.each([4, 5] as const)(
  'packets of a connection that was taken over are not held against the next one, version %i',
  (version) => {
    const talk = new Talk(version).begin({ ...KEPT, cleanStart: true }).subscribed('a');
    const first = talk.stream;
    talk.get(publish('a', qos1(5))).get(publish('a', qos1(6)));
    talk.open().connect(KEPT);
    const second = talk.stream;
    // On their way: acknowledgements that the server no longer reads, and messages that it never gets.
    talk
      .on(first)
      .send(ack('puback', 5))
      .send(ack('puback', 6))
      .send(publish('b', qos1(7)))
      .close();
    talk
      .on(second)
      .connack(RESUMED)
      .get(publish('a', { ...qos1(5), dup: true }))
      .get(publish('a', { ...qos1(6), dup: true }))
      .send(ack('puback', 5))
      .send(ack('puback', 6))
      .send(publish('b', qos1(8)))
      .get(ack('puback', 8))
      .wait(30)
      .send(publish('b', qos1(9)))
      .get(ack('puback', 9))
      .end();
    const claimed = talk.rules.filter((rule) => /^(?:not-sent-again|ack-order|red|dup)/.test(rule));
    expect(claimed).toEqual([]);
  },
);
