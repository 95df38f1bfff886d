/** Tests texts that are filled up with 0xFF, tagged CBOR, and texts for a terminal. */
import { beforeAll, describe, expect, it } from 'vitest';
import { encodeUtf8 } from '../../base/utf8.ts';
import { layersRead } from '../layersRead.testkit.ts';
import { ansiText } from './ansi.ts';
import { formatOf, formatsToShow, loadFormats } from './formats.ts';
import { bytesOf } from './tree.testkit.ts';

beforeAll(loadFormats);

const filled = (text: string, count: number): Uint8Array =>
  Uint8Array.of(...encodeUtf8(text), ...Array<number>(count).fill(0xff));

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
