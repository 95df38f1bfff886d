import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tries } from '../../base/runs.testkit.ts';
import { WatchedPage } from './workerWatch.testkit.ts';
import { type Silence, WorkerWatch } from './workerWatch.ts';

/** A started worker that answers probes unless it is stuck. */
function watched({ begun = true } = {}) {
  const page = new WatchedPage();
  const told: (Silence<string> | undefined)[] = [];
  const worker = { isStuck: false, isAsked: false, probes: 0 };
  const watch: WorkerWatch<string> = new WorkerWatch(page, {
    probe: () => {
      worker.probes += 1;
      if (!worker.isStuck) watch.answered();
    },
    isAsked: () => worker.isAsked,
    tell: (silence) => told.push(silence),
  });
  if (begun) watch.heard();
  return { page, told, worker, watch };
}

test('reports a worker that does not answer after 5 s, with the start of its silence', () => {
  const { page, told, worker, watch } = watched();
  worker.isStuck = true;
  watch.posted();
  page.run(4_900);
  expect(told).toEqual([]);
  page.run(200);
  expect(told).toEqual([{ since: 1000 }]);
  page.run(60_000);
  expect(told).toHaveLength(1);
});

test('runs no timer while no question is pending', () => {
  const { page, worker, watch } = watched();
  expect(page.timers).toBe(0);
  watch.posted();
  page.run(3_000);
  expect(worker.probes).toBe(1);
  expect(page.timers).toBe(0);
});

test('withdraws the report once the worker answers again', () => {
  const { page, told, worker, watch } = watched();
  worker.isStuck = true;
  watch.posted();
  page.run(6_000);
  worker.isStuck = false;
  watch.answered();
  expect(told.at(-1)).toBeUndefined();
  page.run(60_000);
  expect(told).toHaveLength(2);
  expect(page.timers).toBe(0);
});

test('does not report a worker that answers probes during a long question', () => {
  const { page, told, worker, watch } = watched();
  worker.isAsked = true;
  watch.posted(true);
  page.run(60_000);
  expect(told).toEqual([]);
  expect(worker.probes).toBeGreaterThan(10);
});

test('does not report a worker that sends progress instead of answering probes', () => {
  const { page, told, worker, watch } = watched();
  worker.isStuck = true;
  worker.isAsked = true;
  watch.posted(true);
  for (let at = 0; at < 30; at += 1) {
    page.run(4_000);
    watch.heard();
  }
  expect(told).toEqual([]);
  page.run(5_500);
  expect(told).toHaveLength(1);
});

test('reports a worker that got stuck after sending a message', () => {
  const { page, told, worker, watch } = watched();
  worker.isStuck = true;
  watch.posted();
  page.run(300);
  watch.heard();
  page.run(5_500);
  expect(told).toHaveLength(1);
});

test('does not report a worker after the machine slept or the page was busy', () => {
  const { page, told, worker, watch } = watched();
  worker.isStuck = true;
  watch.posted();
  page.run(1_200);
  page.stall(3_600_000);
  page.stall(9_000);
  expect(told).toEqual([]);
  page.run(3_000);
  expect(told).toHaveLength(1);
});

test('does not report a worker while the page is hidden, and restarts its time when the page is shown', () => {
  const { page, told, worker, watch } = watched();
  worker.isStuck = true;
  watch.posted();
  page.run(4_000);
  page.show(false);
  page.run(600_000);
  expect(told).toEqual([]);
  page.show(true);
  page.run(4_400);
  expect(told).toEqual([]);
  page.run(1_000);
  expect(told).toHaveLength(1);
});

test('Keep waiting hides the report for a while, but a new request shows it at once', () => {
  const { page, told, worker, watch } = watched();
  worker.isStuck = true;
  watch.posted();
  page.run(5_000);
  watch.keepWaiting();
  expect(told).toEqual([{ since: 1000 }, undefined]);
  page.run(14_000);
  expect(told).toHaveLength(2);
  page.run(2_000);
  expect(told.at(-1)).toEqual({ since: 1000 });
  watch.keepWaiting();
  watch.posted();
  watch.raise();
  expect(told.at(-1)).toEqual({ since: 1000 });
});

test('reports an error with its text once the worker stops answering', () => {
  const error = 'out of memory';
  const { page, told, worker, watch } = watched();
  watch.failed(error);
  page.run(10_000);
  expect(told).toEqual([]);
  worker.isStuck = true;
  watch.failed(error);
  page.run(1_500);
  expect(told).toEqual([{ since: 11_000, error }]);
});

test('allows more time for loading a script than for an answer', () => {
  const { page, told, worker, watch } = watched({ begun: false });
  worker.isStuck = true;
  watch.posted();
  page.run(15_000);
  expect(told).toEqual([]);
  page.run(6_000);
  expect(told).toHaveLength(1);
});

test('does not report a worker that was ended', () => {
  const { page, told, worker, watch } = watched();
  worker.isStuck = true;
  watch.posted();
  watch.stop();
  watch.posted();
  page.run(60_000);
  expect(told).toEqual([]);
  expect(page.timers).toBe(0);
});

type Step = 'posted' | 'heard' | 'hide' | 'show' | 'sleep' | 'run';
const STEPS: readonly Step[] = ['posted', 'heard', 'hide', 'show', 'sleep', 'run'];

test('never reports a worker that answers, and always reports a stuck one', () => {
  const property = fc.property(fc.array(fc.constantFrom(...STEPS), { maxLength: 40 }), (steps) => {
    const { page, told, worker, watch } = watched();
    const take: Record<Step, () => void> = {
      posted: () => watch.posted(),
      heard: () => watch.heard(),
      hide: () => page.show(false),
      show: () => page.show(true),
      sleep: () => page.stall(100_000),
      run: () => page.run(2_000),
    };
    for (const step of steps) take[step]();
    expect(told).toEqual([]);
    page.show(true);
    worker.isStuck = true;
    watch.posted();
    page.run(6_000);
    expect(told).toHaveLength(1);
  });
  fc.assert(property, { numRuns: tries(100) });
});
