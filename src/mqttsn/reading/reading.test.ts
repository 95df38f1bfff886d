import { describe, expect, it } from 'vitest';
import { encodeUtf8 } from '../../base/utf8.ts';
import { encode } from '../../mqtt/codec/encode.ts';
import type { Packet } from '../../mqtt/tables/packet.ts';
import { encapsulated, encodeSn } from '../encodeSn.ts';
import type { SnMessage } from '../snMessage.ts';
import type { SnRead } from './snConversation.ts';
import { SnConversations } from './snConversations.ts';
import { SnFlows } from './snFlows.ts';
import { type OtherSide, SnSides } from './snSides.ts';

const CLIENT = '10.0.0.7:40000';
const GATEWAY = '10.0.0.1:1884';
const SECOND = 1_000_000;
const CONNECT: SnMessage = {
  type: 'connect',
  will: false,
  cleanSession: true,
  protocolId: 1,
  keepAlive: 60,
  clientId: 'soil',
};
const CONNACK: SnMessage = { type: 'connack', returnCode: 0 };
const topic = (id: number) => ({ kind: 'normal', id }) as const;
const publish = (options: object = {}): SnMessage => ({
  type: 'publish',
  dup: false,
  qos: 0,
  retain: false,
  topic: topic(1),
  messageId: 0,
  data: encodeUtf8('21.5'),
  ...options,
});

/** A conversation: messages of the client and answers. */
class Talk {
  readonly #conversations = new SnConversations(new Map([[3, 'plant/door']]));
  readonly read: SnRead[] = [];
  readonly #flows = new SnFlows((seen) => this.read.push(this.#conversations.take(seen)));
  #time = 0;

  out(message: SnMessage | Uint8Array, from = CLIENT): this {
    return this.#datagram(from, GATEWAY, message);
  }

  in(message: SnMessage, to = CLIENT): this {
    return this.#datagram(GATEWAY, to, message);
  }

  after(seconds: number): this {
    this.#time += seconds * SECOND;
    return this;
  }

  end(): this {
    this.#flows.end();
    return this;
  }

  get breaches(): readonly string[] {
    return this.read.flatMap(({ no, problems }) =>
      problems.map(({ breach }) => `${no} ${breach.key}`),
    );
  }

  get topics(): readonly (string | undefined)[] {
    return this.read.map((one) => one.topic);
  }

  #datagram(from: string, to: string, message: SnMessage | Uint8Array): this {
    this.#time += 1_000;
    const bytes = message instanceof Uint8Array ? message : encodeSn(message);
    this.#flows.datagram(from, to, bytes, this.#time);
    return this;
  }
}

const begun = (): Talk => new Talk().out(CONNECT).in(CONNACK);

describe('a conversation of MQTT-SN', () => {
  it('names the topic ids of REGISTER, SUBSCRIBE and others', () => {
    const talk = begun()
      .out({ type: 'register', topicId: 0, messageId: 1, topic: 'plant/heat' })
      .in({ type: 'regack', topicId: 1, messageId: 1, returnCode: 0 })
      .out(publish())
      .out({
        type: 'subscribe',
        dup: false,
        qos: 1,
        messageId: 2,
        topic: { kind: 'name', filter: 'to/me' },
      })
      .in({ type: 'suback', qos: 1, topicId: 2, messageId: 2, returnCode: 0 })
      .in(publish({ topic: topic(2) }))
      .in({ type: 'register', topicId: 9, messageId: 1, topic: 'to/all' })
      .out({ type: 'regack', topicId: 9, messageId: 1, returnCode: 0 })
      .in(publish({ topic: topic(9), qos: 1, messageId: 4 }))
      .out({ type: 'puback', topicId: 9, messageId: 4, returnCode: 0 })
      .out(publish({ topic: { kind: 'predefined', id: 3 } }))
      .out(publish({ topic: { kind: 'short', id: 0x6162 } }));
    expect(talk.topics.slice(2)).toEqual([
      'plant/heat',
      'plant/heat',
      'plant/heat',
      'to/me',
      'to/me',
      'to/me',
      'to/all',
      'to/all',
      'to/all',
      'to/all',
      'plant/door',
      'ab',
    ]);
    expect(talk.breaches).toEqual([]);
    expect(talk.read.every(({ clientId }) => clientId === 'soil')).toBe(true);
  });

  it.each<[string, Talk, readonly string[]]>([
    ['an unregistered number', begun().out(publish({ topic: topic(8) })), ['3 unknown-topic-id']],
    [
      'a message before CONNACK',
      new Talk().out(CONNECT).out(publish({ topic: { kind: 'short', id: 0x6162 } })),
      ['2 not-connected'],
    ],
    [
      'a second message before the first is done',
      begun()
        .out(publish({ qos: 1, messageId: 1, topic: { kind: 'short', id: 0x6162 } }))
        .out(publish({ qos: 1, messageId: 2, topic: { kind: 'short', id: 0x6162 } })),
      ['4 two-at-once'],
    ],
    [
      'a message again without DUP',
      begun()
        .out(publish({ qos: 1, messageId: 1, topic: { kind: 'short', id: 0x6162 } }))
        .out(publish({ qos: 1, messageId: 1, topic: { kind: 'short', id: 0x6162 } })),
      ['4 again-without-dup'],
    ],
    ['an answer to nothing', begun().in({ type: 'unsuback', messageId: 5 }), ['3 answers-nothing']],
    [
      'the answer to an invalid request',
      begun()
        .out(Uint8Array.of(6, 0x0a, 0, 0, 0, 7))
        .in({ type: 'regack', topicId: 0, messageId: 7, returnCode: 3 })
        .in({ type: 'regack', topicId: 0, messageId: 7, returnCode: 3 }),
      ['3 too-short', '4 rejected', '5 answers-nothing', '5 rejected'],
    ],
    ['a refusal', new Talk().out(CONNECT).in({ type: 'connack', returnCode: 3 }), ['2 rejected']],
    [
      'a message to a client that sleeps',
      begun()
        .out({ type: 'disconnect', duration: 60 })
        .in({ type: 'disconnect', duration: undefined })
        .in(publish({ topic: { kind: 'short', id: 0x6162 } })),
      ['5 sent-to-sleeper'],
    ],
    [
      'a message of a client that sleeps',
      begun()
        .out({ type: 'disconnect', duration: 60 })
        .out(publish({ topic: { kind: 'short', id: 0x6162 } })),
      ['4 sent-asleep'],
    ],
    [
      'a client that oversleeps',
      begun()
        .out({ type: 'disconnect', duration: 60 })
        .after(120)
        .out({ type: 'pingreq', clientId: 'soil' }),
      ['4 overslept'],
    ],
    ['a violation in its bytes', begun().out(Uint8Array.of(3, 0x16, 0, 0)), ['3 wrong-length']],
  ])('%s is a problem', (_what, talk, breaches) => {
    expect(talk.breaches).toEqual(breaches);
  });

  it('a client that wakes, receives waiting messages and sleeps again breaks no rule', () => {
    const talk = begun()
      .out({ type: 'disconnect', duration: 60 })
      .in({ type: 'disconnect', duration: undefined })
      .after(50)
      .out({ type: 'pingreq', clientId: 'soil' })
      .in(publish({ topic: { kind: 'short', id: 0x6162 }, qos: 2, messageId: 7 }))
      .out({ type: 'pubrec', messageId: 7 })
      .in({ type: 'pubrel', messageId: 7 })
      .out({ type: 'pubcomp', messageId: 7 })
      .in({ type: 'pingresp' });
    expect(talk.breaches).toEqual([]);
  });

  it('5.4.13: PUBACK carries the topic id of its PUBLISH', () => {
    const talk = begun()
      .out({ type: 'register', topicId: 0, messageId: 1, topic: 'plant/heat' })
      .in({ type: 'regack', topicId: 4, messageId: 1, returnCode: 0 })
      .out(publish({ topic: topic(4), qos: 1, messageId: 2 }))
      .in({ type: 'puback', topicId: 5536, messageId: 2, returnCode: 0 });
    expect(talk.breaches).toEqual(['6 other-topic-id']);
  });

  it('5.3.11: a gateway accepts no registration with topic id 0', () => {
    const talk = begun()
      .out({ type: 'register', topicId: 0, messageId: 1, topic: 'plant/heat' })
      .in({ type: 'regack', topicId: 0, messageId: 1, returnCode: 0 })
      .out(publish({ topic: topic(0) }));
    expect(talk.breaches).toEqual(['4 accepted-without-id', '5 topic-id']);
  });

  it('5.4.11: publishes on no topic id that REGACK or PUBACK rejected', () => {
    const talk = begun()
      .in({ type: 'register', topicId: 7, messageId: 1, topic: 'plant/heat' })
      .out({ type: 'regack', topicId: 7, messageId: 1, returnCode: 3 })
      .in(publish({ topic: topic(7) }))
      .in({ type: 'register', topicId: 7, messageId: 2, topic: 'plant/heat' })
      .out({ type: 'regack', topicId: 7, messageId: 2, returnCode: 0 })
      .in(publish({ topic: topic(7) }))
      .out({ type: 'puback', topicId: 7, messageId: 0, returnCode: 2 })
      .in(publish({ topic: topic(7) }));
    expect(talk.breaches).toEqual([
      '4 rejected',
      '5 rejected-topic-id',
      '9 rejected',
      '10 rejected-topic-id',
    ]);
  });

  it('claims nothing about messages before the beginning of a capture', () => {
    const talk = new Talk()
      .out(publish({ topic: topic(8), qos: 1, messageId: 3 }))
      .in({ type: 'puback', topicId: 8, messageId: 3, returnCode: 0 })
      .in({ type: 'unsuback', messageId: 5 });
    expect(talk.read).toHaveLength(3);
    expect(talk.breaches).toEqual([]);
  });
});

describe('MQTT-SN among other datagrams', () => {
  it('is detected if all datagrams make sense; the client is the side that requests', () => {
    const talk = new Talk().out({ type: 'pingreq', clientId: 'soil' }).in({ type: 'pingresp' });
    expect(talk.read.map(({ direction, client }) => [direction, client])).toEqual([
      ['out', CLIENT],
      ['in', CLIENT],
    ]);
  });

  it('is not detected in DNS or noise that resembles it once', () => {
    const seen: unknown[] = [];
    const flows = new SnFlows((one) => seen.push(one));
    const dns = Uint8Array.of(0x12, 0x0c, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 97, 0, 0, 1, 0);
    for (let at = 0; at < 50; at += 1) {
      flows.datagram(`10.0.0.9:${5000 + at}`, '10.0.0.2:53', dns, at);
      flows.datagram('10.0.0.2:53', `10.0.0.9:${5000 + at}`, Uint8Array.of(...dns, 1, 2), at);
    }
    flows.datagram('10.0.0.3:99', '10.0.0.4:98', Uint8Array.of(2, 0x17), 60);
    flows.end();
    expect(seen).toEqual([]);
  });

  it('is detected if the client identifier of CONNECT, or the length, is garbage', () => {
    const connect = Uint8Array.of(8, 0x04, 4, 1, 0, 60, 0x61, 0xa5);
    for (const bytes of [connect, Uint8Array.of(9, ...connect.subarray(1))]) {
      const seen: unknown[] = [];
      const flows = new SnFlows((one) => seen.push(one));
      flows.datagram('10.0.0.9:5000', '10.0.0.2:1884', bytes, 0);
      flows.datagram('10.0.0.9:5001', '10.0.0.3:53', bytes, 0);
      flows.end();
      expect(seen).toMatchObject([{ direction: 'out', gateway: '10.0.0.2:1884' }]);
    }
  });

  it('is detected although the first message at a usual port has an invalid body', () => {
    const talk = new Talk();
    const register = Uint8Array.of(7, 0x0a, 0, 0, 0, 1, 0xff);
    talk.out(register).in({ type: 'regack', topicId: 0, messageId: 1, returnCode: 3 });
    talk.out({ type: 'pingreq', clientId: '' });
    expect(talk.read).toHaveLength(3);
  });

  it('is a single datagram at a usual port; behind a forwarder, each node is a client', () => {
    expect(
      new Talk().out(publish({ qos: -1, topic: { kind: 'short', id: 0x6162 } })).end().read,
    ).toHaveLength(1);
    const talk = new Talk();
    for (const node of [1, 2, 1]) talk.out(encapsulated(Uint8Array.of(node), encodeSn(CONNECT)));
    expect(talk.read.map(({ stream }) => stream)).toEqual([1, 2, 1]);
  });
});

describe('both sides of a gateway', () => {
  const mqtt = (sides: SnSides, no: number, direction: 'in' | 'out', packet: Packet): void => {
    sides.packet(4, direction, encode(packet, 5), no);
  };
  const connect: Packet = {
    type: 'connect',
    protocolName: 'MQTT',
    protocolLevel: 5,
    cleanStart: true,
    keepAlive: 0,
    clientId: 'soil',
    properties: [],
  };
  const pairing = () => {
    const others = new Map<number, OtherSide>();
    const sides = new SnSides(100_000, (no, other) => others.set(no, other));
    return { others, sides };
  };
  const plain = { type: 'publish', dup: false, retain: false, properties: [] } as const;

  it('are matched in any order; messages that stay at the gateway have no other side', () => {
    const talk = new Talk()
      .out(CONNECT)
      .in(CONNACK)
      .out({ type: 'register', topicId: 0, messageId: 9, topic: 'plant/heat' })
      .in({ type: 'regack', topicId: 1, messageId: 9, returnCode: 0 })
      .out(publish())
      .in(publish({ topic: topic(1), qos: 1, messageId: 7 }))
      .in(publish({ topic: topic(1), qos: 1, messageId: 7, dup: true }))
      .out({ type: 'puback', topicId: 1, messageId: 7, returnCode: 0 })
      .out({ type: 'disconnect', duration: 60 });
    const { others: found, sides } = pairing();
    const [first, second, ...others] = talk.read;
    if (first === undefined || second === undefined) return;
    sides.message(first);
    mqtt(sides, 1, 'out', connect);
    mqtt(sides, 2, 'in', { type: 'connack', sessionPresent: false, reasonCode: 0, properties: [] });
    sides.message(second);
    const payload = encodeUtf8('21.5');
    mqtt(sides, 3, 'in', { ...plain, topic: 'plant/heat', qos: 1, packetId: 7, payload });
    for (const read of others) sides.message(read);
    mqtt(sides, 4, 'out', { ...plain, topic: 'plant/heat', qos: 0, payload });
    mqtt(sides, 5, 'out', { type: 'puback', packetId: 7 });
    expect(talk.read.map(({ no }) => found.get(no)?.packet)).toEqual([
      1,
      2,
      undefined,
      undefined,
      4,
      3,
      undefined,
      5,
      undefined,
    ]);
  });

  it('are not matched for a client of another name', () => {
    const [read] = new Talk().out(CONNECT).read;
    const { others, sides } = pairing();
    if (read !== undefined) sides.message(read);
    mqtt(sides, 1, 'out', { ...connect, clientId: 'other' });
    expect(others.size).toBe(0);
  });
});
