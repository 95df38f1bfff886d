import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tries } from '../../../base/runs.testkit.ts';
import type { Pace } from './pace.ts';
import { Tree } from './topicTree.testkit.ts';

const SECOND = 1_000_000;

/** A tree after messages of `a/b` with these gaps, s. */
function after(gaps: readonly number[]): { tree: Tree; last: number } {
  const tree = new Tree();
  let time = 0;
  for (const gap of [1, ...gaps]) {
    time += Math.round(gap * SECOND);
    tree.receive('a/b', 'x', { time });
  }
  return { tree, last: time };
}

const detailAt = (tree: Tree, now: number): Pace | undefined =>
  tree.topics.detail('a/b', { first: 0, count: 0 }, now)?.pace;

const repeated = (gap: number, times = 12) => Array.from({ length: times }, () => gap);

test('a message every 16 s is an interval at any time, and not a rate of the last seconds', () => {
  const { tree, last } = after(repeated(16));
  const every = { kind: 'every', least: 16 * SECOND, most: 16 * SECOND, mean: 16 * SECOND };
  for (let ago = 0; ago < 60; ago += 0.7) {
    const now = last + ago * SECOND;
    expect(detailAt(tree, now)).toEqual(every);
    expect(tree.rows(0, 1, now)[0]?.pace).toEqual(every);
    expect(tree.topics.branch('a', now)?.pace).toBeUndefined();
  }
  expect(detailAt(tree, last + 65 * SECOND)).toEqual({ kind: 'last', messages: 13 });
});

test.each([
  [[], 1],
  [[3], 2],
])('below three messages there is no interval', (gaps, messages) => {
  const { tree, last } = after(gaps);
  expect(detailAt(tree, last + SECOND)).toEqual({ kind: 'last', messages });
});

test('the delivery of a retained message begins no interval', () => {
  const tree = new Tree();
  tree.receive('a/b', 'x', { time: SECOND, retain: true });
  for (const time of [3, 19, 35, 51]) tree.receive('a/b', 'x', { time: time * SECOND });
  expect(detailAt(tree, 52 * SECOND)).toMatchObject({ kind: 'every', least: 16 * SECOND });
});

test('a jitter around two seconds does not alternate between interval and rate', () => {
  const { tree, last } = after([2.03, 1.98, 1.96, 2.04, 1.95, 2.01, 1.99, 1.97, 1.98]);
  expect(detailAt(tree, last + SECOND / 10)?.kind).toBe('every');
});

test('a rate follows a faster flow, and is gone with it', () => {
  const { tree, last } = after(repeated(0.25, 60));
  expect(detailAt(tree, last)).toMatchObject({ kind: 'rate' });
  expect(detailAt(tree, last + 9 * SECOND)).toEqual({ kind: 'last', messages: 61 });
  const slower = after(repeated(1.25));
  expect(detailAt(slower.tree, slower.last + SECOND)).toEqual({ kind: 'rate', perSecond: 0.8 });
});

test('two or more seconds between all messages are never a rate [property]', () => {
  const gap = fc.integer({ min: 2000, max: 600_000 }).map((ms) => ms / 1000);
  fc.assert(
    fc.property(
      fc.array(gap, { minLength: 2, maxLength: 30 }),
      fc.double({ min: 0, max: 2000, noNaN: true }),
      (gaps, ago) => {
        const { tree, last } = after(gaps);
        const pace = detailAt(tree, last + ago * SECOND);
        const recent = gaps.slice(-8).map((s) => Math.round(s * SECOND));
        const [least, most] = [Math.min(...recent), Math.max(...recent)];
        const hasStopped = ago * SECOND > Math.max(10 * SECOND, 4 * most);
        expect(pace).toMatchObject(
          hasStopped ? { kind: 'last', messages: gaps.length + 1 } : { kind: 'every', least, most },
        );
      },
    ),
    { numRuns: tries(300) },
  );
});
