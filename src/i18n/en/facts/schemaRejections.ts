/** Reasons why a text is not a JSON Schema that messages can be checked against. */

import { say, type Words } from '../../../base/message.ts';
import type {
  KeywordValue,
  SchemaRejections,
} from '../../../engine/schemas/keywords/schemaRejections.ts';
import { patternErrors } from './patternErrors.ts';

const EXPECTED: Readonly<Record<KeywordValue, string>> = {
  schema: 'a schema (an object, or true or false)',
  'schema-or-list': 'a schema or a list of schemas',
  schemas: 'a list of schemas',
  'schemas-by-name': 'an object whose members are schemas',
  names: 'a list of names in quotation marks',
  'names-by-name': 'an object whose members are lists of names',
  'names-or-schema': 'a schema or a list of names',
  list: 'a list',
  types: 'null, boolean, object, array, number, string, integer, or a list of these',
  text: 'text in quotation marks',
  number: 'a number',
  'above-zero': 'a number above 0',
  double: 'numbers between -1.8e308 and 1.8e308',
  count: 'a whole number, 0 or more',
  boolean: 'true or false',
  anchor: 'a name of letters, digits, -, _ and .',
  'root-reference': '"#"',
};

export const schemaRejections: Words<SchemaRejections> = {
  json: () => 'this is not JSON',
  'no-schema': () => 'a JSON Schema is an object, or true or false',
  'too-large': () => 'with the schemas above it, it is too large; remove parts that are not needed',
  'too-deep': ({ levels }) => `it is nested more than ${levels} levels deep`,
  failed: ({ error }) => `the schema could not be prepared (${error})`,
  keyword: ({ place, expected }) => `at ${place}, expected ${EXPECTED[expected]}`,
  pattern: ({ place, pattern, why }) =>
    `the pattern ${pattern} at ${place} is not supported: ${say(patternErrors, why).replace(/\.$/, '')}`,
  reference: ({ place, reference }) =>
    `${reference} at ${place} is not in the schema, and schemas from elsewhere are not fetched`,
  'no-uri': ({ place, uri }) => `${uri} at ${place} is not a URI`,
  'uri-twice': ({ place, uri }) => `${uri} at ${place} already identifies another schema`,
  endless: ({ place }) =>
    `the schema at ${place} refers to itself for the same value, so the check would never end`,
};
