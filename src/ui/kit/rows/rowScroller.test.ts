import { describe, expect, test } from 'vitest';
import { type RowList, RowScroller } from './rowScroller.ts';

const list: RowList = {
  count: 1000,
  first: 0,
  rowHeight: 24,
  head: 0,
  follow: false,
  onScrolledUp: undefined,
};

/** Drawn once, so that the scroller knows the list; then scrolled to a row. */
function at(row: number): RowScroller {
  const scroller = new RowScroller();
  scroller.drawn(list, scroller.placeOf(list));
  scroller.show(row);
  return scroller;
}

describe('a list that changes on screen', () => {
  test('keeps its position when rows are removed at its start', () => {
    const scroller = at(500);
    const { top } = scroller.placeOf(list);
    expect(scroller.placeOf({ ...list, first: 30, count: 970 }).top).toBe(top - 30);
  });

  test('keeps its position when rows are inserted at its start', () => {
    const scroller = at(500);
    const { top } = scroller.placeOf(list);
    expect(scroller.placeOf({ ...list, first: -7, count: 1007 }).top).toBe(top + 7);
  });

  test('stays at its start', () => {
    const scroller = at(0);
    expect(scroller.placeOf({ ...list, first: -7, count: 1007 }).top).toBe(0);
    expect(scroller.placeOf({ ...list, first: 30, count: 970 }).top).toBe(0);
  });

  test('stays at its start, unless the visible rows are held', () => {
    const scroller = at(0);
    expect(scroller.placeOf({ ...list, isHeld: true, first: -7, count: 1007 }).top).toBe(7);
    const empty = { ...list, isHeld: true, count: 0 };
    const fresh = new RowScroller();
    fresh.drawn(empty, fresh.placeOf(empty));
    expect(fresh.placeOf({ ...empty, first: -1000, count: 1000 }).top).toBe(0);
  });

  test('starts at its first row after a filter change', () => {
    const scroller = at(500);
    expect(scroller.placeOf({ ...list, of: 'qos > 0' }).top).toBe(0);
    scroller.drawn({ ...list, of: 'qos > 0' }, scroller.placeOf({ ...list, of: 'qos > 0' }));
    scroller.show(300);
    expect(scroller.placeOf({ ...list, of: 'qos > 0', first: 10 }).top).toBeGreaterThan(200);
    expect(scroller.placeOf(list).top).toBe(0);
  });

  test('follows its end, and stays there when it stops following', () => {
    const scroller = new RowScroller();
    const following = { ...list, follow: true };
    const place = scroller.placeOf(following);
    expect(place.top).toBeCloseTo(1000 - 400 / 24);
    scroller.drawn(following, place);
    expect(scroller.placeOf({ ...list, count: 1200 }).top).toBe(place.top);
  });

  test('is not scrolled beyond its end when it shrinks', () => {
    expect(at(900).placeOf({ ...list, count: 10 }).top).toBe(0);
  });
});

describe('elements of rows', () => {
  const SLOTS = 16;
  const scroller = new RowScroller();
  const draw = (from: number): readonly number[] => {
    const turn = scroller.turnOf(from, SLOTS);
    scroller.drawn(list, scroller.placeOf(list), turn);
    return Array.from({ length: SLOTS }, (_, at) => (from + at - turn.begin) % SLOTS);
  };
  const inOrder = Array.from({ length: SLOTS }, (_, at) => at);

  test('stay where they are if half of the rows or more are others', () => {
    expect(draw(1000)).toEqual(inOrder);
    expect(draw(1015)).toEqual(inOrder);
    expect(draw(1023)).toEqual(inOrder);
    expect(draw(9000)).toEqual(inOrder);
  });

  test('move with their rows if most of them stay', () => {
    expect(draw(9003)).toEqual([...inOrder.slice(3), 0, 1, 2]);
    // From there on, they keep that order.
    expect(draw(9011)).toEqual([...inOrder.slice(3), 0, 1, 2]);
  });
});
