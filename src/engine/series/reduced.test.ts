import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { leastCpuTime } from '../../base/cpuTime.testkit.ts';
import { tries } from '../../base/runs.testkit.ts';
import { Points } from './points.ts';
import { reducedPoints } from './reduced.ts';
import { statisticsOf } from './statistics.ts';

interface Point {
  readonly time: number;
  readonly value: number;
  readonly packet: number;
  readonly isName: boolean;
}

const someSteps = fc.array(
  fc.record({
    step: fc.integer({ min: 0, max: 50 }),
    value: fc.integer({ min: -20, max: 20 }),
    isName: fc.boolean(),
  }),
  { maxLength: 400 },
);

function pointsOf(steps: readonly { step: number; value: number; isName: boolean }[]): Point[] {
  let time = 0;
  return steps.map(({ step, value, isName }, at) => {
    time += step;
    return { time, value, packet: at + 1, isName };
  });
}

function columnsOf(points: readonly Point[]) {
  const made = new Points();
  for (const { time, value, packet, isName } of points) made.add(time, value, packet, isName);
  return made.columns;
}

describe('reduced points', () => {
  test('are original points, in order, with the extremes and both ends of the span', () => {
    fc.assert(
      fc.property(
        someSteps,
        fc.boolean(),
        fc.integer({ min: -50, max: 9000 }),
        fc.integer({ min: 1, max: 9000 }),
        fc.integer({ min: 1, max: 40 }),
        (steps, areNames, from, length, columns) => {
          const points = pointsOf(steps);
          const span = { from, to: from + length };
          const { times, values, packets } = reducedPoints(
            columnsOf(points),
            areNames,
            span,
            columns,
          );
          const got = [...packets].map((packet, at) => ({
            packet,
            time: times[at],
            value: values[at],
          }));
          const alike = points.filter(({ isName }) => isName === areNames);
          const within = alike.filter(({ time }) => time >= span.from && time <= span.to);
          const byPacket = new Map(alike.map((point) => [point.packet, point]));
          for (const one of got) expect(byPacket.get(one.packet)).toMatchObject(one);
          expect([...packets]).toEqual([...new Set(packets)].toSorted((a, b) => a - b));
          // Columns may extend beyond each end.
          expect(got.length).toBeLessThanOrEqual(4 * (columns + 1) + 2);
          const shown = got.filter(({ time = 0 }) => time >= span.from && time <= span.to);
          const least = (list: readonly { value?: number | undefined }[]) =>
            Math.min(...list.map(({ value = 0 }) => value));
          const greatest = (list: readonly { value?: number | undefined }[]) =>
            Math.max(...list.map(({ value = 0 }) => value));
          expect([least(shown), greatest(shown)]).toEqual([least(within), greatest(within)]);
          expect([shown[0]?.packet, shown.at(-1)?.packet]).toEqual([
            within[0]?.packet,
            within.at(-1)?.packet,
          ]);
          const outside = [
            alike.findLast(({ time }) => time < span.from)?.packet,
            alike.find(({ time }) => time > span.to)?.packet,
          ];
          const ends = [got[0], got.at(-1)].map((one) => one?.packet);
          expect(ends).toEqual([outside[0] ?? ends[0], outside[1] ?? ends[1]]);
        },
      ),
      { numRuns: tries(300) },
    );
  });

  test('columns keep their extremes wherever the span moves', () => {
    const points = pointsOf(
      Array.from({ length: 10_000 }, (_, n) => ({
        step: 10,
        value: n % 997 === 5 ? 1000 + n : n % 7,
        isName: false,
      })),
    );
    const columns = columnsOf(points);
    for (let from = 0; from < 20_000; from += 1234) {
      const span = { from, to: from + 70_000 };
      const { values } = reducedPoints(columns, false, span, 50);
      const peaks = points.filter(
        ({ time, value }) => time >= span.from && time <= span.to && value >= 1000,
      );
      expect([...values].filter((value) => value >= 1000).length).toBeGreaterThanOrEqual(
        peaks.length,
      );
    }
  });
});

describe('points', () => {
  test('are in time order, and the oldest are dropped and counted', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 200 }), { maxLength: 300 }),
        fc.integer({ min: 1, max: 90 }),
        (times, most) => {
          const points = new Points(most);
          const gone: number[] = [];
          const counts: number[] = [];
          for (const [at, time] of times.entries()) {
            points.add(time, 2 * at, at, at % 3 === 0, (packet) => gone.push(packet));
            // Points are sorted on every request.
            if (time % 7 === 0) counts.push(points.count);
          }
          expect(Math.max(0, ...counts)).toBeLessThanOrEqual(most);
          const { columns, dropped } = points;
          // Reports the points dropped until then.
          points.add(1000, 0, -1, false, (packet) => gone.push(packet));
          const packets = [...columns.packets];
          expect(packets).toHaveLength(Math.min(most, times.length));
          expect(dropped).toBe(times.length - packets.length);
          expect([...columns.times]).toEqual(packets.map((packet) => times[packet]));
          expect([...columns.values]).toEqual(packets.map((packet) => 2 * packet));
          // At equal times, the later point is second.
          const inOrder = packets.toSorted(
            (one, other) => (times[one] ?? 0) - (times[other] ?? 0) || one - other,
          );
          expect(packets).toEqual(inOrder);
          const left = new Set(gone);
          expect(times.flatMap((_, at) => (left.has(at) ? [] : at)).length).toBeLessThanOrEqual(
            most,
          );
        },
      ),
      { numRuns: tries(200) },
    );
  });
});

test('points added in time order are dropped in it', () => {
  const points = new Points(3);
  const gone: number[] = [];
  for (const packet of [1, 2, 3, 4, 5])
    points.add(packet, 0, packet, packet < 3, (one) => gone.push(one));
  expect([gone, [...points.columns.packets], points.names]).toEqual([[1, 2], [3, 4, 5], 0]);
});

test('points added against time order cost no more than others', () => {
  const count = 100_000;
  const add = (timeOf: (at: number) => number) => {
    const points = new Points(count);
    for (let at = 0; at < count; at += 1) points.add(timeOf(at), at, at, false);
    expect(points.columns.packets).toHaveLength(count);
  };
  const most = 2000;
  expect(leastCpuTime(() => add((at) => -at), 2, most)).toBeLessThan(most);
  expect(leastCpuTime(() => add((at) => (at * 7919) % count), 2, most)).toBeLessThan(most);
});

describe('statistics', () => {
  test('cover the points within, numbers separate from names', () => {
    fc.assert(
      fc.property(someSteps, fc.integer({ min: 0, max: 4000 }), (steps, from) => {
        const points = pointsOf(steps);
        const span = { from, to: from + 3000 };
        const within = points.filter(
          ({ time, isName }) => !isName && time >= span.from && time <= span.to,
        );
        const found = statisticsOf(columnsOf(points), false, span);
        const values = within.map(({ value }) => value);
        expect(found.count).toBe(values.length);
        fc.pre(values.length > 1);
        expect([found.min, found.max]).toEqual([Math.min(...values), Math.max(...values)]);
        expect(found.mean).toBeCloseTo(values.reduce((a, b) => a + b, 0) / values.length, 9);
        expect(found.change).toBe((values.at(-1) ?? 0) - (values[0] ?? 0));
        const gaps = within.slice(1).map(({ time }, at) => time - (within[at]?.time ?? 0));
        expect(found.newest).toBe(within.at(-1)?.time);
        expect(found.intervals === undefined).toBe(values.length < 3);
        if (found.intervals === undefined) return;
        const { least, most, mean } = found.intervals;
        expect([least, most]).toEqual([Math.min(...gaps), Math.max(...gaps)]);
        expect(mean).toBeCloseTo(gaps.reduce((a, b) => a + b, 0) / gaps.length, 6);
      }),
      { numRuns: tries(200) },
    );
  });

  test('of no points are empty', () => {
    expect(statisticsOf(columnsOf([]), false, { from: 0, to: 9 })).toMatchObject({
      count: 0,
      min: undefined,
      mean: undefined,
      intervals: undefined,
      newest: undefined,
    });
  });

  test('of states count their changes, without a minimum', () => {
    const columns = columnsOf(
      [0, 0, 1, 1, 0].map((value, at) => ({ time: at, value, packet: at, isName: true })),
    );
    expect(statisticsOf(columns, true, { from: 0, to: 9 })).toMatchObject({
      count: 5,
      changes: 2,
      min: undefined,
      max: undefined,
    });
  });
});
