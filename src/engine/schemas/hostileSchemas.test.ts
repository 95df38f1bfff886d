/**
 * Tests schemas and values designed to hang or crash the check: none throws, and each ends within its budget.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { leastCpuTime } from '../../base/cpuTime.testkit.ts';
import { tries } from '../../base/runs.testkit.ts';
import { CompiledSchema, MOST_STEPS } from './compiledSchema.ts';
import { FORMATS } from './formats/formats.ts';
import { errorOf, judged, outcome } from './judged.testkit.ts';

const LONG = 200_000;
/** CPU time limit in ms; usually a fraction of it is needed. */
const SOON = 4000;

const numbers = (count: number): readonly number[] => Array.from({ length: count }, (_, n) => n);

/** Each schema refers to the next one twice. */
function doubling(levels: number, keyword: string, last: unknown): object {
  const twice = (n: number) => ({
    [keyword]: [{ $ref: `#/$defs/d${n + 1}` }, { $ref: `#/$defs/d${n + 1}` }],
  });
  const defs: Record<string, unknown> = { [`d${levels - 1}`]: last };
  for (const n of numbers(levels - 1)) defs[`d${n}`] = twice(n);
  return { $defs: defs, $ref: '#/$defs/d0' };
}

function nested(levels: number): unknown {
  let value: unknown = 1;
  for (let level = 0; level < levels; level += 1) value = [value];
  return value;
}

describe('the name of a property', () => {
  test.each(['default', 'enum', 'const', 'examples', 'pattern', '$ref', '$id', 'required', 'not'])(
    '%s is not mistaken for a keyword',
    (name) => {
      const schema = { properties: { [name]: { pattern: '^(a+)+$' } } };
      expect(judged(schema, { [name]: 'aaa' })).toBeUndefined();
      const spent = leastCpuTime(() => {
        const long = { [name]: `${'a'.repeat(LONG)}!` };
        expect(judged(schema, long)).toBe(`payload.${name} pattern "^(a+)+$" +0`);
      }, 1);
      expect(spent).toBeLessThan(SOON);
    },
  );

  test.each(['$defs', 'definitions', 'patternProperties', 'dependentSchemas'])(
    'below %s is not a keyword either',
    (keyword) => {
      const schema = { [keyword]: { enum: { pattern: '(?=x)' } } };
      expect(outcome(schema, 1)).toBe(`#/${keyword}/enum/pattern pattern`);
    },
  );

  test('__proto__ and constructor are ordinary names', () => {
    const schema = '{"properties":{"__proto__":{"type":"null"}},"required":["constructor"]}';
    expect(judged(schema, { toString: 1 })).toBe('payload required "constructor" +0');
    const value: unknown = JSON.parse('{"__proto__":1,"constructor":2}');
    expect(judged(schema, value)).toBe('payload.__proto__ type "null" +0');
    expect(judged('{"format":"__proto__"}', 'x')).toBeUndefined();
    expect(judged('{"__proto__":{"type":"null"},"toString":5}', 1)).toBeUndefined();
  });
});

describe('a malformed keyword is rejected with its place', () => {
  test.each<[unknown, string]>([
    [{ enum: null }, '#/enum keyword list'],
    [{ required: 5 }, '#/required keyword names'],
    [{ required: ['a', 5] }, '#/required keyword names'],
    [{ properties: { a: { required: true } } }, '#/properties/a/required keyword names'],
    [{ not: null }, '#/not keyword schema'],
    [{ properties: [] }, '#/properties keyword schemas-by-name'],
    [{ properties: { a: null } }, '#/properties/a keyword schema'],
    [{ patternProperties: { '(': {} } }, '#/patternProperties/( pattern'],
    [{ pattern: 5 }, '#/pattern keyword text'],
    [{ pattern: 'x'.repeat(5000) }, '#/pattern pattern'],
    [{ type: 'foo' }, '#/type keyword types'],
    [{ type: [] }, '#/type keyword types'],
    [{ type: ['string', 5] }, '#/type keyword types'],
    [{ format: null }, '#/format keyword text'],
    [{ minimum: '3' }, '#/minimum keyword number'],
    [{ exclusiveMinimum: true }, '#/exclusiveMinimum keyword number'],
    [{ multipleOf: 0 }, '#/multipleOf keyword above-zero'],
    [{ multipleOf: -1 }, '#/multipleOf keyword above-zero'],
    [{ minLength: -1 }, '#/minLength keyword count'],
    [{ maxItems: 1.5 }, '#/maxItems keyword count'],
    [{ maxContains: '1' }, '#/maxContains keyword count'],
    [{ uniqueItems: 1 }, '#/uniqueItems keyword boolean'],
    [{ allOf: {} }, '#/allOf keyword schemas'],
    [{ anyOf: [true, 7] }, '#/anyOf/1 keyword schema'],
    [{ items: null }, '#/items keyword schema-or-list'],
    [{ items: [{}, []] }, '#/items/1 keyword schema'],
    [{ prefixItems: {} }, '#/prefixItems keyword schemas'],
    [{ if: 3 }, '#/if keyword schema'],
    [{ else: null }, '#/else keyword schema'],
    [{ dependencies: { a: 5 } }, '#/dependencies/a keyword names-or-schema'],
    [{ dependentRequired: { a: [1] } }, '#/dependentRequired/a keyword names'],
    [{ dependentSchemas: { a: [] } }, '#/dependentSchemas/a keyword schema'],
    [{ $defs: { 'a/b~': { type: 7 } } }, '#/$defs/a~1b~0/type keyword types'],
    [{ $schema: 5 }, '#/$schema keyword text'],
    [{ $id: 5 }, '#/$id keyword text'],
    [{ $ref: 5 }, '#/$ref keyword text'],
    [{ $anchor: '#a' }, '#/$anchor keyword anchor'],
    [{ $dynamicAnchor: 1 }, '#/$dynamicAnchor keyword anchor'],
    [{ $recursiveRef: '#a' }, '#/$recursiveRef keyword root-reference'],
    [{ $recursiveAnchor: 'x' }, '#/$recursiveAnchor keyword boolean'],
  ])('%j', (schema, expected) => {
    expect(outcome(schema, 1)).toBe(expected);
  });

  test.each([
    ['minimum', '1e400'],
    ['maximum', '-1e400'],
    ['exclusiveMinimum', '1e999999999'],
    ['multipleOf', '1e400'],
    ['minLength', '1e400'],
    ['maxItems', '1e400'],
    ['const', '1e400'],
    ['const', '{"a":[1,{"b":-1e400}]}'],
    ['enum', '[1,[1e400]]'],
  ])('%s %s, too large for a double', (keyword, value) => {
    expect(outcome(`{"${keyword}":${value}}`, 1)).toBe(`#/${keyword} keyword double`);
  });

  test.each(['https://', 'http://', 'http://[', '//', '//:80', 'http://a:x/', 'http://[::1'])(
    'an identifier %s that is not a URI',
    (id) => {
      expect(outcome({ $id: id }, 1)).toBe('#/$id no-uri');
      expect(outcome({ $defs: { y: { $id: id } } }, 1)).toBe('#/$defs/y/$id no-uri');
    },
  );

  test('each prefix of an identifier is rejected or used', () => {
    const whole = 'https://example.com:8883/schemas/reading?v=1#top';
    for (let end = 0; end <= whole.length; end += 1) {
      expect(outcome({ $id: whole.slice(0, end) }, 1)).toBeOneOf([undefined, '#/$id no-uri']);
    }
  });

  test('an identifier or anchor that two schemas have', () => {
    expect(outcome({ $id: 'x', $defs: { y: { $id: 'x' } } }, 1)).toBe('#/$defs/y/$id uri-twice');
    const anchors = { $defs: { a: { $anchor: 'n' }, b: { $anchor: 'n' } } };
    expect(errorOf(anchors)?.key).toBe('uri-twice');
  });

  test('a reference without a target, or to no schema', () => {
    expect(outcome({ $ref: '#/nowhere' }, 1)).toBe('#/$ref reference');
    expect(outcome({ $ref: '#/required', required: [] }, 1)).toBe('#/$ref reference');
    expect(outcome({ $ref: '#/items/length', items: [{}] }, 1)).toBe('#/$ref reference');
    expect(outcome({ $ref: '#%E0%A4%A' }, 1)).toBe('#/$ref reference');
    expect(outcome({ $ref: 'http://[' }, 1)).toBe('#/$ref reference');
    // A schema below an unknown keyword follows the same rules.
    const elsewhere = { $ref: '#/components/a', components: { a: { enum: null } } };
    expect(outcome(elsewhere, 1)).toBe('#/components/a/enum keyword list');
  });
});

describe('a recursive schema', () => {
  test.each<[string, unknown]>([
    ['a reference', { $ref: '#' }],
    ['two references', { $ref: '#/$defs/a', $defs: { a: { $ref: '#' } } }],
    ['allOf', { allOf: [{ $ref: '#' }] }],
    ['anyOf', { anyOf: [{}, { $ref: '#' }] }],
    ['not', { not: { $ref: '#' } }],
    ['then', '{"if":{"type":"object"},"then":{"$ref":"#"}}'],
    ['dependentSchemas', { dependentSchemas: { a: { $ref: '#' } } }],
    ['an anchor', { $anchor: 'me', oneOf: [{ $ref: '#me' }] }],
    ['an identifier', { $id: 'http://a/b', allOf: [{ $ref: 'b' }] }],
  ])('with the same value by %s is rejected', (_by, schema) => {
    expect(errorOf(schema)?.key).toBe('endless');
  });

  test.each<[string, unknown]>([
    ['$dynamicRef', { $dynamicAnchor: 'a', allOf: [{ $dynamicRef: '#a' }] }],
    ['$recursiveRef', { $recursiveAnchor: true, anyOf: [{ $recursiveRef: '#' }] }],
  ])('by %s is not checked, with the reason', (_by, schema) => {
    expect(outcome(schema, 1)).toBe('not judged: too-deep');
  });

  test('is used for the parts of a value', () => {
    const tree = {
      properties: { name: { type: 'string' }, children: { items: { $ref: '#' } } },
      required: ['name'],
    };
    const leaf = (name: unknown) => ({ name, children: [] });
    expect(judged(tree, { name: 'a', children: [leaf('b'), leaf('c')] })).toBeUndefined();
    expect(judged(tree, { name: 'a', children: [leaf('b'), leaf(3)] })).toBe(
      'payload.children[1].name type "string" +0',
    );
    const lists = { anyOf: [{ type: 'integer' }, { items: { $ref: '#' } }] };
    expect(judged(lists, nested(60))).toBeUndefined();
  });
});

describe('a check', () => {
  const many = numbers(4900);
  const deepUnique = { uniqueItems: true, items: { $ref: '#' } };
  test.each<[string, unknown, unknown]>([
    ['references that double', doubling(40, 'allOf', {}), 1],
    ['alternatives that double', doubling(40, 'anyOf', { type: 'null' }), 1],
    ['exclusive alternatives that double', doubling(40, 'oneOf', {}), 1],
    [
      'the same, and what was evaluated',
      { ...doubling(40, 'allOf', {}), unevaluatedProperties: false },
      { a: 1 },
    ],
    [
      'alternatives for each element',
      { items: { anyOf: numbers(300).map((n) => ({ const: `${n}` })) } },
      many,
    ],
    [
      'breaches for each element',
      { items: { allOf: numbers(200).map(() => ({ type: 'null' })) } },
      many,
    ],
    [
      'contains with alternatives',
      { contains: { anyOf: numbers(300).map((n) => ({ const: `${n}` })) } },
      many,
    ],
    ['a value that is deeper than a stack', { items: { $ref: '#' } }, nested(100_000)],
    ['a dynamic reference to itself', { $dynamicRef: '#' }, 1],
    ['equal values that are deeper than a stack', { enum: [nested(100)] }, nested(100_000)],
    ['unique values that are deeper than a stack', deepUnique, [nested(100_000)]],
    [
      'a pattern with many states and ranges',
      {
        pattern: `[${numbers(900)
          .map(
            (n) => `${String.fromCharCode(0x4e00 + 3 * n)}-${String.fromCharCode(0x4e01 + 3 * n)}`,
          )
          .join('')}]{400}x`,
      },
      '\u4e00\u4e03'.repeat(80_000),
    ],
  ])('of %s stops at its budget', (_what, schema, value) => {
    const spent = leastCpuTime(() => {
      expect(outcome(schema, value)).toMatch(/^not judged: (?:expensive|too-deep)$/);
    }, 1);
    expect(spent).toBeLessThan(SOON);
  });

  // Listing 4900 names takes about 1 ms: far more of these would hold up each message.
  test.each<[string, unknown]>([
    ['maxProperties', 5000],
    ['minProperties', 1],
    ['additionalProperties', true],
    ['propertyNames', true],
    ['unevaluatedProperties', true],
    ['patternProperties', { '^k': true }],
  ])('counts each name of an object as a step: %s', (keyword, value) => {
    const names = Object.fromEntries(many.map((n) => [`k${n}`, n]));
    const times = (count: number) =>
      judged({ allOf: numbers(count).map(() => ({ [keyword]: value })) }, names);
    expect(times(4)).toBeUndefined();
    expect(times(300)).toBe('not judged: expensive');
  });

  test.each<[string, unknown, unknown, string | undefined]>([
    ['elements that must differ', { uniqueItems: true }, many, undefined],
    [
      'elements that must differ, one of them equal',
      { uniqueItems: true },
      [...many, 7],
      'payload uniqueItems true +0',
    ],
    ['a deep value whose lists are unique', deepUnique, nested(64), undefined],
    [
      'a long name for a pattern',
      { patternProperties: { 'a*b': false } },
      { ['a'.repeat(LONG)]: 1 },
      undefined,
    ],
    [
      'a long name for another pattern',
      { patternProperties: { '.*x$': false } },
      { ['x'.repeat(LONG) + 'y']: 1 },
      undefined,
    ],
    [
      'a long name for the pattern of names',
      { propertyNames: { pattern: '^(x+x+)+y$' } },
      { ['x'.repeat(LONG)]: 1 },
      `payload["${'x'.repeat(100)}…"] pattern "^(x+x+)+y$" +0`,
    ],
    [
      'a long name that no pattern allows',
      { patternProperties: { '^(a|a)*$': {} }, additionalProperties: false },
      { [`${'a'.repeat(LONG)}!`]: 1 },
      `payload["${'a'.repeat(100)}…"] additionalProperties false +0`,
    ],
    [
      'a pattern that needs many states',
      { pattern: '(a|b)*a(a|b){30}c' },
      'ab'.repeat(LONG / 2),
      'payload pattern "(a|b)*a(a|b){30}c" +0',
    ],
    [
      'a long text of few characters',
      { maxLength: 3 },
      '😀'.repeat(LONG),
      'payload maxLength 3 +0',
    ],
    ['a divisor far from the value', { multipleOf: 5e-324 }, 1.7e308, undefined],
  ])('of %s is fast', (_what, schema, value, expected) => {
    const spent = leastCpuTime(() => {
      expect(judged(schema, value)).toBe(expected);
    }, 1);
    expect(spent).toBeLessThan(SOON);
  });

  test('takes the same steps each time', () => {
    const items = (count: number) => judged({ items: { enum: ['a'] } }, numbers(count)) ?? '';
    expect(items(100)).toBe(items(100));
    expect(MOST_STEPS).toBe(1_000_000);
  });
});

/** Prefixes, repetitions and suffixes that make backtracking matchers slow. */
const HARD = [
  'http://a:' + 'a:'.repeat(LONG / 2),
  'http://' + 'a-'.repeat(LONG / 2),
  'http://[' + ':'.repeat(LONG),
  `a@${'a.'.repeat(LONG / 2)}`,
  `"${'\\\\'.repeat(LONG / 2)}`,
  '{a'.repeat(LONG / 2),
  `{${'a.'.repeat(LONG / 2)}}`,
  `{${'a,'.repeat(LONG / 2)}}`,
  '%41'.repeat(LONG / 3),
  '/~0'.repeat(LONG / 3),
  `P${'1'.repeat(LONG)}`,
  `P${'1Y'.repeat(LONG / 2)}`,
  `P1YT${'T'.repeat(LONG)}`,
  `12:00:00.${'1'.repeat(LONG)}`,
  `2026-11-26T${' '.repeat(LONG)}`,
  '.'.repeat(LONG),
  ':'.repeat(LONG),
  '0'.repeat(LONG),
  'a'.repeat(LONG),
  '('.repeat(LONG),
  '('.repeat(9000),
  `${'(?:'.repeat(3000)}${')*'.repeat(3000)}`,
  '(?<a>x)|'.repeat(1200),
  '[a-z]{1000}'.repeat(900),
  '\ud800'.repeat(LONG),
];

test.each([...FORMATS.keys(), '__proto__', 'constructor', 'unknown'])(
  'the format %s is checked in time in proportion to the text',
  (format) => {
    for (const text of HARD) {
      const spent = leastCpuTime(() => {
        expect(String(outcome({ format }, text))).toMatch(/^(?:undefined|payload format )/);
      }, 1);
      expect(spent).toBeLessThan(SOON);
    }
  },
);

describe('compilation', () => {
  const parts = (part: unknown): string =>
    `{"allOf":[${numbers(60_000)
      .map(() => JSON.stringify(part))
      .join()}]}`;
  test.each<[string, string, string]>([
    [
      'a text that is nested as deep as it is long',
      `${'{"not":'.repeat(140_000)}true${'}'.repeat(140_000)}`,
      'too-deep',
    ],
    [
      'data that is nested as deep',
      `{"const":${'['.repeat(400_000)}${']'.repeat(400_000)}}`,
      'too-deep',
    ],
    ['more schemas than are prepared', parts({}), 'too-large'],
    ['larger patterns than are prepared', parts({ pattern: '(a{990})' }), 'too-large'],
    ['more references than are prepared', parts({ $ref: '#/definitions/a' }), 'too-large'],
    ['a long identifier', `{"$id":"${'a/'.repeat(LONG)}"}`, '#/$id no-uri'],
  ])('%s stops at its budget', (_what, text, expected) => {
    const spent = leastCpuTime(() => {
      expect(outcome(text, 1)).toBe(expected);
    }, 1);
    expect(spent).toBeLessThan(SOON);
  });

  test('all schemas of a connection have one budget', () => {
    const large = JSON.stringify({
      properties: Object.fromEntries(numbers(9000).map((n) => [`p${n}`, {}])),
    });
    const spent = leastCpuTime(() => {
      const made = CompiledSchema.makeAll(numbers(200).map(() => large));
      expect(made[0]?.ok).toBe(true);
      expect(made.at(-1)).toEqual({ ok: false, error: { key: 'too-large', args: {} } });
    }, 1);
    expect(spent).toBeLessThan(SOON);
  });
});

describe('a mutated schema', () => {
  const SEEDS: readonly unknown[] = [
    {
      type: 'object',
      properties: { a: { type: 'integer', minimum: 0 }, b: { enum: ['x', 1] } },
      required: ['a'],
      additionalProperties: false,
    },
    {
      $id: 'http://a/b',
      $defs: { t: { $anchor: 't', pattern: '^a+$' } },
      items: { $ref: '#t' },
      contains: { const: 'aa' },
      uniqueItems: true,
    },
    JSON.parse(
      '{"$schema":"http://json-schema.org/draft-07/schema#","definitions":{"n":{"minLength":1,"format":"date-time"}},"dependencies":{"a":["b"],"b":{"$ref":"#/definitions/n"}},"if":{"required":["a"]},"then":{"maxProperties":3},"else":false}',
    ),
    {
      $schema: 'http://json-schema.org/draft-04/schema#',
      id: 'x',
      minimum: 3,
      exclusiveMinimum: true,
      not: { multipleOf: 0.1 },
    },
    {
      $schema: 'https://json-schema.org/draft/2019-09/schema',
      $recursiveAnchor: true,
      properties: { a: { $recursiveRef: '#' } },
      unevaluatedProperties: { type: 'null' },
    },
    {
      $dynamicAnchor: 'n',
      prefixItems: [{ oneOf: [{ $dynamicRef: '#n' }, { type: 'number' }] }],
      unevaluatedItems: false,
      patternProperties: { '^x': { propertyNames: { maxLength: 2 } } },
    },
  ];
  const VALUES: readonly unknown[] = [
    null,
    true,
    0,
    -1.5,
    'aa',
    '2026-11-26T10:00:00Z',
    [],
    ['aa', 1, 'aa'],
    {},
    { a: 1, b: 'x' },
    { x1: { a: [1, [2]] }, a: { a: { b: null } } },
  ];
  const JUNK: readonly unknown[] = [
    null,
    true,
    false,
    0,
    -1,
    1e308,
    0.5,
    '',
    '#',
    '#/',
    'x',
    '(',
    '__proto__',
    'http://[',
    '^(a+)+$',
    [],
    [null],
    ['a', 'a'],
    {},
    { $ref: '#' },
    { $ref: '#/$defs' },
    { '': {} },
  ];
  const KEYS = [
    '$ref',
    '$id',
    'id',
    '$anchor',
    '$dynamicRef',
    '$recursiveRef',
    '__proto__',
    'not',
    'enum',
    'const',
    'items',
    'format',
    'pattern',
    'properties',
    'allOf',
    'dependentSchemas',
    'unevaluatedItems',
    'contains',
    'minContains',
    'type',
    'then',
    'if',
    '$schema',
    'default',
  ];

  /** Replaces a part, selected by an index from the root. */
  function mutated(
    value: unknown,
    place: { left: number },
    by: { readonly key: string; readonly junk: unknown; readonly how: number },
  ): unknown {
    place.left -= 1;
    if (place.left === 0) {
      if (by.how > 1 && typeof value === 'object' && value !== null && !Array.isArray(value)) {
        return { ...value, [by.key]: by.junk };
      }
      return by.junk;
    }
    if (Array.isArray(value)) return value.map((one: unknown) => mutated(one, place, by));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, one]) => [
        by.how === 1 && place.left === 1 ? by.key : name,
        mutated(one, place, by),
      ]),
    );
  }

  test('never throws, when compiled or used', () => {
    const change = fc.record({
      place: fc.integer({ min: 1, max: 24 }),
      how: fc.integer({ min: 0, max: 3 }),
      key: fc.constantFrom(...KEYS),
      junk: fc.oneof(fc.constantFrom(...JUNK), fc.jsonValue({ maxDepth: 2 })),
    });
    let refused = 0;
    let used = 0;
    fc.assert(
      fc.property(
        fc.constantFrom(...SEEDS),
        fc.array(change, { minLength: 1, maxLength: 3 }),
        (seed, changes) => {
          let schema = seed;
          for (const { place, ...by } of changes) schema = mutated(schema, { left: place }, by);
          const [made] = CompiledSchema.makeAll([JSON.stringify(schema)]);
          if (made?.ok !== true) {
            refused += 1;
            return made?.error.key !== 'failed';
          }
          used += 1;
          return VALUES.every((value) => {
            const judgement = made.schema.judge(value);
            // A dynamic reference may lead back to itself, which only judging shows.
            return (
              judgement.kind !== 'not-judged' ||
              ['expensive', 'too-deep'].includes(judgement.why.key)
            );
          });
        },
      ),
      { numRuns: tries(6000) },
    );
    expect(refused).toBeGreaterThan(50);
    expect(used).toBeGreaterThan(50);
  });
});
