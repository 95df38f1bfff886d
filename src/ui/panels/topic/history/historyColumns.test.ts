import { expect, test } from 'vitest';
import { fitting, historyColumns, marksWidth, roomForColumns } from './historyColumns.ts';

const NO_PATHS = [] as const;
const PATHS = [
  'temperature',
  'rpm',
  'oil',
  'pressure',
  'voltage',
  'state',
  'level',
  'flow',
  'speed',
].map((key) => [key]);

test('packet numbers fit all their digits, and values get the rest', () => {
  const packet = (digits: number) =>
    historyColumns({ width: 600, paths: NO_PATHS, digits }).tracks.split(' ').at(-1);
  // With the icon that compares.
  expect(Number.parseFloat(packet('1,204'.length) ?? '')).toBeGreaterThan(5 * 7.2 + 18 + 18);
  // A digit has 7.2 px, and the column's edges 12.
  expect(Number.parseFloat(packet('1,204,512'.length) ?? '')).toBeGreaterThan(9 * 7.2 + 12);
  const { least } = historyColumns({ width: 600, paths: NO_PATHS });
  expect(historyColumns({ width: 600, paths: NO_PATHS, digits: 9 }).least).toBeGreaterThan(least);
});

test('marks have room beside any packet number', () => {
  const none = { retain: false, sent: false, dup: false };
  expect(marksWidth([none])).toBe(0);
  const marks = marksWidth([none, { ...none, retain: true }, { ...none, sent: true }]);
  const { tracks } = historyColumns({
    width: 600,
    paths: NO_PATHS,
    digits: '62,696'.length,
    marks,
  });
  // A tag has 26 px, its gap 4, and the edges of the cell 18.
  const least = 6 * 7.2 + 26 + 4 + 18;
  expect(Number.parseFloat(tracks.split(' ').at(-1) ?? '')).toBeGreaterThan(least);
});

test('a time with its date is wider', () => {
  const time = (isDated: boolean) =>
    Number.parseFloat(historyColumns({ width: 600, paths: NO_PATHS, isDated }).tracks);
  const text = '11-29 07:00:00.000'.length * 7.2;
  // With the edges of the cell.
  expect(time(true)).toBeGreaterThan(text + 18);
  expect(time(false)).toBe(112);
});

test('as many values fit as leave the list without scrolling sideways, and the size gives way', () => {
  for (const width of [390, 700, 1000]) {
    const paths = fitting(PATHS, roomForColumns({ width, digits: 3 }));
    expect(paths.length).toBeGreaterThan(0);
    expect(historyColumns({ width, paths, digits: 3 }).least).toBeLessThanOrEqual(width);
    const more = PATHS.slice(0, paths.length + 1);
    expect(historyColumns({ width, paths: more, digits: 3 }).least).toBeGreaterThan(width);
  }
  const paths = PATHS.slice(0, 3);
  expect(historyColumns({ width: 600, paths }).hasSize).toBe(false);
  expect(historyColumns({ width: 800, paths }).hasSize).toBe(true);
});

test('a column has room for its whole name, and for a value with its change', () => {
  const column = (key: string) => {
    const [, track = ''] = historyColumns({ width: 800, paths: [[key]] }).tracks.split(' ');
    return Number.parseFloat(track.replace('minmax(', ''));
  };
  // `−1,480.25` and `+10.25`.
  expect(column('rpm')).toBeGreaterThanOrEqual(96);
  expect(column('averageTemperatureOfTheOven')).toBeGreaterThan(27 * 6);
});
