import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodeUtf8 } from '../../base/utf8.ts';
import { parseExactJson } from './exactJson.ts';
import { jsonOf, memberAt, plainText, rounded } from './memberAt.ts';

const parsed = (text: string): unknown => parseExactJson(encodeUtf8(text));

const digits = fc.stringMatching(/^-?(?:0|[1-9]\d{0,24})(?:\.\d{1,20})?(?:[eE][+-]?\d{1,3})?$/);
const text = fc.string({ unit: 'binary' }).map((one) => JSON.stringify(one));
const { value: json } = fc.letrec<{ value: string }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom('true', 'false', 'null', '{}', '[]'),
    digits,
    text,
    fc.array(tie('value')).map((all) => `[${all.join(',')}]`),
    fc
      .uniqueArray(
        fc.tuple(fc.constantFrom('a', 'b c', '__proto__', 'constructor', ''), tie('value')),
        {
          selector: ([key]) => key,
        },
      )
      .map((all) => `{${all.map(([key, one]) => `${JSON.stringify(key)}:${one}`).join(',')}}`),
  ),
}));

test('keeps the notation of numbers, and parses everything else like JSON.parse', () => {
  fc.assert(
    fc.property(json, (whole) => {
      expect(plainText([parsed(whole)])).toBe(`[${whole}]`);
      expect(rounded(parsed(whole)) === null).toBe(whole === 'null');
    }),
  );
  for (const digit of ['127.0', '-0', '0.010', '9223372036854775807', '1e5', '1E400', '21']) {
    expect(plainText(parsed(digit))).toBe(digit);
    expect(rounded(parsed(digit))).toBe(Number(digit));
  }
  expect(parsed('{"a":1.0,"a":2.0,"b":[3.5]}')).toMatchObject({ b: [3.5] });
  expect(plainText(memberAt(parsed('{"a":1.0,"a":2.0}'), ['a']))).toBe('2.0');
  for (const none of ['', '{', '1.0.', '01.0', '\u{feff}1.0x'])
    expect(parsed(none)).toBeUndefined();
});

test('writes nested values up to a limit of depth', () => {
  const deep = `${'['.repeat(100_000)}1.0${']'.repeat(100_000)}`;
  expect(plainText(jsonOf(encodeUtf8(deep)))).toMatch(/^\[{100}…\]{100}$/);
});
