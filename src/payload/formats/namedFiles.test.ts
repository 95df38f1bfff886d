import { expect, it } from 'vitest';
import { formatOf } from './formats.ts';
import { payloadPreview } from './reading.ts';
import { bytesOf } from './tree.testkit.ts';

it.each([
  ['BMP', '424d 1a000000 00000000 1a000000 0c000000 05000300 0100 1800'],
  ['TIFF', '49492a00 08000000 0000'],
  ['TIFF', '4d4d002a 00000008 0000'],
  ['AVIF', '0000001c 66747970 61766966 00000000 61766966'],
  ['HEIC', '00000018 66747970 68656963 00000000 6d696631'],
  ['ZIP', '504b0304 14000000 0800'],
  ['ZIP', '504b0506 0000 0000 0000 0000 00000000 00000000 0000'],
])('%s is named: %s', (name, hex) => {
  const payload = bytesOf(hex);
  expect(formatOf(payload)?.name).toBe(name);
  expect(payloadPreview(payload, 80).text).toMatch(new RegExp(`^${name} `));
});

it.each([
  // No zeros after the size.
  '424d 1b000000 01000000 1a000000 0c000000 05000300 0100 1800',
  '424d 1a',
  '49492a00',
  '0000001c 66747970 6d703432 00000000 61766966',
  '504b2002 14000000',
])('other bytes are not named: %s', (hex) => {
  expect(['BMP', 'TIFF', 'AVIF', 'HEIC', 'ZIP']).not.toContain(formatOf(bytesOf(hex))?.name);
});
