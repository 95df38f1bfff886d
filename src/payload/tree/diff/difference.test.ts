import { describe, expect, test } from 'vitest';
import { Decimal } from '../../../base/decimal.ts';
import { difference } from './difference.ts';

describe('the difference of two numbers', () => {
  test('has readable digits without rounding errors', () => {
    expect(difference(71.3, 71.8)).toBe('+0.5');
    expect(difference(0.3, 0.1)).toBe('−0.2');
    expect(difference(-1, 1)).toBe('+2');
    expect(difference(1e21, 1e21)).toBe('0');
    expect(difference(1e-7, 3e-7)).toBe('+0.0000002');
  });

  test('is exact for long numbers', () => {
    const [long, longer] = [new Decimal('9223372036854775806'), new Decimal('9223372036854775807')];
    expect(difference(long, longer)).toBe('+1');
    expect(difference(new Decimal('1.10'), new Decimal('1.25'))).toBe('+0.15');
    expect(difference(1, new Decimal('12345678901234567890123'))).toBe('+1.23457e+22');
  });

  test('is undefined for non-numbers and infinite numbers', () => {
    expect(difference('1', 2)).toBeUndefined();
    expect(difference(1, undefined)).toBeUndefined();
    expect(difference(1, Number.POSITIVE_INFINITY)).toBeUndefined();
    expect(difference(new Decimal('1e999999999'), 1)).toBeUndefined();
  });
});
