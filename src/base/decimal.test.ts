import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cpuTime } from './cpuTime.testkit.ts';
import { Decimal, holdsLongNumber } from './decimal.ts';

const compare = (a: string, b: string): number => Math.sign(new Decimal(a).compare(new Decimal(b)));

test('equal numbers have one form, whatever their notation', () => {
  for (const text of ['10', '10.0', '1e1', '1E+1', '0.1e2', '100e-1', '+10', '10.', '0010']) {
    expect(compare(text, '10')).toBe(0);
    expect(compare(`-${text.replace('+', '')}`, '-10')).toBe(0);
  }
  for (const text of ['0', '-0', '0.000', '0e99']) expect(compare(text, '.0')).toBe(0);
  expect(compare('1e-400', '0')).toBe(1);
  expect(compare('1e400', '1e401')).toBe(-1);
});

test('compares any number of digits as fast as it reads them', () => {
  const zeros = '0'.repeat(200_000);
  const begin = cpuTime();
  expect(compare(`1${zeros}1`, `1${zeros}2`)).toBe(-1);
  expect(compare(`0.${zeros}1`, `${zeros}.${zeros}`)).toBe(1);
  // An algorithm quadratic in the zeros takes more than a minute.
  expect(cpuTime() - begin).toBeLessThan(5_000);
});

/** An independent reference: both as integer multiples of 10^-40. */
const scaled = (digits: bigint, exponent: number): bigint => digits * 10n ** BigInt(exponent + 40);

test('integers of any length are ordered numerically', () => {
  const number = fc.record({
    digits: fc.oneof(fc.bigInt(-(10n ** 30n), 10n ** 30n), fc.bigInt(-20n, 20n)),
    exponent: fc.integer({ min: -40, max: 40 }),
    near: fc.constantFrom(0n, 0n, 1n, -1n),
  });
  fc.assert(
    fc.property(number, number, fc.boolean(), (a, other, isNear) => {
      const b = isNear ? { ...a, digits: a.digits + other.near } : other;
      const [one, two] = [scaled(a.digits, a.exponent), scaled(b.digits, b.exponent)];
      const texts = [a, b].map(({ digits, exponent }) => `${digits}e${exponent}`);
      expect(compare(texts[0] ?? '', texts[1] ?? '')).toBe(one < two ? -1 : one > two ? 1 : 0);
    }),
  );
});

test('numbers that a double represents exactly need no decimal comparison', () => {
  const short = fc
    .tuple(fc.integer({ min: -999_999_999_999_999, max: 999_999_999_999_999 }), fc.nat(14))
    .map(([digits, point]) => `${digits}e-${point}`);
  fc.assert(
    fc.property(short, short, (a, b) => {
      expect(holdsLongNumber(`{"a":${a}}`)).toBe(false);
      expect(compare(a, b)).toBe(Math.sign(Number(a) - Number(b)) + 0);
    }),
  );
  expect(holdsLongNumber('9007199254740993')).toBe(true);
  expect(holdsLongNumber('0.1234567890123456')).toBe(true);
  expect(holdsLongNumber('1e-400')).toBe(true);
});
