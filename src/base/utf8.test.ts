import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { tries } from './runs.testkit.ts';
import {
  decodeUtf8,
  encodeUtf8,
  findDiscouragedCharacter,
  findUtf8Error,
  hasLoneSurrogate,
  utf8Length,
} from './utf8.ts';

// Property tests are slow on a busy machine.
vi.setConfig({ testTimeout: 30_000 });

const bytes = (...values: number[]) => new Uint8Array(values);
const wellFormed = fc.string({ unit: 'binary', maxLength: 60 });

describe('UTF-8', () => {
  it.each([3, 20, 4096, 4097, 100_000])(
    'accepts a replacement character in %i bytes, and rejects what decodes to one',
    (length) => {
      const text = `${'x'.repeat(length - 3)}\ufffd`;
      const encoded = encodeUtf8(text);
      expect(encoded).toHaveLength(length);
      expect(decodeUtf8(encoded)).toBe(text);
      expect(decodeUtf8(Uint8Array.of(...encoded, 0xff))).toBeUndefined();
      expect(decodeUtf8(encoded.subarray(0, -1))).toBeUndefined();
    },
  );

  it('round-trips any text, and computes its length without encoding it', () => {
    fc.assert(
      fc.property(wellFormed, (text) => {
        const encoded = encodeUtf8(text);
        expect(decodeUtf8(encoded)).toBe(text);
        expect(utf8Length(text)).toBe(encoded.length);
        expect(findUtf8Error(encoded)).toBeUndefined();
      }),
    );
  });

  it('counts a lone surrogate as its three replacement bytes', () => {
    const units = fc.string({
      unit: fc.integer({ max: 0xffff }).map((u) => String.fromCharCode(u)),
    });
    fc.assert(
      fc.property(units, (text) => {
        expect(utf8Length(text)).toBe(encodeUtf8(text).length);
        expect(hasLoneSurrogate(text)).toBe(decodeUtf8(encodeUtf8(text)) !== text);
      }),
    );
  });

  it('finds an error exactly if decoding fails', () => {
    const nearlyText = fc.array(
      fc.oneof(fc.constantFrom(0x41, 0x80, 0xbf, 0xc2, 0xe0, 0xed, 0xf0, 0xf4, 0xf5), fc.nat(255)),
      { maxLength: 40 },
    );
    fc.assert(
      fc.property(nearlyText, (values) => {
        const some = bytes(...values);
        const error = findUtf8Error(some);
        expect(error === undefined).toBe(decodeUtf8(some) !== undefined);
        // Everything before the error is text.
        expect(decodeUtf8(some.subarray(0, error?.position))).toBeDefined();
      }),
      { numRuns: tries(2000) },
    );
  });

  it.each([
    ['surrogate', 'MQTT-1.5.4-1', [0x61, 0xed, 0xa0, 0x80], 1],
    ['overlong', 'MQTT-1.5.4-1', [0xc0, 0xaf], 0],
    ['overlong', 'MQTT-1.5.4-1', [0xe0, 0x80, 0xaf], 0],
    ['above U+10FFFF', 'MQTT-1.5.4-1', [0xf4, 0x90, 0x80, 0x80], 0],
    ['incomplete', 'MQTT-1.5.4-1', [0x61, 0xc3], 1],
    ['stray byte', 'MQTT-1.5.4-1', [0x80], 0],
  ] as const)('rejects: %s (%s)', (kind, _statement, values, position) => {
    expect(findUtf8Error(bytes(...values))).toEqual({ kind, position });
    expect(decodeUtf8(bytes(...values))).toBeUndefined();
  });

  it('keeps a byte order mark as U+FEFF (MQTT-1.5.4-3)', () => {
    expect(decodeUtf8(bytes(0xef, 0xbb, 0xbf, 0x61))).toBe('\ufeffa');
  });

  it.each([
    ['a\u0001', 1],
    ['\u007f', 0],
    ['aé\u009f', 2],
    ['\uffff', 0],
    ['🌡\u{1fffe}', 2],
    ['\ufdd0', 0],
    ['a\u0000é温🌡\ufeff', -1],
  ])('finds the discouraged character in %j at %i', (text, index) => {
    expect(findDiscouragedCharacter(text)).toBe(index);
  });
});
