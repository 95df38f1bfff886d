/** Filters with the highest cost that a user, a profile or a link can cause. */
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { cpuTime } from '../../base/cpuTime.testkit.ts';
import { isThorough, tries } from '../../base/runs.testkit.ts';
import { Steps } from '../../base/steps.ts';
import { encodeUtf8 } from '../../base/utf8.ts';
import { encode } from '../../mqtt/codec/encode.ts';
import { loadFormats } from '../../payload/formats/formats.ts';
import { packetFilters } from '../filtering/packetFilters.ts';
import { Budgeted } from './budgeted.ts';
import { compileFilter } from './compile.ts';
import { Regex } from './regex/regex.ts';
import { sensorFacts } from './sensorFacts.ts';
import { complete } from './syntax/complete.ts';
import { parseFilter } from './syntax/parse.ts';
import { printFilter } from './syntax/print.ts';

const LONG = 60_000;
/** ms of processor time. A quadratic algorithm takes many times as long. */
const MOST_TIME = 2500;

const times = (text: string, count: number) => text.repeat(count);
const list = (count: number, each: (at: number) => string, joint: string) =>
  Array.from({ length: count }, (_, at) => each(at)).join(joint);

const TEXTS = {
  parentheses: times('(', LONG),
  'parentheses around a field': `${times('(', LONG / 3)}qos == 1${times(')', LONG / 3)}`,
  nots: `${times('not ', LONG / 5)}qos == 1`,
  exclamations: `${times('!', LONG)}qos == 1`,
  joints: list(4000, () => 'qos == 1', ' and '),
  words: times('a ', LONG / 2),
  'values in braces': `qos in {${times('1,', LONG / 2)}}`,
  'a million values': `qos in {${times('1,', 1_000_000)}}`,
  'steps of a path': `payload${times('.a', LONG / 2)} == 1`,
  'elements of a path': `payload${times('[0]', LONG / 3)} == 1`,
  'dots in a path': `payload${times('.', LONG)} == 1`,
  'paths in a row': times('payload.', LONG / 8),
  'digits and no number': `size == ${times('1', LONG)}_`,
  'digits and no time': `time == ${times('1', LONG)}:`,
  'digits and no range': `qos == ${times('1', LONG)}-x`,
  digits: `payload.a == ${times('1', LONG)}.${times('1', 10)}`,
  'a tiny number': `payload.a == 1e-${times('9', LONG)}`,
  'an open quote before blanks': `"${times(' ', LONG)}`,
  'an open quote before joints': `"${times(' and ', LONG / 5)}`,
  'an open quote before fields': `"a${times(' and qos == 1', LONG / 13)}`,
  'quotation marks of others': `payload.x == x${times('“', LONG)}x`,
  'escaped quotes': `"${times('\\', LONG)}"`,
  'open brackets': `payload${times('[', LONG)}`,
  bytes: `payload == ${times('7b:', LONG / 3)}z`,
  levels: `topic ~ "${times('+/', LONG / 3)}#"`,
  'counted repetitions': 'topic matches "(a{1000}){1000}"',
  'empty repetitions': `topic matches "${times('(', 49)}${times('){999999}', 49)}"`,
  'nested repetitions': `topic matches "${times('(', 49)}a${times('){9}', 49)}"`,
  alternatives: `topic matches "${times('a|', LONG / 3)}a"`,
  'a huge class': `topic matches "[${list(20_000, (at) => String.fromCharCode(256 + 2 * at), '')}]"`,
  'many patterns': list(2000, (at) => `topic matches "a${at}"`, ' or '),
} as const;

describe('hostile filters are parsed in linear time', () => {
  it.each(Object.entries(TEXTS))('%s', (_name, text) => {
    const begun = cpuTime();
    const { expression } = parseFilter(text);
    expect(expression === undefined ? 'none' : printFilter(expression)).not.toBe('');
    expect(typeof compileFilter(text).ok).toBe('boolean');
    const offered = { topics: () => [], values: () => [], paths: () => [] };
    expect(complete(text, text.length, offered).suggestions.length).toBeLessThan(201);
    expect(cpuTime() - begun).toBeLessThan(MOST_TIME);
  });

  it('says which limit a filter exceeds', () => {
    const keyOf = (text: string) => {
      const filter = compileFilter(text);
      return filter.ok ? undefined : filter.error.fact;
    };
    expect(keyOf(times('a ', 40_000))).toEqual({ key: 'too-long', args: { most: 65_536 } });
    expect(keyOf(times('a ', 5001))).toMatchObject({ key: 'too-many-comparisons' });
    expect(keyOf(`qos in {${times('1,', 4999)}}`)).toBeUndefined();
    expect(keyOf(TEXTS['many patterns'])).toMatchObject({ key: 'too-many-patterns' });
  });
});

const packet = (payload: Uint8Array, topic = 'a/b') => ({
  bytes: encode(
    { type: 'publish', topic, payload, qos: 0, retain: false, dup: false, properties: [] },
    4,
  ),
  sender: 'client' as const,
  version: 4 as const,
  topic,
});

/** The same sequence of a and b in each run, which no short pattern describes. */
function unpredictable(length: number): string {
  let state = 12_345;
  return Array.from({ length }, () => {
    state = (state * 1_103_515_245 + 12_345) % 0x8000_0000;
    return (state >> 16) & 1 ? 'a' : 'b';
  }).join('');
}

const UNKNOWN = { client: '', gateway: '', name: '', clientId: '', predefined: undefined };
const NOTHING_READ = { ...UNKNOWN, problems: [], message: undefined, topic: undefined } as const;

/** Needs a set of states for each combination of the last letters. */
const COSTLY = '(a|b)*a(a|b){20}c';

describe('hostile filters are tested within a budget', () => {
  const letters = encodeUtf8(unpredictable(100_000));
  const large = encodeUtf8(JSON.stringify(Array.from({ length: 30_000 }, (_, at) => at)));

  it.each([
    ['a pattern', `payload matches "${COSTLY}"`, letters],
    ['its opposite', `not payload matches "${COSTLY}"`, letters],
    ['words', list(5000, (at) => `w${at}`, ' or '), letters],
    ['paths', list(2000, (at) => `payload.a${at} == 1`, ' or '), large],
  ])('%s: the packet is hidden and counted', async (_name, text, payload) => {
    await loadFormats();
    const filter = packetFilters(text);
    if (!filter.ok) throw new Error(text.slice(0, 100));
    const begun = cpuTime();
    expect(filter.test(packet(payload))).toBe(false);
    expect(cpuTime() - begun).toBeLessThan(MOST_TIME);
    expect(filter.spending.givenUp).toBe(1);
    // Cheap packets are still tested.
    const short = packet(encodeUtf8('w7'));
    expect(filter.test(short)).toBe(text.startsWith('not') || text.startsWith('w'));
    expect(filter.spending.givenUp).toBe(1);
  });

  it('counts each reading of a payload, however small the payload is', async () => {
    await loadFormats();
    for (const each of ['payload.a == 1', 'payload.a is text']) {
      const filter = packetFilters(list(2900, () => each, ' or '));
      if (!filter.ok) throw new Error(each);
      expect(filter.test(packet(encodeUtf8('no values')))).toBe(false);
      expect(filter.spending.givenUp).toBe(1);
    }
  });

  it('is no longer tested on arrival after it exceeded its budget 20 times', () => {
    const steps = new Steps();
    let asked = 0;
    const test = () => {
      asked += 1;
      return steps.take(Number.MAX_SAFE_INTEGER);
    };
    const filter = new Budgeted({ test, cost: 1 }, steps);
    const message = {
      no: 1,
      time: 0,
      stream: 1,
      direction: 'in',
      bytes: new Uint8Array(3),
    } as const;
    const facts = sensorFacts({ ...message, ...NOTHING_READ }, 0);
    for (let at = 0; at < 1000; at += 1) expect(filter.testOnArrival(facts)).toBe(false);
    expect(asked).toBe(20);
    expect(filter.givenUp).toBe(1000);
  });

  it('reads the payload once for all values in braces', async () => {
    await loadFormats();
    const filter = packetFilters(`payload.id in {${list(4000, (at) => `${at}`, ',')}}`);
    if (!filter.ok) throw new Error('in');
    const payload = encodeUtf8(JSON.stringify({ text: times('x', 100_000), id: 3999 }));
    expect(filter.test(packet(payload))).toBe(true);
    expect(filter.spending.givenUp).toBe(0);
  });

  it('caches results for topics only within the budget', () => {
    const filter = packetFilters(`not topic matches "${COSTLY}"`);
    if (!filter.ok) throw new Error(COSTLY);
    const topic = unpredictable(60_000);
    for (let at = 0; at < 3; at += 1) {
      const { givenUp } = filter.spending;
      const passes = filter.test(packet(letters.subarray(0, 10), topic));
      expect(passes).toBe(filter.spending.givenUp === givenUp);
    }
  });

  it('limits the cache of a pattern with many classes of characters', () => {
    const pattern = list(400, (at) => `[${String.fromCharCode(300 + 7 * at)}ab]?`, '');
    const regex = new Regex(
      `${pattern}[${list(20_000, (at) => String.fromCharCode(256 + 2 * at), '')}]q`,
    );
    const before = process.memoryUsage();
    regex.test(list(3000, (at) => String.fromCharCode(300 + ((at * 7919) % 5000)), ''));
    const { arrayBuffers, heapUsed } = process.memoryUsage();
    expect(arrayBuffers - before.arrayBuffers + heapUsed - before.heapUsed).toBeLessThan(100 << 20);
  });
});

test('mutated filters never throw, neither in parsing nor in testing', () => {
  const piece = fc.oneof(
    {
      weight: 3,
      arbitrary: fc.constantFrom(...Object.values(TEXTS).map((text) => text.slice(0, 40))),
    },
    fc.constantFrom(
      'payload',
      'topic',
      'qos',
      '.a',
      '[0]',
      ' == ',
      ' in {',
      '}',
      '1..',
      ' matches ',
    ),
    fc.constantFrom('"(a|b)*', '{9,99}"', ' and ', ' or ', 'not ', '(', ')', '~ "+/#"', '"', '\\'),
    fc.string({ maxLength: 4 }),
  );
  const judged = [
    packet(encodeUtf8('{"a":[1,"ab"]}')),
    packet(new Uint8Array(3)),
    packet(encodeUtf8('abab')),
  ];
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const filter = packetFilters(pieces.join(''));
      if (!filter.ok) return;
      for (const one of judged) expect(typeof filter.test(one)).toBe('boolean');
    }),
    {
      numRuns: tries(400),
      ...(!isThorough && { seed: 1 }),
    },
  );
});
