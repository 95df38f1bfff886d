import { expect, test } from 'vitest';
import { detail } from '../../../../i18n/en/topics/detail.ts';
import { detail as chinese } from '../../../../i18n/zh/topics/detail.ts';
import { changeWords, fitsBeside } from './changeWords.ts';

test.each([
  ['kW', '328.2', '331.8', '-3.6', 240, false],
  ['kW', '328.2', '331.8', '-3.6', 340, true],
  ['kWh', '184224.178', '184223.996', '+0.182', 340, false],
  ['n', '23', '22', '+1', 255, true],
])('%s %s was %s %s in %i px: beside it, %s', (label, value, was, gap, width, fits) => {
  const node = { label, value, tone: 'number' } as const;
  expect(fitsBeside(node, changeWords(node, { was, gap, start: 0 }, detail), width)).toBe(fits);
  expect(fitsBeside(node, changeWords(node, { was, gap, start: 0 }, chinese), width)).toBe(fits);
});

test('an empty value before is named', () => {
  const node = { label: 'Payload', value: '21.5', tone: 'number' } as const;
  const words = changeWords(node, { was: '', start: 0 }, detail);
  expect(words).toEqual({ short: 'was empty', whole: 'was empty' });
});
