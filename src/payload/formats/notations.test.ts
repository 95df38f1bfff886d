/** Where Base64 and hexadecimal digits as text go wrong: bytes, as the layer above shows them. */
import { expect, test } from 'vitest';
import { encodeUtf8 } from '../../mqtt/utf8.ts';
import { base64Text, hexText } from './notations.ts';

test.each([
  ['in the first line', base64Text, 'AAAA!', 4],
  ['behind blanks of several bytes', base64Text, 'AA\u3000AA\n\u3000\u{1f321}', 11],
  ['where a digit is missing', base64Text, 'AAAA\n=A', 7],
  ['behind lines', hexText, '00 01\n\u00a002 0', 11],
])('the fault is placed in the bytes: %s', (_where, format, text, offset) => {
  const bytes = encodeUtf8(text);
  const said = format.unwrap?.found?.(bytes, 1 << 20);
  expect(said).toEqual({ bytes: new Uint8Array(), fault: { key: 'notation', offset } });
});
