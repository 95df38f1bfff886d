import fc from 'fast-check';
import { expect, it } from 'vitest';
import { jsonLine, printable } from '../../../base/printable.ts';

const TRICKS = '\u009b31m \u202e\u2066 \u200b \ufeff \u{e0041} \u2028 \u0007';

it('JSON and lines contain no terminal control or bidirectional characters', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const value = { [text]: [text, `${TRICKS}${text}`] };
      const line = jsonLine(value);
      expect(line).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
      expect(JSON.parse(line)).toEqual(value);
      expect(printable(`${TRICKS}${text}`)).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
    }),
  );
});
