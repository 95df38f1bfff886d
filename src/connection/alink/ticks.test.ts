import { expect, test } from 'vitest';
import { ManualClock } from '../clock.testkit.ts';
import type { AlinkEvent } from './alinkProtocol.ts';
import { Ticks } from './ticks.ts';

function begin() {
  const clock = new ManualClock();
  const events: AlinkEvent[] = [];
  return { clock, events, ticks: new Ticks(clock.environment, (event) => events.push(event)) };
}

test('runs at once, then every 5 s until stopped', () => {
  const { clock, events, ticks } = begin();
  ticks.start(7, 5000);
  expect(events).toEqual([{ kind: 'tick', id: 7, count: 1 }]);
  clock.advance(14_999);
  expect(events).toHaveLength(3);
  ticks.stop(7);
  clock.advance(60_000);
  expect(events).toHaveLength(3);
  expect(clock.timers).toBe(0);
});

test('a late or early timer neither shifts later ones nor is compensated', () => {
  let now = 0;
  const timers: { readonly ms: number; readonly run: () => void }[] = [];
  const events: AlinkEvent[] = [];
  const after = (ms: number, run: () => void) => {
    timers.push({ ms, run });
    return () => undefined;
  };
  new Ticks({ now: () => now * 1000, after }, (event) => events.push(event)).start(1, 1000);
  now = 2300;
  timers.at(-1)?.run();
  expect(timers.at(-1)?.ms).toBe(700);
  now = 2993;
  timers.at(-1)?.run();
  expect(timers.at(-1)?.ms).toBe(1007);
  expect(events.map((event) => (event.kind === 'tick' ? event.count : 0))).toEqual([1, 2, 3]);
});

test('a restart ends the previous run; all end together', () => {
  const { clock, events, ticks } = begin();
  ticks.start(1, 1000);
  ticks.start(1, 400);
  ticks.start(2, 400);
  clock.advance(400);
  expect(events).toHaveLength(5);
  ticks.stopAll();
  expect(clock.timers).toBe(0);
});
