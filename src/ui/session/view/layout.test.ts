import { expect, test } from 'vitest';
import { firstWidth, layoutOf } from './layout.ts';

const FIRST = layoutOf(undefined);

test('restores the stored layout', () => {
  const kept = {
    ...FIRST,
    watch: 420,
    inspect: 300,
    list: 0.6,
    topicsCollapsed: true,
    publishPinned: false,
  };
  expect(layoutOf(JSON.parse(JSON.stringify(kept)))).toEqual(kept);
});

test.each([
  null,
  7,
  'x',
  [],
  {
    watch: 'wide',
    topics: 'wide',
    board: Number.NaN,
    list: 2,
    topicsCollapsed: 'yes',
    publishPinned: 1,
  },
  { inspect: 10_000, topics: 10_000, publish: -1 },
  { closedFolders: [{ toString: 1, valueOf: 1 }, 7] },
])('foreign values give the first layout: %j', (kept) => {
  expect(layoutOf(kept)).toEqual(FIRST);
});

test.each([
  [820, 250, 250],
  [1280, 338, 250],
  [1440, 380, 276],
  [1680, 410, 294],
  [1920, 440, 312],
  [3840, 440, 312],
])(
  'in a window of %i px the tree has %i px in Watch and %i in Inspect',
  (window, watch, inspect) => {
    expect([firstWidth('watch', window), firstWidth('inspect', window)]).toEqual([watch, inspect]);
  },
);

test('the one width that an earlier version stored holds for both desks until one is changed', () => {
  expect(layoutOf({ topics: 316 })).toEqual({ ...FIRST, watch: 316, inspect: 316 });
  expect(layoutOf({ topics: 316, watch: 400 })).toEqual({ ...FIRST, watch: 400, inspect: 316 });
});
