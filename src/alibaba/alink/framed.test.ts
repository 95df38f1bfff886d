import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodeUtf8 } from '../../base/utf8.ts';
import { crc16, readFramed, writeFramed } from './framed.ts';

test('the checksum is CRC-16/ARC, by its check value', () => {
  expect(crc16(encodeUtf8('123456789'))).toBe(0xbb3d);
  expect(crc16(new Uint8Array())).toBe(0);
});

test('the length has its high byte first, the checksum its low byte first', () => {
  const bytes = writeFramed(encodeUtf8('{}'), encodeUtf8('123456789'));
  expect([...bytes.subarray(0, 4)]).toEqual([0, 2, 0x7b, 0x7d]);
  expect([...bytes.subarray(-2)]).toEqual([0x3d, 0xbb]);
});

test('round-trips, and detects damage', () => {
  fc.assert(
    fc.property(fc.uint8Array(), fc.uint8Array({ minLength: 1 }), fc.nat(), (head, piece, at) => {
      const bytes = writeFramed(head, piece);
      expect(readFramed(bytes)).toEqual({ head, piece, isSound: true });
      const place = 2 + head.length + (at % piece.length);
      bytes[place] = (bytes[place] ?? 0) ^ 1;
      expect(readFramed(bytes)?.isSound).toBe(false);
      expect(readFramed(bytes.subarray(0, 3 + head.length))).toBe(undefined);
    }),
  );
});
