/** Errors in a user's convention file (docs/conventions.md), with remedies. */

import { say, type Words } from '../../../base/message.ts';
import type {
  ConventionError,
  ConventionErrors,
  Wanted,
} from '../../../conventions/files/fileErrors.ts';
import { grouped } from '../../numbers.ts';
import { payloadRules } from './payloadRules.ts';

const wanted: Readonly<Record<Wanted, string>> = {
  text: 'a string',
  number: 'a number',
  flag: 'true or false',
  object: 'an object',
  list: 'a list',
  scalar: 'a string, a number, true, false or null',
  wording: 'a string, or an object with “en” and “zh”',
};

export const conventionErrors: Words<ConventionErrors> = {
  json: () => 'this is not JSON',
  large: ({ most }) => `this is too long: at most ${grouped(most)} characters`,
  wanted: ({ what }) => `${wanted[what]} is expected here`,
  missing: ({ name }) => `“${name}” is missing`,
  unknown: ({ name, choices }) => `there is no “${name}” here, only ${choices.join(', ')}`,
  choice: ({ found, choices }) => `“${found}” is none of ${choices.join(', ')}`,
  'too-many': ({ most }) => `at most ${grouped(most)} are allowed here`,
  id: ({ found }) => `“${found}” cannot be its identifier: use letters, digits, “-” and “_”`,
  topic: ({ error }) => topicErrors[error],
  'open-secret': () =>
    'a topic with secrets begins with a level without a name, such as plant/{device}',
  path: ({ found }) => `“${found}” is not a path: write it as .key, ["any key"] or [3]`,
  template: ({ found }) => `“${found}” has unbalanced braces`,
  'no-level': ({ name, levels }) =>
    levels.length === 0
      ? `no level is named {${name}} here`
      : `no level is named {${name}} here, only ${levels.map((level) => `{${level}}`).join(', ')}`,
  chain: ({ error }) => payloadRules.at(error.start + 1, say(payloadRules.errors, error.why)),
};

const topicErrors = {
  empty: 'a topic belongs here',
  brace: 'a brace is missing, or what is in braces is not a name',
  long: 'a form has at most 2,000 characters',
  'two-in-a-level': 'a level can have one name only',
  'rest-twice': 'only one name can stand for several levels',
  'query-not-last': 'nothing can follow a name with ?, such as {query?}',
  'name-twice': 'a name can appear only once here',
  wildcard: 'instead of + or #, give the level a name in braces',
} as const;

export function conventionError({ place, why }: ConventionError): string {
  const said = say(conventionErrors, why);
  const whole = said.endsWith('.') ? said.slice(0, -1) : said;
  return place === '' ? `${whole}.` : `${place}: ${whole}.`;
}
