import { expect, test } from 'vitest';
import { SleepWatch } from './sleepWatch.ts';

/** A clock whose timers run only when the test runs them. */
function scene() {
  let now = 1_000_000;
  let due: (() => void) | undefined;
  const watch = new SleepWatch({
    wallClock: () => now,
    after: (_ms, run) => {
      due = run;
      return () => {
        due = undefined;
      };
    },
  });
  return {
    watch,
    wait: (ms: number) => {
      now += ms;
    },
    tick: () => due?.(),
    isWaiting: () => due !== undefined,
  };
}

test('reports a sleep when its timer runs late, for a minute after waking', () => {
  const { watch, wait, tick } = scene();
  wait(2000);
  tick();
  expect(watch.recentSleep).toBeUndefined();
  wait(110_000);
  tick();
  expect(watch.recentSleep).toBe(110_000);
  for (let times = 0; times < 31; times += 1) {
    wait(2000);
    tick();
  }
  expect(watch.recentSleep).toBeUndefined();
});

test('reports a sleep before its timer has run again', () => {
  const { watch, wait } = scene();
  wait(90_000);
  expect(watch.recentSleep).toBe(90_000);
});

test('reports nothing if only the timer was held back while bytes arrived', () => {
  const { watch, wait, tick } = scene();
  for (let times = 0; times < 12; times += 1) {
    wait(5000);
    watch.awake();
  }
  tick();
  expect(watch.recentSleep).toBeUndefined();
});

test('stops its timer', () => {
  const { watch, isWaiting } = scene();
  watch.stop();
  expect(isWaiting()).toBe(false);
});
