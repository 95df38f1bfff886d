import { describe, expect, test } from 'vitest';
import { topicRow } from './rows.testkit.ts';
import { treeMove } from './treeKeys.ts';

const closed = topicRow('a/b', { expandable: true });
const open = topicRow('a/b', { expandable: true, expanded: true });
const leaf = topicRow('a/b/c');
const at = (row: typeof leaf) => ({ row, position: 5, total: 40, page: 9 });

describe('keys of the tree', () => {
  test('arrows move by rows and stop at the ends', () => {
    expect(treeMove('ArrowDown', at(leaf))).toEqual({ kind: 'row', position: 6 });
    expect(treeMove('ArrowUp', { ...at(leaf), position: 0 })).toEqual({ kind: 'row', position: 0 });
    expect(treeMove('End', at(leaf))).toEqual({ kind: 'row', position: 39 });
    expect(treeMove('PageDown', at(leaf))).toEqual({ kind: 'row', position: 14 });
  });

  test('right expands, then moves inside; left collapses, then moves to the level above', () => {
    expect(treeMove('ArrowRight', at(closed))).toEqual({ kind: 'expand', expanded: true });
    expect(treeMove('ArrowRight', at(open))).toEqual({ kind: 'row', position: 6 });
    expect(treeMove('ArrowRight', at(leaf))).toBeUndefined();
    expect(treeMove('ArrowLeft', at(open))).toEqual({ kind: 'expand', expanded: false });
    expect(treeMove('ArrowLeft', at(closed))).toEqual({ kind: 'path', path: 'a' });
    expect(treeMove('ArrowLeft', at(topicRow('a')))).toBeUndefined();
  });

  test('without an active row the first key moves to the first one', () => {
    const nowhere = { row: undefined, position: undefined, total: 40, page: 9 };
    expect(treeMove('ArrowDown', nowhere)).toEqual({ kind: 'row', position: 0 });
    expect(treeMove('Enter', nowhere)).toBeUndefined();
    expect(treeMove('ArrowDown', { ...nowhere, total: 0 })).toBeUndefined();
  });
});
