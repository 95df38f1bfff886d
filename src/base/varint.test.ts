import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_VARINT, readVarint, varintLength, writeVarint } from './varint.ts';

const bytes = (...values: number[]) => new Uint8Array(values);

describe('variable byte integers (MQTT-1.5.5)', () => {
  it('round-trip in the fewest bytes (MQTT-1.5.5-1)', () => {
    fc.assert(
      fc.property(fc.nat(MAX_VARINT), fc.nat(3), (value, offset) => {
        const buffer = new Uint8Array(8);
        const end = writeVarint(buffer, offset, value);
        expect(readVarint(buffer, offset)).toEqual({ value, length: end - offset });
        expect(end - offset).toBe(varintLength(value));
      }),
    );
  });

  it.each([
    [127, [0x7f]],
    [128, [0x80, 0x01]],
    [16_383, [0xff, 0x7f]],
    [16_384, [0x80, 0x80, 0x01]],
    [2_097_151, [0xff, 0xff, 0x7f]],
    [2_097_152, [0x80, 0x80, 0x80, 0x01]],
    [268_435_455, [0xff, 0xff, 0xff, 0x7f]],
  ])('%i', (value, expected) => {
    const buffer = new Uint8Array(expected.length);
    expect(writeVarint(buffer, 0, value)).toBe(expected.length);
    expect([...buffer]).toEqual(expected);
  });

  it('distinguishes truncated bytes from a fifth byte', () => {
    expect(readVarint(bytes(0x80, 0x80), 0)).toBe('incomplete');
    expect(readVarint(bytes(0x80, 0x01), 0, 1)).toBe('incomplete');
    expect(readVarint(bytes(), 0)).toBe('incomplete');
    expect(readVarint(bytes(0x80, 0x80, 0x80, 0x80), 0)).toBe('too long');
  });

  it.each([-1, 0.5, MAX_VARINT + 1, Number.NaN])('cannot hold %d', (value) => {
    expect(() => varintLength(value)).toThrow(RangeError);
  });
});
