import fc from 'fast-check';
import { expect, test } from 'vitest';
import { HOSTILE } from '../payload/shell.testkit.ts';
import { cString } from './cString.ts';

/** Evaluates the literal like a C compiler, for the part of the language in use. */
function valueOf(literal: string): string {
  const bytes = [...literal.slice(1, -1).matchAll(/\\([0-7]{3})|([^"\\])/gu)].map(
    ([, octal, character = '']) =>
      octal === undefined ? character.charCodeAt(0) : Number.parseInt(octal, 8),
  );
  return Buffer.from(bytes).toString();
}

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
