/** Tests text after a NUL byte, and text with other bytes after it. */
import { beforeAll, describe, expect, it } from 'vitest';
import { encodeUtf8 } from '../../base/utf8.ts';
import { layersRead } from '../layersRead.testkit.ts';
import { formatOf, formatsToShow, loadFormats } from './formats.ts';
import { payloadPreview, payloadReader } from './reading.ts';

beforeAll(loadFormats);

/** Characters up to U+00FF, each as its byte. */
const latin = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'latin1'));

describe('text after a NUL byte', () => {
  it.each([
    ['\0{"t":21.5}', ['NUL + text', 'JSON'], { t: 21.5 }],
    ['\0[1,2]\0', ['NUL + text', 'text + NUL', 'JSON'], [1, 2]],
    ['\0open', ['NUL + text', 'Text'], undefined],
    ['\0offline', ['NUL + text', 'Text'], undefined],
    ['\0ESP32-S3', ['NUL + text', 'Text'], undefined],
    ['\x0021.5', ['NUL + text', 'Text'], 21.5],
    ['\0humidity is 48 %', ['NUL + text', 'Text'], undefined],
  ])('%j is %j', async (text, formats, value) => {
    const read = await layersRead(encodeUtf8(text));
    expect([read.names, read.value]).toEqual([formats, value]);
    expect(read.error).toEqual({ key: 'nul', offset: 0, isHarmless: true });
  });

  it('has values for filters', () => {
    expect(payloadReader(['t'])(encodeUtf8('\0{"t":21.5}'))).toBe(21.5);
  });

  it.each([
    ['a number', '\0\x01\x7f\x10'],
    ['a number whose bytes are digits', '\x00123'],
    ['a name in eight bytes', '\x00ESP32-C'],
    ['a number of eight bytes', '\x001013.25'],
    ['a length and its text', '\0\x04open'],
    ['a printable length and its text', `\0-${'x'.repeat(45)}`],
    ['the header of a schema registry', '\0\0\0\0\x07{"t":1}'],
    ['UTF-16', '\0{\0"\0t\0"'],
    ['a second NUL', '\0\0open'],
  ])('is not %s', (_what, text) => {
    expect(formatOf(latin(text))?.id).not.toBe('nul-begun');
  });
});

describe('text with other bytes after it', () => {
  it.each([
    ['{"t":21.5,"on"0\xb8\x02\0\x11stat', 15],
    ['[{"a":1},{"b\0\xff', 12],
    ['{"t":21.5}\x03\x02', 10],
    ['door is open, 21 \xb0C outside', 17],
    ['line one\r\nline two\r\n\x01\x02\x03', 20],
  ])('%j keeps its text', async (text, offset) => {
    const payload = latin(text);
    const { names, error } = await layersRead(payload);
    expect(names[0]).toBe('text + bytes');
    expect(error).toEqual({ key: 'no-text', offset });
    expect(payloadPreview(payload, 40).text).toContain(text.slice(0, 10).split('\r')[0]);
  });

  it('has no values, because the payload is malformed', () => {
    expect(payloadReader(['t'])(latin('{"t":21.5}\x03\x02'))).toBeUndefined();
  });

  it('is also offered in other character sets', () => {
    const payload = latin('door is open, 21 \xb0C outside');
    expect(formatsToShow(payload, formatOf(payload)).map(({ id }) => id)).toContain('charset-gbk');
  });

  it.each([
    ['short', 'ABCD\x01\x02\x03\x04EFGH', 'hex'],
    ['an identifier in a binary message', `H${'0123456789abcdef'.repeat(2)}\x02\x01`, 'hex'],
    ['after a byte that is no text', '\n$a text of 36 characters in a message\x12\x01', 'hex'],
  ])('is not claimed if it is %s', (_what, text, format) => {
    expect(formatOf(latin(text))?.id).toBe(format);
  });
});
