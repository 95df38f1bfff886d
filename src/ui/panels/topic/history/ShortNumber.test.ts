import { expect, test } from 'vitest';
import { rounded } from '../../../pieces/charts/plot/axisText.ts';

test('rounds long fractions, and keeps integers, texts and short numbers', () => {
  expect(rounded('71.23456789012345')).toBe('71.2346');
  expect(rounded('−0.00012345678901')).toBe('−0.000123');
  expect(rounded('+123456.789012345')).toBe('+123457');
  expect(rounded('1.2345678901e-12')).toBe('1.23e-12');
  expect(rounded('+0.123456789012345')).toBe('+0.1235');
  expect(rounded('+123456.7')).toBe('+123457');
  for (const text of ['1795986732529', '71.25', '123456.7', '2026-11-29', 'run', '–', ''])
    expect(rounded(text)).toBe(text);
});
