/** Tests texts that are filled up with 0xFF, and character sets without a content type. */
import { beforeAll, describe, expect, it } from 'vitest';
import { encodeUtf8 } from '../../base/utf8.ts';
import { layersRead } from '../layersRead.testkit.ts';
import { ansiText } from './ansi.ts';
import { formatOf, formatsToShow, loadFormats } from './formats.ts';
import { bytesOf } from './tree.testkit.ts';

beforeAll(loadFormats);

const filled = (text: string, count: number): Uint8Array =>
  Uint8Array.of(...encodeUtf8(text), ...Array<number>(count).fill(0xff));

const latin = (text: string): Uint8Array =>
  Uint8Array.from(text, (character) => character.charCodeAt(0));

const utf16 = (text: string, isBig = false): Uint8Array =>
  Uint8Array.from(
    Array.from(text).flatMap((character) => {
      const code = character.charCodeAt(0);
      return isBig ? [code >> 8, code & 0xff] : [code & 0xff, code >> 8];
    }),
  );

const offered = (payload: Uint8Array): readonly string[] =>
  formatsToShow(payload, formatOf(payload)).map(({ id }) => id);

describe('text before erased memory', () => {
  it.each([
    ['{"t":21.5}', 1],
    ['[1,2,3]', 9],
    ['{"t":21.5}\0', 12],
  ])('%j and %i bytes of 0xFF are JSON', async (text, count) => {
    const { value, error } = await layersRead(filled(text, count));
    expect([value, error]).toEqual([JSON.parse(text.replace('\0', '')), undefined]);
  });

  it('is read in GBK, too', async () => {
    const { names } = await layersRead(Uint8Array.of(...bytesOf('cec2b6c83236'), ...filled('', 6)));
    expect(names).toEqual(['text + NUL', 'GBK', 'Text']);
  });

  it.each([
    ['temperature 21.5 C', 14],
    ['online\0', 25],
  ])('%j and %i bytes of 0xFF are text', async (text, count) => {
    const { names } = await layersRead(filled(text, count));
    expect(names).toEqual(['text + NUL', 'Text']);
  });

  it.each([
    ['21.5', 4],
    ['ON', 2],
    ['RIFF', 8],
  ])('%j and %i bytes of 0xFF may have a number, and are offered', (text, count) => {
    expect(formatOf(filled(text, count))?.id).toBe('hex');
    expect(offered(filled(text, count))).toContain('nul-ended');
  });

  it('is no text if there is none', () => {
    expect(offered(filled('', 8))).not.toContain('nul-ended');
  });
});

describe('Latin-1', () => {
  it.each(['21.5 °C', '12 µg/m³', 'Tür im Büro ist geöffnet'])('%s is text', async (text) => {
    const { names } = await layersRead(latin(text));
    expect(names).toEqual(['WINDOWS-1252', 'Text']);
  });

  it.each(['{"t":"21.5 °C"}', '{"zustand":"geöffnet","ort":"Küche"}'])(
    '%s is JSON',
    async (text) => {
      const { value } = await layersRead(latin(text));
      expect(value).toEqual(JSON.parse(text));
    },
  );

  it.each(['geöffnet', '21°C', '{"unit":"ä"}', '{"ort":"Ïåòð"}'])(
    '%s may be another character set, and is offered',
    (text) => {
      expect(formatOf(latin(text))?.id).not.toContain('windows-1252');
      expect(offered(latin(text))).toContain('charset-windows-1252');
    },
  );
});

describe('UTF-16 without a byte order mark', () => {
  it.each([
    ['温度26.5', false],
    ['温度正常', true],
    ['Tür offen im Büro', false],
  ])('%s is text', async (text, isBig) => {
    const { names } = await layersRead(utf16(text, isBig));
    expect(names).toEqual(['UTF-16', 'Text']);
  });

  it.each(['online', '21.5'])('%s may be registers, and is offered', (text) => {
    expect(formatOf(utf16(text))?.id).toBe('hex');
    expect(offered(utf16(text))).toContain('utf-16');
  });
});

it('Big5 is offered', () => {
  const text = bytesOf('b7c5abd732362e35');
  expect(formatOf(text)?.id).toBe('hex');
  expect(offered(text)).toContain('charset-big5');
});

it.each([
  ['a time as text', 'c074323031332d30332d32315432303a30343a30305a'],
  ['a time as a number', 'c11a514b67b0'],
  ['a UUID', 'd82550000102030405060708090a0b0c0d0e0f'],
  ['a decimal number', 'c48221196ab3'],
])('CBOR that is %s is offered', (_what, hex) => {
  expect(formatOf(bytesOf(hex))?.id).toBe('hex');
  expect(offered(bytesOf(hex))).toContain('cbor');
});

describe('text for a terminal', () => {
  const read = (payload: Uint8Array) => ansiText.unwrap?.found?.(payload, 1 << 20)?.bytes;

  it.each([
    ['\u001b[0;36m[D][wifi:1]: 21 °C\u001b[0m\r\n', '[D][wifi:1]: 21 °C\r\n'],
    ['\u001b[38;2;255;0;0m\u001b[1m<b>red</b>\u001b[K', '<b>red</b>'],
    ['{"t": 1}', '{"t": 1}'],
    ['', ''],
    ['\u001b[0;31', '\u001b[0;31'],
    ['\u001b[0m\u0001', '\u001b[0m\u0001'],
  ])('%j is %j without its escape sequences', (text, plain) => {
    expect(read(encodeUtf8(text))).toEqual(encodeUtf8(plain));
  });

  it('other bytes are unchanged', () => {
    const bytes = Uint8Array.of(0xff, 0x1b, 0x5b, 0x30, 0x6d, 0x80);
    expect(read(bytes)).toBe(bytes);
  });
});
