import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tries } from '../../../../base/runs.testkit.ts';
import { aligned, nearestRow, steppedRow } from './aligned.ts';

const someLine = fc
  .array(fc.integer({ min: 0, max: 30 }), { maxLength: 40 })
  .map((times) => times.toSorted((a, b) => a - b));

test('merged lines keep all their points in order', () => {
  fc.assert(
    fc.property(fc.array(someLine, { minLength: 1, maxLength: 4 }), (lines) => {
      const arrays = lines.map((times, line) => ({
        times: Float64Array.from(times),
        values: Float64Array.from(times, (_, at) => 100 * line + at),
        packets: Float64Array.from(times, (_, at) => 1000 * line + at),
      }));
      const raised = lines.map((_, line) => 10_000 * line);
      const rows = aligned(arrays, (time) => 2 * time, raised);
      expect(rows.times).toEqual(rows.times.toSorted((a, b) => a - b));
      for (const [line, times] of lines.entries()) {
        const points = rows.times.flatMap((time, row) => {
          const value = rows.values[line]?.[row];
          const packet = rows.packets[line]?.[row];
          return value === undefined ? [] : [[time, value, packet]];
        });
        expect(points).toEqual(
          times.map((time, at) => [2 * time, 10_100 * line + at, 1000 * line + at]),
        );
      }
      expect(rows.times.every((_, row) => rows.values.some((one) => one[row] !== undefined))).toBe(
        true,
      );
    }),
    { numRuns: tries(200) },
  );
});

test('a step moves to the next point of the same line, and stops at the last', () => {
  const column = [undefined, 1, undefined, undefined, 2, undefined, 3, undefined];
  expect([nearestRow(column, 0), nearestRow(column, 3), nearestRow(column, 7)]).toEqual([1, 4, 6]);
  expect(nearestRow([undefined], 0)).toBeUndefined();
  expect(steppedRow(column, 1, 1)).toBe(4);
  expect(steppedRow(column, 4, -1)).toBe(1);
  expect(steppedRow(column, 1, 20)).toBe(6);
  expect(steppedRow(column, 4, Number.NEGATIVE_INFINITY)).toBe(1);
  expect(steppedRow(column, 6, Number.POSITIVE_INFINITY)).toBe(6);
});
