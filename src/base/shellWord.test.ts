import fc from 'fast-check';
import { expect, test } from 'vitest';
import { HOSTILE, wordsOf } from '../payload/shell.testkit.ts';
import { shellWord } from './shellWord.ts';

test('a shell returns the quoted text', () => {
  expect(wordsOf(HOSTILE.map((text) => shellWord(text)).join(' '))).toEqual(HOSTILE);
});

test('any text without control characters comes back', () => {
  const texts = fc
    .sample(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }), 300)
    .filter((text) => shellWord(text) !== undefined);
  expect(wordsOf(texts.map((text) => shellWord(text)).join(' '))).toEqual(texts);
});

test('rejects characters that a terminal would interpret', () => {
  for (const text of ['\x03', 'a\rb', '\x1b[201~', 'a\tb', '\x7f', '\u009b'])
    expect(shellWord(text)).toBeUndefined();
});
