import { expect, test } from 'vitest';
import { layoutOf } from './layout.ts';

const FIRST = layoutOf(undefined);

test('what was kept comes back', () => {
  const kept = { ...FIRST, topics: 320, list: 0.6, topicsCollapsed: true, dockCollapsed: false };
  expect(layoutOf(JSON.parse(JSON.stringify(kept)))).toEqual(kept);
});

test.each([
  null,
  7,
  'x',
  [],
  { topics: 'wide', dock: Number.NaN, list: 2, topicsCollapsed: 'yes', dockCollapsed: 1 },
  { topics: 10_000, dock: -1 },
])('foreign values give the first layout: %j', (kept) => {
  expect(layoutOf(kept)).toEqual(FIRST);
});
