import { expect, test } from 'vitest';
import { commonName, validity } from './certificate.ts';

const day = (text: string): number => Date.parse(`${text}T00:00:00Z`);
const certificate = { from: day('2026-01-10'), to: day('2027-01-10') };

test.each([
  ['2026-01-09', 'not-yet', 366],
  ['2026-06-10', 'valid', 214],
  ['2026-12-12', 'ends-soon', 29],
  ['2027-01-10', 'ends-soon', 0],
  ['2027-01-12', 'expired', 2],
])('on %s the certificate is %s', (now, kind, days) => {
  expect(validity(certificate, day(now))).toEqual({ kind, days });
});

test('names a certificate by its common name', () => {
  expect(commonName('CN=broker, O=Example')).toBe('broker');
  expect(commonName('O=Example, CN=plant\\, hall 2')).toBe('plant\\, hall 2');
  expect(commonName('O=Example')).toBe('O=Example');
});
