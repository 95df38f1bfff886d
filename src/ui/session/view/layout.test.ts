import { expect, test } from 'vitest';
import { firstWidth, layoutOf } from './layout.ts';

const FIRST = layoutOf(undefined);

test('restores the stored layout', () => {
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
  { closedFolders: [{ toString: 1, valueOf: 1 }, 7] },
])('foreign values give the first layout: %j', (kept) => {
  expect(layoutOf(kept)).toEqual(FIRST);
});

test.each([
  [1200, 252, 252],
  [1440, 300, 276],
  [1680, 320, 294],
  [1920, 340, 312],
  [3840, 340, 312],
])(
  'in a window of %i px the tree has %i px in Watch and %i in Inspect',
  (window, watch, inspect) => {
    expect([firstWidth('watch', window), firstWidth('inspect', window)]).toEqual([watch, inspect]);
  },
);
