import { describe, expect, it, test } from 'vitest';
import { encodeUtf8 } from '../../base/utf8.ts';
import { encode } from '../codec/encode.ts';
import { dissect } from '../dissect/dissect.ts';
import { plainBreach } from '../statements/breaches.ts';
import type { Packet } from '../tables/packet.ts';
import { type Beginning, FramingTrust } from './framing.ts';
import { type Doubt, doubtOf, isDoubtful } from './framingTrust.ts';

const publish = (payload: string, topic = 'a/b') =>
  encode(
    {
      type: 'publish',
      topic,
      payload: encodeUtf8(payload),
      qos: 0,
      retain: false,
      dup: false,
      properties: [],
    },
    4,
  );
const login: Packet = {
  type: 'connect',
  protocolName: 'MQTT',
  protocolLevel: 4,
  cleanStart: true,
  keepAlive: 60,
  clientId: 'c',
  properties: [],
};
const connect = encode(login, 4);
const plain = publish('{"t":21}');
/** Its topic and message may be fields of a CONNECT. */
const short = publish('\u0000\u0001x');
/** Its header may be the end of a text, too: 0, and a length of 48. */
const likeText = publish(`\u0000\u0029${'x'.repeat(41)}`);

/** The trust in each packet, in order. */
function trusts(begins: Beginning, packets: readonly Uint8Array[], doubts: readonly Doubt[] = []) {
  const framing = new FramingTrust(begins);
  return packets.map((bytes, at) => framing.next('client', bytes, doubts[at] ?? 'none'));
}

describe('what a client sends', () => {
  it('is believed from a CONNECT with the first byte on', () => {
    for (const begins of ['connect', 'middle', 'guess'] as const) {
      expect(trusts(begins, [connect, short, likeText])).toEqual(['good', 'good', 'good']);
    }
  });

  it('is believed at once if no bytes with a secret read like it', () => {
    const ping = Uint8Array.of(0xc0, 0);
    const subscribe = Uint8Array.of(0x82, 6, 0, 1, 0, 1, 0x61, 0);
    const letters = publish('x'.repeat(43));
    const packets = [plain, ping, subscribe, letters, publish('21.5'), publish('')];
    for (const begins of ['middle', 'connect', 'guess', 'cut'] as const) {
      expect(trusts(begins, packets)).toEqual(packets.map(() => 'good'));
    }
    expect(trusts('packet', [connect, plain, plain], ['none', 'all'])).toEqual([
      'good',
      'doubtful',
      'good',
    ]);
  });

  it('is believed after two good packets where its beginning is missing', () => {
    expect(trusts('middle', [short, short, short])).toEqual(['lost', 'lost', 'good']);
  });

  it('is not believed where something else came in the place of CONNECT', () => {
    const packets = [short, short, short, short];
    expect(trusts('connect', packets)).toEqual(['doubtful', 'lost', 'lost', 'lost']);
    expect(trusts('connect', [short, plain, short])).toEqual(['doubtful', 'good', 'lost']);
  });

  it('is believed again two good packets behind one whose lengths do not agree', () => {
    const after = (doubts: readonly Doubt[]) => {
      const packets = [connect, ...Array<Uint8Array>(6).fill(short)];
      return trusts('connect', packets, ['none', ...doubts]).slice(1);
    };
    const [doubtful, lost, good] = ['doubtful', 'lost', 'good'];
    expect(after(['all'])).toEqual([doubtful, lost, lost, good, good, good]);
    for (const again of ['all', 'message'] as const) {
      expect(after(['all', 'none', again])).toEqual([doubtful, lost, lost, lost, lost, good]);
    }
  });

  it('is believed where CONNECT may be missing', () => {
    const framing = new FramingTrust('connect');
    framing.gap();
    const found = [short, short, short].map((bytes) => framing.next('client', bytes, 'none'));
    expect(found).toEqual(['lost', 'lost', 'good']);
  });

  it('is not taken from the middle of a text after a gap', () => {
    const framing = new FramingTrust('connect');
    framing.next('client', connect, 'none');
    framing.gap();
    expect(framing.next('client', likeText, 'none')).toBe('lost');
    framing.next('client', short, 'none');
    framing.gap();
    expect(framing.next('client', short, 'none')).toBe('good');
  });

  it('is not taken from the middle of a text where a part of it is there and no CONNECT', () => {
    const part = likeText.subarray(0, 40);
    const after = (begins: Beginning, packets: readonly Uint8Array[]) => {
      const framing = new FramingTrust(begins);
      for (const bytes of packets) framing.next('client', bytes, 'none');
      return framing.partial('client', part, false);
    };
    expect(after('connect', [connect])).toBe('good');
    expect(after('middle', [short, short, short])).toBe('doubtful');
  });

  it('goes on after a message that looks like a packet', () => {
    const packets = [connect, short, short, short];
    expect(trusts('connect', packets, ['none', 'message'])).toEqual(packets.map(() => 'good'));
    // The message may have swallowed the beginning of a CONNECT, which continues inside a text.
    const within = trusts('connect', [connect, short, likeText], ['none', 'message']);
    expect(within).toEqual(['good', 'good', 'lost']);
  });
});

test('in the middle of a stream, what is taken for the server may be the client', () => {
  const taken = (begins: Beginning) => new FramingTrust(begins).next('server', likeText, 'none');
  const all = ['connect', 'middle', 'guess', 'cut'] as const;
  // A guess hides no packet that is good from either side.
  expect(all.map(taken)).toEqual(['good', 'lost', 'good', 'good']);
  const judged = (begins: Beginning) => new FramingTrust(begins).judged('server');
  expect(all.map(judged)).toEqual(['server', 'client', 'client', 'server']);
  const wrong = [
    {
      severity: 'malformed',
      statement: 'MQTT-4.8.2-1',
      breach: plainBreach('both-qos-bits'),
      offset: 0,
      length: 1,
    } as const,
  ];
  const faulty = (begins: Beginning) => new FramingTrust(begins).take('server', likeText, wrong, 4);
  expect([faulty('guess'), faulty('cut')]).toEqual(['doubtful', 'good']);
  const framing = new FramingTrust('middle');
  framing.next('client', connect, 'none');
  expect(framing.next('server', likeText, 'none')).toBe('good');
});

test('whoever is taken for the server is known to be it from its first packet that is one', () => {
  const judgedAfter = (doubt: Doubt) => {
    const framing = new FramingTrust('guess');
    framing.next('server', short, doubt);
    return framing.judged('server');
  };
  const doubts = ['none', 'message', 'all'] as const;
  expect(doubts.map(judgedAfter)).toEqual(['server', 'server', 'client']);
});

test('one good packet does not show where packets begin: a text may follow', () => {
  const after = (packets: number) =>
    trusts('cut', [...Array<Uint8Array>(packets).fill(short), likeText]).at(-1);
  expect([after(0), after(1), after(2)]).toEqual(['lost', 'lost', 'good']);
});

test('a message that looks like a packet is no reason to doubt its own', () => {
  const packet = publish('\u0010\u000f\u0000\u0004MQTT');
  expect(doubtOf(packet, [], 'client', 4)).toBe('message');
  expect(isDoubtful(packet, [], 'client', 4)).toBe(false);
  expect(doubtOf(publish('x', 'MQTT'), [], 'client', 4)).toBe('none');
  // A CONNECT whose type was changed to PUBLISH.
  expect(doubtOf(publish('\u0004\u00c2\u0000\u003c', 'MQTT'), [], 'client', 4)).toBe('all');
});

test('a packet of a client whose lengths do not agree is doubted, wherever it is cut', () => {
  const signIn = encode(
    { ...login, userName: 'ann', password: encodeUtf8('0\u0003\u0000\u0001a0\u0003\u0000\u0001b') },
    4,
  );
  const subscribe = encode(
    {
      type: 'subscribe',
      packetId: 1,
      properties: [],
      subscriptions: [
        { filter: 'a', qos: 0, noLocal: false, retainAsPublished: false, retainHandling: 0 },
      ],
    },
    4,
  );
  // With only its identifier, the lengths of a SUBSCRIBE are consistent.
  for (const [packet, least] of [
    [signIn, 2],
    [subscribe, 5],
  ] as const) {
    for (let length = least; length < packet.length; length += 1) {
      const cut = Uint8Array.from([packet[0] ?? 0, length - 2, ...packet.subarray(2, length)]);
      const { problems } = dissect(cut, { sender: 'client', version: 4 });
      expect(doubtOf(cut, problems, 'client', 4), `${length} bytes`).toBe('all');
    }
  }
});

test('requests over HTTP are seen in small letters and in HTTP/2, whoever sends them', () => {
  for (const text of ['post /l http/1.1\r\n', 'PRI * HTTP/2.0\r\n\r\n']) {
    expect(isDoubtful(encodeUtf8(text), [], 'server', undefined)).toBe(true);
  }
});
