/** Batch processing of received messages and sent answers must give the same result as one by one. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { joined } from '../base/bytes.ts';
import { isThorough, tries } from '../base/runs.testkit.ts';
import { encodeUtf8 } from '../base/utf8.ts';
import { CONVENTIONS } from '../conventions/conventions.ts';
import { Capture } from '../engine/capture/capture.ts';
import { encode } from '../mqtt/codec/encode.ts';
import type { Packet, ProtocolVersion, QoS } from '../mqtt/tables/packet.ts';
import type { Property } from '../mqtt/tables/properties.ts';
import { PUBREC } from '../mqtt/tables/typeNumbers.ts';
import { Recorder } from './link/recorder.ts';

/** Counts packets processed in batches and single ones. */
class FastCapture extends Capture {
  messages = 0;
  answers = 0;
  alone = 0;

  override packet(...packet: Parameters<Capture['packet']>): number {
    this.alone += 1;
    return super.packet(...packet);
  }

  override plain(...[bytes, from, together]: Parameters<Capture['plain']>): number {
    const end = super.plain(bytes, from, together);
    if (end > from) this.messages += 1;
    return end;
  }

  override plainAnswers(...[bytes, from, together]: Parameters<Capture['plainAnswers']>): number {
    const end = super.plainAnswers(bytes, from, together);
    this.answers += (end - from) / 4;
    return end;
  }
}

/** Processes packets one by one. */
class SlowCapture extends Capture {
  protected override get takesBatches(): boolean {
    return false;
  }
}

interface Agreed {
  readonly version: ProtocolVersion;
  /** 0 if none is announced. */
  readonly receiveMaximum: number;
  readonly keepAlive: number;
  readonly granted: QoS;
  readonly logBudget: number;
}

/** A client that answers received messages on command. */
class Client {
  readonly capture: Capture;
  readonly #agreed: Agreed;
  #recorder: Recorder;
  #stream = 0;
  time = 0;
  /** Answers that have not left yet. */
  waiting: number[][] = [];
  statements: string[] = [];

  constructor(capture: Capture, agreed: Agreed) {
    this.capture = capture;
    this.#agreed = agreed;
    this.#recorder = this.connect(false);
  }

  connect(sessionPresent: boolean): Recorder {
    const { version, keepAlive, receiveMaximum, granted } = this.#agreed;
    if (this.#stream > 0) this.capture.closeStream(this.#stream, this.time);
    const stream = this.capture.openStream({ version, time: this.time, server: 'here' });
    this.#stream = stream;
    this.waiting = [];
    this.#recorder = new Recorder(
      {
        capture: this.capture,
        stream: () => stream,
        version,
        topicAliasMaximum: 0,
        maximumPacketSize: undefined,
        observeMalformed: true,
        now: () => this.time,
      },
      {
        packet: () => undefined,
        acknowledge: (packets) => {
          for (let at = 0; at < packets.length; at += 4) {
            this.waiting.push([...packets.subarray(at, at + 4)]);
          }
        },
        forward: () => undefined,
        broken: ({ statement }) => this.statements.push(statement),
        written: () => undefined,
      },
    );
    const limits: Property[] = receiveMaximum
      ? [{ name: 'receiveMaximum', value: receiveMaximum }]
      : [];
    this.leaves({
      type: 'connect',
      protocolName: 'MQTT',
      protocolLevel: version,
      cleanStart: false,
      keepAlive,
      clientId: 'me',
      properties: version === 5 ? [...limits, { name: 'sessionExpiryInterval', value: 60 }] : [],
    });
    this.comes(encode({ type: 'connack', sessionPresent, reasonCode: 0, properties: [] }, version));
    if (sessionPresent) return this.#recorder;
    const rest = { noLocal: false, retainAsPublished: false, retainHandling: 0 } as const;
    const subscriptions = [{ filter: '#', qos: granted, ...rest } as const];
    this.leaves({ type: 'subscribe', packetId: 60_000, subscriptions, properties: [] });
    const codes = { packetId: 60_000, reasonCodes: [granted], properties: [] };
    this.comes(encode({ type: 'suback', ...codes }, version));
    return this.#recorder;
  }

  comes(frame: Uint8Array): void {
    this.#recorder.received(frame.slice());
  }

  leaves(packet: Packet): void {
    this.#recorder.leaves(encode(packet, this.#agreed.version));
  }

  answers(bytes: Uint8Array): void {
    this.#recorder.answersLeave(bytes);
  }

  refuses([first = 0, , high = 0, low = 0]: readonly number[] = []): void {
    if (this.#agreed.version < 5 || first === 0) return;
    this.#recorder.leaves(Uint8Array.of(first, 3, high, low, 0x80));
  }

  /** Another client loses its connection, with a delayed will. */
  neighbour(): void {
    const { capture, time } = this;
    const version = 5;
    const stream = capture.openStream({ version, time, server: 'here' });
    const delay = [{ name: 'willDelayInterval', value: 3 }] as const;
    const will = { topic: 'gone', payload: new Uint8Array(1), qos: 0, retain: false } as const;
    const connect: Packet = {
      type: 'connect',
      protocolName: 'MQTT',
      protocolLevel: version,
      cleanStart: false,
      keepAlive: 0,
      clientId: 'other',
      properties: [{ name: 'sessionExpiryInterval', value: 60 }],
      will: { ...will, properties: delay },
    };
    capture.packet(stream, 'out', time, encode(connect, version));
    const connack = { sessionPresent: false, reasonCode: 0, properties: [] };
    capture.packet(stream, 'in', time, encode({ type: 'connack', ...connack }, version));
    capture.closeStream(stream, time);
  }

  /** State before any details are requested. */
  get counts(): unknown {
    return { ...this.capture.counters(this.time), topicBytes: 0 };
  }

  /** The server sends a message. */
  publishes(qos: 0 | 1): void {
    const message = { topic: 'a', payload: encodeUtf8('message 3'), properties: [] };
    const packet = { type: 'publish', dup: false, retain: false, ...message } as const;
    this.leaves(qos === 1 ? { ...packet, qos, packetId: 9 } : { ...packet, qos });
  }

  get seen(): unknown {
    const { capture, time } = this;
    const whole = { first: 0, count: 1000 };
    const exchanges = (['all', 'in-flight', 'retried', 'abandoned', 'problems'] as const).map(
      (show) => capture.window({ exchanges: { ...whole, show } }, time).exchanges,
    );
    const shown = capture.window(
      {
        topics: whole,
        packets: whole,
        streams: whole,
        inFlight: { count: 50, stuckAfter: 1_000_000 },
        latency: { kind: 'all', direction: 'both' },
        problems: { rule: undefined, first: 0, count: 0 },
      },
      time,
    );
    const rules = shown.problems?.groups.map(({ rule }) => rule) ?? [];
    return {
      ...shown,
      counters: this.counts,
      exchanges,
      steps: shown.packets?.rows.map(
        ({ number }) => capture.window({ exchange: { packet: number } }, time).exchange,
      ),
      problems: rules.map(
        (rule) => capture.window({ problems: { ...whole, rule } }, time).problems,
      ),
      details: TOPICS.map(
        (name) => capture.window({ topic: { name, history: whole } }, time).topic,
      ),
      waiting: this.waiting,
      statements: this.statements,
    };
  }
}

const TOPICS = ['a', 'a/b', 'a/b/c', 'ä/long/name/of/a/topic', 'bad\u0001character'];
/** Packet identifiers in rotation. */
const IDENTIFIERS = 40;

type Sent =
  | {
      readonly kind: 'message';
      readonly topic: number;
      readonly qos: QoS;
      readonly oddity: 'none' | 'dup' | 'retained' | 'same-identifier' | 'properties' | 'empty';
    }
  | { readonly kind: 'release'; readonly isStray: boolean }
  | { readonly kind: 'ping' }
  | { readonly kind: 'stray'; readonly type: 'puback' | 'pubrec' | 'pubcomp' };

/** Assigns identifiers, and tracks messages to be released. */
class Server {
  readonly recorded: number[] = [];
  readonly #version: ProtocolVersion;
  #given = 0;
  #sent = 0;

  constructor(version: ProtocolVersion) {
    this.#version = version;
  }

  frame(packets: readonly Sent[]): Uint8Array {
    return joined(packets.map((one) => encode(this.#packet(one), this.#version)));
  }

  #packet(one: Sent): Packet {
    if (one.kind === 'ping') return { type: 'pingresp' };
    if (one.kind === 'stray') return { type: one.type, packetId: (this.#sent % 50) + 1 };
    if (one.kind === 'release') {
      const packetId = (one.isStray ? undefined : this.recorded.shift()) ?? this.#given + 1;
      return { type: 'pubrel', packetId };
    }
    return this.#message(one);
  }

  #message({ topic, qos, oddity }: Sent & { kind: 'message' }): Packet {
    this.#sent += 1;
    const hasProperties = oddity === 'properties' && this.#version === 5;
    const message = {
      retain: oddity === 'retained',
      topic: TOPICS[topic] ?? '',
      properties: hasProperties ? [{ name: 'contentType', value: 'text' } as const] : [],
      payload: encodeUtf8(oddity === 'empty' ? '' : `message ${this.#sent % 7}`),
    };
    if (qos === 0) return { type: 'publish', qos, dup: false, ...message };
    if (oddity !== 'same-identifier') this.#given = (this.#given + 1) % IDENTIFIERS;
    const packetId = this.#given + 1;
    return { type: 'publish', qos, dup: oddity === 'dup', packetId, ...message };
  }
}

const usually = <T>(usual: T, ...others: readonly T[]): fc.Arbitrary<T> =>
  fc.oneof(
    { weight: 40, arbitrary: fc.constant(usual) },
    { weight: 1, arbitrary: fc.constantFrom(...others) },
  );

const aPacket: fc.Arbitrary<Sent> = fc.oneof(
  {
    weight: 24,
    arbitrary: fc.record({
      kind: fc.constant('message' as const),
      topic: fc.oneof(fc.constant(0), fc.nat(TOPICS.length - 1)),
      qos: fc.constantFrom<QoS>(0, 1, 2),
      oddity: usually(
        ...(['none', 'dup', 'retained', 'same-identifier', 'properties', 'empty'] as const),
      ),
    }),
  },
  {
    weight: 10,
    arbitrary: fc.record({ kind: fc.constant('release' as const), isStray: usually(false, true) }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'ping' } as const) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('stray' as const),
      type: fc.constantFrom('puback', 'pubrec', 'pubcomp'),
    }),
  },
);

type Answering = 'all' | 'all-but-one' | 'reversed' | 'twice' | 'refused-first';

type Step =
  | { readonly step: 'frame'; readonly packets: readonly Sent[]; readonly piece: number }
  | { readonly step: 'answer'; readonly how: Answering }
  /** µs. */
  | { readonly step: 'wait'; readonly time: number }
  /** The client publishes. */
  | { readonly step: 'own'; readonly qos: 0 | 1 }
  | { readonly step: 'return'; readonly sessionPresent: boolean }
  | { readonly step: 'neighbour' | 'clear' | 'look' };

const aStep: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      step: fc.constant('frame' as const),
      packets: fc.array(aPacket, { maxLength: 16 }),
      piece: fc.oneof(fc.constant(10_000), fc.integer({ min: 3, max: 200 })),
    }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      step: fc.constant('answer' as const),
      how: usually<Answering>('all', 'all-but-one', 'reversed', 'twice', 'refused-first'),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom<Step>(
      { step: 'wait', time: 2_000_000 },
      { step: 'wait', time: 11_000_000 },
      { step: 'own', qos: 0 },
      { step: 'own', qos: 1 },
      { step: 'return', sessionPresent: true },
      { step: 'return', sessionPresent: false },
      { step: 'neighbour' },
      { step: 'clear' },
      { step: 'look' },
    ),
  },
);

const agreed: fc.Arbitrary<Agreed> = fc.record({
  version: fc.constantFrom<ProtocolVersion>(4, 5),
  receiveMaximum: fc.constantFrom(0, 5, 60),
  keepAlive: fc.constantFrom(0, 5),
  granted: usually<QoS>(2, 1),
  logBudget: fc.constantFrom(4_000_000, 60_000),
});

/** The pending answers that leave now. */
function leaving(waiting: readonly number[][], how: Answering): number[] {
  const [first = [], ...others] = waiting;
  if (how === 'all-but-one' || how === 'refused-first') return others.flat();
  if (how === 'reversed') return waiting.toReversed().flat();
  if (how === 'twice') return [...first, ...waiting.flat()];
  return waiting.flat();
}

/** A client that processes packets in batches, and one that does not. */
class Both {
  readonly fast: FastCapture;
  readonly #server: Server;
  readonly #clients: readonly Client[];
  readonly #looks: unknown[][] = [];

  constructor(settings: Agreed) {
    const { version, logBudget } = settings;
    const options = { conventions: CONVENTIONS, originWallClock: 0, logBudget };
    this.fast = new FastCapture(options);
    this.#server = new Server(version);
    this.#clients = [
      new Client(this.fast, settings),
      new Client(new SlowCapture(options), settings),
    ];
  }

  play(steps: readonly Step[]): this {
    for (const one of steps) {
      this.#each((client) => {
        client.time += one.step === 'wait' ? one.time : 700;
      });
      this.#take(one);
      this.#looks.push(this.#clients.map((client) => client.counts));
    }
    this.#look();
    return this;
  }

  /** Results of both at each inspection. */
  get looks(): readonly [seen: unknown[], wanted: unknown[]] {
    return [this.#looks.map(([seen]) => seen), this.#looks.map(([, wanted]) => wanted)];
  }

  get rules(): readonly string[] {
    const request = { problems: { rule: undefined, first: 0, count: 0 } };
    const { problems } = this.fast.window(request, this.#clients[0]?.time ?? 0);
    return problems?.groups.map(({ rule }) => rule) ?? [];
  }

  #each(act: (client: Client) => void): void {
    for (const client of this.#clients) act(client);
  }

  #look(): void {
    this.#looks.push(this.#clients.map((client) => client.seen));
  }

  #take(one: Step): void {
    switch (one.step) {
      case 'frame': {
        const bytes = this.#server.frame(one.packets);
        for (let at = 0; at < bytes.length; at += one.piece) {
          this.#each((client) => client.comes(bytes.subarray(at, at + one.piece)));
        }
        break;
      }
      case 'answer':
        this.#answer(one.how);
        break;
      case 'own':
        this.#each((client) => client.publishes(one.qos));
        break;
      case 'return':
        this.#each((client) => client.connect(one.sessionPresent));
        break;
      case 'neighbour':
        this.#each((client) => client.neighbour());
        break;
      case 'clear':
        this.#each((client) => client.capture.clear());
        break;
      case 'look':
        this.#look();
        break;
      case 'wait':
    }
  }

  #answer(how: Answering): void {
    const waiting = this.#clients[0]?.waiting ?? [];
    const gone = Uint8Array.from(leaving(waiting, how));
    for (const [first = 0, , high = 0, low = 0] of waiting) {
      if (first >> 4 === PUBREC) this.#server.recorded.push(high * 256 + low);
    }
    this.#each((client) => {
      if (how === 'refused-first') client.refuses(client.waiting[0]);
      client.waiting = [];
      client.answers(gone);
    });
  }
}

test('batches have the same result as packet by packet, for any traffic', () => {
  fc.assert(
    fc.property(fc.array(aStep, { maxLength: 60, size: 'max' }), agreed, (steps, settings) => {
      const both = new Both(settings).play(steps);
      const [seen, wanted] = both.looks;
      expect(seen).toEqual(wanted);
    }),
    { numRuns: tries(120) },
  );
});

const USUAL: Agreed = {
  version: 5,
  receiveMaximum: 60,
  keepAlive: 0,
  granted: 2,
  logBudget: 4_000_000,
};
const message = (qos: QoS, topic = 0): Sent => ({ kind: 'message', topic, qos, oddity: 'none' });
const frame = (...packets: readonly Sent[]): Step => ({ step: 'frame', packets, piece: 10_000 });
const answer = (how: Answering = 'all'): Step => ({ step: 'answer', how });
const wait = (seconds: number): Step => ({ step: 'wait', time: seconds * 1_000_000 });
const RELEASE: Sent = { kind: 'release', isStray: false };
/** Steps after which such messages are processed in batches. */
const BEGINNING: readonly Step[] = [
  frame(message(1), message(2)),
  answer(),
  frame(RELEASE),
  answer(),
];

test('a whole handshake of many messages is processed at once', () => {
  const both = new Both(USUAL).play(BEGINNING);
  const { messages, answers } = both.fast;
  const twenty = Array.from({ length: 20 }, (_, n) => message(n < 10 ? 1 : 2));
  const ten = Array.from({ length: 10 }, () => RELEASE);
  both.play([frame(...twenty), answer(), frame(...ten), answer()]);
  const [seen, wanted] = both.looks;
  expect(seen).toEqual(wanted);
  expect(both.fast.messages - messages).toBe(2);
  expect(both.fast.answers - answers).toBe(30);
  expect(both.fast.counters(0).exchanges['in-flight']).toBe(0);
});

test('no frame boundary makes a message be processed separately without need', () => {
  const twenty = Array.from({ length: 20 }, () => message(0));
  for (let piece = 1; piece <= 60; piece += isThorough ? 1 : 3) {
    const both = new Both(USUAL).play(BEGINNING);
    const { alone } = both.fast;
    both.play([{ step: 'frame', packets: twenty, piece }]);
    const [seen, wanted] = both.looks;
    expect(seen).toEqual(wanted);
    expect(both.fast.alone, `pieces of ${piece} bytes`).toBe(alone);
  }
});

test.each<[rule: string, steps: readonly Step[], settings?: Partial<Agreed>]>([
  ['ack-order', [frame(message(1), message(1)), answer('reversed')]],
  ['answered-twice', [frame(message(1), message(1)), answer('twice')]],
  [
    'publish-unanswered',
    [frame(message(1), message(1)), answer('all-but-one'), wait(11), frame(message(1)), answer()],
  ],
  [
    'not-sent-again',
    [
      frame(message(1)),
      { step: 'return', sessionPresent: true },
      ...BEGINNING,
      wait(6),
      frame(message(1)),
    ],
  ],
  ['delivered-above-granted', [frame(message(2)), frame(message(2))], { granted: 1 }],
  [
    'delivered-above-published',
    [{ step: 'own', qos: 0 }, ...Array.from({ length: 7 }, () => frame(message(1)))],
  ],
  [
    'receive-maximum-exceeded',
    [frame(message(1), message(2)), frame(message(1))],
    { receiveMaximum: 2 },
  ],
  ['will-due', [{ step: 'neighbour' }, frame(message(1)), wait(2), wait(2), frame(message(1))]],
  ['keep-alive-breach', [wait(5), frame(message(1)), wait(4)], { keepAlive: 5 }],
])('finds %s in batches, too', (rule, steps, settings) => {
  const both = new Both({ ...USUAL, ...settings }).play([...BEGINNING, ...BEGINNING, ...steps]);
  const [seen, wanted] = both.looks;
  expect(seen).toEqual(wanted);
  expect(both.rules).toContain(rule);
  expect(both.fast.messages).toBeGreaterThan(0);
});
