import { expect, test } from 'vitest';
import { decodeSn } from './decodeSn.ts';
import { dissectSn } from './dissectSn.ts';

/** Three-byte header that encapsulates the next message (5.5). */
const FORWARDED = [3, 0xfe, 0];
const PINGRESP = [2, 0x17];

test('reads a datagram of 21,000 nested forwarders to its message', () => {
  const bytes = Uint8Array.from([
    ...Array.from({ length: 21_000 }, () => FORWARDED).flat(),
    ...PINGRESP,
  ]);
  expect(dissectSn(bytes).name).toBe('PINGRESP');
  expect(decodeSn(bytes)).toBeUndefined();
});

test('reports a datagram that ends between them', () => {
  const bytes = Uint8Array.from(Array.from({ length: 21_000 }, () => FORWARDED).flat());
  expect(dissectSn(bytes).problems.length).toBeGreaterThan(0);
});
