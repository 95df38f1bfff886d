import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tries } from '../../base/runs.testkit.ts';
import type { Packet } from '../../mqtt/tables/packet.ts';
import type { ExchangeShow } from './exchange.ts';
import { qos1, qos2, subscribeTo } from './exchanges.testkit.ts';
import { Followed } from './followed.testkit.ts';

const ids = fc.integer({ min: 1, max: 3 });
const code = fc.constantFrom(undefined, 0, 0x10, 0x92, 0x97);
const acks = fc.tuple(fc.constantFrom('puback', 'pubrec', 'pubrel', 'pubcomp'), ids, code).map(
  ([type, packetId, reasonCode]): Packet => ({
    type,
    packetId,
    ...(reasonCode !== undefined && { reasonCode }),
  }),
);
const publishes = fc
  .tuple(fc.constantFrom(qos1, qos2), ids, fc.boolean())
  .map(([publish, packetId, dup]): Packet => publish(packetId, { dup }));
const others = ids.chain((packetId) =>
  fc.constantFrom<Packet>(
    subscribeTo(packetId, 'a', 'b'),
    { type: 'suback', packetId, properties: [], reasonCodes: [0, 0x80] },
    { type: 'unsubscribe', packetId, properties: [], filters: ['a'] },
    { type: 'unsuback', packetId, properties: [], reasonCodes: [0] },
    { type: 'pingreq' },
    { type: 'pingresp' },
    { type: 'auth', reasonCode: 0x19 },
    { type: 'auth', reasonCode: 0x18 },
    { type: 'auth', reasonCode: 0 },
    { type: 'connack', sessionPresent: true, reasonCode: 0, properties: [] },
    { type: 'disconnect', reasonCode: 0x87 },
  ),
);
type Event =
  | { readonly way: 'in' | 'out'; readonly packet: Packet }
  | { readonly what: 'return' | 'lose' | 'take-over' | 'clear' };
const events: fc.Arbitrary<Event[]> = fc.array(
  fc.oneof(
    {
      weight: 20,
      arbitrary: fc.record({
        way: fc.constantFrom<'in' | 'out'>('in', 'out'),
        packet: fc.oneof(
          { weight: 4, arbitrary: acks },
          { weight: 4, arbitrary: publishes },
          { weight: 1, arbitrary: others },
        ),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        what: fc.constantFrom(
          'return' as const,
          'lose' as const,
          'take-over' as const,
          'clear' as const,
        ),
      }),
    },
  ),
  { maxLength: 120, size: 'max' },
);

function play(followed: Followed, event: Event): void {
  if ('packet' in event) followed.sees(event.way, event.packet);
  else if (event.what === 'clear') followed.exchanges.clear();
  else if (event.what === 'take-over') {
    followed.ordinal = followed.streams.open({ version: 5 });
    followed.connect(true);
  } else followed.return(event.what === 'return');
}

const small = { rows: 4, withoutPackets: 4, most: 16, lateEnded: 2, logBudget: 4096 };

test.each([
  ['is held', {}],
  ['is soon forgotten', small],
])(
  'keeps exchanges consistent for any packets in any order, and %s',
  (_, options) => {
    let forgetting = 0;
    fc.assert(
      fc.property(events, (all) => {
        const followed = new Followed(5, options);
        followed.connect();
        for (const event of all) play(followed, event);
        const { exchanges, log } = followed;
        const { book } = exchanges;
        const list = (show: ExchangeShow) => exchanges.list({ first: 0, count: 1_000, show }).rows;
        const rows = list('all');
        const open = rows.filter(({ state }) => state === 'open');
        const { total, forgotten } = exchanges.list({
          first: 0,
          count: 0,
          show: 'all',
        });
        expect(exchanges.counts.all).toBe(total);
        expect(total - forgotten).toBe(rows.length);
        if (forgotten > 0) forgetting += 1;
        expect(list('in-flight')).toEqual(open);
        expect(list('retried')).toEqual(rows.filter(({ resends }) => resends > 0));
        expect(list('refused')).toEqual(rows.filter(({ state }) => state === 'refused'));
        expect(list('abandoned')).toEqual(rows.filter(({ state }) => state === 'abandoned'));
        expect(rows.every(({ latency }) => latency === undefined || latency >= 0)).toBe(true);
        const ended = rows.filter(({ latency }) => latency !== undefined);
        const reply = exchanges.latency({ kind: 'all', direction: 'both' });
        expect(reply.count).toBeGreaterThanOrEqual(ended.length);
        expect(reply.buckets.reduce((sum, { count }) => sum + count, 0)).toBe(reply.count);
        expect(forgotten > 0 || reply.count === ended.length).toBe(true);
        // Each step leads to its exchange, and the exchange to each step.
        for (const { exchange } of rows) {
          const steps = book.store.steps(exchange);
          const held = steps.filter(({ packet }) => log.row(packet) !== undefined);
          expect(held.map(({ packet }) => log.row(packet)?.exchange)).toEqual(
            held.map(() => exchange),
          );
          expect(steps.map(({ packet }) => book.store.stepOf(exchange, packet))).toEqual(
            steps.map((_, index) => index + 1),
          );
        }
        const stream = followed.streams.get(followed.ordinal);
        const flow = stream?.session.flow;
        const publishes = (way: 'in' | 'out', qos?: 2) =>
          open.filter(
            (row) => row.kind === 'publish' && row.direction === way && (!qos || row.qos === qos),
          ).length;
        expect([flow?.of('out').publishes, flow?.of('in').publishes]).toEqual([
          publishes('out'),
          publishes('in'),
        ]);
        expect(flow?.of('in').publishesQos2).toBe(publishes('in', 2));
        for (const ids of [flow?.of('out'), flow?.of('in')]) {
          expect(ids?.counted).toBeLessThanOrEqual(ids?.publishes ?? 0);
          expect(ids?.counted).toBeGreaterThanOrEqual(0);
        }
        const topics = new Set(open.flatMap(({ topic }) => topic ?? [])).size;
        exchanges.clear().forget();
        followed.log.clear().forget();
        followed.log.freeForgotten(() => true);
        expect(followed.names.count).toBe(topics);
        expect(list('all').map(({ exchange }) => exchange)).toEqual(
          open.map(({ exchange }) => exchange),
        );
        for (const ids of [flow?.of('out'), flow?.of('in')]) {
          const mine = new Set(open.map(({ exchange }) => exchange));
          expect(ids?.exchanges().filter((exchange) => !mine.has(exchange))).toEqual([]);
        }
      }),
      { numRuns: tries(160) },
    );
  },
  60_000,
);
