import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tries } from '../../base/runs.testkit.ts';
import { absencesBetween, breaksIn, type Presence } from './absences.ts';

const FOREVER = Number.POSITIVE_INFINITY;
const seen = (from: number, to = FOREVER): Presence => ({ from, to, isEndSeen: true });

test('a connection was away from its end until the next one', () => {
  expect(absencesBetween([])).toEqual([]);
  expect(absencesBetween([seen(5)])).toEqual([]);
  expect(absencesBetween([seen(20), seen(0, 10)])).toEqual([{ from: 10, to: 20, isSeen: true }]);
  expect(absencesBetween([seen(0, 10)])).toEqual([{ from: 10, to: FOREVER, isSeen: true }]);
});

test('another connection bridges it', () => {
  expect(absencesBetween([seen(0, 10), seen(5, 30), seen(20)])).toEqual([]);
});

test('an end that was not seen is uncertain, and connects to the next one at once', () => {
  expect(absencesBetween([{ from: 0, to: 10, isEndSeen: false }, seen(10)])).toEqual([
    { from: 10, to: 10, isSeen: false },
  ]);
});

test('a line breaks between the points around an absence only', () => {
  const times = [0, 10, 20, 100, 110];
  const away = (from: number, to: number) => ({ from, to, isSeen: true });
  expect(breaksIn(times, [])).toEqual([]);
  expect(breaksIn(times, [away(12, 18), away(30, 40), away(50, 99)])).toEqual([2, 3]);
  // Before the first point and after the last one there is no line.
  expect(breaksIn(times, [away(-9, -1), away(120, FOREVER)])).toEqual([]);
  expect(breaksIn(times, [away(20, 20)])).toEqual([2]);
});

/** A moment lies in an absence exactly if a connection was there before it and none is at it. */
test('absences are the times between the connections', () => {
  const someConnections = fc.array(
    fc.record({ from: fc.integer({ min: 0, max: 60 }), length: fc.integer({ min: 1, max: 20 }) }),
    { minLength: 1, maxLength: 8 },
  );
  fc.assert(
    fc.property(someConnections, fc.integer({ min: 0, max: 90 }), (some, whole) => {
      const present = some.map(({ from, length }) => seen(from, from + length));
      const moment = whole + 0.5;
      const isThere = present.some(({ from, to }) => from < moment && moment < to);
      const hasBegun = present.some(({ from }) => from < moment);
      const absences = absencesBetween(present);
      const isAway = absences.some(({ from, to }) => from < moment && moment < to);
      expect(isAway).toBe(hasBegun && !isThere);
      expect(absences).toEqual(absences.toSorted((one, other) => one.from - other.from));
    }),
    { numRuns: tries(300) },
  );
});

test('points of one connection have no break between them, however slow they are', () => {
  const someTimes = fc.array(fc.integer({ min: 0, max: 1e12 }), { minLength: 2, maxLength: 30 });
  fc.assert(
    fc.property(someTimes, someTimes, (before, after) => {
      const end = Math.max(...before) + 1;
      const times = [
        ...before.toSorted((one, other) => one - other),
        ...after.map((time) => end + 5 + time).toSorted((one, other) => one - other),
      ];
      const absences = absencesBetween([seen(0, end), seen(end + 5)]);
      expect(breaksIn(times, absences)).toEqual([before.length]);
    }),
    { numRuns: tries(300) },
  );
});
