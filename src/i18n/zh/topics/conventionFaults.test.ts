import { describe, expect, test } from 'vitest';
import type { ConventionFaults } from '../../../conventions/files/fileFaults.ts';
import * as english from '../../en/topics/conventionFaults.ts';
import { describeWords } from '../../facts.testkit.ts';
import * as chinese from './conventionFaults.ts';

describe('errors in a convention file', () => {
  const fault = { start: 4, end: 5, why: { key: 'no-step', args: {} } } as const;
  describeWords<ConventionFaults>([english.conventionFaults, chinese.conventionFaults], (data) => [
    { key: 'large', args: { most: 7 } },
    { key: 'wanted', args: { what: 'text' } },
    { key: 'missing', args: { name: data } },
    { key: 'unknown', args: { name: data, choices: ['a'] } },
    { key: 'choice', args: { found: data, choices: ['a'] } },
    { key: 'too-many', args: { most: 7 } },
    { key: 'id', args: { found: data } },
    { key: 'topic', args: { fault: 'wildcard' } },
    { key: 'path', args: { found: data } },
    { key: 'template', args: { found: data } },
    { key: 'no-level', args: { name: data, levels: ['a'] } },
    { key: 'chain', args: { fault } },
  ]);
});

test('an error is a sentence with its place', () => {
  const fault = { place: 'topics[0].chain', why: { key: 'json', args: {} } } as const;
  expect(english.conventionFault(fault)).toBe('topics[0].chain: this is not JSON.');
  expect(english.conventionFault({ ...fault, place: '' })).toBe('this is not JSON.');
  expect(chinese.conventionFault(fault)).toBe('topics[0].chain：这不是 JSON。');
});
