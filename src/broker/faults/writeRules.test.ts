import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseRules } from './parseRules.ts';
import { writeNetwork, writeRules } from './writeRules.ts';

const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });

/** Hand-written actions in short and long form. */
const action = fc.oneof(
  fc.constantFrom('drop', 'silent', 'duplicate', 'hold', 'cut'),
  fc.record({ action: fc.constant('hold'), overtake: fc.boolean() }),
  fc.record({ action: fc.constant('duplicate'), dup: fc.boolean() }),
  fc.record({ action: fc.constant('cut'), when: fc.constantFrom('before', 'after') }),
  fc.record({
    action: fc.constant('delay'),
    milliseconds: fc.oneof(fc.nat(5000), fc.tuple(fc.nat(100), fc.integer({ min: 100, max: 200 }))),
    overtake: fc.boolean(),
  }),
);

const match = fc.record(
  {
    client: fc.string(),
    direction: fc.constantFrom('from-client', 'to-client'),
    packet: fc.oneof(
      fc.constantFrom('PUBACK', 'publish'),
      fc.constant(['PUBREC', 'PUBCOMP', 'CONNECT']),
    ),
    topic: fc.constantFrom('a/+', '#', '$share/g/t'),
    qos: fc.constantFrom(0, 1, 2),
    nth: fc.integer({ min: 1, max: 9 }),
    per: fc.constantFrom('client', 'connection'),
    chance: fc.constantFrom(0, 0.5, 1),
    seed: fc.nat(),
  },
  { requiredKeys: [] },
);

const answering = fc.record(
  {
    match: fc.constant({ packet: ['PUBLISH', 'SUBSCRIBE'] }),
    do: fc.record(
      {
        action: fc.constant('answer'),
        reasonCode: fc.constantFrom('0x97', 135),
        reasonString: fc.constant('no'),
        with: fc.constantFrom('acknowledgement', 'disconnect'),
      },
      { requiredKeys: ['action', 'reasonCode'] },
    ),
  },
  { requiredKeys: ['match', 'do'] },
);

const rule = fc.oneof(
  fc.record({ match: optional(match), do: action }, { requiredKeys: ['do'] }),
  answering,
);

it('written rules are read as the same rules', () => {
  fc.assert(
    fc.property(fc.array(rule, { maxLength: 4 }), fc.boolean(), (given, enabled) => {
      const rules = given.map((one, at) => ({ id: `r${at}`, enabled, ...defined(one) }));
      const read = parseRules({ version: 1, rules });
      if (!read.ok) throw new Error(read.error.key);
      const written: unknown = JSON.parse(JSON.stringify(writeRules(read.rules)));
      expect(parseRules(written)).toEqual(read);
    }),
    { numRuns: 60 },
  );
});

function defined<T extends object>(value: T): object {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined));
}

it('short forms stay short, and defaults are omitted', () => {
  const rules = [
    { id: 'a', match: { direction: 'to-client', packet: 'PUBACK' }, do: 'drop' },
    { id: 'b', enabled: false, do: { action: 'answer', reasonCode: '0x97' } },
  ];
  const read = parseRules({
    version: 1,
    rules: [rules[0], { ...rules[1], match: { packet: ['PUBLISH'] } }],
  });
  if (!read.ok) throw new Error(read.error.key);
  expect(writeRules(read.rules).rules).toEqual([
    rules[0],
    { ...rules[1], match: { packet: 'PUBLISH' } },
  ]);
});

it('a network survives a round trip, and errors have a position', () => {
  const network = {
    preset: 'train',
    client: 'sensor-*',
    seed: 7,
    up: 1000,
    latency: [10, 20],
    slice: 3,
    outage: { every: [1000, 2000], lasts: 500 },
    resetAfter: 100,
    silentAfter: [1, 2],
    forgetAfter: 240_000,
    slowClose: 10,
  };
  const read = parseRules({ version: 1, rules: [], network });
  if (!read.ok || !read.network) throw new Error('not read');
  expect(writeNetwork(read.network)).toEqual(network);
  expect(parseRules({ version: 1, rules: [], network: { latency: [3, 2] } })).toMatchObject({
    path: ['network', 'latency'],
    error: { key: 'range-order' },
  });
  expect(parseRules({ version: 1, rules: [], network: { preset: '7G' } })).toMatchObject({
    path: ['network', 'preset'],
  });
});
