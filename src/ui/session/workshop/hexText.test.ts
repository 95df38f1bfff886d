import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hexText, readHex } from './hexText.ts';

const read = (text: string): unknown => {
  const found = readHex(text);
  return found.ok ? [...found.bytes] : [found.why, found.at];
};

describe('typed bytes', () => {
  it.each([
    ['', []],
    ['c000', [0xc0, 0]],
    ['C0 00', [0xc0, 0]],
    [' 0xc0, 0x00\n30', [0xc0, 0, 0x30]],
    ['c0:00-30', [0xc0, 0, 0x30]],
    ['c0 0', ['half-byte', 3]],
    ['c 00', ['half-byte', 0]],
    ['c0 zz', ['not-hex', 3]],
    ['{0xc0}', ['not-hex', 0]],
  ])('%j', (text, expected) => {
    expect(read(text)).toEqual(expected);
  });

  it('are parsed as written', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        expect(read(hexText(bytes))).toEqual([...bytes]);
      }),
    );
  });

  it('have their positions in the text', () => {
    const found = readHex('c0 00\n0x30');
    expect(found.ok && found.places).toEqual([0, 3, 8]);
  });
});
