import { expect, test } from 'vitest';
import { type ColumnLooks, withRow } from './columnLook.ts';

const looksOf = (key: string, ...texts: readonly (string | undefined)[]) =>
  texts.reduce<ColumnLooks>((looks, text) => {
    const values = [{ text, change: undefined }];
    return withRow(looks, { values, change: undefined }, [['a', key]]);
  }, [])[0];

test('a column of numbers has the decimals of its most precise value', () => {
  expect(looksOf('temp', '71', '71.25', '-3.5')).toEqual({ kind: 'number', decimals: 2 });
  // As long numbers are drawn.
  expect(looksOf('temp', '71.234567891')).toEqual({ kind: 'number', decimals: 4 });
});

test('a column with a text is one of texts', () => {
  expect(looksOf('state', 'run')).toEqual({ kind: 'text', decimals: 0 });
  expect(looksOf('state', '1', 'run', '2')?.kind).toBe('text');
});

test('numbers are times if all of them are, and their name does not say otherwise', () => {
  const time = '1796100011000';
  expect(looksOf('since', time, time)?.kind).toBe('moment');
  expect(looksOf('since', time, '3')?.kind).toBe('number');
  expect(looksOf('total', time)?.kind).toBe('number');
});

test('missing values decide nothing, and the looks stay the same object if nothing changes', () => {
  expect(looksOf('temp', undefined, '')).toBeUndefined();
  const cells = { values: [{ text: '1.5', change: undefined }], change: undefined };
  const looks = withRow([], cells, [['a']]);
  expect(withRow(looks, cells, [['a']])).toBe(looks);
});
