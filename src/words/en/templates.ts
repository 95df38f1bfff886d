/** Texts of values that are filled in when a message is published. */
import { type Fact, say, type Words } from '../../mqtt/fact.ts';
import type { TemplateFaults } from '../../payload/templates/template.ts';
import { bytes, grouped } from '../numbers.ts';

const LACKING: Readonly<Record<TemplateFaults['not-in-message']['what'], string>> = {
  payload: 'the payload of the message has nothing at this path, or is not text',
  topic: 'the topic of the message has no such level',
  response: 'the message has no response topic',
  correlation: 'the message has no correlation data',
};

const faults: Words<TemplateFaults> = {
  unclosed: () => '“{{” has no “}}”. Write {{{{ for a plain {{',
  'unclosed-quote': () => 'a quotation mark is missing',
  'no-name': () => 'a name is missing, such as n or now',
  'unknown-name': ({ name }) => `“${name}” cannot be filled in. Write {{{{ for a plain {{`,
  arguments: ({ like }) => `write it like ${like}`,
  range: () => 'the lower bound comes first',
  digits: () => 'at most 15 digits',
  'no-value': ({ topic }) => `no value of ${topic} was received`,
  'no-path': ({ topic }) => `the last value of ${topic} has nothing at this path`,
  'too-large': ({ most }) => `a filled-in text has at most ${grouped(most)} characters`,
  'no-message': () => 'there is a message to take it from only in the answers of a rule',
  'no-file': ({ file }) => `no file “${file}” is kept here`,
  'no-column': ({ file, column }) => `${file} has no column “${column}”, or no rows`,
  'not-in-message': ({ what }) => LACKING[what],
};

export const templates = {
  fillIn: 'Fill in {{…}}',
  isOff: 'Off: {{…}} is sent exactly as written.',
  next: 'Next message, for example',
  another: 'Another example',
  insert: 'Insert',
  why: (fault: Fact<TemplateFaults>): string => say(faults, fault),
  fault: (of: 'topic' | 'payload', line: number, column: number, why: string): string =>
    of === 'topic'
      ? `Topic, column ${column}: ${why}.`
      : `Payload, line ${line}, column ${column}: ${why}.`,
  filledIn: (fault: string): string => `Filled in: ${fault}`,
  files: {
    title: 'Tables for {{csv}}',
    add: 'Add file…',
    none: 'None yet. A CSV file whose first row names its columns; each message takes the next row.',
    rows: (count: number): string => `${grouped(count)} ${count === 1 ? 'row' : 'rows'}`,
    remove: (name: string): string => `Remove ${name}`,
    removed: (name: string): string => `Removed ${name}`,
    tooLarge: (name: string, most: number): string => `${name} is larger than ${bytes(most)}.`,
    tooMany: (most: number): string => `At most ${grouped(most)} files.`,
    notText: (name: string): string => `${name} is not UTF-8 text.`,
    lost: (name: string, why: string): string => `${name} could not be kept: ${why}`,
  },
};
