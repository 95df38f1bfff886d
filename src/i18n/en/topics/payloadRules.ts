/** Texts of the dialog for reading the payloads of topics. */
import { say, type Words } from '../../../base/message.ts';
import type { ChainErrors } from '../../../payload/chains/chainSyntax.ts';
import type { SchemaFileErrors } from '../../../payload/schemas/schemaFileErrors.ts';
import { bytes, counted, grouped } from '../../numbers.ts';
import { schemaRejections } from '../facts/schemaRejections.ts';
import { notJudged } from '../rules/schemaBreaches.ts';

const schemaFileErrors: Words<SchemaFileErrors> = {
  expected: ({ wanted, found }) =>
    found === ''
      ? `${wanted} is missing at the end`
      : `“${found}” found where ${wanted} is expected`,
  number: ({ found }) => `${found} is not a field number`,
  twice: ({ name }) => `${name} is defined twice`,
  deep: ({ levels }) => `types are nested deeper than ${levels} levels`,
  import: ({ file }) => `add ${file}, which is imported here`,
  type: ({ name }) => `no message or enum “${name}” is defined`,
  long: ({ most }) => `this name, with the names around it, has more than ${most} characters`,
  large: ({ most }) =>
    `the schema files that refer to one another have more than ${grouped(most)} characters`,
  json: () => 'this is not JSON',
};

const errors: Words<ChainErrors> = {
  'no-step': () => 'a step is missing here, such as json or gzip',
  'unknown-step': ({ name, meant }) =>
    meant === undefined ? `there is no step “${name}”` : `there is no step “${name}”: ${meant}?`,
  arguments: ({ name, least, most }) =>
    most === 0
      ? `“${name}” takes nothing in brackets`
      : `“${name}” takes ${least === most ? most : `${least} to ${grouped(most)}`} in brackets`,
  unclosed: ({ with: end }) => `this is not closed: ${end} is missing`,
  'no-key': () => 'a key or a number is expected here',
  unexpected: ({ found }) => `“${found}” is not allowed here`,
  'no-values': ({ name }) => `“${name}” gives bytes: it has no values to pick`,
  'too-many': ({ most }) => `at most ${most} steps`,
  long: ({ most }) => `at most ${grouped(most)} characters`,
  schema: ({ file, line, column, why }) =>
    `${file}, line ${line}, column ${column}: ${say(schemaFileErrors, why)}`,
  'no-file': ({ file }) => `there is no schema file “${file}”`,
  'no-type': ({ type, file }) => `${file} defines no “${type}”`,
  'no-choice': ({ choices }) => `one of ${choices.join(', ')}`,
  'no-count': ({ found, most }) => `“${found}” is not a number of bytes from 0 to ${grouped(most)}`,
  'no-bits': ({ found }) => `“${found}” is not a name with a number of bits, such as flags:3`,
};

export const payloadRules = {
  title: 'How payloads are read',
  open: 'Payload formats…',
  intro:
    'The first topic filter that matches decides which steps lead to the values. The format of other payloads is detected.',
  filter: 'Topic filter',
  chain: 'Steps',
  chainHint: 'json.data | base64 | gzip',
  add: 'Add a rule',
  up: 'Earlier',
  down: 'Later',
  remove: 'Remove this rule',
  suggestions: 'Available steps',
  at: (column: number, why: string): string => `Character ${column}: ${why}.`,
  errors,
  preview: (topic: string): string => `The newest message of ${topic}`,
  noPreview: 'No message that this rule applies to has arrived yet.',
  layer: (name: string, size: number): string => `${name}, ${bytes(size)}`,
  asChosen: 'As chosen',
  chosen: 'chosen',
  detected: 'detected',
  later: (packet: number): string =>
    packet === 0
      ? 'guessed from a later packet'
      : `guessed from the later packet ${grouped(packet)}`,
  files: 'Schemas and conventions',
  noFiles:
    'None. Steps such as protobuf need schemas; files *.convention.json say what topics mean.',
  addFiles: 'Add files…',
  removeFile: (name: string): string => `Remove ${name}`,
  tooLarge: (name: string): string => `${name} is too large.`,
  notText: (name: string): string => `${name} is not text.`,
  held: {
    title: 'Schemas that messages are checked against',
    none: 'None. A message that does not match the JSON Schema of its topic is reported as a problem.',
    add: 'Add a schema',
    schema: 'JSON Schema',
    fromFile: 'From file…',
    remove: 'Remove this schema',
    notRead: (name: string): string => `${name} is not text, or is too large.`,
    wrong: (why: string): string => `This cannot be used: ${why}.`,
    errors: schemaRejections,
    state: (judged: number, breaches: number): string =>
      `${counted(judged, 'message', 'messages')} judged, ${grouped(breaches)} with a breach.`,
    notJudged: (count: number): string => `${grouped(count)} too large to be judged.`,
    reasons: notJudged,
    off: (why: string, since: number, count: number): string =>
      `Switched off since packet ${grouped(since)}: ${why}. ${counted(count, 'message was', 'messages were')} not judged. Simplify the schema, then choose “Use”.`,
    ahead: (count: number): string => `${counted(count, 'packet', 'packets')} to go.`,
  },
  use: 'Use',
  notSaved: (why: string): string => `Used, but not saved with the profile: ${why}`,
};
