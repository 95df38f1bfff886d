/** Reasons why a template cannot be filled in. */
import type { Words } from '../../../base/message.ts';
import type { TemplateErrors } from '../../../payload/templates/template.ts';
import { grouped } from '../../numbers.ts';

const LACKING: Readonly<Record<TemplateErrors['not-in-message']['what'], string>> = {
  payload: 'the payload of the message has nothing at this path, or is not text',
  topic: 'the topic of the message has no such level',
  response: 'the message has no response topic',
  correlation: 'the message has no correlation data',
};

export const templateErrors: Words<TemplateErrors> = {
  unclosed: () => '“{{” has no “}}”. Write {{{{ for a plain {{',
  'unclosed-quote': () => 'a quotation mark is missing',
  'no-name': () => 'a name is missing, such as n or now',
  'unknown-name': ({ name }) => `“${name}” is not a known value. Write {{{{ for a plain {{`,
  arguments: ({ like }) => `write it like ${like}`,
  range: () => 'the lower bound must come first',
  digits: () => 'at most 15 digits',
  'no-value': ({ topic }) => `no value of ${topic} was received`,
  'no-path': ({ topic }) => `the last value of ${topic} has nothing at this path`,
  'too-large': ({ most }) =>
    `a filled-in text has at most ${grouped(most)} characters: use fewer or shorter values`,
  'too-expensive': () =>
    'finding the values takes too long: use fewer values, smaller payloads, or fewer rules for one message',
  'no-message': () => 'this value is only available in auto-replies',
  'not-in-message': ({ what }) => LACKING[what],
};
