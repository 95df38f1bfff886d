import fc from 'fast-check';
import { expect, test } from 'vitest';
import { apart, gathered } from './outcomesTogether.ts';
import type { ConnectionEvent } from './protocol.ts';
import type { PublishOutcome } from './publishOutcome.ts';

const packet = fc.option(fc.integer({ min: 1, max: 1e9 }), { nil: undefined });
const code = fc.nat(255);

const outcomes: fc.Arbitrary<PublishOutcome> = fc.oneof(
  fc.constant({ kind: 'queued' } as const),
  fc.record({ kind: fc.constantFrom('in-flight', 'sent', 'timed-out', 'unknown'), packet }),
  fc.record({
    kind: fc.constant('acknowledged' as const),
    ms: fc.double({ min: 0, max: 1e6, noNaN: true }),
    code,
    packet,
  }),
  fc.record({ kind: fc.constant('refused' as const), code, reasonString: fc.string(), packet }),
);

const published = fc.record({
  kind: fc.constant('published' as const),
  id: fc.integer(),
  outcome: outcomes,
});
const events: fc.Arbitrary<readonly ConnectionEvent[]> = fc.array(
  fc.oneof(
    { weight: 20, arbitrary: published },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('ping' as const), ms: fc.nat() }) },
  ),
  { maxLength: 60 },
);

test('reports each outcome unchanged, in the same order', () => {
  fc.assert(
    fc.property(events, (given) => {
      const told: ConnectionEvent[] = [];
      for (const event of gathered(given)) {
        if (event.kind === 'published-together') apart(event, (one) => told.push(one));
        else told.push(event);
      }
      expect(told).toEqual(given);
    }),
  );
});

test('combines many outcomes, but keeps few ones and those with a reason', () => {
  const sent = (id: number): ConnectionEvent => ({
    kind: 'published',
    id,
    outcome: { kind: 'sent', packet: id },
  });
  const many = Array.from({ length: 1000 }, (_, id) => sent(id));
  expect(gathered(many).map(({ kind }) => kind)).toEqual(['published-together']);
  expect(gathered([sent(1), sent(2)])).toEqual([sent(1), sent(2)]);
});
