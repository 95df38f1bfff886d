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

describe('what is told', () => {
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
    'PUBREL out of nowhere': (followed) => [
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

describe('what is not told', () => {
  const cases: Record<string, (followed: Followed) => void> = {
    '4.4: where a PUBLISH is sent twice two answers are right': (followed) => {
      followed.sees('out', qos1(1));
      followed.sees('out', qos1(1, { dup: true }));
      followed.told.length = 0;
      followed.sees('in', puback(1));
      followed.sees('in', puback(1));
    },
    'and the second one may come when the identifier is in use again': (followed) => {
      for (const dup of [false, true]) followed.sees('out', qos1(1, { dup }));
      followed.sees('in', puback(1));
      followed.sees('out', qos1(1, { payload: encodeUtf8('another') }));
      followed.told.length = 0;
      followed.sees('in', puback(1));
      followed.sees('in', puback(1));
    },
    'by a message of QoS 2, too': (followed) => {
      for (const dup of [false, true]) followed.sees('out', qos1(1, { dup }));
      followed.sees('in', puback(1));
      followed.sees('out', qos2(1));
      followed.told.length = 0;
      followed.sees('in', puback(1));
      followed.sees('in', pubrec(1));
    },
    'a repeated PUBREL for a PUBLISH without PUBREC is told of once': (followed) => {
      followed.sees('out', qos2(1));
      followed.sees('out', pubrel(1));
      followed.return(true);
      followed.told.length = 0;
      followed.sees('out', pubrel(1));
      followed.sees('in', pubcomp(1));
    },
    'a PUBREC for nothing is answered by PUBREL and PUBCOMP, and told of once': (followed) => {
      followed.sees('in', pubrec(1));
      followed.told.length = 0;
      followed.sees('out', pubrel(1));
      followed.sees('in', pubcomp(1));
    },
    'the server may send again what we answered just before the connection ended': (followed) => {
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
    'a first sending may have been lost on an earlier connection': (followed) => {
      followed.return(true);
      followed.sees('in', qos1(1, { dup: true }));
    },
    'an answered one of a session that the broker has lost is not what comes again': (followed) => {
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
    'nor is an answered one with another payload': (followed) => {
      followed.sees('in', qos1(1));
      followed.sees('out', puback(1));
      followed.return(true);
      followed.sees('in', qos1(1, { dup: true, payload: encodeUtf8('another') }));
    },
    'answers to both, where an identifier was given out twice': (followed) => {
      followed.sees('out', qos1(1));
      followed.sees('out', qos1(1, { payload: encodeUtf8('another') }));
      followed.told.length = 0;
      followed.sees('in', puback(1));
      followed.sees('in', puback(1));
    },
    'the same with QoS 2, from the server': (followed) => {
      followed.sees('in', qos2(1));
      followed.sees('in', qos2(1, { payload: encodeUtf8('another') }));
      followed.told.length = 0;
      followed.sees('out', pubrec(1));
      followed.sees('out', pubrec(1));
      followed.sees('in', pubrel(1));
      followed.sees('out', pubcomp(1));
    },
    'what crosses on a connection that another one has taken over': (followed) => {
      const old = followed.ordinal;
      followed.ordinal = followed.streams.open({ version: followed.version });
      followed.connect(true);
      followed.ordinal = old;
      followed.sees('in', puback(1));
      followed.sees('in', pubrel(1));
    },
    'what comes late, when the connection has ended': (followed) => {
      followed.sees('out', qos1(1));
      followed.sees('out', subscribeTo(2, 'a'));
      followed.streams.close(followed.ordinal, 1);
      followed.sees('in', { type: 'suback', packetId: 2, properties: [], reasonCodes: [1] });
      followed.sees('in', puback(1));
      followed.sees('in', puback(1));
    },
    'a server acknowledges in the order in which messages came to it again': (followed) => {
      followed.sees('out', qos1(1));
      followed.return(true);
      followed.sees('out', qos1(2));
      followed.sees('out', qos1(1, { dup: true }));
      followed.sees('in', puback(2));
      followed.sees('in', puback(1));
    },
    '4.3.3: each PUBREC is answered by a PUBREL': (followed) => {
      followed.sees('out', qos2(1));
      followed.sees('out', qos2(1, { dup: true }));
      followed.told.length = 0;
      for (let n = 0; n < 2; n += 1) followed.sees('in', pubrec(1));
      followed.sees('out', pubrel(1));
      followed.sees('in', pubrec(1));
      followed.sees('out', pubrel(1));
      for (let n = 0; n < 2; n += 1) followed.sees('in', pubcomp(1));
    },
    '4.3.3: also a PUBREC that comes late, after PUBCOMP': (followed) => {
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
    'PUBREL of an exchange that is forgotten for another of the same place': (followed) => {
      for (const packetId of [1, 1025]) {
        followed.sees('out', qos2(packetId));
        followed.sees('in', pubrec(packetId));
        followed.sees('out', pubrel(packetId));
        followed.sees('in', pubcomp(packetId));
      }
      followed.sees('out', pubrel(1));
      followed.sees('in', pubcomp(1));
    },
    'PUBACK and PUBREC each have an order of their own': (followed) => {
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

  test.each([4, 5] as const)(
    'a PUBREL that crosses its PUBCOMP as one without PUBREC, %i',
    (version) => {
      const followed = new Followed(version);
      followed.connect(false, true);
      const first = followed.sees('out', qos2(1));
      followed.sees('in', pubrec(1));
      followed.sees('out', pubrel(1));
      followed.sees('in', pubcomp(1));
      const again = followed.sees('out', pubrel(1));
      followed.sees('in', pubcomp(1));
      expect(followed.told).toEqual([['redelivery-in-connection', again, first]]);
    },
  );

  test('what depends on a beginning that was not seen', () => {
    const followed = new Followed(5, { fromStart: false });
    followed.sees('in', puback(1));
    followed.sees('in', pubrel(2));
    followed.sees('in', pubcomp(3));
    followed.sees('in', { type: 'pingresp' });
    followed.sees('in', { type: 'suback', packetId: 1, properties: [], reasonCodes: [0] });
    followed.sees('in', qos1(4, { dup: true }));
    expect(followed.told).toEqual([]);
  });

  test('what depends on a session whose beginning was not seen', () => {
    const followed = new Followed(5);
    followed.connect(true);
    followed.sees('in', puback(1));
    followed.sees('in', pubrel(2));
    followed.sees('in', pubcomp(2));
    expect(followed.told).toEqual([]);
  });
});
