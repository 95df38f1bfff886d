/** Texts of payloads that are written by a schema. */
import type { Words } from '../../../base/message.ts';
import type { SchemaErrors } from '../../../payload/tree/schemaErrors.ts';

const KINDS: Readonly<Record<SchemaErrors['wanted']['what'], string>> = {
  object: 'an object in braces',
  list: 'a list in brackets',
  text: 'a string',
  bytes: 'bytes as Base64, as many as the schema says',
  number: 'a number in its range',
  truth: 'true or false',
  null: 'null',
};

const misfits: Words<SchemaErrors> = {
  wanted: ({ what }) => `the schema requires ${KINDS[what]} here`,
  whole: ({ least, most }) => `the schema requires a whole number from ${least} to ${most} here`,
  field: ({ name }) => `the schema has no field “${name}” here`,
  missing: ({ name }) => `“${name}” is missing here`,
  word: ({ of }) => `the schema requires one of ${of.join(', ')} here`,
  deep: ({ levels }) => `this is nested deeper than ${levels} levels`,
  'no-schema': () => 'the chosen schema was not found',
};

export const bySchema = {
  misfits,
  type: 'Schema and type',
  none: 'No schema file defines a type yet.',
  files: 'Schema files…',
  whole: (file: string): string => file,
  typed: (type: string, file: string): string => `${type} · ${file}`,
};
