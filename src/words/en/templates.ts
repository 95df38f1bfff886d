/** Texts of values that are filled in when a message is published. */
import { type Fact, say, type Words } from '../../mqtt/fact.ts';
import type { TemplateFaults } from '../../payload/templates/template.ts';

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
  'no-message': () => 'there is a message to take it from only in the answers of a rule',
  'not-in-message': () => 'the message has none',
};

export const templates = {
  fillIn: 'Fill in {{…}}',
  isOff: 'Off: {{…}} is sent exactly as written.',
  next: 'Next message, for example',
  another: 'Another example',
  insert: 'Insert',
  insertOne: (example: string): string => `Insert ${example}`,
  why: (fault: Fact<TemplateFaults>): string => say(faults, fault),
  fault: (of: 'topic' | 'payload', line: number, column: number, why: string): string =>
    of === 'topic'
      ? `Topic, column ${column}: ${why}.`
      : `Payload, line ${line}, column ${column}: ${why}.`,
  filledIn: (fault: string): string => `Filled in: ${fault}`,
};
