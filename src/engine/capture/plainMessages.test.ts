/** Plain messages of a frame are processed together, with the same results as one by one. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { joined } from '../../base/bytes.ts';
import { tries } from '../../base/runs.testkit.ts';
import { decodeUtf8, encodeUtf8 } from '../../base/utf8.ts';
import { CONVENTIONS } from '../../conventions/conventions.ts';
import { encode } from '../../mqtt/codec/encode.ts';
import { Framer } from '../../mqtt/framing/framer.ts';
import type { Packet, ProtocolVersion } from '../../mqtt/tables/packet.ts';
import type { Property } from '../../mqtt/tables/properties.ts';
import { LONGEST_HISTORY } from '../topics/tree/histories.ts';
import { TopicFinder } from '../topics/tree/topicFinder.ts';
import { Capture } from './capture.ts';
import type { CaptureOptions } from './captureParts.ts';

type Options = Partial<CaptureOptions>;

function captureWith(options: Options = {}): Capture {
  return new Capture({ conventions: CONVENTIONS, originWallClock: 0, ...options });
}

/** A connection that receives frames, with or without the fast path. */
class Receiver {
  readonly capture: Capture;
  readonly stream: number;
  readonly version: ProtocolVersion;
  taken = 0;
  readonly #isFast: boolean;
  readonly #framer = new Framer();
  readonly #aliases = new Set<number>();

  /** @param capture shared with other connections */
  constructor(isFast: boolean, version: ProtocolVersion, capture = captureWith()) {
    this.#isFast = isFast;
    this.version = version;
    this.capture = capture;
    this.stream = this.capture.openStream({ version, time: 0 });
    this.#packet('out', {
      type: 'connect',
      protocolName: 'MQTT',
      protocolLevel: version,
      cleanStart: true,
      keepAlive: 0,
      clientId: `me-${this.stream}`,
      properties: version === 5 ? [{ name: 'topicAliasMaximum', value: 9 }] : [],
    });
    this.#packet('in', {
      type: 'connack',
      sessionPresent: false,
      reasonCode: 0,
      properties: [],
    });
    const rest = { noLocal: false, retainAsPublished: false, retainHandling: 0 } as const;
    const subscriptions = [{ filter: '#', qos: 2, ...rest } as const];
    this.#packet('out', { type: 'subscribe', packetId: 1, subscriptions, properties: [] });
    this.#packet('in', { type: 'suback', packetId: 1, reasonCodes: [2], properties: [] });
  }

  #packet(direction: 'in' | 'out', packet: Packet): void {
    this.capture.packet(this.stream, direction, 0, encode(packet, this.version));
  }

  receive(frame: Uint8Array, time: number): void {
    const { capture, stream, version } = this;
    const slowly = (bytes: Uint8Array): void => {
      capture.packet(stream, 'in', time, bytes);
      const alias = capture.validPublish(version)?.topicAlias ?? 0;
      if (alias > 0) this.#aliases.add(alias);
    };
    const together = {
      stream,
      time,
      version,
      maximumPacketSize: Number.POSITIVE_INFINITY,
      aliases: this.#aliases,
      answer: () => undefined,
    };
    capture.batch(frame.slice(), (bytes) => {
      this.#framer.push(
        bytes,
        slowly,
        this.#isFast
          ? (chunk, from) => {
              const end = capture.plain(chunk, from, together);
              if (end > from) this.taken += 1;
              return end;
            }
          : undefined,
      );
    });
  }
}

/** All visible facts about topics and packets. */
function seen(capture: Capture, now: number, topics: readonly string[]): unknown {
  const whole = { first: 0, count: 1000 };
  const shown = capture.window({ topics: whole, packets: whole, streams: whole }, now);
  // Messages that wait in the packet log use no bytes of the histories' budget.
  const counted = { ...shown.counters, topicBytes: 0 };
  const details = topics.map(
    (name) => capture.window({ topic: { name, history: whole } }, now).topic,
  );
  return { ...shown, counters: counted, details };
}

const TOPICS = ['a', 'a/b', 'a/b/c', 'ä/long/name/of/a/topic', 'spBv1.0/g/NDATA/e', 'c'];

interface Sent {
  readonly topic: number;
  readonly size: number;
  readonly kind: 'plain' | 'retained' | 'qos1' | 'ping' | 'alias' | 'properties';
}

function packetOf({ topic, size, kind }: Sent, version: ProtocolVersion, n: number): Uint8Array {
  if (kind === 'ping') return encode({ type: 'pingresp' }, version);
  const hasAlias = kind === 'alias' && version === 5;
  const properties: Property[] = hasAlias ? [{ name: 'topicAlias', value: topic + 1 }] : [];
  if (kind === 'properties' && version === 5) {
    properties.push({ name: 'contentType', value: 'text/plain' });
    properties.push({ name: 'userProperty', value: ['key', 'value'] });
  }
  const message = {
    dup: false,
    retain: kind === 'retained',
    // The first message sets the alias. Later ones use it without the name.
    topic: hasAlias && n % 2 === 1 ? '' : (TOPICS[topic] ?? ''),
    properties,
    payload: encodeUtf8(`${n}`.padEnd(size, ' ').slice(0, size)),
  };
  return kind === 'qos1'
    ? encode({ type: 'publish', qos: 1, packetId: (n % 60_000) + 1, ...message }, version)
    : encode({ type: 'publish', qos: 0, ...message }, version);
}

const aPacket = fc.record({
  topic: fc.nat(TOPICS.length - 1),
  size: fc.oneof(fc.nat(40), fc.constant(200)),
  kind: fc.constantFrom<Sent['kind']>(
    ...([
      'plain',
      'plain',
      'plain',
      'plain',
      'retained',
      'qos1',
      'ping',
      'alias',
      'properties',
    ] as const),
  ),
});

const aStep = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      frame: fc.array(aPacket, { maxLength: 12 }),
      piece: fc.integer({ min: 60, max: 460 }),
      times: fc.integer({ min: 1, max: 30 }),
      connection: fc.nat(1),
    }),
  },
  { weight: 1, arbitrary: fc.constant('look' as const) },
  { weight: 1, arbitrary: fc.constant('last' as const) },
  { weight: 1, arbitrary: fc.constant('clear' as const) },
  { weight: 1, arbitrary: fc.constant('undo' as const) },
  { weight: 1, arbitrary: fc.constant('search' as const) },
);

const NO_BYTES = new Uint8Array(0);

/** Histories store the waiting messages, and nothing is counted. */
const lastsOf = (capture: Capture): readonly (string | undefined)[] =>
  TOPICS.map((topic) => decodeUtf8(capture.lastMessage(topic)?.payload ?? NO_BYTES));

/** Size of a log, bytes. */
const LARGE = 4_000_000;
const SMALL = 150_000;

test('equals the slow path for any packets and windows', () => {
  let taken = 0;
  fc.assert(
    fc.property(
      fc.array(aStep, { maxLength: 40 }),
      fc.constantFrom<ProtocolVersion>(4, 5),
      fc.constantFrom(LARGE, SMALL),
      (steps, version, logBudget) => {
        const [fast, slow] = [captureWith({ logBudget }), captureWith({ logBudget })];
        const receivers = [0, 1].map(() => ({
          fast: new Receiver(true, version, fast),
          slow: new Receiver(false, version, slow),
        }));
        let time = 0;
        let n = 0;
        let isCleared = false;
        const looks: [shown: unknown, wanted: unknown][] = [];
        for (const step of steps) {
          time += 90_000;
          if (step === 'look') looks.push([seen(fast, time, TOPICS), seen(slow, time, TOPICS)]);
          else if (step === 'last') looks.push([lastsOf(fast), lastsOf(slow)]);
          else if (step === 'clear' || step === 'undo') {
            // Waiting messages that the log has discarded meanwhile are lost.
            if (step === 'undo' && isCleared && logBudget === SMALL) continue;
            isCleared = step === 'clear';
            for (const capture of [fast, slow]) {
              if (step === 'clear') capture.clear();
              else capture.restore();
            }
          } else if (step === 'search') {
            for (const capture of [fast, slow]) {
              capture.search(n % 2 === 0 ? 'b' : '', TopicFinder);
              capture.lookForTopics(() => true);
            }
          } else {
            const packets = Array.from({ length: step.times }, () => step.frame)
              .flat()
              .map((packet) => packetOf(packet, version, (n += 1)));
            const bytes = joined(packets);
            for (let at = 0; at < bytes.length; at += step.piece) {
              time += 700;
              const piece = bytes.subarray(at, at + step.piece);
              receivers[step.connection]?.fast.receive(piece, time);
              receivers[step.connection]?.slow.receive(piece, time);
            }
          }
        }
        looks.push([seen(fast, time, TOPICS), seen(slow, time, TOPICS)]);
        expect(looks.map(([shown]) => shown)).toEqual(looks.map(([, wanted]) => wanted));
        for (const one of receivers) taken += one.fast.taken;
      },
    ),
    { numRuns: tries(240, 16) },
  );
  expect(taken).toBeGreaterThan(100);
});

const plain = (topic: string, n: number, size = 20): Uint8Array =>
  encode(
    {
      type: 'publish',
      qos: 0,
      dup: false,
      retain: false,
      topic,
      properties: [],
      payload: encodeUtf8(`${n}`.padEnd(size, ' ')),
    },
    4,
  );

test('keeps the last values of other topics during a flood, and counts lost history', () => {
  const limits = { logBudget: 2_000_000, topicBudget: 20_000 };
  const receiver = new Receiver(true, 4, captureWith(limits));
  const { capture } = receiver;
  const quiet = Array.from({ length: 20 }, (_, n) => `quiet/${n}`);
  let time = 0;
  let sent = 0;
  const send = (packets: readonly Uint8Array[]): void => {
    time += 1000;
    sent += packets.length;
    receiver.receive(joined(packets), time);
  };
  for (let round = 0; round < 30; round += 1) {
    send(quiet.slice(0, 10).map((topic) => plain(topic, round, 90)));
    send(quiet.slice(10).map((topic) => plain(topic, round, 90)));
  }
  for (let n = 0; n < 30_000; n += 20) {
    send(Array.from({ length: 20 }, (_, at) => plain('flood', n + at)));
  }
  expect(capture.counters(time).discarded).toBeGreaterThan(600);
  expect(receiver.taken).toBeGreaterThan(100);
  const { counters } = capture.window({}, time);
  expect(counters.messages).toBe(sent);
  const whole = { first: 0, count: LONGEST_HISTORY };
  let held = 0;
  for (const topic of quiet) {
    const detail = capture.window({ topic: { name: topic, history: whole } }, time).topic;
    const values = detail?.history.rows.map(({ payload }) =>
      Number(new TextDecoder().decode(payload)),
    );
    expect(values?.[0]).toBe(29);
    // The newest messages, without a gap.
    expect(values).toEqual(values?.map((_, at) => 29 - at));
    expect(detail?.messages).toBe(30);
    held += values?.length ?? 0;
  }
  const { historyDiscarded, topicBytes, topicBudget } = capture.window({}, time).counters;
  expect(held + historyDiscarded).toBe(600);
  expect(topicBytes).toBeLessThanOrEqual(topicBudget);
});

test('has a cost per packet that does not depend on the number of packets and topics', () => {
  const receiver = new Receiver(true, 4);
  const topics = Array.from({ length: 2000 }, (_, n) => `many/${n % 40}/${n}`);
  const frame = joined(topics.map((topic, n) => plain(topic, n)));
  receiver.receive(frame, 1);
  const runs = receiver.taken;
  receiver.receive(frame, 2);
  // All in one run: none took the slow path.
  expect(receiver.taken).toBe(runs + 1);
  expect(receiver.capture.counters(2).messages).toBe(4000);
});

test('uses the fast path for alternating connections with the same topics', () => {
  const first = new Receiver(true, 4);
  const connections = [first, ...[1, 2].map(() => new Receiver(true, 4, first.capture))];
  const topics = Array.from({ length: 2000 }, (_, n) => `many/${n % 40}/${n}`);
  const frame = joined(topics.map((topic, n) => plain(topic, n)));
  // Each takes the slow path once.
  for (const one of connections) one.receive(frame, 1);
  const runs = connections.map(({ taken }) => taken);
  for (const one of connections) one.receive(frame, 2);
  expect(connections.map(({ taken }) => taken)).toEqual(runs.map((taken) => taken + 1));
  expect(first.capture.counters(2).messages).toBe(12_000);
});

test("learns a topic's interval even if its last value is read before it is counted", () => {
  const [fast, slow] = [new Receiver(true, 4), new Receiver(false, 4)];
  const usually = ({ capture }: Receiver, time: number) => {
    const topic = { name: 'a', history: { first: 0, count: 1 } };
    return capture.window({ topic }, time).topic?.silence?.usually;
  };
  for (let second = 1_000_000; second < 40_000_000; second += 1_000_000) {
    for (const receiver of [fast, slow]) {
      receiver.receive(plain('a', 1), second);
      receiver.capture.lastMessage('a');
      receiver.receive(plain('b', 2), second + 300_000);
      receiver.receive(plain('a', 3), second + 500_000);
    }
  }
  expect(fast.taken).toBeGreaterThan(100);
  expect(usually(slow, 90_000_000)).toBeCloseTo(500_000, -5);
  expect(usually(fast, 90_000_000)).toBe(usually(slow, 90_000_000));
});

test('counts messages that a full log discards within a second', () => {
  const fast = new Receiver(true, 4, captureWith({ logBudget: SMALL }));
  const slow = new Receiver(false, 4, captureWith({ logBudget: SMALL }));
  // Everything on the slow path has been counted.
  const topics = ['a', 'a/b', 'c'];
  let time = 1_000_000;
  for (let n = 0; n < 2000; n += 1) {
    time += 300;
    const frame = joined(topics.map((topic) => plain(topic, n)));
    for (const receiver of [fast, slow]) receiver.receive(frame, time);
  }
  expect(fast.taken).toBeGreaterThan(1900);
  expect(fast.capture.counters(time).discarded).toBeGreaterThan(3000);
  expect(seen(fast.capture, time, topics)).toEqual(seen(slow.capture, time, topics));
});
