import { expect, test } from 'vitest';
import type { DeviceState } from '../../../engine/devices/device.ts';
import { marks, stretches, ticks } from './stateLine.ts';

const told = (state: DeviceState | undefined, said: string, time: number) => {
  return { state, said, time, packet: time };
};
const SPAN = { from: 100, to: 200 };

test('a state lasts until the next one, and is unknown before the first', () => {
  const changes = [told('online', 'NBIRTH', 50), told('offline', 'NDEATH', 150)];
  expect(stretches(changes, SPAN)).toEqual([
    { state: 'online', left: 0, width: 50 },
    { state: 'offline', left: 50, width: 50 },
  ]);
  expect(stretches([told('online', 'NBIRTH', 175)], SPAN)).toEqual([
    { state: 'online', left: 75, width: 25 },
  ]);
});

test('marks are the newest in the span; labels are shown where they fit, newest first', () => {
  const changes = [
    told('online', 'old', 50),
    told('online', 'a', 110),
    told('offline', 'b', 160),
    told('online', 'c', 165),
  ];
  expect(marks(changes, SPAN).map(({ said, left, hasLabel }) => [said, left, hasLabel])).toEqual([
    ['a', 10, true],
    ['b', 60, false],
    ['c', 65, true],
  ]);
  const many = Array.from({ length: 30 }, (_, at) => told('online', String(at), 101 + at));
  expect(marks(many, SPAN).map(({ said }) => said)).toEqual(
    Array.from({ length: 20 }, (_, at) => String(at + 10)),
  );
});

test('times are evenly spaced', () => {
  expect(ticks(SPAN, 3)).toEqual([100, 150, 200]);
});
