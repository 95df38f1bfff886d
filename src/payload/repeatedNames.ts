/** Members of an object that have a name in common, and which of them is meant: `a.b[1]`. */
import type { ValueTree } from './valueTree.ts';

/** Asked row by row: to look through an object for each of its members would cost the square. */
const known = new WeakMap<ValueTree, Map<number, ReadonlyMap<number, number>>>();
const NONE: ReadonlyMap<number, number> = new Map();

/** Which of those with its name a member is, from 0; undefined where no other has it. */
export function placeAmongNamesakes(tree: ValueTree, row: number): number | undefined {
  const parent = tree.tape.parent(row);
  const ofTree = known.get(tree) ?? new Map<number, ReadonlyMap<number, number>>();
  known.set(tree, ofTree);
  const places = ofTree.get(parent) ?? placesIn(tree, parent);
  ofTree.set(parent, places);
  return places.get(row);
}

function placesIn(tree: ValueTree, parent: number): ReadonlyMap<number, number> {
  if (tree.tape.children(parent) < 2) return NONE;
  const byName = new Map<string | number | undefined, number[]>();
  for (const row of tree.childRows(parent)) {
    const rows = byName.get(tree.key(row));
    if (rows === undefined) byName.set(tree.key(row), [row]);
    else rows.push(row);
  }
  const places = new Map<number, number>();
  for (const rows of byName.values()) {
    if (rows.length > 1) for (const [place, row] of rows.entries()) places.set(row, place);
  }
  return places.size === 0 ? NONE : places;
}
