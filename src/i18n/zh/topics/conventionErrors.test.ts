import { describe, expect, test } from 'vitest';
import type { ConventionErrors } from '../../../conventions/files/fileErrors.ts';
import * as english from '../../en/topics/conventionErrors.ts';
import { describeWords } from '../../facts.testkit.ts';
import * as chinese from './conventionErrors.ts';

describe('errors in a convention file', () => {
  const error = { start: 4, end: 5, why: { key: 'no-step', args: {} } } as const;
  describeWords<ConventionErrors>([english.conventionErrors, chinese.conventionErrors], (data) => [
    { key: 'large', args: { most: 7 } },
    { key: 'wanted', args: { what: 'text' } },
    { key: 'missing', args: { name: data } },
    { key: 'unknown', args: { name: data, choices: ['a'] } },
    { key: 'choice', args: { found: data, choices: ['a'] } },
    { key: 'too-many', args: { most: 7 } },
    { key: 'id', args: { found: data } },
    { key: 'topic', args: { error: 'wildcard' } },
    { key: 'path', args: { found: data } },
    { key: 'template', args: { found: data } },
    { key: 'no-level', args: { name: data, levels: ['a'] } },
    { key: 'chain', args: { error } },
  ]);
});

test('an error is a sentence with its place', () => {
  const error = { place: 'topics[0].chain', why: { key: 'json', args: {} } } as const;
  expect(english.conventionError(error)).toBe('topics[0].chain: this is not JSON.');
  expect(english.conventionError({ ...error, place: '' })).toBe('this is not JSON.');
  expect(chinese.conventionError(error)).toBe('topics[0].chain：这不是 JSON。');
});
