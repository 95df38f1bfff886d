import fc from 'fast-check';
import { expect, it } from 'vitest';
import { SecretSearch } from './secretSearch.testkit.ts';

const SECRET = 'Zq7secretWord9x';
const asHex = (bytes: Buffer, between: string) =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(between);

/** Encodings of a part of a secret with text before and after it. */
const WAYS: Readonly<Record<string, (before: string, part: string, after: string) => string>> = {
  text: (before, part, after) => before + part + after,
  UTF16: (before, part, after) => Buffer.from(before + part + after, 'utf16le').toString('latin1'),
  hex: (...parts) => asHex(Buffer.from(parts.join('')), ''),
  'hex with spaces': (...parts) => asHex(Buffer.from(parts.join('')), ' ').toUpperCase(),
  'a C array': (...parts) => asHex(Buffer.from(parts.join('')), ', 0x'),
  Base64: (...parts) => Buffer.from(parts.join('')).toString('base64'),
};

function finds(text: string): boolean {
  const search = new SecretSearch();
  search.look(SECRET, new Map([['output', text]]), 'a test');
  return search.found.length > 0;
}

const filler = fc.string({
  unit: fc.constantFrom('a', 'Z', 'q', '7', '*', ' ', 's'),
  maxLength: 40,
});

for (const [name, write] of Object.entries(WAYS)) {
  it(`finds any eight characters of a secret in ${name}, and no four`, () => {
    const at = fc.nat({ max: SECRET.length - 8 });
    fc.assert(
      fc.property(filler, at, filler, (before, from, after) => {
        expect(finds(write(before, SECRET.slice(from, from + 8), after))).toBe(true);
        // The surroundings must not extend the match.
        expect(finds(write(`${before}#`, SECRET.slice(from, from + 4), `#${after}`))).toBe(false);
      }),
    );
  });
}
