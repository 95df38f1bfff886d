/**
 * Examples in the style of the JSON Schema Test Suite: differences between drafts, and parts that the other
 * implementation lacks.
 */
import { describe, expect, test } from 'vitest';
import { held } from './judged.testkit.ts';

const DRAFT_4 = 'http://json-schema.org/draft-04/schema#';
const DRAFT_7 = 'http://json-schema.org/draft-07/schema#';
const DRAFT_2019 = 'https://json-schema.org/draft/2019-09/schema';

/** A group of the suite: a schema, matching values and others. */
interface Example {
  readonly about: string;
  readonly schema: object;
  readonly match: readonly unknown[];
  readonly breach: readonly unknown[];
}

function holds({ schema, match, breach }: Example): void {
  const made = held(schema);
  expect(match.map((value) => made.judge(value).kind)).toEqual(match.map(() => 'match'));
  expect(breach.map((value) => made.judge(value).kind)).toEqual(breach.map(() => 'breach'));
}

describe('older drafts', () => {
  test.each<Example>([
    {
      about: 'exclusive bounds are booleans in draft 4',
      schema: {
        $schema: DRAFT_4,
        minimum: 3,
        exclusiveMinimum: true,
        maximum: 5,
        exclusiveMaximum: false,
      },
      match: [3.5, 5, 'x'],
      breach: [3, 5.5],
    },
    {
      about: 'id is an identifier in draft 4',
      schema: {
        $schema: DRAFT_4,
        id: 'http://x/root',
        items: { $ref: 'part' },
        definitions: { a: { id: 'part', type: 'integer' } },
      },
      match: [[1], []],
      breach: [['1']],
    },
    {
      about: 'id is a name like any other in later drafts',
      schema: { $schema: DRAFT_7, id: 5, properties: { id: { type: 'string' } } },
      match: [{ id: 'a' }],
      breach: [{ id: 1 }],
    },
    {
      about: 'nothing beside $ref counts in draft 7',
      schema: {
        $schema: DRAFT_7,
        definitions: { a: { maxLength: 2 } },
        items: { $ref: '#/definitions/a', minLength: 2 },
      },
      match: [['a', 'ab', '']],
      breach: [['abc']],
    },
    {
      about: 'an identifier beside $ref changes no base in draft 7',
      schema: {
        $schema: DRAFT_7,
        $id: 'http://x/a',
        properties: { p: { $id: 'http://y/', $ref: 'b' } },
        definitions: { b: { $id: 'b', type: 'null' } },
      },
      match: [{ p: null }],
      breach: [{ p: 1 }],
    },
    {
      about: 'identifiers that are anchors',
      schema: {
        $schema: DRAFT_7,
        items: { $ref: '#part' },
        definitions: { a: { $id: '#part', type: 'integer' } },
      },
      match: [[1]],
      breach: [['1']],
    },
    {
      about: 'identifiers that are pointers, as generators write them, are passed over',
      schema: {
        $schema: DRAFT_7,
        properties: { a: { $id: '#/properties/a', type: 'integer' }, b: { $id: '#/properties/a' } },
      },
      match: [{ a: 1 }],
      breach: [{ a: 'x' }],
    },
    {
      about: 'a list of items, and items beside it',
      schema: {
        $schema: DRAFT_7,
        items: [{ type: 'integer' }, {}],
        additionalItems: { type: 'null' },
      },
      match: [[], [1], [1, 'x', null]],
      breach: [['x'], [1, 1, 1]],
    },
    {
      about: 'additionalItems without a list',
      schema: { $schema: DRAFT_7, additionalItems: false },
      match: [[1, 2]],
      breach: [],
    },
    {
      about: 'dependencies',
      schema: { $schema: DRAFT_7, dependencies: { a: ['b'], c: { minProperties: 2 }, d: false } },
      match: [{}, { a: 1, b: 1 }, { c: 1, b: 1 }],
      breach: [{ a: 1 }, { c: 1 }, { d: 1 }],
    },
  ])('$about', holds);
});

describe('references', () => {
  test.each<Example>([
    {
      about: 'a pointer with escapes',
      schema: {
        $defs: { 'a~b/c%"d': { type: 'integer' } },
        items: { $ref: '#/$defs/a~0b~1c%25%22d' },
      },
      match: [[1]],
      breach: [['x']],
    },
    {
      about: 'a pointer below keywords that are not known',
      schema: {
        components: { a: { b: [{ type: 'integer' }] } },
        items: { $ref: '#/components/a/b/0' },
      },
      match: [[1]],
      breach: [['x']],
    },
    {
      about: 'relative identifiers, resolved against each other',
      schema: {
        $id: 'http://x/dir/root.json',
        $defs: {
          a: {
            $id: 'sub/',
            $defs: { b: { $id: '../b.json#', type: 'integer' }, c: { $ref: '../b.json' } },
          },
        },
        items: { $ref: 'sub/#/$defs/c' },
        contains: { $ref: 'HTTP://X/dir/b.json' },
      },
      match: [[1]],
      breach: [['x']],
    },
    {
      about: 'an anchor belongs to its resource',
      schema: {
        $id: 'http://x/a',
        $anchor: 'n',
        $defs: { b: { $id: 'b', $anchor: 'n', type: 'integer' } },
        items: { $ref: 'b#n' },
      },
      match: [[1], {}],
      breach: [['x']],
    },
    {
      about: 'a URN',
      schema: {
        $id: 'urn:uuid:1',
        $defs: { a: { type: 'integer' } },
        items: { $ref: 'urn:uuid:1#/$defs/a' },
      },
      match: [[1]],
      breach: [['x']],
    },
    {
      about: 'an identifier in data is none',
      schema: { const: { $id: 'http://[', $ref: '#/none', enum: null }, default: { $ref: 5 } },
      match: [{ enum: null, $ref: '#/none', $id: 'http://[' }],
      breach: [{}],
    },
    {
      about: 'a dynamic reference to a schema that extends the one it is in',
      schema: {
        $id: 'http://x/strict',
        $dynamicAnchor: 'node',
        $ref: 'tree',
        unevaluatedProperties: false,
        $defs: {
          tree: {
            $id: 'tree',
            $dynamicAnchor: 'node',
            properties: { data: true, children: { items: { $dynamicRef: '#node' } } },
          },
        },
      },
      match: [{ children: [{ data: 1, children: [] }] }],
      breach: [{ children: [{ daat: 1 }] }, { daat: 1 }],
    },
    {
      about: 'a dynamic reference without a dynamic anchor is a plain one',
      schema: { $defs: { a: { $anchor: 'n', type: 'integer' } }, items: { $dynamicRef: '#n' } },
      match: [[1]],
      breach: [['x']],
    },
    {
      about: 'a recursive reference to a schema that extends the one it is in',
      schema: {
        $schema: DRAFT_2019,
        $id: 'http://x/strict',
        $recursiveAnchor: true,
        $ref: 'tree',
        unevaluatedProperties: false,
        $defs: {
          tree: {
            $id: 'tree',
            $recursiveAnchor: true,
            properties: { data: true, children: { items: { $recursiveRef: '#' } } },
          },
        },
      },
      match: [{ children: [{ data: 1 }] }],
      breach: [{ children: [{ daat: 1 }] }],
    },
    {
      about: 'a recursive reference without an anchor stays where it is',
      schema: {
        $schema: DRAFT_2019,
        $id: 'a',
        required: ['x'],
        properties: { p: { $ref: 'b' } },
        $defs: { b: { $id: 'b', properties: { q: { $recursiveRef: '#' } }, maxProperties: 1 } },
      },
      match: [{ x: 1, p: { q: { q: {} } } }],
      breach: [{ x: 1, p: { q: { q: {}, r: 1 } } }],
    },
  ])('$about', holds);
});

describe('unevaluated members and elements', () => {
  test.each<Example>([
    {
      about: 'properties through all keywords that apply in place',
      schema: {
        properties: { a: true },
        allOf: [{ properties: { b: true } }],
        anyOf: [{ properties: { c: { type: 'integer' } }, required: ['c'] }, true],
        dependentSchemas: { d: { properties: { d: true } } },
        $ref: '#/$defs/e',
        $defs: { e: { patternProperties: { '^e': true } } },
        unevaluatedProperties: false,
      },
      match: [{ a: 1, b: 1, c: 1, d: 1, ee: 1 }],
      breach: [{ f: 1 }, { c: 'x' }],
    },
    {
      about: 'cousins do not see each other',
      schema: { allOf: [{ properties: { a: true } }, { unevaluatedProperties: false }] },
      match: [{}],
      breach: [{ a: 1 }],
    },
    {
      about: 'a schema sees what those within it evaluated, not those around it',
      schema: {
        properties: { a: true },
        allOf: [{ properties: { b: true }, unevaluatedProperties: false }],
      },
      match: [{ b: 1 }],
      breach: [{ a: 1 }],
    },
    {
      about: 'not evaluates nothing',
      schema: { not: { not: { properties: { a: true } } }, unevaluatedProperties: false },
      match: [{}],
      breach: [{ a: 1 }],
    },
    {
      about: 'only the branch that is taken',
      schema: {
        if: { required: ['a'], properties: { a: true } },
        else: { properties: { b: true } },
        unevaluatedProperties: false,
      },
      match: [{ a: 1 }, { b: 1 }],
      breach: [{ a: 1, b: 1 }],
    },
    {
      about: 'additionalProperties evaluates all that is left',
      schema: { allOf: [{ additionalProperties: true }], unevaluatedProperties: false },
      match: [{ a: 1 }],
      breach: [],
    },
    {
      about: 'a schema for what is left',
      schema: { properties: { a: true }, unevaluatedProperties: { type: 'integer' } },
      match: [{ a: 'x', b: 1 }],
      breach: [{ b: 'x' }],
    },
    {
      about: 'items through prefixes and contains',
      schema: {
        prefixItems: [true],
        allOf: [{ prefixItems: [true, true] }],
        contains: { const: 'x' },
        unevaluatedItems: false,
      },
      match: [['x'], [1, 2, 'x', 'x']],
      breach: [[1, 2, 'x', 3]],
    },
    {
      about: 'contains evaluates nothing in 2019-09',
      schema: { $schema: DRAFT_2019, contains: { const: 'x' }, unevaluatedItems: false },
      match: [],
      breach: [['x']],
    },
    {
      about: 'minContains and maxContains',
      schema: { contains: { const: 1 }, minContains: 2, maxContains: 3 },
      match: [
        [1, 1],
        [1, 1, 1, 2],
      ],
      breach: [[], [1, 2], [1, 1, 1, 1]],
    },
    {
      about: 'minContains of 0',
      schema: { contains: { const: 1 }, minContains: 0 },
      match: [[], [2]],
      breach: [],
    },
  ])('$about', holds);
});

describe('values', () => {
  test.each<Example>([
    {
      about: 'whole numbers',
      schema: { type: 'integer' },
      match: [1, -0, 1e300],
      breach: [1.5, '1', Number.NaN, null],
    },
    {
      about: 'equal values',
      schema: { enum: [{ a: 1, b: [2] }, 0, null] },
      match: [{ b: [2], a: 1 }, -0, null],
      breach: [{ a: 1, b: [2, 3] }, false, [], ''],
    },
    {
      about: 'different values',
      schema: { uniqueItems: true },
      match: [[1, '1', true, [1], ['1'], { a: 1 }, { a: '1' }]],
      breach: [
        [
          { a: 1, b: 2 },
          { b: 2, a: 1 },
        ],
        [[0], [-0]],
      ],
    },
    {
      about: 'decimals',
      schema: { multipleOf: 0.01 },
      match: [0.07, 19.99, 4.02, 1e15],
      breach: [0.075, 1e-7],
    },
    {
      about: 'characters, not units',
      schema: { minLength: 2, maxLength: 2 },
      match: ['😀😀', 'ab'],
      breach: ['😀', 'abc'],
    },
  ])('$about', holds);
});
