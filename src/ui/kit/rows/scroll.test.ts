import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  BLOCK,
  contentHeight,
  drawn,
  type Geometry,
  LIMIT,
  lastTop,
  placeAt,
  rowOffset,
  scrolled,
  topToShow,
} from './scroll.ts';

const small: Geometry = { count: 1000, rowHeight: 24, viewport: 480 };
const huge: Geometry = { count: 16_000_000, rowHeight: 24, viewport: 480 };

const geometries = fc.record({
  count: fc.integer({ min: 0, max: 50_000_000 }),
  rowHeight: fc.constantFrom(20, 24, 36, 44),
  viewport: fc.integer({ min: 100, max: 2000 }),
});

describe('scrolling through rows', () => {
  test('below the limit a row is at its index’s position', () => {
    const place = scrolled({ top: 0, scrollTop: 0 }, 2400, small);
    expect(place.top).toBe(100);
    expect(rowOffset(100, place, small)).toBe(2400);
    expect(rowOffset(0, place, small)).toBe(0);
  });

  test('the element is never higher than the limit', () => {
    fc.assert(
      fc.property(geometries, (g) => {
        expect(contentHeight(g)).toBeLessThanOrEqual(LIMIT);
      }),
    );
  });

  test('a wheel step in a huge list moves by pixels, not by the scale', () => {
    const start = placeAt(8_000_000, huge);
    const next = scrolled(start, start.scrollTop + 120, huge);
    expect(next.top - start.top).toBeCloseTo(5, 6);
    // The rows stay where they are in the content, so the browser's own scrolling moves them.
    expect(rowOffset(8_000_000, next, huge)).toBeCloseTo(rowOffset(8_000_000, start, huge), 3);
  });

  test('dragging the thumb reaches both ends', () => {
    const start = placeAt(8_000_000, huge);
    expect(scrolled(start, LIMIT - 480, huge).top).toBe(lastTop(huge));
    expect(scrolled(start, 0, huge).top).toBe(0);
  });

  test('the last row is at the bottom edge when scrolled to the end', () => {
    fc.assert(
      fc.property(geometries, (g) => {
        const end = placeAt(Number.POSITIVE_INFINITY, g);
        const bottom = rowOffset(g.count, end, g) - end.scrollTop;
        expect(bottom).toBeCloseTo(Math.min(g.viewport, g.count * g.rowHeight), 3);
      }),
    );
  });

  test('every position on screen is drawn, and little more', () => {
    fc.assert(
      fc.property(geometries, fc.double({ min: 0, max: 1, noNaN: true }), (g, share) => {
        const place = placeAt(share * g.count, g);
        const { from, to } = drawn(place, g, 4);
        expect(from).toBeLessThanOrEqual(place.top);
        expect(to).toBeGreaterThanOrEqual(Math.min(g.count, place.top + g.viewport / g.rowHeight));
        expect(to - from).toBeLessThanOrEqual(Math.ceil(g.viewport / g.rowHeight) + 10 + 2 * BLOCK);
      }),
    );
  });

  test('scrolling row by row rarely draws new rows, and always before they are visible', () => {
    const windows = Array.from({ length: 4 * BLOCK }, (_, at) =>
      drawn(placeAt(100 + at, small), small, 4),
    );
    const distinct = new Set(windows.map(({ from, to }) => `${from} ${to}`));
    expect(distinct.size).toBeLessThanOrEqual(4 + 1);
    for (const [at, { from, to }] of windows.entries()) {
      expect(from).toBeLessThanOrEqual(100 + at - 4);
      expect(to).toBeGreaterThanOrEqual(100 + at + 20 + 4);
    }
  });

  test('a list that follows its end always draws as many rows', () => {
    const counts = [100, 101, 102, 107, 140];
    const ranges = counts.map((count) => {
      const g = { ...small, count };
      return drawn(placeAt(Number.POSITIVE_INFINITY, g), g, 4, true);
    });
    expect(ranges.map(({ to }) => to)).toEqual(counts);
    expect(new Set(ranges.map(({ from, to }) => to - from))).toEqual(new Set([24]));
    expect(drawn(placeAt(0, { ...small, count: 3 }), { ...small, count: 3 }, 4, true)).toEqual({
      from: 0,
      to: 3,
    });
  });

  test('showing a row moves as little as possible', () => {
    expect(topToShow(5, 0, small)).toBe(0);
    expect(topToShow(19, 0, small)).toBe(0);
    expect(topToShow(20, 0, small)).toBe(1);
    expect(topToShow(7, 40, small)).toBe(7);
  });
});
