import { expect, test } from 'vitest';
import { inPlaces } from './inPlaces.ts';

const letters = (places: string, rows: string): string =>
  inPlaces(places.split(''), rows.split(''), (row) => row).join('');

test('keeps rows in their places, and puts new ones where others left', () => {
  expect(letters('abc', 'cba')).toBe('abc');
  expect(letters('abc', 'dac')).toBe('adc');
  expect(letters('abc', 'cab')).toBe('abc');
});

test('more rows are appended, and fewer rows move up', () => {
  expect(letters('ab', 'cba')).toBe('abc');
  expect(letters('abc', 'cb')).toBe('cb');
  expect(letters('', 'ba')).toBe('ba');
});
