/** Reasons why a message does not match the user's JSON Schema, or was not checked. */

import type { Words } from '../../../base/message.ts';
import type { NotJudgedReasons } from '../../../engine/findings/notJudged.ts';
import { grouped } from '../../numbers.ts';

/** By keyword: the path and the requirement. */
const BREACHES: ReadonlyMap<string, (path: string, wanted: string) => string> = new Map([
  ['values', (path) => `${path} is neither JSON nor another format with values`],
  ['type', (path, wanted) => `${path} is not of type ${wanted}`],
  ['required', (path, wanted) => `${path} lacks ${wanted}`],
  ['enum', (path, wanted) => `${path} is not one of ${wanted}`],
  ['const', (path, wanted) => `${path} is not ${wanted}`],
  ['minimum', (path, wanted) => `${path} is below ${wanted}`],
  ['maximum', (path, wanted) => `${path} is above ${wanted}`],
  ['exclusiveMinimum', (path, wanted) => `${path} is not above ${wanted}`],
  ['exclusiveMaximum', (path, wanted) => `${path} is not below ${wanted}`],
  ['multipleOf', (path, wanted) => `${path} is not a multiple of ${wanted}`],
  ['minLength', (path, wanted) => `${path} is shorter than ${wanted}`],
  ['maxLength', (path, wanted) => `${path} is longer than ${wanted}`],
  ['minItems', (path, wanted) => `${path} has fewer elements than ${wanted}`],
  ['maxItems', (path, wanted) => `${path} has more elements than ${wanted}`],
  ['uniqueItems', (path) => `${path} contains a duplicate element`],
  ['pattern', (path, wanted) => `${path} does not match ${wanted}`],
  ['format', (path, wanted) => `${path} is not of the format ${wanted}`],
  ['additionalProperties', (path) => `${path} is not allowed`],
  ['unevaluatedProperties', (path) => `${path} is not allowed`],
]);

export function breachText(path: string, keyword: string, wanted: string): string {
  const text = BREACHES.get(keyword);
  return text?.(path, wanted) ?? `${path} violates ${[keyword, wanted].filter(Boolean).join(' ')}`;
}

export const notJudged: Words<NotJudgedReasons> = {
  expensive: ({ steps }) =>
    `the schema is too expensive (one message took more than ${grouped(steps)} steps)`,
  'too-deep': ({ levels }) =>
    `one message needs more than ${grouped(levels)} levels of schemas and values; a reference may be recursive`,
  failed: ({ error }) => `the check failed (${error})`,
};
