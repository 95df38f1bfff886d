/** The value at a path of a tree. */

import { CONTAINER } from './format.ts';
import type { TreeValue, ValueTree } from './valueTree.ts';

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
    const found = childAt(tree, row, steps[at] ?? '');
    if (found === undefined) return undefined;
    const next = steps[at + 1];
    const other = typeof next === 'number' ? namesakeAt(tree, found, next) : undefined;
    if (other !== undefined) at += 1;
    row = other ?? found;
  }
  return row;
}

/** Which of those with the name of a member a number means; undefined: it is a step of its own. */
function namesakeAt(tree: ValueTree, row: number, number: number): number | undefined {
  const { tape } = tree;
  const parent = tape.parent(row);
  if (tape.kind(parent) !== 'object') return undefined;
  const key = tree.key(row);
  const rows = [...tree.childRows(parent)].filter((child) => tree.key(child) === key);
  if (rows.length > 1) return rows[number];
  const isAlone = number === 0 && tree.repeatsNames === true && tape.kind(row) !== 'array';
  return isAlone && childAt(tree, row, number) === undefined ? row : undefined;
}

function childAt(tree: ValueTree, row: number, step: string | number): number | undefined {
  const kind = tree.tape.kind(row);
  if (kind === 'array') {
    return /^\d+$/.test(String(step)) ? [...tree.childRows(row)][Number(step)] : undefined;
  }
  if (kind !== 'object') return undefined;
  const children = [...tree.childRows(row)];
  const named = children.findLast((child) => tree.key(child) === step);
  if (named !== undefined || typeof step === 'number') return named;
  return children.findLast((child) => {
    const key = tree.key(child);
    return typeof key === 'number' && String(key) === step;
  });
}
