import { expect, test } from 'vitest';
import { topicRow } from './rows.testkit.ts';
import { movedBy } from './useAnchor.ts';

const rows = (...paths: readonly string[]) => paths.map((path) => topicRow(path));

test('topics inserted above shift the visible rows by as many', () => {
  const before = { rows: rows('c', 'd', 'e', 'f'), first: 10 };
  expect(movedBy(before, { rows: rows('a', 'b', 'c', 'd'), first: 10 }, 11)).toBe(2);
  expect(movedBy(before, { rows: rows('d', 'e', 'f'), first: 10 }, 11)).toBe(-1);
  expect(movedBy(before, { rows: rows('d', 'e', 'f'), first: 11 }, 11)).toBe(0);
});

test('removed or unknown topics shift nothing', () => {
  const before = { rows: rows('c', 'd'), first: 10 };
  expect(movedBy(before, { rows: rows('x', 'y'), first: 10 }, 10)).toBe(0);
  expect(movedBy(before, { rows: rows('c', 'd'), first: 30 }, 5)).toBe(0);
});
