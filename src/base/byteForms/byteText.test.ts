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
      '【2026-11-28 12:00:00.100】发送 HEX>\r\n10 02\r\n【2026-11-28 12:00:00.107】接收 HEX>\r\n20 00',
    ],
    ['Modbus Poll', 'Tx:000000-10 02\nRx:000001-20 00'],
    ['SSCOM', '[12:00:00.100]发→◇10 02 \r\n□[12:00:00.107]收←◆20 00 '],
    ['a label in Chinese', '12:00:00.100 发送：10 02\n12:00:00.107 接收：20 00'],
  ])('are read with their directions: %s', (_name, text) => {
    expect(runs(text)).toEqual([
      ['sent', '1002'],
      ['received', '2000'],
    ]);
  });

  it('are read without a direction from XCOM, and with Chinese commas', () => {
    expect(runs('[2026-11-28 12:00:00.100]# 10 02\r\n[2026-11-28 12:00:00.107]# 20 00')).toEqual([
      [undefined, '10022000'],
    ]);
    expect(read('10，11，00，04')).toBe('10110004');
    expect(runs('AT+QISENDHEX=0,"101100044D51"')).toEqual([['sent', '101100044d51']]);
  });

  it('are read from a dump of RT-Thread, with a range of offsets', () => {
    const bytes = Uint8Array.from({ length: 40 }, (_, at) => (at * 37) % 256);
    const rows = [0, 16, 32].map((at) => {
      const row = [...bytes.subarray(at, at + 16)];
      const digits = row.map((byte) => byte.toString(16).toUpperCase().padStart(2, '0')).join(' ');
      const shown = row.map((byte) => (byte > 31 && byte < 127 ? String.fromCharCode(byte) : '.'));
      const offset = (to: number): string => to.toString(16).toUpperCase().padStart(4, '0');
      const range = `${offset(at)}-${offset(at + 15)}`;
      return `D/HEX mqtt.tx: ${range}: ${digits.padEnd(49)}  ${shown.join('')}`;
    });
    expect(read(rows.join('\n'))).toBe(hexOf(bytes));
  });

  it('are not the numbers of a remark', () => {
    expect(read('1764331200: Sending CONNACK to esp32-7 (0, 0)')).toBeUndefined();
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
    ['0%08%00%03a%2Fbh%C2%B0', '30080003612f6268c2b0'],
    ['{&HC0, &H0}', 'c000'],
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
    ["b'c00030040001" + "6168'", 'c00030040001' + '6168'],
    ['Buffer.from("wAAwBAABYWg=", "base64")', 'c00030040001' + '6168'],
    ["base64.b64decode('wAAwBAABYWg=')", 'c00030040001' + '6168'],
    ['const char *s = "c000";', 'c000'],
    [
      "ssl_msg.c:2998: |4| dumping 'payload' (2 bytes)\nssl_msg.c:2998: |4| 0000:  c0 00  ..",
      'c000',
    ],
  ])('%j', (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  it.each([
    ['192, 0, 48, 4, 0, 1, 97, 104', 'c00030040001' + '6168'],
    ['-64\n0\n48\n4\n0\n1\n97\n104', 'c00030040001' + '6168'],
    ['192 000 048 004 000 001 097 104', 'c00030040001' + '6168'],
    ['sent: 192 0 48 4 0 1 97 104', 'c00030040001' + '6168'],
    ['C0 0 30 4 0 1 61 68', 'c00030040001' + '6168'],
    // Only as decimal numbers the lengths fit.
    ['48 12 0 1 97 50 51 52 53 54 55 56 57 65', '300c0001613233343536373839' + '41'],
    ['11000000 00000000 00110000 00000100 00000000 00000001', 'c00030040001'],
    ['[c0, 0, 30, 4, 0, 1]', 'c00030040001'],
    ["['0xc0', '0x0', '0x30']", 'c00030'],
    ['["c0", "00", "30"]', 'c00030'],
    ['<c0003004 00016168>', 'c00030040001' + '6168'],
    ['{"0":192,"1":0,"2":48}', 'c00030'],
    ['{\n  "0": 192,\n  "1": 0\n}', 'c000'],
    ['buf[0] = 0xc0\nbuf[1] = 0x00', 'c000'],
    [
      "Uint8Array(2) [192, 0, buffer: ArrayBuffer(2), byteLength: 2, Symbol(Symbol.toStringTag): 'Uint8Array']",
      'c000',
    ],
    ['Time [s],Value,Parity Error,Framing Error\n0.001,0xC0,,\n0.002,0x00,,', 'c000'],
    ['Time [s],Packet ID,MOSI,MISO\n0.001,0,0xC0,0xFF\n0.002,0,0x00,0xFF', 'c000'],
    ['Time [s],Packet ID,MOSI,MISO\n0.001,0,0x00,0xD0\n0.002,0,0x00,0x00', 'd000'],
    ['Sample,Time,Decoder,Data\n0,0.0,"UART: TX data","C0"\n1,0.1,"UART: TX data","00"', 'c000'],
    ["Time [s],Value,Parity Error,Framing Error\n0.001,'192' (0xC0),,\n0.002,a (0x61),,", 'c061'],
    [
      'name,type,start_time,duration,data\n"Async","data",0.1,8e-05,192\n"Async","data",0.2,8e-05,0',
      'c000',
    ],
    [
      '[00:00:01.234,000] <inf> net_mqtt: tx data\n   c0 00 30 04 00 01 61 68  c0 00    |..0...ah ..      |',
      'c000300400016168' + 'c000',
    ],
    [
      'Nov 28 05:00:01 gw1 mqttd[812]: 0000: c0 00\nNov 28 05:00:01 gw1 mqttd[812]: 0002: 30 00',
      'c0003000',
    ],
    [
      '[  12.345678] mqtt: 00000000: c0 00  ..\n[  12.345679] mqtt: 00000002: 30 00  0.',
      'c0003000',
    ],
    ['[  12.345678] mqtt: 00000010: c0 00 30 00', 'c0003000'],
    ['2026-11-28T05:00:01.123456789Z c0 00 30 00', 'c0003000'],
    [
      '         +-------------------------------------------------+\n         |  0  1  2  3  4  5  6  7  8  9  a  b  c  d  e  f |\n+--------+-------------------------------------------------+----------------+\n|00000000| c0 00                                           |..              |\n+--------+-------------------------------------------------+----------------+',
      'c000',
    ],
    [
      '   Label: Byte[] (System.Byte[]) <01A2B3C4>\n\n          Offset Bytes                                           Ascii\n                 00 01 02 03 04 05 06 07 08 09 0A 0B 0C 0D 0E 0F\n          ------ ----------------------------------------------- -----\n0000000000000000 C0 00                                           ..',
      'c000',
    ],
  ])('of loggers, debuggers and analysers: %j', (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  it.each([
    // Lua, OCaml: the same digits in C would be another length.
    [String.raw`"\16\17\0\4MQTT\4\2\0<\0\5soil7"`, CONNECT],
    [String.raw`"\016\017\000\004MQTT\004\002\000<\000\005soil7"`, CONNECT],
    [String.raw`"\20\21\0\4MQTT\4\2\0<\0\5soil7"`, CONNECT],
    [String.raw`\020\021\000\004MQTT\004\002\000<\000\005soil7`, CONNECT],
    // Only octal has these flags of SUBSCRIBE.
    [String.raw`"\202\f\000\020\000\ahome/+/#\000"`, undefined],
    [String.raw`"\202\f\000\020\000\ahome/+/#"`, '820c00100007686f6d652f2b2f23'],
    [String.raw`write(5, "@\2\0\20", 4) = 4`, '40020010'],
    [String.raw`printf $'@\002\000\020'`, '40020010'],
    [String.raw`printf '%b' '\0020\0021\0000\0004MQTT\0004\0002\0000<\0000\0005soil7'`, CONNECT],
    [String.raw`echo -ne "\0300\0000"`, 'c000'],
    // Rust writes NUL before a digit like any other NUL.
    [String.raw`b"0\x05\0\x011ab"`, '30050001316162'],
    [String.raw`b"0\x09\0\x05001/2a"`, '300900053030312f3261'],
    [String.raw`"\x{c0}\x{0}"`, 'c000'],
    [String.raw`"0\u0007\u0000\u0003a/b\ud83d\ude00"`, '30070003612f62f09f9880'],
    [String.raw`{"log":"sending b'\\xc0\\x00'\n","stream":"stderr"}`, 'c000'],
    [String.raw`E'\\300\\000'`, 'c000'],
    ['[0b11000000, 0b0]', 'c000'],
    ['[0o300, 0o0]', 'c000'],
    ['{0300, 0, 060, 04, 0, 01, 0141, 0150}', 'c000300400016168'],
    ['byteArrayOf(0xc0.toByte(), 0x00)', 'c000'],
    ['0x7ffe10 <buf>:\t0x000400c0\t0x68610100', 'c00004000001' + '6168'],
    ['0x7ffe10:\t48\t10\t0\t3\n0x7ffe14:\t97', '300a000361'],
    ['0x7ffe10:\t0300\t0\t060', 'c00030'],
    ['00000000: 01000000 00000010 00000000 00010000                         @...', '40020010'],
    // xxd -e: on the last line, the characters fit both orders of the word.
    [
      '00000000: 03000430 61302f61 00040030 d3352f61  0..0a/0a0...a/5.\n00000010: 2043b0c2           ..C ',
      '30040003612f30613000040061' + '2f35d3' + 'c2b04320',
    ],
    // od -t x4 --endian=big
    ['0000000 40020010 30060003 612f6268\n0000014', '40020010' + '30060003612f6268'],
    [':0400000040020010AA\n:02000400C0003A\n:00000001FF', '40020010c000'],
    ['      0  1  2  3\n0000h: 40 02 00 10\n0004h: C0 00', '40020010c000'],
    ['uart-1: TX: C0\nuart-1: TX: 00', 'c000'],
    [
      'T 10.0.0.1:51000 -> 10.0.0.2:1883 [AP] #4\n  40 02 00 10                                           @...            ',
      '40020010',
    ],
    ['[05:00:01.123]发→◇C0 00 30 00 □', 'c0003000'],
    ['[2026-11-28 05:00:01.123]# SEND HEX>\nC0 00', 'c000'],
    [
      '┌────────┬────┬────┐\n│00000000│ c0 00 ┊       │×⋄      ┊        │\n└────────┴────┴────┘',
      'c000',
    ],
    [
      'peers:\n  - peer: 0\n    host: 10.0.0.1\n    port: 51000\npackets:\n  - packet: 4\n    peer: 0\n    index: 0\n    timestamp: 1.5\n    data: !!binary |\n      wAA=\n',
      'c000',
    ],
  ])('of several languages and tools: %j', (text, expected) => {
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
    expect(
      runs(
        '> 2026/11/28 05:00:01.123456  length=2 from=0 to=1\n c0 00\n--\n< 2026/11/28 05:00:01.223456  length=2 from=0 to=1\n d0 00\n--',
      ),
    ).toEqual([
      ['sent', 'c000'],
      ['received', 'd000'],
    ]);
    expect(runs('AT+NSOSD=1,2,C000\r\nOK\r\n+QIURC: "recv",0,2\r\nd000')).toEqual([
      ['sent', 'c000'],
      ['received', 'd000'],
    ]);
    expect(runs('AT+CIPSEND=2\r\nOK\r\n> C000\r\nSEND OK\r\n+IPD,2:d000')).toEqual([
      ['sent', 'c000'],
      ['received', 'd000'],
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
    // Decimal numbers, or hexadecimal ones without leading zeros.
    '16 24 0 4 77 81 84 84 4 2 0 60 0 5',
    '1, 2, 3',
    '{"0":192,"2":0}',
    // C and Lua: a PUBACK of either packet identifier.
    String.raw`"@\2\0\20"`,
    '[0100, 02, 0, 020, 0200, 08]',
    String.raw`"\DLE\DC1\NUL\EOTMQTT"`,
    String.raw`"0\u0007\u0000\u0003a/b\ufffd\ufffd"`,
    String.raw`write(5, "\20\30\0\4MQTT"..., 100) = 100`,
    String.raw`b'\x10\x11\x00…'`,
    "DEBUG:paho:Sending CONNECT (u0, p0, k60) client_id=b'dev1'",
    '0x10110004 0x4d515454',
    'uint32_t a[] = {0x10110004, 0x4d515454};',
    'cpu0: 12\ncpu1: 0a',
    '0%06%00%03a/+b',
    'Time [s],Value\n0.001,16\n0.002,24',
    '{length = 66, bytes = 0x10180004 4d515454 ... 39370000 }',
  ])('are not read from %j', (text) => {
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
});
