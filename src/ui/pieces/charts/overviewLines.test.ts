/** The overview draws the same as the plot: times, scales and lines. */
import { expect, test } from 'vitest';
import type { SeriesLine } from '../../../engine/series/chartedValue.ts';
import type { ChartedLine } from '../../../profiles/settings/chartSettings.ts';
import { extentOf, overviewLines } from './overviewLines.ts';
import type { ShownLine } from './shownLine.ts';

const SECOND = 1_000_000;
const EXTENT = { from: 0, to: 10 * SECOND };

/** A point a second from 0 on. */
function line(
  id: string,
  values: readonly number[],
  set: Partial<ChartedLine> = {},
  names: readonly string[] = [],
): ShownLine {
  const packets = Float64Array.from(values, (_, at) => at + 1);
  const points = {
    times: Float64Array.from(values, (_, at) => at * SECOND),
    values: Float64Array.from(values),
    packets,
  };
  const found: SeriesLine = {
    topic: 'a',
    path: [id],
    kind: names.length > 0 ? 'states' : 'numbers',
    names,
    points,
    gaps: [],
    away: [],
    overview: points,
    statistics: {
      count: values.length,
      min: undefined,
      mean: undefined,
      max: undefined,
      change: undefined,
      changes: 0,
      intervals: undefined,
      newest: undefined,
    },
    last: undefined,
    held: values.length,
    dropped: 0,
    without: 0,
    isReading: false,
  };
  const given = { topic: 'a', path: [id], axis: 'left', drawn: 'line', colour: 0, ...set } as const;
  return { id, set: given, line: found, axis: set.axis === 'right' ? 'right' : 'left', name: id };
}

const paths = (...all: readonly ShownLine[]) => overviewLines(all, EXTENT).map(({ path }) => path);

test('its time range covers the data and the plot', () => {
  const whole = { from: 5, to: 10 };
  expect(extentOf(whole, { from: 6, to: 7 })).toEqual(whole);
  // Without new points the plot continues; it may also begin before the first point.
  expect(extentOf(whole, { from: 8, to: 20 })).toEqual({ from: 5, to: 20 });
  expect(extentOf(whole, { from: 0, to: 20 })).toEqual({ from: 0, to: 20 });
});

test('lines of one axis share its scale, and those of the other have their own', () => {
  expect(paths(line('big', [0, 100]), line('small', [50, 50]))).toEqual([
    'M0 37L100 3',
    'M0 20L100 20',
  ]);
  expect(paths(line('big', [0, 100]), line('right', [7, 9], { axis: 'right' }))).toEqual([
    'M0 37L100 3',
    'M0 37L100 3',
  ]);
  expect(paths(line('flat', [5, 5]))).toEqual(['M0 20L100 20']);
});

test('lines end at a gap', () => {
  const { line: found, ...one } = line('a', [0, 100, 0]);
  const gap = { from: SECOND, to: 2 * SECOND };
  expect(paths({ ...one, line: found && { ...found, allGaps: [gap] } })).toEqual([
    'M0 37L100 3M200 37',
  ]);
});

test('steps are steps, points are points, and hidden lines are not drawn', () => {
  const [steps, points] = overviewLines(
    [
      line('a', [0, 1], { drawn: 'steps' }),
      line('b', [0, 1], { drawn: 'points' }),
      line('c', [0, 1], { hidden: true }),
    ],
    EXTENT,
  );
  expect(steps).toMatchObject({ path: 'M0 37H100V3', isDotted: false });
  expect(points).toMatchObject({ path: 'M0 37h0M100 3h0', isDotted: true });
  expect(paths(line('c', [0, 1], { hidden: true }))).toEqual([]);
});

test('states are below numbers, stacked upwards, and fill the space without numbers', () => {
  const on = line('on', [0, 1], {}, ['off', 'on']);
  const mode = line('mode', [1, 0], {}, ['run', 'stop']);
  expect(paths(line('n', [0, 1]), on)).toEqual(['M0 25L100 3', 'M0 37H100V31']);
  // Four rows: off, on, run, stop.
  expect(paths(on, mode)).toEqual(['M0 37H100V25.7', 'M0 3H100V14.3']);
});
