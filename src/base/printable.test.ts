import fc from 'fast-check';
import { expect, it } from 'vitest';
import { hexText } from './hex.ts';
import { jsonLine, printable, printableJson, quoted } from './printable.ts';

const TRICKS = '\u009b31m \u202e\u2066 \u200b \ufeff \u{e0041} \u2028 \u0007';
const UNSAFE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;
/** Some with plain characters only, which take a shorter way. */
const anyText = fc.oneof(fc.string({ unit: 'binary' }), fc.string());

it('JSON and lines contain no terminal control or bidirectional characters', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const value = { [text]: [text, `${TRICKS}${text}`] };
      const line = jsonLine(value);
      expect(line).not.toMatch(UNSAFE);
      expect(JSON.parse(line)).toEqual(value);
      expect(printable(`${TRICKS}${text}`)).not.toMatch(UNSAFE);
      expect(printable(text)).not.toMatch(UNSAFE);
    }),
  );
});

it('a quoted text equals its JSON', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      expect(quoted(text)).toBe(printableJson(JSON.stringify(text)));
    }),
  );
});

it('writes bytes of any length as hexadecimal digits', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 5000, size: 'max' }), (bytes) => {
      expect(hexText(bytes)).toBe(Buffer.from(bytes).toString('hex'));
    }),
  );
});
