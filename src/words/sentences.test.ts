import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sentencesBy } from './sentences.ts';

const said = sentencesBy({
  'A {} has at most {} bytes.': '{1}最多 {2} 字节。',
  'A {} has at most {} bytes of UTF-8.': '{1}的 UTF-8 最多 {2} 字节。',
  'topic name': '主题',
  '{}: {}.': '{1}：{2}。',
  'refused (why)': '被拒绝',
});

test('a sentence is known by its pattern, the longer one first, and its values are put in their places', () => {
  expect(said('A topic name has at most 65535 bytes of UTF-8.')).toBe(
    '主题的 UTF-8 最多 65535 字节。',
  );
  expect(said('A x has at most 1 bytes.')).toBe('x最多 1 字节。');
});

test('a value may be a sentence itself', () => {
  expect(said('PUBACK 7: refused (why).')).toBe('PUBACK 7：被拒绝。');
});

test('what nobody has foreseen stays as it is', () => {
  expect(said('Nothing of the kind')).toBe('Nothing of the kind');
  expect(said('')).toBe('');
});

test('values are only values, whatever they hold', () => {
  fc.assert(
    fc.property(fc.string(), (value) => {
      const told = said(`A ${value} has at most 3 bytes.`);
      expect(told.endsWith('最多 3 字节。') || told.includes('：')).toBe(true);
    }),
  );
  expect(said('A {2}$& has at most 3 bytes.')).toBe('{2}$&最多 3 字节。');
});
