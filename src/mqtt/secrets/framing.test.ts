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
const properties = [{ name: 'authenticationMethod', value: 'SCRAM-SHA-256' }] as const;
const signIn = encode({ ...login, protocolLevel: 5, properties }, 5);
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

describe('client data', () => {
  it('is trusted from a CONNECT with the first byte on', () => {
    for (const begins of ['connect', 'middle', 'guess'] as const) {
      expect(trusts(begins, [connect, short, likeText])).toEqual(['good', 'good', 'good']);
    }
  });

  it('is not trusted at once if its message may be the rest of JSON', () => {
    const withId = Uint8Array.of(0x32, 13, 0, 1, 0x61, 0, 1, ...encodeUtf8('"geheim"'));
    for (const [begins, trust] of [
      ['middle', 'lost'],
      ['connect', 'doubtful'],
    ] as const) {
      expect(trusts(begins, [publish('"geheim')])).toEqual([trust]);
      expect(trusts(begins, [publish('heim', 'a"ge')])).toEqual([trust]);
      expect(trusts(begins, [withId.subarray(0, -1)])).toEqual([trust]);
      expect(trusts(begins, [withId])).toEqual(['good']);
    }
  });

  it('is trusted at once if no bytes with a secret look like it', () => {
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

  it('is trusted after two good packets if its start is missing', () => {
    expect(trusts('middle', [short, short, short])).toEqual(['lost', 'lost', 'good']);
  });

  it('is not trusted if something other than CONNECT is first', () => {
    const packets = [short, short, short, short];
    expect(trusts('connect', packets)).toEqual(['doubtful', 'lost', 'lost', 'lost']);
    expect(trusts('connect', [short, plain, short])).toEqual(['doubtful', 'good', 'lost']);
  });

  it('is trusted again two good packets after one with inconsistent lengths', () => {
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

  it('is trusted if CONNECT may be missing', () => {
    const framing = new FramingTrust('connect');
    framing.gap();
    const found = [short, short, short].map((bytes) => framing.next('client', bytes, 'none'));
    expect(found).toEqual(['lost', 'lost', 'good']);
  });

  it('is not found inside a text of AUTH after a gap', () => {
    const framing = new FramingTrust('connect');
    framing.next('client', signIn, 'none');
    framing.gap();
    expect(framing.next('client', likeText, 'none')).toBe('lost');
    framing.next('client', short, 'none');
    framing.gap();
    expect(framing.next('client', short, 'none')).toBe('good');
  });

  it.each([4, 5] as const)(
    'is trusted after a gap that can hide no secret, in version %i',
    (version) => {
      const framing = new FramingTrust('connect');
      framing.next('client', encode({ ...login, protocolLevel: version }, version), 'none');
      framing.gap();
      expect(framing.next('client', likeText, 'none')).toBe('good');
    },
  );

  it('is not found inside a text that is partly captured without CONNECT', () => {
    const part = likeText.subarray(0, 40);
    const after = (begins: Beginning, packets: readonly Uint8Array[]) => {
      const framing = new FramingTrust(begins);
      for (const bytes of packets) framing.next('client', bytes, 'none');
      return framing.partial('client', part, false);
    };
    expect(after('connect', [connect])).toBe('good');
    expect(after('middle', [short, short, short])).toBe('doubtful');
  });

  it('continues after a message that looks like a packet', () => {
    const packets = [connect, short, short, short];
    expect(trusts('connect', packets, ['none', 'message'])).toEqual(packets.map(() => 'good'));
    // The message may have swallowed the beginning of a CONNECT, which continues inside a text.
    const within = trusts('connect', [connect, short, likeText], ['none', 'message']);
    expect(within).toEqual(['good', 'good', 'lost']);
  });
});

test('the apparent server may be the client in the middle of a stream', () => {
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

test('the apparent server is confirmed by its first server packet', () => {
  const judgedAfter = (doubt: Doubt) => {
    const framing = new FramingTrust('guess');
    framing.next('server', short, doubt);
    return framing.judged('server');
  };
  const doubts = ['none', 'message', 'all'] as const;
  expect(doubts.map(judgedAfter)).toEqual(['server', 'server', 'client']);
});

test('one good packet does not show where packets start: a text may follow', () => {
  const after = (packets: number) =>
    trusts('cut', [...Array<Uint8Array>(packets).fill(short), likeText]).at(-1);
  expect([after(0), after(1), after(2)]).toEqual(['lost', 'lost', 'good']);
});

test('a message that looks like a packet does not make its own doubtful', () => {
  const packet = publish('\u0010\u000f\u0000\u0004MQTT');
  expect(doubtOf(packet, [], 'client', 4)).toBe('message');
  expect(isDoubtful(packet, [], 'client', 4)).toBe(false);
  expect(doubtOf(publish('x', 'MQTT'), [], 'client', 4)).toBe('none');
  // A CONNECT whose type was changed to PUBLISH.
  expect(doubtOf(publish('\u0004\u00c2\u0000\u003c', 'MQTT'), [], 'client', 4)).toBe('all');
});

test('a client packet with inconsistent lengths is doubtful, wherever it is cut', () => {
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

describe('server data', () => {
  it('is in doubt where it may be the rest of a message, wherever that was cut', () => {
    const json = '{"credentialsValue":{"password":"eTvGbKpJAPXK@eYHKYP"}}';
    const next = [0x90, 4, 0, 1, 0, 1];
    const shown: string[] = [];
    for (let cut = json.indexOf(':"e'); cut < json.indexOf('YP"'); cut += 1) {
      const rest = Uint8Array.of(...encodeUtf8(json.slice(cut)), ...next);
      const { problems } = dissect(rest, { version: 5, sender: 'server' });
      if (!isDoubtful(rest, problems, 'server', 5)) shown.push(json.slice(cut));
    }
    expect(shown).toEqual([]);
  });
});

describe('topics that are not UTF-8', () => {
  const latin1 = Uint8Array.of(
    0x32,
    15,
    0,
    6,
    0x4b,
    0xfc,
    0x63,
    0x68,
    0x65,
    0x2f,
    0,
    7,
    ...encodeUtf8('21.5!'),
  );
  const filter = Uint8Array.of(0x82, 7, 0, 1, 0, 2, 0x4b, 0xfc, 0);
  const isText = (bytes: Uint8Array) => {
    const { problems } = dissect(bytes, { sender: 'client', version: 4 });
    return doubtOf(bytes, problems, 'client', 4);
  };

  it('leave the lengths certain, so that each of the packets is judged', () => {
    expect([isText(latin1), isText(filter)]).toEqual(['text', 'text']);
    const packets = [connect, filter, latin1, latin1, short];
    expect(trusts('connect', packets, ['none', 'text', 'text', 'text'])).toEqual([
      'good',
      'doubtful',
      'doubtful',
      'doubtful',
      'good',
    ]);
  });

  it('establish no packet boundary', () => {
    expect(trusts('middle', [latin1, latin1], ['text', 'text'])).toEqual(['lost', 'lost']);
    // A wrong length, too, or another packet inside.
    expect(isText(Uint8Array.of(...latin1.subarray(0, 9)))).toBe('all');
    const other = Uint8Array.of(0x30, 9, 0, 7, 0xfc, ...connect.subarray(2, 8));
    expect(isText(other)).toBe('all');
  });
});

test('detects HTTP requests in lower case and in HTTP/2, from either side', () => {
  for (const text of ['post /l http/1.1\r\n', 'PRI * HTTP/2.0\r\n\r\n']) {
    expect(isDoubtful(encodeUtf8(text), [], 'server', undefined)).toBe(true);
  }
});
