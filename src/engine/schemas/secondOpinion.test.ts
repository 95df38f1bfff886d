/** Compares checks of random schemas with those of another implementation. */
import { type OutputUnit, Validator } from '@cfworker/json-schema';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tries } from '../../base/runs.testkit.ts';
import { FORMATS } from './formats/formats.ts';
import { held } from './judged.testkit.ts';

/** Keywords that only report that a subschema does not match. */
const APPLICATORS = new Set([
  '$ref',
  'properties',
  'patternProperties',
  'additionalProperties',
  'propertyNames',
  'items',
  'prefixItems',
  'additionalItems',
  'allOf',
  'if',
  'dependentSchemas',
]);

interface Opinion {
  readonly place: string;
  readonly keyword: string;
  readonly more: number;
}

function otherOpinion(schema: object, draft: '4' | '7' | '2019-09' | '2020-12', value: unknown) {
  const { valid, errors } = new Validator(structuredClone(schema), draft, false).validate(value);
  if (valid) return undefined;
  const isLeaf = ({ keyword }: OutputUnit) => !APPLICATORS.has(keyword);
  const leaves = errors.filter(isLeaf);
  const [first] = leaves;
  if (first === undefined) throw new Error('nothing was found');
  const { keyword, instanceLocation: place } = first;
  const above = errors[errors.indexOf(first) - 1]?.keyword ?? 'not';
  const more = leaves.filter(
    (one) => one.keyword !== keyword || one.instanceLocation !== place,
  ).length;
  return { place, keyword: keyword === 'false' ? above : keyword, more } satisfies Opinion;
}

function ownOpinion(schema: object, value: unknown): Opinion | undefined {
  const judgement = held(schema).judge(value);
  if (judgement.kind === 'not-judged') throw new Error(judgement.why.key);
  if (judgement.kind === 'match') return undefined;
  const { path, keyword, more } = judgement.breach;
  const place = path.replaceAll(/\.|\[(\d+)\]/g, '/$1').replace('payload', '#');
  return { place, keyword, more };
}

const names = fc.constantFrom('a', 'b', 'c', 'ab');
const scalars = fc.constantFrom(null, true, 0, 1, 2, 1.5, -3, '', 'a', 'ab', 'cab', '10', '😀');
const values: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, depthIdentifier: 'value' },
    scalars,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(names, tie('value'), { maxKeys: 4 }),
  ),
})).value;

const count = fc.integer({ min: 0, max: 4 });
const bound = fc.constantFrom(-1, 0, 1, 1.5, 2);
const lists = fc.uniqueArray(names, { maxLength: 3 });

const schemas: fc.Arbitrary<object> = fc.letrec<{ schema: object; any: object | boolean }>(
  (tie) => {
    const any = tie('any');
    const byName = fc.dictionary(names, any, { maxKeys: 3 });
    const several = fc.array(any, { minLength: 1, maxLength: 3 });
    const optional = {
      type: fc.oneof(
        fc.constantFrom('null', 'boolean', 'object', 'array', 'number', 'string', 'integer'),
        fc.uniqueArray(fc.constantFrom('object', 'array', 'integer', 'string'), { minLength: 1 }),
      ),
      const: values,
      enum: fc.array(values, { maxLength: 3 }),
      not: any,
      anyOf: several,
      allOf: several,
      oneOf: several,
      ...Object.fromEntries(['if', 'then', 'else'].map((keyword) => [keyword, any])),
      required: lists,
      minProperties: count,
      maxProperties: count,
      propertyNames: any,
      dependentRequired: fc.dictionary(names, lists, { maxKeys: 2 }),
      dependentSchemas: byName,
      dependencies: fc.dictionary(names, lists, { maxKeys: 2 }),
      properties: byName,
      patternProperties: fc.dictionary(fc.constantFrom('^a', 'b$', '[ac]'), any, { maxKeys: 2 }),
      additionalProperties: any,
      maxItems: count,
      minItems: count,
      items: any,
      prefixItems: several,
      contains: any,
      uniqueItems: fc.boolean(),
      minimum: bound,
      maximum: bound,
      exclusiveMinimum: bound,
      exclusiveMaximum: bound,
      multipleOf: fc.constantFrom(1, 0.5, 2, 0.1),
      minLength: count,
      maxLength: count,
      pattern: fc.constantFrom('^a', 'b$', 'a|b', '^[0-9]+$'),
      $ref: fc.constantFrom('#/$defs/one', '#/$defs/two'),
    };
    // A few keywords each: nothing would match a schema with all of them.
    const few = fc
      .uniqueArray(fc.constantFrom(...Object.keys(optional)), { minLength: 1, maxLength: 3 })
      .chain((chosen) =>
        fc.record(
          Object.fromEntries(Object.entries(optional).filter(([name]) => chosen.includes(name))),
        ),
      );
    return {
      any: fc.oneof(
        { maxDepth: 4, depthIdentifier: 'schema' },
        fc.constant(true),
        fc.constant({}),
        few,
      ),
      schema: few,
    };
  },
).schema;

const leaf = fc.constantFrom({ type: 'integer' }, { maxLength: 1 }, { required: ['a'] }, true);

test('agree on whether a value matches, where it does not, and in how many places', () => {
  const drafts = fc.constantFrom('7', '2019-09', '2020-12');
  let matching = 0;
  let breaking = 0;
  fc.assert(
    fc.property(
      schemas,
      leaf,
      leaf,
      drafts,
      fc.array(values, { maxLength: 5 }),
      (schema, one, two, draft, tried) => {
        const named =
          draft === '7'
            ? 'http://json-schema.org/draft-07/schema#'
            : `https://json-schema.org/draft/${draft}/schema`;
        const whole = { ...schema, $schema: named, $defs: { one, two } };
        for (const value of tried) {
          const own = ownOpinion(whole, value);
          expect(own).toEqual(otherOpinion(whole, draft, value));
          if (own === undefined) matching += 1;
          else breaking += 1;
        }
      },
    ),
    { numRuns: tries(6000) },
  );
  expect(matching).toBeGreaterThan(100);
  expect(breaking).toBeGreaterThan(100);
});

/**
 * The other implementation is more lenient than the standard here, and rejects addresses that devices have.
 */
const isOtherwise = (format: string, text: string): boolean =>
  (format === 'uri-reference' && /^[^/?#]*:/.test(text) && !/^[a-z]+:/.test(text)) ||
  (format.startsWith('uri') && text === 'http://a:b/') ||
  (format === 'url' && /10.0.0.1|::1/.test(text)) ||
  (format === 'ipv4' && text.startsWith('0'));

test('agree on formats', () => {
  const texts = [
    '',
    'a',
    '1',
    '2026-11-26',
    '2026-02-29',
    '2024-02-29',
    '2026-13-01',
    '2026-00-10',
    '12:30:00Z',
    '12:30:00',
    '24:00:00Z',
    '23:59:60Z',
    '22:59:60Z',
    '12:30:00.123+05:30',
    '2026-11-26T12:30:00Z',
    '2026-11-26 12:30:00z',
    '2026-11-26t12:30:00-08:00',
    'P1D',
    'P1Y2M3DT4H5M6S',
    'P1Y3D',
    'PT',
    'P',
    'P1YT',
    'P2W',
    'P1W2D',
    'PT36H',
    'PT1S2M',
    'http://example.com/a?b#c',
    'https://user:p@example.com:8883/',
    'urn:a:b',
    '//example.com/a',
    '/a/b',
    'a b',
    'http://a b/',
    'a:b:c',
    '#frag',
    'http://[::1]:80/',
    'http://[::1',
    'http://a:b/',
    '%41',
    '%4',
    '{a}',
    '{+a,b*}',
    '{a',
    'a}',
    'x/{?q:3}',
    'ftp://example.com',
    'http://10.0.0.1/',
    'a@b.c',
    'a.b@example.com',
    '.a@b.c',
    'a..b@c.d',
    '"a b"@c.d',
    'a@[127.0.0.1]',
    'a@[IPv6:::1]',
    'a@',
    '@b',
    'example.com',
    '-a.b',
    'a-.b',
    'a_b',
    `${'a'.repeat(63)}.b`,
    `${'a'.repeat(64)}.b`,
    '127.0.0.1',
    '256.0.0.1',
    '1.2.3',
    '087.10.0.1',
    '::',
    '::1',
    '1::',
    '1:2:3:4:5:6:7:8',
    '1:2:3:4:5:6:7',
    '1::2::3',
    '::ffff:1.2.3.4',
    '12345::',
    ':1',
    '1:',
    '1:2:3:4:5:6:7::',
    'fe80::1%eth0',
    '^a+$',
    '(',
    '[a',
    '\\d',
    '\\Z',
    '2eb8aa08-aa98-11ea-b4aa-73b441d16380',
    '2EB8AA08AA9811EAB4AA73B441D16380',
    '/a~0b',
    '/a~',
    '/~2',
    '#/a~1b',
    '#/a b',
    '0#',
    '1/a',
    '01/a',
    '-1/a',
    '0',
  ];
  for (const format of FORMATS.keys()) {
    for (const text of texts) {
      if (isOtherwise(format, text)) continue;
      const fits = new Validator({ format }, '2020-12').validate(text).valid;
      expect(FORMATS.get(format)?.(text), `${format} ${text}`).toBe(fits);
    }
  }
});
