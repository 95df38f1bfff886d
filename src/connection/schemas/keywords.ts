/**
 * A JSON Schema of JSON Schemas of all drafts. The evaluator throws on malformed keywords while it judges a
 * message; this finds them when the schema is given.
 */
import type { Schema } from '@cfworker/json-schema';

const SUBSCHEMA: Schema = { $ref: '#' };
const TEXT: Schema = { type: 'string' };
const NUMBER: Schema = { type: 'number' };
const COUNT: Schema = { type: 'integer', minimum: 0 };
const LIST: Schema = { type: 'array' };
const NAMES: Schema = { type: 'array', items: TEXT };
const SUBSCHEMAS: Schema = { type: 'array', items: SUBSCHEMA };
const PATTERN: Schema = { type: 'string', format: 'regex' };
const TYPE: Schema = {
  enum: ['null', 'boolean', 'object', 'array', 'number', 'string', 'integer'],
};

const byName = (each: Schema): Schema => ({ type: 'object', additionalProperties: each });
/** `items` applies to lists only. */
const listOr = (each: Schema, other: Schema): Schema => ({ if: LIST, else: other, items: each });

/** Keywords by the form of their values. */
const FORMS: readonly (readonly [Schema, readonly string[]])[] = [
  [
    SUBSCHEMA,
    [
      'additionalItems',
      'additionalProperties',
      'contains',
      'else',
      'if',
      'not',
      'propertyNames',
      'then',
      'unevaluatedItems',
      'unevaluatedProperties',
    ],
  ],
  [SUBSCHEMAS, ['allOf', 'anyOf', 'oneOf', 'prefixItems']],
  [byName(SUBSCHEMA), ['$defs', 'definitions', 'dependentSchemas', 'properties']],
  [byName(NAMES), ['dependentRequired']],
  [NAMES, ['required']],
  [LIST, ['enum']],
  [TEXT, ['$anchor', '$id', '$recursiveRef', '$ref', '$schema', 'format']],
  [NUMBER, ['maximum', 'minimum']],
  [
    COUNT,
    [
      'maxContains',
      'maxItems',
      'maxLength',
      'maxProperties',
      'minContains',
      'minItems',
      'minLength',
      'minProperties',
    ],
  ],
  // Draft 4 has true or false.
  [{ type: ['number', 'boolean'] }, ['exclusiveMaximum', 'exclusiveMinimum']],
  [{ type: 'number', exclusiveMinimum: 0 }, ['multipleOf']],
  [{ type: 'boolean' }, ['$recursiveAnchor', 'uniqueItems']],
  [PATTERN, ['pattern']],
  [{ ...byName(SUBSCHEMA), propertyNames: PATTERN }, ['patternProperties']],
  [listOr(TYPE, TYPE), ['type']],
  [listOr(SUBSCHEMA, SUBSCHEMA), ['items']],
  [byName(listOr(TEXT, SUBSCHEMA)), ['dependencies']],
];

export const KEYWORDS: Schema = {
  type: ['object', 'boolean'],
  properties: Object.fromEntries(
    FORMS.flatMap(([form, keywords]) => keywords.map((keyword) => [keyword, form] as const)),
  ),
};
