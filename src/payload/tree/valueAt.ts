/** Finds the value at a path of a tree. */

import { CONTAINER } from './format.ts';
import type { TreeValue, ValueTree } from './valueTree.ts';

/** @param steps member names and element indexes; a name of digits matches an element, too */
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
 * Finds the row at a path. A number after a repeated name selects one, from 0. Without a valid number the
 * last one counts, as in `parseJson`.
 * @param mayPass called with the number of children of each container; false ends the search
 */
export function rowAt(
  tree: ValueTree,
  steps: readonly (string | number)[],
  mayPass: (children: number) => boolean = () => true,
): number | undefined {
  let row = 0;
  for (let at = 0; at < steps.length; at += 1) {
    const children = [...tree.childRows(row)];
    const found = childAt(tree, row, children, steps[at] ?? '');
    if (found === undefined || !mayPass(children.length)) return undefined;
    const next = steps[at + 1];
    const other = typeof next === 'number' ? namesakeAt(tree, found, next) : undefined;
    if (other !== undefined) at += 1;
    row = other ?? found;
  }
  return row;
}

/** The member of the same name that a number selects; undefined if the number is a separate step. */
function namesakeAt(tree: ValueTree, row: number, number: number): number | undefined {
  const { tape } = tree;
  const parent = tape.parent(row);
  if (tape.kind(parent) !== 'object') return undefined;
  const key = tree.key(row);
  const rows = [...tree.childRows(parent)].filter((child) => tree.key(child) === key);
  if (rows.length > 1) return rows[number];
  const isAlone = number === 0 && tree.repeatsNames === true && tape.kind(row) !== 'array';
  const isElement = childAt(tree, row, [...tree.childRows(row)], number) !== undefined;
  return isAlone && !isElement ? row : undefined;
}

function childAt(
  tree: ValueTree,
  row: number,
  children: readonly number[],
  step: string | number,
): number | undefined {
  const kind = tree.tape.kind(row);
  if (kind === 'array') {
    return /^\d+$/.test(String(step)) ? children[Number(step)] : undefined;
  }
  if (kind !== 'object') return undefined;
  const named = children.findLast((child) => tree.key(child) === step);
  if (named !== undefined || typeof step === 'number') return named;
  return children.findLast((child) => {
    const key = tree.key(child);
    return typeof key === 'number' && String(key) === step;
  });
}
