/** Reads metrics and parameters in the tree of a payload. */
import { shortened } from '../../engine/devices/longest.ts';
import type { TreeValue, ValueTree } from '../../payload/tree/valueTree.ts';

/** Limit of characters of a value that is not a scalar. */
const SHOWN = 200;

/** The value of a metric or parameter. */
export function valueText(tree: ValueTree, row: number): string {
  const value = tree.stoodFor?.(row);
  if (typeof value === 'string') return value;
  if (value !== undefined && !(value instanceof Uint8Array)) return String(value);
  return tree.source(childNamed(tree, row, 'value') ?? row, SHOWN);
}

export function propertyOf(
  tree: ValueTree | undefined,
  row: number,
  name: string,
): TreeValue | undefined {
  let at: number | undefined = row;
  for (const step of ['properties', 'values', name]) {
    at = tree === undefined || at === undefined ? undefined : childNamed(tree, at, step);
  }
  return at === undefined ? undefined : (tree?.stoodFor?.(at) ?? undefined);
}

/** Limit of properties stored for a metric; `…` replaces the others. */
const MOST_PROPERTIES = 50;

/** With their values as text; undefined if there are none. */
export function propertiesOf(
  tree: ValueTree | undefined,
  row: number,
): readonly (readonly [string, string])[] | undefined {
  const all = tree && childNamed(tree, row, 'properties');
  const values = all === undefined ? undefined : tree && childNamed(tree, all, 'values');
  if (tree === undefined || values === undefined) return undefined;
  const found: (readonly [string, string])[] = [];
  for (const at of tree.childRows(values)) {
    if (found.length === MOST_PROPERTIES) {
      found.push(['…', '…']);
      break;
    }
    const key = String(tree.key(at) ?? '');
    found.push([shortened(key), shortened(valueText(tree, at))]);
  }
  return found;
}

export function childNamed(tree: ValueTree, row: number, name: string): number | undefined {
  for (const child of tree.childRows(row)) if (tree.key(child) === name) return child;
  return undefined;
}
