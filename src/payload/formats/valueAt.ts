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

export function rowAt(tree: ValueTree, steps: readonly (string | number)[]): number | undefined {
  let row = 0;
  for (const step of steps) {
    const next = childAt(tree, row, step);
    if (next === undefined) return undefined;
    row = next;
  }
  return row;
}

function childAt(tree: ValueTree, row: number, step: string | number): number | undefined {
  const kind = tree.tape.kind(row);
  if (kind === 'array') {
    return /^\d+$/.test(String(step)) ? [...tree.childRows(row)][Number(step)] : undefined;
  }
  if (kind !== 'object') return undefined;
  // Of repeated names the last one counts, as it does for `parseJson`.
  const children = [...tree.childRows(row)];
  const named = children.findLast((child) => tree.key(child) === step);
  if (named !== undefined || typeof step === 'number') return named;
  return children.findLast((child) => {
    const key = tree.key(child);
    return typeof key === 'number' && String(key) === step;
  });
}
