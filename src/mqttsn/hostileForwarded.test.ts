import { expect, test } from 'vitest';
import { decodeSn } from './decodeSn.ts';
import { dissectSn } from './dissectSn.ts';

/** Three bytes that encapsulate what follows (5.5). */
const FORWARDED = [3, 0xfe, 0];
const PINGRESP = [2, 0x17];

test('a datagram of 21,000 forwarders in one another is read to its message', () => {
  const bytes = Uint8Array.from([
    ...Array.from({ length: 21_000 }, () => FORWARDED).flat(),
    ...PINGRESP,
  ]);
  expect(dissectSn(bytes).name).toBe('PINGRESP');
  expect(decodeSn(bytes)).toBeUndefined();
});

test('one that ends in the midst of them says so', () => {
  const bytes = Uint8Array.from(Array.from({ length: 21_000 }, () => FORWARDED).flat());
  expect(dissectSn(bytes).problems.length).toBeGreaterThan(0);
});
