import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatBase64 } from '../base64.ts';
import { tries } from '../runs.testkit.ts';
import { joinedRuns, readByteText } from './byteText.ts';
import { FORMS } from './forms.testkit.ts';

const CONNECT = '101100044d5154540402003c0005736f696c37';
const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const read = (text: string): string | undefined => {
  const found = readByteText(text);
  return found && hexOf(joinedRuns(found));
};
const runs = (text: string): unknown =>
  readByteText(text)?.runs.map(({ bytes, by }) => [by, hexOf(bytes)]);

describe('bytes printed as text', () => {
  for (const [name, format] of Object.entries(FORMS)) {
    it(`are read as they are written: ${name}`, () => {
      fc.assert(
        fc.property(fc.uint8Array({ minLength: 2, maxLength: 100 }), (bytes) => {
          expect(read(format(bytes))).toBe(hexOf(bytes));
        }),
        { numRuns: tries(40) },
      );
    });
  }

  it('are read from Base64 that is not also hexadecimal', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 6, maxLength: 100 }), (bytes) => {
        const text = formatBase64(bytes);
        fc.pre(!/^[0-9a-f]+$/i.test(text));
        expect(read(text)).toBe(hexOf(bytes));
        expect(read(text.replace(/.{1,76}/g, '$&\n'))).toBe(hexOf(bytes));
        expect(read(`data:application/octet-stream;base64,${text}`)).toBe(hexOf(bytes));
      }),
      { numRuns: tries(40) },
    );
  });

  it.each([
    ["b'\\x10\\x11\\x00\\x04MQTT\\x04\\x02\\x00<\\x00\\x05soil7'", CONNECT],
    ['"\\x10\\x11" "\\x00\\x04MQTT\\x04\\x02" \n "\\x00<\\x00\\x05soil7"', CONNECT],
    ['\\x10\\x11\\x00\\x04MQTT\\x04\\x02\\x00<\\x00\\x05soil7', CONNECT],
    ["uint8_t a[] = { 0x10, 0x11, /* flags */ 0, 4, 'M', 'Q' }; // end", '101100044d51'],
    ['[]byte{0xc0, 0x00}', 'c000'],
    ['{"type":"Buffer","data":[192,0]}', 'c000'],
    ['bytearray(b"\\xc0\\x00")', 'c000'],
    ['<<16#c0,0>>', 'c000'],
    ['<<48,5,0,1,"a","hi">>', '300500016168' + '69'],
    ['[192 0]', 'c000'],
    ['[-64, 0]', 'c000'],
    ['[c0 00]', 'c000'],
    ['payload=<Buffer c0 00>', 'c000'],
    ['%c0%00', 'c000'],
    ['c000 30', 'c00030'],
    ['0010   c0 00   ..', 'c000'],
    ['c0h 00h', 'c000'],
    ['I (2210) mqtt: 0x3ffb5e40   c0 00 |..|', 'c000'],
    ['\u001b[0;32mI (2210) mqtt: c0 00 c0 00\u001b[0m', 'c000c000'],
    ['## sent\n0000  c0 00   ..', 'c000'],
    ['0000000 00c0\n0000002', 'c000'],
    ['byte[] b = { (byte) 0x82, 0x02, (byte)0xc0, -1 };', '8202c0ff'],
    ['let data: [u8; 2] = [192u8, 0_u8];', 'c000'],
    ["$1 = {192 '\\300', 0 '\\000', 77 'M'}", 'c0004d'],
    ['0x7ffe10 <buf>:\t0xc0\t0x00\n0x7ffe12:\t0x30', 'c00030'],
    ['0000 - c0 00 30 04 00 01 61 31-d0 00   ..0..a1..', 'c000300400016131d000'],
    ['00000012`34567800  c0 00 30 04 00 01 61 31-d0 00', 'c000300400016131d000'],
    ['0xc00x000x30', 'c00030'],
    ['\\xc00030', 'c00030'],
    ["bytes.fromhex('c0 00')", 'c000'],
    ["Buffer.from('c000', 'hex')", 'c000'],
    ["x'C000'", 'c000'],
    ['const char *s = "c000";', 'c000'],
    [
      "ssl_msg.c:2998: |4| dumping 'payload' (2 bytes)\nssl_msg.c:2998: |4| 0000:  c0 00  ..",
      'c000',
    ],
  ])('%j', (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  it('keep their directions', () => {
    expect(runs('TX (19): c0 00\nRX (2): d0 00')).toEqual([
      ['sent', 'c000'],
      ['received', 'd000'],
    ]);
    expect(runs('12:00:01.5 -> c000 c000\n12:00:01.6 <- d000')).toEqual([
      ['sent', 'c000c000'],
      ['received', 'd000'],
    ]);
    expect(runs('Sent:\nc0 00\nReceived:\nd0 00')).toEqual([
      ['sent', 'c000'],
      ['received', 'd000'],
    ]);
    expect(runs('Sent:\n0000  c0 00  ..\nReceived:\n0000  d0 00  ..')).toEqual([
      ['sent', 'c000'],
      ['received', 'd000'],
    ]);
    expect(runs('0000   c0 00\n\n0000   d0 00')).toEqual([
      [undefined, 'c000'],
      [undefined, 'd000'],
    ]);
    expect(runs('send <<192,0>>\nrecv <<208,0>>')).toEqual([
      ['sent', 'c000'],
      ['received', 'd000'],
    ]);
  });

  it.each([
    'mqtt://broker:1883',
    'Hello, this is a sentence.',
    'a sentence of dead beef',
    'mosquitto_sub -h a -t b',
    '',
    '[ 1, 2, 3, ... ]',
    '<Buffer 10 11 ... 3 more bytes>',
    'c0 0',
    '2026-11-26 12:00:01 the pump is on (42)',
  ])('are not read from %j', (text) => {
    expect(readByteText(text)).toBeUndefined();
  });
});
