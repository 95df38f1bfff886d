/**
 * Schemas and values designed to hang or crash the check: the evaluator never throws, and a worker that hangs
 * is ended (also in `hostileSchemas.spec.ts`, with real workers).
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { tries } from '../../base/runs.testkit.ts';
import { outcome } from './evaluator.testkit.ts';
import { SchemaEvaluator } from './evaluator.ts';

function nested(levels: number): unknown {
  let value: unknown = 1;
  for (let level = 0; level < levels; level += 1) value = [value];
  return value;
}

describe('a full stack is reported', () => {
  test.each<[string, unknown, unknown]>([
    ['a schema that refers to itself', { $ref: '#' }, 1],
    ['two schemas that refer to each other', { $ref: '#/$defs/a', $defs: { a: { $ref: '#' } } }, 1],
    ['alternatives', { anyOf: [{ type: 'null' }, { $ref: '#' }] }, 1],
    ['a recursive reference', { $recursiveAnchor: true, anyOf: [{ $recursiveRef: '#' }] }, 1],
    ['a value that is deeper than a stack', { items: { $ref: '#' } }, nested(100_000)],
  ])('%s', (_what, schema, value) => {
    expect(outcome(schema, value)).toBe('not judged: too-deep');
  });

  test.each<[string, string]>([
    ['of schemas', `${'{"not":'.repeat(100_000)}true${'}'.repeat(100_000)}`],
    ['of data', `{"const":${'['.repeat(400_000)}${']'.repeat(400_000)}}`],
  ])('a text that is nested as deep as it is long, %s', (_what, text) => {
    expect(outcome(text, 1)).toBe('too-deep');
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
          const evaluator = new SchemaEvaluator();
          const made = evaluator.answer({ kind: 'prepare', text: JSON.stringify(schema), keep: 0 });
          if (made.kind === 'prepared' && made.rejection !== undefined) {
            refused += 1;
            return;
          }
          used += 1;
          for (const value of VALUES) evaluator.answer({ kind: 'judge', schema: 0, value });
        },
      ),
      { numRuns: tries(6000) },
    );
    expect(refused).toBeGreaterThan(50);
    expect(used).toBeGreaterThan(50);
  });
});
