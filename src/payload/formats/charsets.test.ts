/** Tests text in other character sets, and text that ends with NUL bytes. */
import { beforeAll, describe, expect, it } from 'vitest';
import { encodeUtf8 } from '../../base/utf8.ts';
import { layersRead } from '../layersRead.testkit.ts';
import { formatOf, formatsToShow, loadFormats } from './formats.ts';
import { bytesOf } from './tree.testkit.ts';

beforeAll(loadFormats);

/** `{"温度":21.5,"位置":"上海"}` */
const GBK_JSON = bytesOf('7b22cec2b6c8223a32312e352c22cebbd6c3223a22c9cfbaa3227d');
const PLACE = { 温度: 21.5, 位置: '上海' };

describe('a character set', () => {
  it.each([
    ['gbk', 'cec2b6c8', '温度'],
    // Ends with a character of four bytes.
    ['gb18030', 'cec2b6c895328236', '温度𠀀'],
    ['big5', 'b7c5abd7a55c', '溫度功'],
    ['shift-jis', '89b7955c', '温表'],
    ['euc-jp', 'b2b9c5d9', '温度'],
    ['euc-kr', 'bfc2b5b5', '온도'],
    ['latin1', '3231b043', '21°C'],
    ['windows-1251', 'f2e5ecef', 'темп'],
    ['utf-16le', '32002100', '2!'],
    ['utf-16be', '00320021', '2!'],
  ])('%s is decoded by its step', async (charset, hex, text) => {
    const { names, found } = await layersRead(bytesOf(hex), { chain: `text(${charset})` });
    expect(names.length).toBe(2);
    const { found: afterText } = await layersRead(bytesOf(hex), {
      chain: `text(${charset}) | text`,
    });
    expect([found(), afterText()]).toEqual([undefined, undefined]);
    const json = await layersRead(
      Uint8Array.of(...wide(charset, '["'), ...bytesOf(hex), ...wide(charset, '"]')),
      { chain: `text(${charset}) | json` },
    );
    expect(json.value).toEqual([text]);
  });

  it('of a content type is decoded', async () => {
    const contentType = 'application/json; charset=gbk';
    const { names, value } = await layersRead(GBK_JSON, { contentType });
    expect([names, value]).toEqual([['GBK', 'JSON'], PLACE]);
    const quoted = await layersRead(GBK_JSON, { contentType: 'text/plain;charset="GB2312"' });
    expect(quoted.value).toEqual(PLACE);
  });

  it('windows-1252 has characters where Latin-1 has none', async () => {
    const contentType = 'application/json; charset=windows-1252';
    const { value } = await layersRead(bytesOf('7b2270223a2235208093227d'), { contentType });
    expect(value).toEqual({ p: '5 €“' });
  });

  it('utf-16 of a content type is little-endian without a byte order mark', async () => {
    const text = wide('utf-16le', '{"t":21.5}');
    for (const label of ['utf-16', 'UTF-16']) {
      const contentType = `application/json; charset=${label}`;
      const { value } = await layersRead(Uint8Array.from(text), { contentType });
      expect(value).toEqual({ t: 21.5 });
    }
  });

  it('keeps the content type of its text', async () => {
    const csv = bytesOf('612c620a312ccec2b6c80a');
    const { names } = await layersRead(csv, { contentType: 'text/csv; charset=gbk' });
    expect(names).toEqual(['GBK', 'CSV']);
  });

  it('is ignored if the bytes are no text in it', async () => {
    const contentType = 'application/json; charset=gbk';
    const { names } = await layersRead(encodeUtf8('{"a":"°"}'), { contentType });
    expect(names.at(-1)).toBe('JSON');
    expect(formatOf(bytesOf('ff00ff'), { contentType })?.id).toBe('hex');
    const ascii = await layersRead(encodeUtf8('{"a":1}'), { contentType });
    expect(ascii.names).toEqual(['JSON']);
    const unknown = { contentType: 'text/plain; charset=nonsense' };
    expect(formatOf(encodeUtf8('a'), unknown)?.id).toBe('text');
  });

  it('of an XML declaration is decoded', async () => {
    const declared = '<?xml version="1.0" encoding="GB2312"?><r>';
    const xml = Uint8Array.of(...encodeUtf8(declared), 0xce, 0xc2, ...encodeUtf8('</r>'));
    const { names } = await layersRead(xml);
    expect(names).toEqual(['GBK', 'XML']);
  });

  it.each(['fffe', 'feff'])('UTF-16 is detected by its byte order mark %s', async (mark) => {
    const isLittle = mark === 'fffe';
    const text = Buffer.from('{"t":21.5}', 'utf16le');
    const payload = Uint8Array.of(...bytesOf(mark), ...(isLittle ? text : text.swap16()));
    const { names, value, found } = await layersRead(payload);
    expect([names, value, found('t')]).toEqual([['UTF-16', 'JSON'], { t: 21.5 }, 21.5]);
  });

  it('names the first byte that is not a character', async () => {
    const bad = Uint8Array.of(...GBK_JSON.subarray(0, -1), 0x81, 0x20, 0x7d);
    const { value, error } = await layersRead(bad, { chain: 'text(gbk) | json' });
    expect([value, error?.key]).toEqual([undefined, 'charset']);
    expect(error?.offset).toBe(GBK_JSON.length - 1);
  });

  it.each([
    ['Korean in EUC-KR', '7b22bfc2b5b5223a317d'],
    ['Chinese JSON', '7b22cec2b6c8223a32312e352c22cebbd6c3223a22c9cfbaa3227d'],
    ['two Chinese characters', 'cec2b6c8'],
  ])('is never guessed, and GBK is offered: %s', async (_what, hex) => {
    const payload = bytesOf(hex);
    const { names } = await layersRead(payload);
    expect(names).not.toContain('GBK');
    expect(formatsToShow(payload, formatOf(payload)).map(({ id }) => id)).toContain('charset-gbk');
  });

  it('JSON that is not UTF-8 says so', async () => {
    const { names, error } = await layersRead(bytesOf('7b22bfc2b5b5223a317d'));
    expect([names, error?.why, error?.offset]).toEqual([['JSON'], 'not-utf8', 2]);
  });
});

describe('UTF-32 with a byte order mark', () => {
  it.each([
    ['little-endian', 'fffe00007b000000220000007400000022000000', '3a000000f30100007d000000'],
    ['big-endian', '0000feff0000007b000000220000007400000022', '0000003a000001f30000007d'],
  ])('%s is no UTF-16', async (_order, start, end) => {
    const { names, error } = await layersRead(bytesOf(start + end));
    expect([names, error?.offset]).toEqual([['UTF-16', 'JSON'], 5]);
  });

  it('has characters beyond the first 65,536', async () => {
    const text = 'fffe00005b000000220000004df40100220000005d000000';
    expect((await layersRead(bytesOf(text))).value).toEqual(['👍']);
  });
});

describe('UTF-8 that ends inside a character', () => {
  it.each([
    ['{"name":"温度', 1, ['UTF-8', 'JSON'], { key: 'json', why: 'string-end', offset: 12 }],
    ['设备已经上线', 1, ['UTF-8', 'Text'], { key: 'ends', offset: 15, isHarmless: true }],
    ['设备已经上线', 2, ['UTF-8', 'Text'], { key: 'ends', offset: 15, isHarmless: true }],
    ['Grüße aus Köln ü', 1, ['UTF-8', 'Text'], { key: 'ends', offset: 18, isHarmless: true }],
    ['ready 👍', 1, ['UTF-8', 'Text'], { key: 'ends', offset: 6, isHarmless: true }],
  ])('%j without %i bytes', async (text, missing, layers, reason) => {
    const { names, error } = await layersRead(encodeUtf8(text).slice(0, -missing));
    expect([names, error]).toEqual([layers, reason]);
  });

  it.each([
    ['a text in Latin-1', '4c652063616665cc4c65636166e9'],
    ['a byte after letters', '414243444546c3'],
    ['a character inside', 'e8aebee4bd41e5a487'],
    ['few bytes', '4142e8aebee5a4'],
  ])('is not %s', (_what, hex) => {
    expect(formatOf(bytesOf(hex))?.id).toBe('hex');
  });
});

function wide(charset: string, text: string): Uint8Array {
  const bytes = Buffer.from(text, charset.startsWith('utf-16') ? 'utf16le' : 'latin1');
  return charset === 'utf-16be' ? bytes.swap16() : bytes;
}

describe('a text that ends with NUL', () => {
  it.each([
    ['{"t":1}\0', { t: 1 }],
    ['{"t":1}\0\0\0\0', { t: 1 }],
    ['21.5\0', 21.5],
    ['21.5\r\n\0', 21.5],
    ['1\0', 1],
    ['true\0\0\0\0', true],
    ['42.25\0\0\0', 42.25],
  ])('%j is detected, with its value', async (text, value) => {
    const read = await layersRead(encodeUtf8(text));
    expect(read.names[0]).toBe('text + NUL');
    expect(read.value).toEqual(value);
    const [path, wanted] = typeof value === 'object' ? [['t'], value.t] : [[], value];
    expect(read.found(...path)).toBe(wanted);
  });

  it.each([
    ['{"t":1}\0old":2}', 8],
    ['{"t":1}\0\0\0\u0001\0', 10],
    ['[{"t":1}]\0}', 10],
  ])('%j is JSON in a buffer with other bytes from byte %i on', async (text, offset) => {
    const { names, value, error } = await layersRead(encodeUtf8(text));
    expect(names).toEqual(['text + NUL', 'JSON']);
    expect([value].flat()).toEqual([{ t: 1 }]);
    expect(error).toEqual({ key: 'rest', offset, isHarmless: true });
  });

  it('needs whole JSON before the NUL if other bytes follow', () => {
    expect(formatOf(encodeUtf8('{"t":\0old":2}'))?.id).not.toBe('nul-ended');
    expect(formatOf(encodeUtf8('ready\0old'))?.id).not.toBe('nul-ended');
  });

  it.each(['ON\0', 'online\0', 'sensor ready\0\0\0\0'])('%j is text', async (text) => {
    const { names } = await layersRead(encodeUtf8(text));
    expect(names).toEqual(['text + NUL', 'Text']);
  });

  it('is detected despite a content type of text', async () => {
    for (const contentType of ['application/json', 'text/plain', undefined]) {
      const { value } = await layersRead(encodeUtf8('{"t":1}\0'), { contentType });
      expect(value).toEqual({ t: 1 });
    }
  });

  it.each([
    ['the float 42', '42280000'],
    ['the float 12.5', '41480000'],
    ['a 32-bit 49', '31000000'],
    ['the double 42', '4045000000000000'],
    ['zeros', '0000'],
    ['bytes that are no text', 'ff2200'],
  ])('does not include %s', (_name, hex) => {
    expect(formatOf(bytesOf(hex))?.id).toBe('hex');
  });
});
