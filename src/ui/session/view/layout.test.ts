import { expect, test } from 'vitest';
import { firstWidth, layoutOf } from './layout.ts';

const FIRST = layoutOf(undefined);

test('what was kept comes back', () => {
  const kept = { ...FIRST, topics: 320, list: 0.6, topicsCollapsed: true, publishPinned: false };
  expect(layoutOf(JSON.parse(JSON.stringify(kept)))).toEqual(kept);
});

test.each([
  null,
  7,
  'x',
  [],
  { topics: 'wide', board: Number.NaN, list: 2, topicsCollapsed: 'yes', publishPinned: 1 },
  { topics: 10_000, publish: -1 },
])('foreign values give the first layout: %j', (kept) => {
  expect(layoutOf(kept)).toEqual(FIRST);
});

test.each([
  [1200, 252],
  [1440, 284],
  [1680, 302],
  [1920, 320],
  [3840, 320],
])('in a window of %i px the tree has %i px', (window, topics) => {
  expect(firstWidth('topics', window)).toBe(topics);
});

test('a width that was kept though nobody had chosen it follows the window', () => {
  expect(layoutOf({ topics: 284 })).toEqual(FIRST);
});
