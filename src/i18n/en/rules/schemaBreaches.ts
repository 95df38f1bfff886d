/** Reasons why a message does not match the user's JSON Schema, or was not checked. */

import type { Words } from '../../../base/message.ts';
import type { NotJudgedReasons } from '../../../engine/findings/notJudged.ts';

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
  ['minProperties', (path, wanted) => `${path} has fewer members than ${wanted}`],
  ['maxProperties', (path, wanted) => `${path} has more members than ${wanted}`],
  ['dependentRequired', (path) => `${path} lacks a member that another one requires`],
  ['dependencies', (path) => `${path} lacks what one of its members requires`],
  ['contains', (path) => `${path} contains no element that matches the schema in contains`],
  ['minContains', (path, wanted) => `${path} contains fewer matching elements than ${wanted}`],
  ['maxContains', (path, wanted) => `${path} contains more matching elements than ${wanted}`],
  ['anyOf', (path) => `${path} matches none of the schemas in anyOf`],
  ['oneOf', (path) => `${path} matches none or several of the schemas in oneOf`],
  ['not', (path) => `${path} matches the schema in not`],
  ['false', (path) => `${path} is not allowed`],
]);

export function breachText(path: string, keyword: string, wanted: string): string {
  const text = BREACHES.get(keyword);
  return text?.(path, wanted) ?? `${path} violates ${keyword} ${wanted}`.trimEnd();
}

export const notJudged: Words<NotJudgedReasons> = {
  'no-answer': ({ seconds }) => `there was no result within ${seconds} s`,
  'too-deep': () =>
    'it leads through too many nested schemas and values; a reference may lead back to itself',
  failed: ({ error }) => `the check failed (${error})`,
};
