import { expect, test } from 'vitest';
import { type Interval, learnInterval, silenceOf, usualInterval } from './interval.ts';

const SECOND = 1_000_000;

/** The interval after messages with these gaps, s. */
function after(gaps: readonly number[]): { interval: Interval; last: number } {
  const interval = { messages: 0, changed: 0, usual: 0, spread: 0 };
  let time = 0;
  for (const gap of [0, ...gaps]) {
    time += gap * SECOND;
    learnInterval(interval, time);
    interval.messages += 1;
    interval.changed = time;
  }
  return { interval, last: time };
}
const steady = (gap: number, times = 20) => Array.from({ length: times }, () => gap);

test('silent for 5 minutes, usually every 5 s', () => {
  const { interval, last } = after(steady(5));
  expect(usualInterval(interval)).toBe(5 * SECOND);
  expect(silenceOf(interval, last + 15 * SECOND)).toBeUndefined();
  expect(silenceOf(interval, last + 300 * SECOND)).toEqual({
    for: 300 * SECOND,
    usually: 5 * SECOND,
  });
});

test.each([
  ['a few messages', steady(5, 4)],
  ['bursts', Array.from({ length: 10 }, () => [0.01, 0.01, 60]).flat()],
  ['manual messages', [3, 700, 1, 40, 5, 900, 2, 2, 300]],
])('%s have no usual interval', (_, gaps) => {
  const { interval, last } = after(gaps);
  expect(usualInterval(interval)).toBeUndefined();
  expect(silenceOf(interval, last + 3600 * SECOND)).toBeUndefined();
});

test('one long silence does not make it usual, and a new pace is learned', () => {
  const { interval } = after([...steady(5), 3600, ...steady(5, 10)]);
  expect(usualInterval(interval)).toBeLessThan(8 * SECOND);
  const slower = after([...steady(5), ...steady(60, 60)]).interval;
  expect(usualInterval(slower)).toBeGreaterThan(50 * SECOND);
});

test('a topic with many messages a second is silent after some seconds, not milliseconds', () => {
  const { interval, last } = after(steady(0.02, 100));
  expect(silenceOf(interval, last + SECOND)).toBeUndefined();
  expect(silenceOf(interval, last + 20 * SECOND)?.usually).toBeCloseTo(20_000, -4);
});
