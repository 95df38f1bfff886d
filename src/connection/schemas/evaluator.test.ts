import { describe, expect, test } from 'vitest';
import { outcome } from './evaluator.testkit.ts';

const DRAFT_4 = 'http://json-schema.org/draft-04/schema#';
const DRAFT_7 = 'http://json-schema.org/draft-07/schema#';
const DRAFT_2019 = 'https://json-schema.org/draft/2019-09/schema';

describe('a value that does not match a schema', () => {
  const machine = {
    type: 'object',
    properties: {
      temp: { type: 'number', minimum: 0, maximum: 90.5 },
      state: { enum: ['run', 'idle'] },
      list: { items: { type: 'integer' } },
      'odd key': { const: 1 },
    },
    required: ['temp', 'state'],
    additionalProperties: false,
  };

  test.each<[unknown, string | undefined]>([
    [{ temp: 20, state: 'run' }, undefined],
    [{ temp: 91, state: 'run' }, 'payload.temp maximum 90.5 +0'],
    [{ temp: '20', state: 'off' }, 'payload.temp type "number" +1'],
    [{ state: 'run' }, 'payload required "temp" +0'],
    [{}, 'payload required ["temp","state"] +0'],
    [{ temp: 1, state: 'run', list: [1, 2.5] }, 'payload.list[1] type "integer" +0'],
    [{ temp: 1, state: 'run', 'odd key': 2 }, 'payload["odd key"] const 1 +0'],
    [{ temp: 1, state: 'run', 'a/b~c%': 1 }, 'payload["a/b~c%"] false +0'],
    [42, 'payload type "object" +0'],
  ])('%j is reported with path, keyword, requirement and number of others', (value, expected) => {
    expect(outcome(machine, value)).toBe(expected);
  });

  test('is found through references', () => {
    const schema = {
      $defs: { t: { type: 'integer' }, 'a/b': { $ref: '#/$defs/t' } },
      properties: { a: { $ref: '#/$defs/a~1b' }, $ref: { type: 'null' } },
    };
    expect(outcome(schema, { a: 1 })).toBeUndefined();
    expect(outcome(schema, { a: 'x' })).toBe('payload.a type "integer" +0');
    expect(outcome(schema, { $ref: 1 })).toBe('payload.$ref type "null" +0');
  });

  test('counts a choice once, not the schemas to choose from', () => {
    const either = { anyOf: [{ required: ['a'] }, { maxProperties: 0 }, false] };
    expect(outcome({ ...either, minProperties: 3 }, { b: 1 })).toBe(
      'payload anyOf [{"required":["a"]},{"maxProperties":0},false] +1',
    );
    expect(outcome({ oneOf: [true, true] }, 1)).toBe('payload oneOf [true,true] +0');
    expect(outcome({ contains: { type: 'null' } }, [1, 2])).toBe(
      'payload contains {"type":"null"} +0',
    );
  });

  test('is reported for schemas that are true or false', () => {
    expect(outcome(true, 1)).toBeUndefined();
    expect(outcome(false, 1)).toBe('payload false +0');
  });
});

test.each<[string, object, unknown, unknown]>([
  ['draft 4', { $schema: DRAFT_4, minimum: 3, exclusiveMinimum: true }, 4, 3],
  ['later drafts', { exclusiveMinimum: 3 }, 4, 3],
  [
    'draft 7',
    {
      $schema: DRAFT_7,
      $ref: '#/definitions/a',
      minimum: 9,
      definitions: { a: { type: 'integer' } },
    },
    1,
    'x',
  ],
  ['draft 2019-09', { $schema: DRAFT_2019, items: [{ type: 'null' }] }, [null], [1]],
  ['draft 2020-12', { prefixItems: [{ type: 'null' }], items: false }, [null], [null, 1]],
  ['formats', { format: 'date-time' }, '2026-11-26T12:30:00Z', 'yesterday'],
])('%s: the rules of the draft that $schema names apply', (_draft, schema, match, breach) => {
  expect(outcome(schema, match)).toBeUndefined();
  expect(outcome(schema, breach)).toBeDefined();
});

describe('a schema that cannot be used is rejected with its place', () => {
  test.each<[unknown, string]>([
    ['{"type":', 'json'],
    ['42', 'no-schema'],
    ['[]', 'no-schema'],
    [{ enum: null }, '#/enum keyword'],
    [{ required: 5 }, '#/required keyword'],
    [{ required: ['a', 5] }, '#/required/1 keyword'],
    [{ properties: { a: { required: true } } }, '#/properties/a/required keyword'],
    [{ not: null }, '#/not keyword'],
    [{ properties: [] }, '#/properties keyword'],
    [{ allOf: {} }, '#/allOf keyword'],
    [{ anyOf: [{}, 5] }, '#/anyOf/1 keyword'],
    [{ items: [{}, 'x'] }, '#/items/1 keyword'],
    [{ type: 'text' }, '#/type keyword'],
    [{ type: ['null', 7] }, '#/type/1 keyword'],
    [{ maxLength: -1 }, '#/maxLength keyword'],
    [{ multipleOf: 0 }, '#/multipleOf keyword'],
    [{ dependencies: { a: [1] } }, '#/dependencies/a/0 keyword'],
    [{ pattern: '(' }, '#/pattern keyword'],
    [{ patternProperties: { '[': {} } }, '#/patternProperties/[ keyword'],
    [{ $ref: '#/nowhere' }, '#/$ref reference'],
    [{ $ref: 'https://example.com/schema.json' }, '#/$ref reference'],
    [{ items: { $ref: '#/required' }, required: [] }, '#/items/$ref reference'],
    [{ $id: 'https://' }, '#/$id no-uri'],
    [{ $defs: { y: { $id: 'http://[' } } }, '#/$defs/y/$id no-uri'],
    [{ $ref: 'http://[' }, '#/$ref no-uri'],
    [{ properties: { a: { $dynamicRef: '#n' } } }, '#/properties/a/$dynamicRef dynamic'],
    [{ $id: 'x', $defs: { y: { $id: 'x' } } }, 'failed'],
  ])('%j', (schema, expected) => {
    expect(outcome(schema, 1)).toBe(expected);
  });

  test('but properties may have the names of keywords, and data is not a schema', () => {
    const names = ['default', 'enum', 'const', 'pattern', '$ref', '$id', 'required', 'not'];
    const properties = Object.fromEntries(names.map((name) => [name, { type: 'null' }]));
    expect(outcome({ properties }, { not: 1 })).toBe('payload.not type "null" +0');
    const data = { $id: 'http://[', $ref: '#/none', pattern: '(', $dynamicRef: '#n' };
    expect(outcome({ const: data, default: data, enum: [data] }, data)).toBeUndefined();
  });

  test('__proto__ and constructor are ordinary names', () => {
    const schema = '{"properties":{"__proto__":{"type":"null"}},"required":["constructor"]}';
    expect(outcome(schema, { toString: 1 })).toBe('payload required "constructor" +0');
    const value: unknown = JSON.parse('{"__proto__":1,"constructor":2}');
    expect(outcome(schema, value)).toBe('payload.__proto__ type "null" +0');
  });

  test('each prefix of an identifier is rejected or used', () => {
    const whole = 'https://example.com:8883/schemas/reading?v=1#top';
    for (let end = 0; end <= whole.length; end += 1) {
      expect(outcome({ $id: whole.slice(0, end) }, 1)).toBeOneOf([undefined, '#/$id no-uri']);
    }
  });
});

test('no code is generated from a schema', () => {
  // It would throw in the app, where `Function` is forbidden.
  const made = globalThis.Function;
  globalThis.Function = new Proxy(made, {
    construct: () => {
      throw new Error('made from a text');
    },
    apply: () => {
      throw new Error('made from a text');
    },
  });
  try {
    const schema = { type: 'object', properties: { a: { format: 'email', pattern: 'x' } } };
    expect(outcome(schema, { a: 'x' })).toMatch(/format/);
  } finally {
    globalThis.Function = made;
  }
});
