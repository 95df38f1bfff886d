import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tries } from '../../base/runs.testkit.ts';
import { encode } from '../../mqtt/codec/encode.ts';
import { Framer } from '../../mqtt/framing/framer.ts';
import { connectPacket, LOCAL_PEER, publishPacket } from '../core/broker.testkit.ts';
import type { Output } from '../core/contract/output.ts';
import { FaultLayer } from './faultLayer.ts';
import { parseRules } from './parseRules.ts';

/** Fake broker: records its input and sends given output. */
class Recorder {
  readonly received: number[] = [];
  readonly events: string[] = [];
  readonly #output: Output[] = [];
  readonly wakeAt = undefined;

  open(): number {
    return 1;
  }

  receive(_connection: number, bytes: Uint8Array): void {
    this.received.push(...bytes);
  }

  close(): void {
    this.events.push('close');
  }

  backlog(): void {}
  inputBacklog(): void {}

  elapse(): void {}

  shutDown(): void {}

  topicBehind(): undefined {}

  keepAliveOf(): number {
    return 0;
  }

  say(bytes: Uint8Array): void {
    this.#output.push({ kind: 'send', connection: 1, bytes });
  }

  takeOutput(): Output[] {
    return this.#output.splice(0);
  }
}

const rulesOf = (...rules: readonly object[]) => {
  const parsed = parseRules({
    version: 1,
    rules: rules.map((rule, at) => ({ id: `r${at}`, ...rule })),
  });
  if (!parsed.ok) throw new Error(parsed.error.key);
  return parsed.rules;
};

/** None of them matches a packet of these clients; the second must check each packet. */
const VAIN = [
  rulesOf(),
  rulesOf({ match: { topic: 'never/#' }, do: 'drop' }),
  rulesOf({ match: { client: 'nobody' }, do: 'drop' }),
];

const text = fc.constantFrom('a', 'b/c', 'long/'.repeat(50));
const publish = fc
  .record({ topic: text, qos: fc.constantFrom(0, 1, 2), size: fc.constantFrom(0, 3, 130) })
  .map(({ topic, qos, size }) =>
    encode(
      publishPacket(topic, new Uint8Array(size), { qos: qos === 1 ? 1 : qos === 2 ? 2 : 0 }),
      5,
    ),
  );
const junk = fc.uint8Array({ minLength: 1, maxLength: 20 });
const CONNECT = encode(connectPacket('c'), 5);
const sizes = fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 1, maxLength: 20 });

function chunksOf(bytes: Uint8Array, lengths: readonly number[]): Uint8Array[] {
  const chunks: Uint8Array[] = [];
  for (let at = 0, turn = 0; at < bytes.length; turn++) {
    const end = at + (lengths[turn % lengths.length] ?? 1);
    chunks.push(bytes.slice(at, end));
    at = end;
  }
  return chunks;
}

const joined = (parts: readonly Uint8Array[]): Uint8Array =>
  Uint8Array.from(parts.flatMap((part) => [...part]));

describe('the fault layer', () => {
  it('is transparent byte for byte if no rule matches, also while rules change', () => {
    fc.assert(
      fc.property(
        fc.array(publish, { maxLength: 12 }),
        fc.option(junk),
        sizes,
        fc.array(fc.nat(VAIN.length - 1), { minLength: 1, maxLength: 8 }),
        fc.boolean(),
        (packets, rubbish, lengths, choices, isIntroduced) => {
          const broker = new Recorder();
          const layer = new FaultLayer(broker, { maximumPacketSize: 1000 });
          layer.open(LOCAL_PEER, 0);
          const start = isIntroduced ? [CONNECT] : [];
          const sent = joined([...start, ...packets, ...(rubbish === null ? [] : [rubbish])]);
          chunksOf(sent, lengths).forEach((chunk, turn) => {
            layer.setRules(VAIN[choices[turn % choices.length] ?? 0] ?? []);
            layer.receive(1, chunk, turn);
          });
          layer.close(1, 1000);
          expect(broker.received.join()).toBe(sent.join());
          expect(broker.events).toEqual(['close']);
        },
      ),
      { numRuns: tries(100) },
    );
  });

  it('is transparent to the client too', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(publish, { minLength: 1, maxLength: 4 }), { maxLength: 8 }),
        fc.nat(VAIN.length - 1),
        (turns, choice) => {
          const broker = new Recorder();
          const layer = new FaultLayer(broker, { maximumPacketSize: 1000 });
          layer.open(LOCAL_PEER, 0);
          layer.receive(1, CONNECT, 0);
          layer.setRules(VAIN[choice] ?? []);
          const got: number[] = [];
          for (const packets of turns) {
            broker.say(joined(packets));
            for (const output of layer.takeOutput()) {
              if (output.kind === 'send') got.push(...output.bytes);
            }
          }
          expect(got.join()).toBe(joined(turns.flat()).join());
        },
      ),
      { numRuns: tries(40) },
    );
  });

  it('forwards the same arrays without rules', () => {
    const broker = new Recorder();
    const layer = new FaultLayer(broker, { maximumPacketSize: 1000 });
    layer.open(LOCAL_PEER, 0);
    const bytes = Uint8Array.of(0xd0, 0, 0xd0, 0);
    broker.say(bytes);
    const [output] = layer.takeOutput();
    expect(output?.kind === 'send' && output.bytes).toBe(bytes);
  });

  const WILD = rulesOf(
    { match: { topic: 'dropped', chance: 0.5 }, do: 'drop' },
    { match: { chance: 0.3, seed: 5 }, do: { action: 'delay', milliseconds: [0, 50] } },
    { match: { chance: 0.1 }, do: 'hold' },
  );

  const tagged = fc.array(
    fc.record({ topic: fc.constantFrom('kept', 'dropped'), wait: fc.nat(20) }),
    { maxLength: 40 },
  );

  /** The broker's input, and the marks. */
  function runWild(messages: readonly { readonly topic: string; readonly wait: number }[]) {
    const broker = new Recorder();
    const dropped: number[] = [];
    const layer = new FaultLayer(broker, {
      maximumPacketSize: 1000,
      marked: ({ action, bytes }) => action === 'drop' && dropped.push(bytes.at(-1) ?? 0),
    });
    layer.open(LOCAL_PEER, 0);
    layer.receive(1, CONNECT, 0);
    layer.setRules(WILD);
    let now = 0;
    messages.forEach(({ topic, wait }, at) => {
      now += wait;
      layer.elapse(now);
      layer.receive(1, encode(publishPacket(topic, Uint8Array.of(at)), 5), now);
    });
    const early = broker.received.length;
    layer.close(1, now);
    layer.elapse(now + 50);
    layer.held.release('all', now + 50);
    const arrived: number[] = [];
    new Framer().push(Uint8Array.from(broker.received), (packet) => {
      if (packet[0] === 0x30) arrived.push(packet.at(-1) ?? 0);
    });
    return { arrived, dropped, early, events: broker.events };
  }

  it('loses only dropped packets, keeps the order, and is deterministic', () => {
    let drops = 0;
    fc.assert(
      fc.property(tagged, (messages) => {
        const { arrived, dropped, early, events } = runWild(messages);
        drops += dropped.length;
        const expected = messages.map((_, at) => at).filter((at) => !dropped.includes(at));
        expect(arrived).toEqual(expected);
        expect(events).toEqual(['close']);
        expect(runWild(messages)).toEqual({ arrived, dropped, early, events });
      }),
      { numRuns: tries(100, 10) },
    );
    expect(drops).toBeGreaterThan(0);
  });
});
