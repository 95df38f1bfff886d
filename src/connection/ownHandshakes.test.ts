/** Batch processing of the handshakes of published messages must give the same result as one by one. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { joined } from '../base/bytes.ts';
import { tries } from '../base/runs.testkit.ts';
import { CONVENTIONS } from '../conventions/conventions.ts';
import { Capture } from '../engine/capture/capture.ts';
import { PlainSent } from '../engine/capture/plainSent.ts';
import { encode } from '../mqtt/codec/encode.ts';
import type { Packet, ProtocolVersion, QoS } from '../mqtt/tables/packet.ts';
import type { Property } from '../mqtt/tables/properties.ts';
import { Recorder } from './link/recorder.ts';

/** Processes packets one by one. */
class SlowCapture extends Capture {
  protected override get takesBatches(): boolean {
    return false;
  }
}

/** Counts batches: acknowledgements, and bytes of messages. */
class FastCapture extends Capture {
  taken = 0;
  sent = 0;

  override plainSent(...[bytes, from, stream, time]: Parameters<Capture['plainSent']>): number {
    const end = super.plainSent(bytes, from, stream, time);
    this.sent += end - from;
    return end;
  }

  override plain(...[bytes, from, together]: Parameters<Capture['plain']>): number {
    const end = super.plain(bytes, from, together);
    this.taken += (end - from) / 4;
    return end;
  }

  override plainAnswers(...[bytes, from, together]: Parameters<Capture['plainAnswers']>): number {
    const end = super.plainAnswers(bytes, from, together);
    this.taken += (end - from) / 4;
    return end;
  }
}

type Order = 'all' | 'all-but-one' | 'reversed' | 'twice' | 'refused-first' | 'wrong-type';
type Handshake = 'puback' | 'pubrec' | 'pubrel' | 'pubcomp';

type Step =
  | {
      readonly step: 'publish';
      readonly count: number;
      readonly qos: QoS;
      readonly oddity: 'none' | 'retained' | 'empty' | 'properties' | 'topics';
    }
  | { readonly step: 'answer' | 'release' | 'complete'; readonly order: Order }
  | { readonly step: 'wait'; readonly time: number }
  | { readonly step: 'return'; readonly sessionPresent: boolean }
  | { readonly step: 'look' | 'ping' };

interface Plan {
  readonly version: ProtocolVersion;
  /** 0 if none is announced. */
  readonly receiveMaximum: number;
  readonly steps: readonly Step[];
}

const usually: fc.Arbitrary<Order> = fc.oneof(
  { weight: 12, arbitrary: fc.constant<Order>('all') },
  {
    weight: 1,
    arbitrary: fc.constantFrom<Order>(
      'all-but-one',
      'reversed',
      'twice',
      'refused-first',
      'wrong-type',
    ),
  },
);

const ordered = (step: 'answer' | 'release' | 'complete') =>
  fc.record({ step: fc.constant(step), order: usually });

const plans: fc.Arbitrary<Plan> = fc.record({
  version: fc.constantFrom<ProtocolVersion>(3, 4, 5),
  receiveMaximum: fc.constantFrom(0, 10, 40),
  steps: fc.array(
    fc.oneof(
      {
        weight: 4,
        arbitrary: fc.record({
          step: fc.constant('publish' as const),
          count: fc.integer({ min: 1, max: 12 }),
          qos: fc.constantFrom<QoS>(0, 1, 2),
          oddity: fc.oneof(
            { weight: 8, arbitrary: fc.constant('none' as const) },
            {
              weight: 1,
              arbitrary: fc.constantFrom('retained', 'empty', 'properties', 'topics'),
            },
          ),
        }),
      },
      { weight: 4, arbitrary: ordered('answer') },
      { weight: 3, arbitrary: ordered('release') },
      { weight: 3, arbitrary: ordered('complete') },
      {
        weight: 1,
        arbitrary: fc.constantFrom<Step>(
          { step: 'wait', time: 2_000_000 },
          { step: 'wait', time: 11_000_000 },
          { step: 'return', sessionPresent: true },
          { step: 'return', sessionPresent: false },
          { step: 'look' },
          { step: 'ping' },
        ),
      },
    ),
    { maxLength: 40, size: 'max' },
  ),
});

type Publishing = Step & { readonly step: 'publish' };

const ODD_TOPICS = ['bad\u0001character', 'spBv1.0/g/NDATA/e', 'ä/long/name'];

/** A client that publishes, and a server that answers. */
class Ends<C extends Capture> {
  readonly capture: C;
  readonly #plan: Plan;
  /** Packets that were reported to the client. */
  readonly heard: string[] = [];
  #recorder: Recorder | undefined;
  #stream = 0;
  #time = 0;
  #lastId = 0;
  /** Messages without an answer, to be released, and released: packet identifiers, and the QoS of each. */
  #published: { readonly id: number; readonly qos: 1 | 2 }[] = [];
  #recorded: number[] = [];
  #released: number[] = [];

  constructor(capture: C, plan: Plan) {
    this.capture = capture;
    this.#plan = plan;
    capture.sendsMany(PlainSent);
    this.#connect(false);
    for (const step of plan.steps) {
      this.#time += 1000;
      this.#go(step);
    }
  }

  get seen(): unknown {
    const { capture } = this;
    const now = this.#time;
    const whole = { first: 0, count: 2000 };
    const lists = (
      ['all', 'in-flight', 'retried', 'refused', 'abandoned', 'problems'] as const
    ).map((show) => capture.window({ exchanges: { ...whole, show } }, now).exchanges);
    const shown = capture.window(
      {
        packets: whole,
        streams: whole,
        inFlight: { count: 50, stuckAfter: 1_000_000 },
        latency: { kind: 'all', direction: 'both' },
        problems: { rule: undefined, first: 0, count: 0 },
      },
      now,
    );
    const rules = shown.problems?.groups.map(({ rule }) => rule) ?? [];
    return {
      ...shown,
      lists,
      steps: shown.packets?.rows.map(
        ({ number }) => capture.window({ exchange: { packet: number } }, now).exchange,
      ),
      problems: rules.map((rule) => capture.window({ problems: { ...whole, rule } }, now).problems),
      heard: this.heard,
    };
  }

  #go(step: Step): void {
    switch (step.step) {
      case 'publish':
        this.#publish(step);
        break;
      case 'answer':
        this.#answer(step.order);
        break;
      case 'release':
        this.#release(step.order);
        break;
      case 'complete':
        this.#comes('pubcomp', this.#released.splice(0), step.order);
        break;
      case 'wait':
        this.#time += step.time;
        break;
      case 'return':
        this.#connect(step.sessionPresent);
        break;
      case 'ping':
        this.#recorder?.leaves(this.#bytes({ type: 'pingreq' }));
        this.#recorder?.received(this.#bytes({ type: 'pingresp' }));
        break;
      case 'look':
        this.capture.window({ packets: { first: 0, count: 10 } }, this.#time);
    }
  }

  #bytes(packet: Packet): Uint8Array {
    return encode(packet, this.#plan.version);
  }

  #connect(sessionPresent: boolean): void {
    const { version, receiveMaximum } = this.#plan;
    if (this.#stream > 0) this.capture.closeStream(this.#stream, this.#time);
    const stream = this.capture.openStream({ version, time: this.#time, server: 'here' });
    this.#stream = stream;
    this.#recorder = new Recorder(
      {
        capture: this.capture,
        stream: () => stream,
        version,
        topicAliasMaximum: 0,
        maximumPacketSize: undefined,
        observeMalformed: true,
        now: () => this.#time,
      },
      {
        packet: (packet, time) => {
          this.heard.push(`${JSON.stringify(packet)} ${time}`);
          return undefined;
        },
        acknowledge: (packets) => this.#recorder?.answersLeave(packets),
        forward: () => undefined,
        broken: ({ statement }) => this.heard.push(statement),
        written: () => undefined,
      },
    );
    const expiry: Property[] = [{ name: 'sessionExpiryInterval', value: 60 }];
    const connect: Packet = {
      type: 'connect',
      protocolName: version === 3 ? 'MQIsdp' : 'MQTT',
      protocolLevel: version,
      cleanStart: false,
      keepAlive: 0,
      clientId: 'me',
      properties: version === 5 ? expiry : [],
    };
    this.#recorder.leaves(this.#bytes(connect));
    const limits: Property[] =
      version === 5 && receiveMaximum > 0
        ? [{ name: 'receiveMaximum', value: receiveMaximum }]
        : [];
    const connack = { type: 'connack', sessionPresent: version > 3 && sessionPresent } as const;
    this.#recorder.received(this.#bytes({ ...connack, reasonCode: 0, properties: limits }));
    if (!sessionPresent) {
      this.#published = [];
      this.#recorded = [];
      this.#released = [];
      return;
    }
    // 4.4: unanswered messages are sent again.
    for (const { id, qos } of this.#published)
      this.#recorder.leaves(this.#message(id, qos, 'none', true));
    for (const packetId of this.#released)
      this.#recorder.leaves(this.#bytes({ type: 'pubrel', packetId }));
  }

  #message(id: number, qos: QoS, oddity: Publishing['oddity'], dup = false): Uint8Array {
    const isTyped = oddity === 'properties' && this.#plan.version === 5;
    const message = {
      type: 'publish',
      dup,
      retain: oddity === 'retained',
      topic: oddity === 'topics' ? (ODD_TOPICS[id % 3] ?? '') : `t/${id % 3}`,
      properties: isTyped ? [{ name: 'contentType', value: 'text' } as const] : [],
      payload: new Uint8Array(oddity === 'empty' ? 0 : 2),
    } as const;
    return this.#bytes(qos === 0 ? { ...message, qos } : { ...message, qos, packetId: id });
  }

  #publish({ count, qos, oddity }: Publishing): void {
    const bytes: Uint8Array[] = [];
    for (let nth = 0; nth < count; nth += 1) {
      // Identifiers repeat, even while still in use.
      this.#lastId = (this.#lastId % 60) + 1;
      const id = this.#lastId;
      bytes.push(this.#message(id, qos, oddity));
      if (qos === 0) continue;
      this.#published = this.#published.filter((one) => one.id !== id);
      this.#published.push({ id, qos });
    }
    this.#recorder?.leaveTogether(joined(bytes), (nth, number) =>
      this.heard.push(`${nth} ${number}`),
    );
  }

  #answer(order: Order): void {
    const all = this.#published.splice(0);
    const recorded = all.filter(({ qos }) => qos === 2).map(({ id }) => id);
    this.#comes(
      'puback',
      all.filter(({ qos }) => qos === 1).map(({ id }) => id),
      order,
    );
    this.#comes('pubrec', recorded, order);
    this.#recorded.push(...recorded);
  }

  #release(order: Order): void {
    const ids = this.#recorded.splice(0);
    this.#recorder?.answersLeave(joined(this.#packets('pubrel', ids, order)));
    this.#released.push(...ids);
  }

  #comes(type: Handshake, ids: readonly number[], order: Order): void {
    if (ids.length > 0) this.#recorder?.received(joined(this.#packets(type, ids, order)));
  }

  #packets(type: Handshake, ids: readonly number[], order: Order): readonly Uint8Array[] {
    const plain = (packetId: number): Uint8Array => this.#bytes({ type, packetId });
    const all = ids.map(plain);
    switch (order) {
      case 'all':
        return all;
      case 'all-but-one':
        return all.slice(1);
      case 'reversed':
        return all.toReversed();
      case 'twice':
        return [...all, ...all];
      case 'refused-first':
        return type === 'pubrel' || this.#plan.version < 5
          ? all
          : ids.map((packetId, at) =>
              at === 0 ? this.#bytes({ type, packetId, reasonCode: 0x80 }) : plain(packetId),
            );
      case 'wrong-type':
        return type === 'pubrel'
          ? all
          : ids.map((packetId) => this.#bytes({ type: 'pubcomp', packetId }));
    }
  }
}

const OPTIONS = { conventions: CONVENTIONS, originWallClock: 0 };

test('has the same result as packet by packet, for any answers in any order', () => {
  fc.assert(
    fc.property(plans, (plan) => {
      const fast = new Ends(new FastCapture(OPTIONS), plan);
      const slow = new Ends(new SlowCapture(OPTIONS), plan);
      expect(fast.seen).toEqual(slow.seen);
    }),
    { numRuns: tries(600) },
  );
}, 120_000);

test('processes a regular handshake with messages on known topics in one pass', () => {
  const publish = (count: number, qos: QoS): Step => ({
    step: 'publish',
    count,
    qos,
    oddity: 'none',
  });
  const steps: readonly Step[] = [
    publish(3, 0),
    publish(5, 1),
    publish(7, 2),
    publish(9, 0),
    { step: 'answer', order: 'all' },
    { step: 'release', order: 'all' },
    { step: 'complete', order: 'all' },
  ];
  const { capture } = new Ends(new FastCapture(OPTIONS), { version: 5, receiveMaximum: 40, steps });
  expect(capture.taken).toBe(5 + 3 * 7);
  // The first on each topic takes the slow path.
  expect(capture.sent).toBe((5 + 7) * 12 + 9 * 10);
  expect(capture.counters(0).inFlightOut).toBe(0);
});
