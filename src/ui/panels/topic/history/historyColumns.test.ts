import { expect, test } from 'vitest';
import { columnsThatFit, historyColumns, marksWidth } from './historyColumns.ts';

test('packet numbers fit all their digits, and values get the rest', () => {
  const packet = (digits: number) =>
    historyColumns({ width: 600, paths: 0, digits }).tracks.split(' ').at(-1);
  expect(packet('1,204'.length)).toBe('70px');
  // A digit has 7.2 px, and the column's edges 12.
  expect(Number.parseFloat(packet('1,204,512'.length) ?? '')).toBeGreaterThan(9 * 7.2 + 12);
  const { least } = historyColumns({ width: 600, paths: 0 });
  expect(historyColumns({ width: 600, paths: 0, digits: 9 }).least).toBeGreaterThan(least);
});

test('marks have room beside any packet number', () => {
  const none = { isBase: false, retain: false, sent: false, dup: false };
  expect(marksWidth([none])).toBe(0);
  const marks = marksWidth([none, { ...none, retain: true }, { ...none, sent: true }]);
  const { tracks } = historyColumns({ width: 600, paths: 0, digits: '62,696'.length, marks });
  // A tag has 26 px, its gap 4, and the edges of the cell 18.
  const least = 6 * 7.2 + 26 + 4 + 18;
  expect(Number.parseFloat(tracks.split(' ').at(-1) ?? '')).toBeGreaterThan(least);
});

test('a time with its date is wider', () => {
  const time = (isDated: boolean) =>
    Number.parseFloat(historyColumns({ width: 600, paths: 0, isDated }).tracks);
  const text = '11-29 07:00:00.000'.length * 7.2;
  // With the edges of the cell.
  expect(time(true)).toBeGreaterThan(text + 18);
  expect(time(false)).toBe(112);
});

test('as many values fit as leave the list without scrolling sideways, and the size gives way', () => {
  for (const width of [390, 700, 1000]) {
    const paths = columnsThatFit(width, 3, false);
    expect(historyColumns({ width, paths, digits: 3 }).least).toBeLessThanOrEqual(width);
    expect(historyColumns({ width, paths: paths + 1, digits: 3 }).least).toBeGreaterThan(width);
  }
  expect(historyColumns({ width: 700, paths: 3 }).hasSize).toBe(false);
  expect(historyColumns({ width: 800, paths: 3 }).hasSize).toBe(true);
});
