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
    it(`are parsed as written: ${name}`, () => {
      fc.assert(
        fc.property(fc.uint8Array({ minLength: 2, maxLength: 100 }), (bytes) => {
          expect(read(format(bytes))).toBe(hexOf(bytes));
        }),
        { numRuns: tries(40) },
      );
    });
  }

  it.each([
    [
      'NetAssist',
      '【2026-11-28 12:00:00.100】发送 HEX>\r\n10 02\r\n【12:00:00.107】接收 HEX>\r\n20 00',
    ],
    ['SSCOM', '[12:00:00.100]发→◇10 02 \r\n□[12:00:00.107]收←◆20 00 '],
    ['a label in Chinese', '12:00:00.100 发送：10 02\n12:00:00.107 接收：20 00'],
    ['words', 'TX (19): 10 02\nRX (2): 20 00'],
    ['arrows', '12:00:01.5 -> 1002\n12:00:01.6 <- 2000'],
    ['headings', 'Sent:\n10 02\nReceived:\n20 00'],
    ['headings of dumps', 'Sent:\n0000  10 02  ..\nReceived:\n0000  20 00   .'],
    ['lists', 'send <<16,2>>\nrecv <<32,0>>'],
    ['strings', String.raw`sent b'\x10\x02'` + '\n' + String.raw`received b'\x20\x00'`],
  ])('are read with their directions: %s', (_name, text) => {
    expect(runs(text)).toEqual([
      ['sent', '1002'],
      ['received', '2000'],
    ]);
  });

  it('are one sequence without directions, and one for each dump', () => {
    expect(runs('[2026-11-28 12:00:00.100]# 10 02\r\n[2026-11-28 12:00:00.107]# 20 00')).toEqual([
      [undefined, '10022000'],
    ]);
    expect(runs('0000   c0 00\n\n0000   d0 00')).toEqual([
      [undefined, 'c000'],
      [undefined, 'd000'],
    ]);
  });

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
    ['"\\x10\\x11" "\\x00\\x04MQTT\\x04\\x02" \n "\\x00<\\x00\\x05soil7"', CONNECT],
    ['\\x10\\x11\\x00\\x04MQTT\\x04\\x02\\x00<\\x00\\x05soil7', CONNECT],
    [String.raw`b"0\t\0\x03a/b\"\\\r\n"`, '30090003612f62225c0d0a'],
    ['bytearray(b"\\xc0\\x00")', 'c000'],
    ["bytes.fromhex('c0 00')", 'c000'],
    ['const char *s = "c000";', 'c000'],
    ['AT+QISENDHEX=0,"c00030040001"', 'c00030040001'],
    ['{"hex":"c000"}', 'c000'],
    ['[c0 00]', 'c000'],
    ['10，11，00，04', '10110004'],
    ['c000 30', 'c00030'],
    ['I (2210) mqtt: 0x3ffb5e40   c0 00 |..|', 'c000'],
    ['\u001b[0;32mI (2210) mqtt: c0 00 c0 00\u001b[0m', 'c000c000'],
    ['2026-11-28T05:00:01.123456789Z c0 00 30 00', 'c0003000'],
    ['[  12.345678] mqtt: 00000010: c0 00 30 00', 'c0003000'],
    ['host mqttd[812]: 0000: c0 00\nhost mqttd[812]: 0002: 30 00', 'c0003000'],
    [
      '<inf> mqtt: tx:\n c0 00 30 04 00 01 61 68  c0 00  |..0...ah ..      |',
      'c000300400016168c000',
    ],
    ['## sent\n0000  c0 00   ..', 'c000'],
    ['0000000 00c0\n0000002', 'c000'],
    ['payload=<Buffer c0 00>, retain: false', 'c000'],
  ])('%j', (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  it.each([
    '<<192,0,48,4,0,1,97,104>>',
    'recv [192 0 48 4 0 1 97 104]',
    '(-64, 0, 48, 4, 0, 1, 97, 104)',
    '{"type":"Buffer","data":[192,0,48,4,0,1,97,104]}',
    'Uint8Array(8) [\n  192, 0, 48, 4,\n  0, 1, 97, 104\n]',
    'uint8_t a[] = {\n  0xc0, 0x0, 0x30, 4, 0, 1, 0x61, 0x68,\n};',
    '[]byte{192, 0, 48, 4, 0, 1, 97, 104}',
    '192, 0, 48, 4, 0, 1, 97, 104',
    '-64\n0\n48\n4\n0\n1\n97\n104',
    'sent: 192 0 48 4 0 1 97 104',
    '2026-11-28 12:00:01.123 bytes 192;0;48;4;0;1;97;104',
    '12:00:01 192 0 48 4\n12:00:02 0 1 97 104',
    'payload=192,0,48,4,0,1,97,104',
  ])('are numbers between brackets or after a word: %j', (text) => {
    expect(read(text)).toBe('c000300400016168');
  });

  it('are decimal in brackets unless a digit is hexadecimal', () => {
    expect(read('[16, 17, 18, 19]')).toBe('10111213');
    expect(read('[16, 17, 18, 00]')).toBe('16171800');
    expect(read('16 17 18 19')).toBe('16171819');
    expect(read('16 17 18 0')).toBe('10111200');
  });

  it.each([
    'mqtt://broker:1883',
    'Hello, this is a sentence.',
    'a sentence of dead beef',
    'mosquitto_sub -h a -t b',
    '',
    'c0 0',
    '2026-11-26 12:00:01 the pump is on (42)',
    '1, 2, 3',
    'cpu0: 12\ncpu1: 0a',
    '1764331200: Sending CONNACK to esp32-7 (0, 0)',
    "DEBUG:paho:Sending CONNECT (u0, p0, k60) client_id=b'dev1'",
  ])('are not read from %j', (text) => {
    expect(readByteText(text)).toBeUndefined();
  });

  it.each([
    '[ 1, 2, 3, ... ]',
    'sent [192, 0]\nsent [48, 4, 0, ...]',
    '<Buffer 10 11 ... 3 more bytes>',
    String.raw`b'\x10\x11\x00…'`,
    String.raw`"\x10\x11\x00"...`,
    '[0x10, 0x11, ...]',
    '0x10, 0x11, ...',
  ])('are not read from a form that leaves some out: %j', (text) => {
    expect(readByteText(text)).toBeUndefined();
  });

  it.each([
    '[192, 0, 256]',
    '[0300, 0, 060, 04]',
    '{(byte) 0x82, (byte) 0xc0, 0x01, 0x02}',
    '0x10110004 0x4d515454',
    'uint32_t a[] = {0x10110004, 0x4d515454};',
    String.raw`"\x10\16\x00"`,
    String.raw`"\x10\u0007"`,
    '"\\x10\ufffd"',
    '{"0":192,"1":0,"2":48}',
    'Time [s],Value\n0.001,16\n0.002,24',
  ])('are not read in part: %j', (text) => {
    expect(readByteText(text)).toBeUndefined();
  });
});

describe('characters beside the bytes', () => {
  const row = (byte: string, text: string) =>
    `   ${byte.repeat(8)} ${byte.repeat(8)} |${text.repeat(8)} ${text.repeat(8)}`;

  it.each([
    ['of a repeated character', '78 ', 'x'],
    ['that are digits', '31 ', '1'],
  ])('%s are no bytes, and hide none', (_name, byte, text) => {
    const lines = ['<dbg> net_mqtt: tx:', row(byte, text), row(byte, text)].join('\n');
    const bytes = new Uint8Array(32).fill(text.charCodeAt(0));
    expect(joinedRuns(readByteText(lines) ?? { form: 'hex', runs: [] })).toEqual(bytes);
  });

  it('with brackets are no list', () => {
    const lines = ['tx:', ' 7b 22 76 22 3a 5b 31 2c  {"v":[1,', ' 32 5d 7d                 2]}'];
    const read = readByteText(lines.join('\n')) ?? { form: 'hex', runs: [] };
    expect(new TextDecoder().decode(joinedRuns(read))).toBe('{"v":[1,2]}');
  });

  it('that look like digits are no bytes of the last line', () => {
    expect(read('00000000: 3132 3334 3536 3738  12345678')).toBe('3132333435363738');
    expect(read('0000   31 32 20 34   12 4')).toBe('31322034');
  });
});
