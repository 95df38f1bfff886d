import { describe, expect, test } from 'vitest';
import { encodeUtf8 } from '../../base/utf8.ts';
import { qos1, qos2, subscribeTo } from './exchanges.testkit.ts';
import { Followed, type Told } from './followed.testkit.ts';

function connected(version: 4 | 5 = 5): Followed {
  const followed = new Followed(version);
  followed.connect();
  return followed;
}

const puback = (packetId: number) => ({ type: 'puback', packetId }) as const;
const pubrec = (packetId: number) => ({ type: 'pubrec', packetId }) as const;
const pubrel = (packetId: number) => ({ type: 'pubrel', packetId }) as const;
const pubcomp = (packetId: number) => ({ type: 'pubcomp', packetId }) as const;

describe('reported irregularities', () => {
  const cases: Record<string, (followed: Followed) => Told> = {
    'unexpected-ack': (followed) => ['unexpected-ack', followed.sees('in', puback(9)), undefined],
    'puback-for-qos2 (4.3.3)': (followed) => {
      const first = followed.sees('out', qos2(1));
      return ['puback-for-qos2', followed.sees('in', puback(1)), first];
    },
    'pubrec-for-qos1 (4.3.2)': (followed) => {
      const first = followed.sees('out', qos1(1));
      return ['pubrec-for-qos1', followed.sees('in', pubrec(1)), first];
    },
    'pubrel-without-pubrec (4.3.3)': (followed) => {
      const first = followed.sees('in', qos2(1));
      return ['pubrel-without-pubrec', followed.sees('in', pubrel(1)), first];
    },
    'PUBREL without PUBLISH': (followed) => [
      'pubrel-without-pubrec',
      followed.sees('in', pubrel(1)),
      undefined,
    ],
    'pubcomp-without-pubrel': (followed) => {
      const first = followed.sees('out', qos2(1));
      followed.sees('in', pubrec(1));
      return ['pubcomp-without-pubrel', followed.sees('in', pubcomp(1)), first];
    },
    'answered-twice': (followed) => {
      followed.sees('out', qos1(1));
      const answer = followed.sees('in', puback(1));
      return ['answered-twice', followed.sees('in', puback(1)), answer];
    },
    'a second PUBREC': (followed) => {
      const first = followed.sees('out', qos2(1));
      followed.sees('in', pubrec(1));
      return ['answered-twice', followed.sees('in', pubrec(1)), first];
    },
    'identifier-in-use (2.2.1)': (followed) => {
      const first = followed.sees('out', qos1(1));
      const second = qos1(1, { payload: encodeUtf8('another') });
      return ['identifier-in-use', followed.sees('out', second), first];
    },
    'redelivery-differs (3.3.1.1)': (followed) => {
      const first = followed.sees('out', qos1(1));
      followed.return(true);
      const again = qos1(1, { dup: true, payload: encodeUtf8('another') });
      return ['redelivery-differs', followed.sees('out', again), first];
    },
    'redelivery-without-dup (3.3.1.1)': (followed) => {
      const first = followed.sees('out', qos1(1));
      followed.return(true);
      return ['redelivery-without-dup', followed.sees('out', qos1(1)), first];
    },
    'redelivery-in-connection (4.4)': (followed) => {
      const first = followed.sees('out', qos1(1));
      return ['redelivery-in-connection', followed.sees('out', qos1(1, { dup: true })), first];
    },
    'dup-on-first (3.3.1.1)': (followed) => [
      'dup-on-first',
      followed.sees('out', qos1(1, { dup: true })),
      undefined,
    ],
    'publish-after-pubrec (4.3.3)': (followed) => {
      const first = followed.sees('out', qos2(1));
      followed.sees('in', pubrec(1));
      followed.return(true);
      return ['publish-after-pubrec', followed.sees('out', qos2(1, { dup: true })), first];
    },
    'redelivery-of-answered (4.4)': (followed) => {
      followed.sees('in', qos1(1));
      const answer = followed.sees('out', puback(1));
      followed.return(true);
      return ['redelivery-of-answered', followed.sees('in', qos1(1, { dup: true })), answer];
    },
    'redelivery-after-answer (4.4)': (followed) => {
      followed.sees('out', qos1(1));
      const answer = followed.sees('in', puback(1));
      followed.return(true);
      return ['redelivery-after-answer', followed.sees('out', qos1(1, { dup: true })), answer];
    },
    'ack-order of PUBACK (4.6)': (followed) => {
      followed.sees('in', qos1(1));
      followed.sees('in', qos1(2));
      const newer = followed.sees('out', puback(2));
      return ['ack-order', followed.sees('out', puback(1)), newer];
    },
    'server-ack-order of PUBACK (4.6)': (followed) => {
      followed.sees('out', qos1(1));
      followed.sees('out', qos1(2));
      const newer = followed.sees('in', puback(2));
      return ['server-ack-order', followed.sees('in', puback(1)), newer];
    },
    'server-ack-order of PUBREC (4.6)': (followed) => {
      followed.sees('out', qos2(1));
      followed.sees('out', qos2(2));
      const newer = followed.sees('in', pubrec(2));
      return ['server-ack-order', followed.sees('in', pubrec(1)), newer];
    },
    'ack-order of PUBREL (4.6)': (followed) => {
      followed.sees('out', qos2(1));
      followed.sees('out', qos2(2));
      followed.sees('in', pubrec(1));
      const later = followed.sees('in', pubrec(2));
      followed.sees('out', pubrel(2));
      return ['ack-order', followed.sees('out', pubrel(1)), later];
    },
    'code-count (3.9.3)': (followed) => {
      const first = followed.sees('out', subscribeTo(1, 'a', 'b'));
      const answer = { type: 'suback', packetId: 1, properties: [], reasonCodes: [1] } as const;
      return ['code-count', followed.sees('in', answer), first];
    },
    'granted-above-requested (3.8.4)': (followed) => {
      const first = followed.sees('out', subscribeTo(1, 'a'));
      const answer = { type: 'suback', packetId: 1, properties: [], reasonCodes: [2] } as const;
      return ['granted-above-requested', followed.sees('in', answer), first];
    },
    'unexpected-pingresp': (followed) => [
      'unexpected-pingresp',
      followed.sees('in', { type: 'pingresp' }),
      undefined,
    ],
    'a second CONNACK': (followed) => [
      'unexpected-connack',
      followed.sees('in', {
        type: 'connack',
        sessionPresent: false,
        reasonCode: 0,
        properties: [],
      }),
      2,
    ],
    'unexpected-auth (4.12)': (followed) => [
      'unexpected-auth',
      followed.sees('in', { type: 'auth', reasonCode: 0x18 }),
      1,
    ],
  };

  test.each(Object.entries(cases))('%s', (_name, play) => {
    const followed = connected();
    const expected = play(followed);
    expect(followed.told).toEqual([expected]);
  });
});

describe('unreported cases', () => {
  const cases: Record<string, (followed: Followed) => void> = {
    '4.4: two answers to a PUBLISH that was sent twice': (followed) => {
      followed.sees('out', qos1(1));
      followed.sees('out', qos1(1, { dup: true }));
      followed.told.length = 0;
      followed.sees('in', puback(1));
      followed.sees('in', puback(1));
    },
    'the second answer when the identifier is in use again': (followed) => {
      for (const dup of [false, true]) followed.sees('out', qos1(1, { dup }));
      followed.sees('in', puback(1));
      followed.sees('out', qos1(1, { payload: encodeUtf8('another') }));
      followed.told.length = 0;
      followed.sees('in', puback(1));
      followed.sees('in', puback(1));
    },
    'the second answer when a message of QoS 2 uses the identifier': (followed) => {
      for (const dup of [false, true]) followed.sees('out', qos1(1, { dup }));
      followed.sees('in', puback(1));
      followed.sees('out', qos2(1));
      followed.told.length = 0;
      followed.sees('in', puback(1));
      followed.sees('in', pubrec(1));
    },
    'a repeated PUBREL for a PUBLISH without PUBREC, reported once': (followed) => {
      followed.sees('out', qos2(1));
      followed.sees('out', pubrel(1));
      followed.return(true);
      followed.told.length = 0;
      followed.sees('out', pubrel(1));
      followed.sees('in', pubcomp(1));
    },
    'PUBREL and PUBCOMP after an unexpected PUBREC, reported once': (followed) => {
      followed.sees('in', pubrec(1));
      followed.told.length = 0;
      followed.sees('out', pubrel(1));
      followed.sees('in', pubcomp(1));
    },
    'a redelivery by the server of a message answered just before the connection ended': (
      followed,
    ) => {
      followed.sees('in', qos2(1));
      followed.sees('out', pubrec(1));
      followed.return(true);
      followed.sees('in', qos2(1, { dup: true }));
      followed.sees('out', pubrec(1));
      followed.sees('in', pubrel(1));
      followed.sees('out', pubcomp(1));
      followed.return(true);
      followed.sees('in', pubrel(1));
      followed.sees('out', pubcomp(1));
    },
    'DUP on a message whose first send may have been lost on an earlier connection': (followed) => {
      followed.return(true);
      followed.sees('in', qos1(1, { dup: true }));
    },
    'a message like an answered one of a session that the broker has lost': (followed) => {
      followed.sees('in', qos1(1));
      followed.sees('in', qos1(2));
      followed.sees('out', puback(1));
      followed.sees('out', puback(2));
      followed.return(false);
      followed.return(true);
      // The new session's message from the broker was lost.
      followed.sees('in', qos1(2, { dup: true }));
      followed.sees('in', qos1(1, { dup: true }));
      followed.sees('out', puback(2));
      followed.sees('out', puback(1));
    },
    'a message with the identifier of an answered one and another payload': (followed) => {
      followed.sees('in', qos1(1));
      followed.sees('out', puback(1));
      followed.return(true);
      followed.sees('in', qos1(1, { dup: true, payload: encodeUtf8('another') }));
    },
    'answers to both messages with a reused identifier': (followed) => {
      followed.sees('out', qos1(1));
      followed.sees('out', qos1(1, { payload: encodeUtf8('another') }));
      followed.told.length = 0;
      followed.sees('in', puback(1));
      followed.sees('in', puback(1));
    },
    'answers to both messages of QoS 2 with a reused identifier, from the server': (followed) => {
      followed.sees('in', qos2(1));
      followed.sees('in', qos2(1, { payload: encodeUtf8('another') }));
      followed.told.length = 0;
      followed.sees('out', pubrec(1));
      followed.sees('out', pubrec(1));
      followed.sees('in', pubrel(1));
      followed.sees('out', pubcomp(1));
    },
    'packets in transit on a connection that was taken over': (followed) => {
      const old = followed.ordinal;
      followed.ordinal = followed.streams.open({ version: followed.version });
      followed.connect(true);
      followed.ordinal = old;
      followed.sees('in', puback(1));
      followed.sees('in', pubrel(1));
    },
    'late packets after the end of the connection': (followed) => {
      followed.sees('out', qos1(1));
      followed.sees('out', subscribeTo(2, 'a'));
      followed.streams.close(followed.ordinal, 1);
      followed.sees('in', { type: 'suback', packetId: 2, properties: [], reasonCodes: [1] });
      followed.sees('in', puback(1));
      followed.sees('in', puback(1));
    },
    'a server that acknowledges in the order of redeliveries': (followed) => {
      followed.sees('out', qos1(1));
      followed.return(true);
      followed.sees('out', qos1(2));
      followed.sees('out', qos1(1, { dup: true }));
      followed.sees('in', puback(2));
      followed.sees('in', puback(1));
    },
    '4.3.3: a PUBREL for each PUBREC': (followed) => {
      followed.sees('out', qos2(1));
      followed.sees('out', qos2(1, { dup: true }));
      followed.told.length = 0;
      for (let n = 0; n < 2; n += 1) followed.sees('in', pubrec(1));
      followed.sees('out', pubrel(1));
      followed.sees('in', pubrec(1));
      followed.sees('out', pubrel(1));
      for (let n = 0; n < 2; n += 1) followed.sees('in', pubcomp(1));
    },
    '4.3.3: a PUBREL for a late PUBREC after PUBCOMP': (followed) => {
      followed.sees('out', qos2(1));
      followed.sees('out', qos2(1, { dup: true }));
      followed.told.length = 0;
      followed.sees('in', pubrec(1));
      followed.sees('out', pubrel(1));
      followed.sees('in', pubcomp(1));
      followed.sees('in', pubrec(1));
      followed.sees('out', pubrel(1));
      followed.sees('in', pubcomp(1));
    },
    'the PUBREL of a forgotten exchange whose slot was reused': (followed) => {
      for (const packetId of [1, 1025]) {
        followed.sees('out', qos2(packetId));
        followed.sees('in', pubrec(packetId));
        followed.sees('out', pubrel(packetId));
        followed.sees('in', pubcomp(packetId));
      }
      followed.sees('out', pubrel(1));
      followed.sees('in', pubcomp(1));
    },
    'separate orders of PUBACK and PUBREC': (followed) => {
      followed.sees('out', qos2(1));
      followed.sees('out', qos1(2));
      followed.sees('in', puback(2));
      followed.sees('in', pubrec(1));
    },
  };

  test.each(Object.entries(cases))('%s', (_name, play) => {
    const followed = connected(4);
    play(followed);
    expect(followed.told).toEqual([]);
  });

  test.each([4, 5] as const)('does not report a PUBREL that crosses its PUBCOMP, %i', (version) => {
    const followed = new Followed(version);
    followed.connect(false, true);
    const first = followed.sees('out', qos2(1));
    followed.sees('in', pubrec(1));
    followed.sees('out', pubrel(1));
    followed.sees('in', pubcomp(1));
    const again = followed.sees('out', pubrel(1));
    followed.sees('in', pubcomp(1));
    expect(followed.told).toEqual([['redelivery-in-connection', again, first]]);
  });

  test('depends on a beginning that was not captured', () => {
    const followed = new Followed(5, { fromStart: false });
    followed.sees('in', puback(1));
    followed.sees('in', pubrel(2));
    followed.sees('in', pubcomp(3));
    followed.sees('in', { type: 'pingresp' });
    followed.sees('in', { type: 'suback', packetId: 1, properties: [], reasonCodes: [0] });
    followed.sees('in', qos1(4, { dup: true }));
    expect(followed.told).toEqual([]);
  });

  test('depends on a session whose beginning was not captured', () => {
    const followed = new Followed(5);
    followed.connect(true);
    followed.sees('in', puback(1));
    followed.sees('in', pubrel(2));
    followed.sees('in', pubcomp(2));
    expect(followed.told).toEqual([]);
  });
});
