import { expect, test } from 'vitest';
import { headOfFramed } from './framed.ts';

test('the length has its high byte first', () => {
  const head = new Uint8Array(258).fill(0x20);
  const payload = Uint8Array.of(1, 2, ...head, 0x39, 0x3d, 0xbb);
  expect(headOfFramed(payload)).toEqual(head);
});

test('the text may be followed by the checksum only, but not be shorter than its length', () => {
  expect(headOfFramed(Uint8Array.of(0, 2, 0x7b, 0x7d, 0, 0))).toEqual(Uint8Array.of(0x7b, 0x7d));
  expect(headOfFramed(Uint8Array.of(0, 2, 0x7b, 0x7d, 0))).toBe(undefined);
  expect(headOfFramed(Uint8Array.of(0, 0, 0))).toBe(undefined);
});
