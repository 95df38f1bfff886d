import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tries } from '../../base/runs.testkit.ts';
import { ArrivalRate } from './arrivalRate.ts';

const SECOND = 1_000_000;

/** Sends messages at an even pace until `end`, µs. */
function flow(perSecond: number, end: number): ArrivalRate {
  const rate = new ArrivalRate();
  for (let time = 0; time < end; time += SECOND / perSecond) rate.count(time);
  return rate;
}

test.each([30, 200, 1000, 3000])(
  'a flow of %d per second drops to 0 within a second',
  (perSecond) => {
    const rate = flow(perSecond, 5 * SECOND);
    expect(rate.lastSecond(5 * SECOND - 1)).toBeGreaterThan(perSecond * 0.95);
    expect(rate.lastSecond(5.3 * SECOND)).toBeGreaterThan(perSecond * 0.6);
    for (const after of [0.65, 1, 1.2, 5, 500]) {
      expect(rate.lastSecond((5 + after) * SECOND)).toBe(0);
      expect(rate.hasStopped((5 + after) * SECOND)).toBe(true);
    }
    rate.count(600 * SECOND);
    expect(rate.lastSecond(600 * SECOND)).toBe(1);
    expect(rate.hasStopped(601 * SECOND)).toBe(false);
  },
);

test('does not add an ended flow to the next one', () => {
  const rate = flow(3000, 5 * SECOND);
  expect(rate.lastSecond(5.7 * SECOND)).toBe(0);
  rate.count(5.8 * SECOND, 5);
  expect(rate.lastSecond(5.9 * SECOND)).toBe(5);
});

test('treats a batch per second as a continuing flow', () => {
  const rate = new ArrivalRate();
  for (let second = 1; second < 20; second += 1) {
    rate.count(second * SECOND, 40);
    for (const later of [0.02, 0.3, 0.7, 0.98]) {
      expect(rate.lastSecond((second + later) * SECOND)).toBe(40);
    }
  }
});

test('counts an earlier time as the time of the last message', () => {
  const rate = new ArrivalRate();
  rate.count(9 * SECOND);
  rate.count(2 * SECOND);
  expect(rate.lastSecond(9 * SECOND)).toBe(2);
});

test('equals a list of all messages, except after a flow has stopped', () => {
  const gaps = fc.array(fc.record({ gap: fc.nat(1_500_000), messages: fc.nat(9) }), {
    maxLength: 60,
  });
  fc.assert(
    fc.property(gaps, fc.nat(3_000_000), (steps, later) => {
      const rate = new ArrivalRate();
      let all: number[] = [];
      let time = 0;
      for (const { gap, messages } of steps) {
        time += gap;
        if (messages > 0 && rate.hasStopped(time)) all = [];
        if (messages > 0) rate.count(time, messages);
        for (let n = 0; n < messages; n += 1) all.push(time);
      }
      const now = time + later;
      const within = (reach: number) => all.filter((at) => at > now - reach).length;
      const shown = rate.lastSecond(now);
      // The oldest tick of 20 ms counts partially.
      const [least, most] = rate.hasStopped(now)
        ? [within(500_000), 0]
        : [within(SECOND - 20_000), within(SECOND + 40_000)];
      expect(shown).toBeGreaterThanOrEqual(least);
      expect(shown).toBeLessThanOrEqual(most);
    }),
    { numRuns: tries(1000) },
  );
});
