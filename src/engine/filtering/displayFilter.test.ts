import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { tries } from '../../base/runs.testkit.ts';
import { EXCHANGE_STATES } from '../exchanges/exchange.ts';
import { compileFilter } from '../filter/compile.ts';
import { FilteredRows } from './filteredRows.ts';
import { ALWAYS, FilterScene, publish } from './filtering.testkit.ts';

const LARGE = 1024 * 1024;
const numbersOf = ({ filter }: FilterScene) => filter.list.numbers(filter.list.oldest, 10_000);

/** Limits a filter to `groups` groups of packets. */
function slice(groups: number): () => boolean {
  let left = groups;
  return () => {
    left -= 1;
    return left > 0;
  };
}

describe('the display filter', () => {
  test('shows matching packets, including later ones', () => {
    const scene = new FilterScene(LARGE);
    for (let n = 0; n < 10; n += 1) scene.add(publish(`a/${n % 2}`, 0, 'x'), 'in');
    expect(scene.filter.set(compileFilter('topic == "a/1"'), FilteredRows)).toBeUndefined();
    expect(scene.filter.progress).toMatchObject({ shown: 0, examined: 0, held: 10, done: false });
    scene.filter.advance(ALWAYS);
    expect(numbersOf(scene)).toEqual([2, 4, 6, 8, 10]);
    scene.add(publish('a/1', 0, 'x'), 'in');
    scene.filter.advance(ALWAYS);
    expect(scene.filter.progress).toEqual({
      text: 'topic == "a/1"',
      shown: 6,
      examined: 11,
      held: 11,
      done: true,
    });
    expect([1, 2, 11].map((number) => scene.filter.list.position(number))).toEqual([
      undefined,
      0,
      5,
    ]);
  });

  test('keeps the last valid text after an invalid one', () => {
    const scene = new FilterScene(LARGE);
    scene.add(publish('a', 0, 'x'), 'in');
    scene.filter.set(compileFilter('dir == in'), FilteredRows);
    expect(scene.filter.set(compileFilter('dir == sideways'), FilteredRows)).toMatchObject({
      column: 8,
    });
    scene.filter.advance(ALWAYS);
    expect([scene.filter.text, numbersOf(scene)]).toEqual(['dir == in', [1]]);
    expect(scene.filter.set(compileFilter('  '), FilteredRows)).toBeUndefined();
    expect([scene.filter.text, scene.filter.progress]).toEqual([undefined, undefined]);
  });

  test('works in slices, oldest first, until the next filter is set', () => {
    const scene = new FilterScene(LARGE);
    for (let n = 0; n < 100; n += 1) scene.add(publish('a', 0, `${n}`), 'in');
    scene.filter.set(compileFilter('payload contains "5"'), FilteredRows);
    expect(scene.filter.advance(slice(1))).toBe(false);
    expect(scene.filter.progress).toMatchObject({ shown: 2, examined: 16, done: false });
    expect(numbersOf(scene)).toEqual([6, 16]);
    scene.filter.set(compileFilter('payload == "7"'), FilteredRows);
    expect(scene.filter.progress).toMatchObject({ shown: 0, examined: 0 });
    let slices = 1;
    while (!scene.filter.advance(slice(2))) slices += 1;
    expect([slices, numbersOf(scene)]).toEqual([4, [8]]);
  });

  test('starts at the end if it is visible, until there are enough matches', () => {
    const scene = new FilterScene(LARGE);
    for (let n = 0; n < 1000; n += 1) scene.add(publish('a', 0, `${n % 2}`), 'in');
    scene.filter.isEndShown = true;
    scene.filter.set(compileFilter('payload contains "1"'), FilteredRows);
    scene.filter.advance(slice(1));
    expect(scene.filter.progress).toMatchObject({ shown: 8, examined: 16, held: 1000 });
    expect(numbersOf(scene).at(-1)).toBe(1000);
    scene.add(publish('a', 0, '1'), 'in');
    scene.filter.advance(slice(2));
    expect(numbersOf(scene).slice(-2)).toEqual([1000, 1001]);
    let least = 1000;
    while (scene.filter.progress?.shown !== undefined && scene.filter.progress.shown < 205) {
      scene.filter.advance(slice(1));
      least = numbersOf(scene)[0] ?? 0;
    }
    // By then it has processed the first ones.
    expect(least).toBe(2);
    scene.filter.advance(ALWAYS);
    expect(scene.filter.progress).toMatchObject({ shown: 501, examined: 1001, done: true });
    expect(numbersOf(scene)).toEqual(scene.expected('payload contains "1"'));
  });

  test('after a QoS 2 completes, exchange.state == complete shows its 4 packets', () => {
    const scene = new FilterScene(LARGE);
    const answer = (type: 'pubrec' | 'pubrel' | 'pubcomp') => {
      return { type, packetId: 7, reasonCode: 0, properties: [] } as const;
    };
    scene.filter.set(compileFilter('exchange.state == complete'), FilteredRows);
    scene.add(publish('before', 0, 'x'), 'in');
    scene.add(publish('a', 2, 'x'), 'out', 1);
    scene.add(answer('pubrec'), 'in', 1);
    scene.add(publish('between', 0, 'x'), 'in');
    scene.add(answer('pubrel'), 'out', 1);
    scene.filter.advance(ALWAYS);
    expect(numbersOf(scene)).toEqual([]);
    scene.add(answer('pubcomp'), 'in', 1);
    scene.setState(1, 'complete', 5_000);
    expect(scene.filter.progress?.done).toBe(false);
    scene.filter.advance(ALWAYS);
    expect(numbersOf(scene)).toEqual([2, 3, 5, 6]);
  });
});

const packet = fc.record({
  topic: fc.constantFrom('a', 'a/b', 'sensors/1/temp'),
  qos: fc.constantFrom(0, 1, 2),
  payload: fc.constantFrom('', '{"t":1}', '{"t":31}', 'text', 'x'.repeat(200)),
  direction: fc.constantFrom('in', 'out'),
  exchange: fc.nat(8),
});
const TEXTS = [
  'qos > 0',
  'topic ~ "a/#" and dir == in',
  'topic == "a"',
  'not topic contains "b"',
  'topic != "a"',
  'size < 50 and time > 3ms',
  'payload contains "te"',
  'payload.t > 30 or qos == 2',
  'exchange.state == complete',
  'not exchange.state == open',
  'exchange.latency > 50ms and qos > 0',
  'problem',
  'problem == "odd-rule" || exchange.state in {retried, refused}',
  'temp',
  'id == 7',
  'no > 20',
];
const text = fc.constantFrom(...TEXTS);
const step = fc.oneof(
  { weight: 10, arbitrary: fc.record({ packets: fc.array(packet, { maxLength: 20 }) }) },
  { weight: 3, arbitrary: fc.record({ text }) },
  { weight: 3, arbitrary: fc.record({ groups: fc.integer({ min: 1, max: 3 }) }) },
  { weight: 1, arbitrary: fc.record({ isEndShown: fc.boolean() }) },
  {
    weight: 6,
    arbitrary: fc.record({
      exchange: fc.nat(8),
      state: fc.constantFrom(...EXCHANGE_STATES),
      latency: fc.constantFrom(undefined, 10_000, 60_000),
    }),
  },
  { weight: 3, arbitrary: fc.record({ found: fc.nat(200) }) },
  { weight: 2, arbitrary: fc.record({ wanted: fc.nat(200) }) },
  { weight: 1, arbitrary: fc.constant('clear' as const) },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

function take(scene: FilterScene, each: Step): void {
  if (each === 'clear') scene.clear();
  else if ('text' in each) scene.filter.set(compileFilter(each.text), FilteredRows);
  else if ('isEndShown' in each) scene.filter.isEndShown = each.isEndShown;
  else if ('groups' in each) scene.filter.advance(slice(each.groups));
  else if ('state' in each) scene.setState(each.exchange, each.state, each.latency);
  else if ('wanted' in each) scene.kept.want(scene.log.nextNumber + (each.wanted % 20));
  else if ('found' in each) scene.find(each.found, 'odd-rule');
  else {
    for (const { topic, qos, payload, direction, exchange } of each.packets) {
      scene.add(publish(topic, qos, payload), direction, exchange);
    }
  }
}

describe('acknowledgements of matching packets', () => {
  test('are listed with them, and do not count', () => {
    const scene = new FilterScene(LARGE);
    scene.add(publish('a', 1, 'x'), 'out', 1);
    scene.add(publish('b', 1, 'x'), 'out', 2);
    scene.add({ type: 'puback', packetId: 7, reasonCode: 0, properties: [] }, 'in', 1);
    scene.filter.set(compileFilter('topic == "a"'), FilteredRows, 'answers');
    scene.filter.advance(ALWAYS);
    expect(numbersOf(scene)).toEqual([1, 3]);
    expect([1, 3].map((number) => scene.filter.isBeside(number))).toEqual([false, true]);
    expect(scene.filter.progress).toMatchObject({ shown: 1, done: true });
    expect([scene.filter.list.total, scene.filter.list.position(3)]).toEqual([2, 1]);
    scene.filter.set(compileFilter('topic == "a"'), FilteredRows, 'matches');
    scene.filter.advance(ALWAYS);
    expect(numbersOf(scene)).toEqual([1]);
  });

  test('are all packets of an exchange with a match, after any change', () => {
    fc.assert(
      fc.property(text, fc.array(step, { maxLength: 30 }), (set, steps) => {
        const scene = new FilterScene(LARGE);
        scene.filter.set(compileFilter(set), FilteredRows, 'answers');
        for (const each of steps) {
          if (each === 'clear' || !('text' in each)) take(scene, each);
        }
        scene.filter.advance(ALWAYS);
        const passing = scene.expected(set);
        const expected = passing.flatMap((number) => scene.exchangeWith(number));
        const isHeld = (number: number) => number >= scene.log.oldestNumber;
        expect(numbersOf(scene)).toEqual(
          [...new Set(expected)].filter(isHeld).toSorted((a, b) => a - b),
        );
        expect(numbersOf(scene).filter((number) => !scene.filter.isBeside(number))).toEqual(
          passing,
        );
        expect(scene.filter.progress?.shown).toBe(passing.length);
      }),
      { numRuns: tries(100) },
    );
  });
});

describe('a list of exchanges', () => {
  const PUBACK = { type: 'puback', packetId: 7, reasonCode: 0, properties: [] } as const;
  const PINGREQ = { type: 'pingreq' } as const;
  const PINGRESP = { type: 'pingresp' } as const;

  function folded(scene: FilterScene, text = ''): readonly number[] {
    scene.filter.set(compileFilter(text), FilteredRows, 'exchanges');
    scene.filter.advance(ALWAYS);
    return numbersOf(scene);
  }

  test('has the first packet of each, and packets without one', () => {
    const scene = new FilterScene(LARGE);
    scene.add(publish('a', 1, 'x'), 'out', 1);
    scene.add(publish('b', 0, 'x'), 'in');
    scene.add(PUBACK, 'in', 1);
    scene.add(PUBACK, 'in');
    expect(folded(scene)).toEqual([1, 2, 4]);
    expect([scene.filter.text, scene.filter.progress, scene.filter.isFolded]).toEqual([
      undefined,
      undefined,
      true,
    ]);
    expect([1, 2, 3, 4, 5].map((number) => scene.filter.list.placeFrom(number))).toEqual([
      0, 1, 2, 2, 3,
    ]);
    // An answer that arrives later belongs to its row, too.
    scene.add(publish('c', 1, 'x'), 'in', 2);
    scene.add(PUBACK, 'out', 2);
    scene.filter.advance(ALWAYS);
    expect(numbersOf(scene)).toEqual([1, 2, 4, 5]);
  });

  test('has the exchange of any packet that matches', () => {
    const scene = new FilterScene(LARGE);
    scene.add(publish('a', 1, 'x'), 'out', 1);
    scene.add(publish('b', 1, 'x'), 'out', 2);
    scene.add(PUBACK, 'in', 2);
    expect(folded(scene, 'type == puback')).toEqual([2]);
    expect(scene.filter.progress).toMatchObject({ shown: 1, done: true });
    expect(scene.filter.isBeside(2)).toBe(false);
  });

  test('has one row for consecutive pings', () => {
    const scene = new FilterScene(LARGE);
    for (const exchange of [1, 2, 3]) {
      scene.add(PINGREQ, 'out', exchange);
      scene.add(PINGRESP, 'in', exchange);
    }
    scene.add(publish('a', 0, 'x'), 'in');
    scene.add(PINGREQ, 'out', 4);
    expect(folded(scene)).toEqual([1, 7, 8]);
  });

  test('is the same for any order of changes and slices', () => {
    fc.assert(
      fc.property(text, fc.array(step, { maxLength: 30 }), (set, steps) => {
        const scene = new FilterScene(LARGE);
        scene.filter.set(compileFilter(set), FilteredRows, 'exchanges');
        for (const each of steps) {
          if (each === 'clear' || !('text' in each)) take(scene, each);
        }
        scene.filter.advance(ALWAYS);
        const firsts = scene
          .expected(set)
          .flatMap((number) => Math.min(...scene.exchangeWith(number)))
          .filter((number) => number >= scene.log.oldestNumber);
        expect(numbersOf(scene)).toEqual([...new Set(firsts)].toSorted((a, b) => a - b));
      }),
      { numRuns: tries(100) },
    );
  });
});

describe('filtered rows', () => {
  const payloadOf = (n: number): string => {
    if (n % 11 === 0) return `${n % 20}`;
    const parts = { t: n % 60, s: `x${n % 4}`, b: n % 6 === 0, n: n % 3 === 0 ? null : 0 };
    return JSON.stringify(n % 13 === 0 ? { ...parts, o: { p: n % 5 } } : parts);
  };

  /** QoS 1 messages in exchanges of all states, between packets of other types. */
  function manyPackets(): FilterScene {
    const scene = new FilterScene(LARGE);
    for (let n = 0; n < 300; n += 1) {
      const direction = n % 3 === 0 ? 'out' : 'in';
      const answer = { type: 'puback', packetId: 7, reasonCode: 0, properties: [] } as const;
      if (n % 5 === 0) scene.add(answer, direction, n % 8);
      else if (n % 7 === 0) scene.add({ type: 'pingreq' }, 'out');
      else {
        const qos = n % 2 === 0 ? 0 : 1;
        scene.add(publish(n % 4 === 0 ? 'a' : 'a/b', qos, payloadOf(n)), direction, n % 8);
      }
    }
    EXCHANGE_STATES.forEach((state, n) => {
      scene.setState(n + 1, state, n % 2 === 0 ? undefined : n * 20_000);
    });
    for (const packet of [3, 70, 130, 299]) scene.find(packet, 'odd-rule');
    return scene;
  }

  test.each([
    ...TEXTS,
    'no > 120 and no <= 200',
    'time >= 150ms',
    'size in {2, 4}',
    'type == pingreq or type == puback',
    'stream == 1',
    'stream == 2',
    'not id == 7',
    'dir == out and not qos == 1',
    'mqtt.hdrflags == 0x32',
    'exchange.latency < 50ms',
    'exchange.latency',
    'not problem',
    'topic == "a" or problem',
    'payload.t in {"5", 6, 10..12}',
    'payload.s == "x1"',
    'payload.s contains "1"',
    'payload.s matches "^x[12]$"',
    'payload.s in {"x1", "x3"}',
    'payload.s',
    'payload.b',
    'payload.b == true',
    'payload.n == null',
    'payload.o',
    'payload.o.p > 1',
    'payload in {"x", 5..10}',
    'payload contains "x1"',
  ])('are those found by testing every packet: %s', (set) => {
    const scene = manyPackets();
    scene.filter.set(compileFilter(set), FilteredRows);
    scene.filter.advance(ALWAYS);
    expect(numbersOf(scene)).toEqual(scene.expected(set));
  });

  test('equal the matches found by testing every packet', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const scene = new FilterScene(8 * 1024, 4 * 1024);
        let total = 0;
        for (const each of steps) {
          take(scene, each);
          const { progress, list } = scene.filter;
          // Positions move only if the list changed for another reason than an arrival.
          const isArrival = each !== 'clear' && 'packets' in each;
          const mayMove = progress === undefined || !isArrival || list.total === total;
          total = list.total;
          expect([mayMove, progress?.shown ?? total - list.oldest]).toEqual([
            true,
            total - list.oldest,
          ]);
        }
        scene.filter.advance(ALWAYS);
        const { list, text: set } = scene.filter;
        const expected = scene.expected(set ?? '');
        expect(numbersOf(scene)).toEqual(expected);
        expect(expected.map((number) => list.position(number))).toEqual(
          expected.map((_, index) => list.oldest + index),
        );
        expect(list.numbers(list.oldest + 3, 2)).toEqual(expected.slice(3, 5));
        expect(scene.filter.progress?.done ?? true).toBe(true);
      }),
      { numRuns: tries(150) },
    );
  });
});
