import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { HOSTILE, wordsOf } from '../payload/shell.testkit.ts';
import { cString, shellWord } from './quoting.ts';

describe('shellWord', () => {
  test('a shell returns the quoted text', () => {
    expect(wordsOf(HOSTILE.map((text) => shellWord(text)).join(' '))).toEqual(HOSTILE);
  });

  test('any text without control characters survives a round trip', () => {
    const texts = fc
      .sample(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }), 300)
      .filter((text) => shellWord(text) !== undefined);
    expect(wordsOf(texts.map((text) => shellWord(text)).join(' '))).toEqual(texts);
  });

  test('rejects characters that a terminal would interpret', () => {
    for (const text of ['\x03', 'a\rb', '\x1b[201~', 'a\tb', '\x7f', '\u009b'])
      expect(shellWord(text)).toBeUndefined();
  });
});

/** Evaluates the literal like a C compiler, for the part of the language in use. */
function valueOf(literal: string): string {
  const bytes = [...literal.slice(1, -1).matchAll(/\\([0-7]{3})|([^"\\])/gu)].map(
    ([, octal, character = '']) =>
      octal === undefined ? character.charCodeAt(0) : Number.parseInt(octal, 8),
  );
  return Buffer.from(bytes).toString();
}

describe('cString', () => {
  test('round-trips any text', () => {
    for (const text of HOSTILE) expect(valueOf(cString(text))).toBe(text);
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(cString(text)).toMatch(/^"(\\[0-7]{3}|[ -~])*"$/);
        expect(valueOf(cString(text))).toBe(text);
      }),
    );
  });

  test('plain text stays readable, and nothing ends the literal early', () => {
    expect(cString('a1B2.dev|x=1,y&z')).toBe('"a1B2.dev|x=1,y&z"');
    expect(cString('a"b\\n??/')).toBe('"a\\042b\\134n\\077\\077/"');
  });
});
