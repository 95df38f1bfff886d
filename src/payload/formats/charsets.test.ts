/** Tests text in other character sets, and text that ends with NUL bytes. */
import { beforeAll, describe, expect, it } from 'vitest';
import { encodeUtf8 } from '../../base/utf8.ts';
import { layersRead } from '../layersRead.testkit.ts';
import { FORMATS, formatOf, formatsToShow, loadFormats } from './formats.ts';
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

  it.each([
    // {"姓名":"朱镕基","温度":21.5}
    ['7b22d0d5c3fb223a22d6ece946bbf9222c22cec2b6c8223a32312e357d', '朱镕基', 'GBK'],
    // {"姓名":"㐀","温度":21.5}
    ['7b22d0d5c3fb223a228139ee39222c22cec2b6c8223a32312e357d', '㐀', 'GB18030'],
  ])('characters that GB2312 lacks, in JSON: %s, %s', async (hex, name, charset) => {
    const { names, value } = await layersRead(bytesOf(hex));
    expect([names, value]).toEqual([[charset, 'JSON'], { 姓名: name, 温度: 21.5 }]);
  });

  it('Big5 is not offered as GBK', async () => {
    // {"溫度":21.5,"位置":"臺北市"}
    const big5 = bytesOf('7b22b7c5abd7223a32312e352c22a6ecb86d223a22bb4fa55fa5ab227d');
    expect((await layersRead(big5)).names).toEqual(['JSON']);
  });

  it('windows-1252 has characters where Latin-1 has none', async () => {
    const contentType = 'application/json; charset=windows-1252';
    const { value } = await layersRead(bytesOf('7b2270223a2235208093227d'), { contentType });
    expect(value).toEqual({ p: '5 €“' });
  });

  it.each([
    // {"温度":nan,"湿度":45}
    ['7b22cec2b6c8223a6e616e2c22caaab6c8223a34357d', 'not-a-number', { 温度: undefined, 湿度: 45 }],
    // {"温度":21.5,}
    ['7b22cec2b6c8223a32312e352c7d', 'trailing-comma', { 温度: 21.5 }],
    // {'温度':21.5}
    ['7b27cec2b6c8273a32312e357d', 'single-quotes', { 温度: 21.5 }],
  ])('GBK that is nearly JSON: %s, %s', async (hex, why, value) => {
    const read = await layersRead(bytesOf(hex));
    expect([read.names, read.value]).toEqual([['GBK', 'JSON'], value]);
    expect(read.error).toMatchObject({ key: 'json', why, isHarmless: true });
  });

  it.each(['utf-16le', 'utf-16be'])('utf-16 of a content type may be %s', async (order) => {
    const text = wide(order, '{"t":21.5}');
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

  it('is detected in JSON with frequent Chinese characters', async () => {
    const { names, value } = await layersRead(GBK_JSON);
    expect([names, value]).toEqual([['GBK', 'JSON'], PLACE]);
  });

  it.each([
    [
      'JSON',
      '7b22c3fb223a229534b031d2b0bcd2222c22b5d8223a22c9cfbaa3227d',
      { 名: '𠮟野家', 地: '上海' },
    ],
    ['a text', '9534b235c9e8b1b8d4dacfdfa3accec2b6c8d5fdb3a3', undefined],
  ])('is detected with characters of four bytes: %s', async (_what, hex, value) => {
    const read = await layersRead(bytesOf(hex));
    expect([read.names[0], read.value, read.error]).toEqual(['GB18030', value, undefined]);
  });

  it('is detected before NUL bytes', async () => {
    const { names, value } = await layersRead(Uint8Array.of(...GBK_JSON, 0, 0));
    expect([names, value]).toEqual([['text + NUL', 'GBK', 'JSON'], PLACE]);
    const text = await layersRead(bytesOf('c9e8b1b8d2d1c9cfcfdfa3accec2b6c8d5fdb3a300'));
    expect(text.names).toEqual(['text + NUL', 'GBK', 'Text']);
  });

  it.each([
    ['Korean in EUC-KR', '7b22bfc2b5b5223a317d'],
    ['Latin-1', '7b226772f6df65223a317d'],
    ['one character', '7b22d0c7223a317d'],
    ['no JSON within', '7b22b6ecd1bc223a3120327d'],
  ])('is not certain: %s', (_what, hex) => {
    expect(formatOf(bytesOf(hex))?.id).not.toBe('charset-gbk');
  });

  it('is offered for text that may be GBK', async () => {
    const korean = bytesOf('7b22bfc2b5b5223a317d');
    const { names, error } = await layersRead(korean);
    expect([names, error?.why, error?.offset]).toEqual([['JSON'], 'not-utf8', 2]);
    const offered = (payload: Uint8Array) =>
      formatsToShow(payload, formatOf(payload)).map(({ id }) => id);
    expect(offered(korean)).toContain('charset-gbk');
    // 鹅鸭, of which devices rarely speak.
    expect(offered(bytesOf('b6ecd1bc'))).toContain('charset-gbk');
    const gbk = FORMATS.find(({ id }) => id === 'charset-gbk');
    expect(gbk?.detect?.(bytesOf('b6ecd1bc'), false)).toBe('guess');
  });
});

describe('UTF-32 with a byte order mark', () => {
  it.each([
    ['little-endian', 'fffe00007b000000220000007400000022000000', '3a000000f30100007d000000'],
    ['big-endian', '0000feff0000007b000000220000007400000022', '0000003a000001f30000007d'],
  ])('%s is no UTF-16', async (_order, start, end) => {
    const { names, error } = await layersRead(bytesOf(start + end));
    expect([names, error?.offset]).toEqual([['UTF-32', 'JSON'], 5]);
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

describe('a character set detected by content', () => {
  const utf16 = (text: string, isBig = false): Uint8Array => {
    const bytes = Buffer.from(text, 'utf16le');
    return new Uint8Array(isBig ? bytes.swap16() : bytes);
  };

  it.each([false, true])(
    'is JSON in UTF-16 without a byte order mark, big-endian %s',
    async (isBig) => {
      const { names, value } = await layersRead(utf16(JSON.stringify(PLACE), isBig));
      expect([names, value]).toEqual([['UTF-16', 'JSON'], PLACE]);
    },
  );

  it('is a text in UTF-16 with ASCII characters', async () => {
    expect((await layersRead(utf16('Pump is running\0'))).names).toEqual([
      'UTF-16',
      'text + NUL',
      'Text',
    ]);
    // Registers of 16 bits.
    expect((await layersRead(bytesOf('4100420043004400'))).names).toEqual(['Hex']);
    expect((await layersRead(bytesOf('21003000310032003300340035003600'))).names).toEqual(['Hex']);
  });

  it('is GBK if its characters are frequent', async () => {
    // 设备在线，温度正常
    const { names } = await layersRead(bytesOf('c9e8b1b8d4dacfdfa3accec2b6c8d5fdb3a3'));
    expect(names).toEqual(['GBK', 'Text']);
    expect((await layersRead(bytesOf('b6ecd1bc'))).names).toEqual(['Hex']);
  });

  it.each([
    ['温度', 'cec2b6c8'],
    ['门开', 'c3c5bfaa'],
    ['电量 25%', 'b5e7c1bf20323525'],
    ['烟雾', 'd1ccceed'],
    ['左转', 'd7f3d7aa'],
    ['报警：过高', 'b1a8beafa3bab9fdb8df'],
  ])('is GBK if a short text has characters of devices: %s', async (_text, hex) => {
    const { names } = await layersRead(bytesOf(hex));
    expect(names).toEqual(['GBK', 'Text']);
  });

  it('shows where JSON with such characters is wrong', async () => {
    const { names, error } = await layersRead(bytesOf('7b22cec2b6c8223a3120327d'));
    expect([names, error?.why]).toEqual([['GBK', 'JSON'], 'comma-or-brace']);
  });

  it.each(['Größe', 'ÄÖ', 'ÜÖÄÜ', '°C', 'éé'])(
    'is not GBK for a text of Latin-1: %s',
    async (text) => {
      const { names } = await layersRead(new Uint8Array(Buffer.from(text, 'latin1')));
      expect(names).not.toContain('GBK');
    },
  );
});
