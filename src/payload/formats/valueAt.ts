/** The value at a path of a tree. */
import type { TreeValue, ValueTree } from '../valueTree.ts';
import { CONTAINER } from './format.ts';

/** @param steps names of members and numbers of elements; digits as a name find an element too */
export function valueAt(
  tree: ValueTree,
  steps: readonly (string | number)[],
): TreeValue | typeof CONTAINER | undefined {
  const row = rowAt(tree, steps);
  if (row === undefined) return undefined;
  const kind = tree.tape.kind(row);
  if (kind !== 'object' && kind !== 'array') return tree.value(row);
  const stoodFor = tree.stoodFor?.(row);
  return stoodFor === undefined ? CONTAINER : stoodFor;
}

/**
 * Of a name that stands more than once, a number behind it tells which, from 0; without one, or where there are
 * not as many, the last one counts, as it does for `parseJson`.
 */
export function rowAt(tree: ValueTree, steps: readonly (string | number)[]): number | undefined {
  let row = 0;
  for (let at = 0; at < steps.length; at += 1) {
    const rows = childrenAt(tree, row, steps[at] ?? '');
    const next = steps[at + 1];
    const place = typeof next === 'number' ? placeIn(tree, rows, next) : undefined;
    const found = place ?? rows.at(-1);
    if (found === undefined) return undefined;
    row = found;
    if (place !== undefined) at += 1;
  }
  return row;
}

/** Which of several a number means; undefined: it is a step of its own. */
function placeIn(tree: ValueTree, rows: readonly number[], number: number): number | undefined {
  const [first] = rows;
  if (first === undefined || rows.length > 1) return rows[number];
  const isAlone = number === 0 && tree.repeatsNames === true && tree.tape.kind(first) !== 'array';
  return isAlone && childrenAt(tree, first, number).length === 0 ? first : undefined;
}

/** One of an array; of an object all that have the name. */
function childrenAt(tree: ValueTree, row: number, step: string | number): readonly number[] {
  const kind = tree.tape.kind(row);
  if (kind === 'array') {
    const element = /^\d+$/.test(String(step)) ? [...tree.childRows(row)][Number(step)] : undefined;
    return element === undefined ? [] : [element];
  }
  if (kind !== 'object') return [];
  const children = [...tree.childRows(row)];
  const named = children.filter((child) => tree.key(child) === step);
  if (named.length > 0 || typeof step === 'number') return named;
  return children.filter((child) => {
    const key = tree.key(child);
    return typeof key === 'number' && String(key) === step;
  });
}
