/** Tests error positions in Base64 and hexadecimal text, in bytes of the layer above. */
import { expect, test } from 'vitest';
import { encodeUtf8 } from '../../base/utf8.ts';
import { base64Text, hexText } from './notations.ts';

test.each([
  ['in the first line', base64Text, 'AAAA!', 'not-base64', 4],
  ['after blanks of several bytes', base64Text, 'AA\u3000AA\n\u3000\u{1f321}', 'not-base64', 11],
  ['with more after it', base64Text, 'AAAA\n=A', 'length', 7],
  ['with a missing character at the end', base64Text, 'AQ=', 'padding-missing', 3],
  ['with an extra character', base64Text, 'AQI==', 'padding', 4],
  ['with remaining bits', base64Text, 'AR==', 'leftover-bits', 1],
  ['after lines', hexText, '00 01\n\u00a002 0', 'half-a-byte', 11],
] as const)('the error has its position in the bytes: %s', (_where, format, text, key, offset) => {
  const bytes = encodeUtf8(text);
  const said = format.unwrap?.found?.(bytes, 1 << 20);
  expect(said).toEqual({ bytes: new Uint8Array(), error: { key, offset } });
});
