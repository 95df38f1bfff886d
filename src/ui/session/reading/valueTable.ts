/** The values of several messages as a table with a column for each key. */

import { asText } from '../../../base/text.ts';
import { payloadTree } from '../../../payload/formats/reading.ts';
import { isMissing, type Missing } from '../../../payload/tree/format.ts';
import { rowAt } from '../../../payload/tree/valueAt.ts';
import { pathText, type ValuePath, type ValueTree } from '../../../payload/tree/valueTree.ts';
import type { Valued } from './changes.ts';
import { leafPaths } from './leafPaths.ts';

export interface ValueTable {
  /** In order of appearance; empty: the values have no keys. */
  readonly paths: readonly ValuePath[];
  /** For each message a cell per path, or one for the whole value. */
  readonly rows: readonly (readonly string[])[];
}

/** Columns of a table. */
const MOST = 200;

export function valueTable(messages: readonly Valued[]): ValueTable | Missing {
  const paths = new Map<string, ValuePath>();
  const trees: (ValueTree | undefined)[] = [];
  for (const message of messages) {
    const { payload, ...about } = message;
    const found = payloadTree(payload, about);
    if (isMissing(found)) return found;
    trees.push(found?.tree);
    const own = leafPaths(message);
    if (isMissing(own)) return own;
    for (const path of own) if (paths.size < MOST) paths.set(pathText(path), path);
  }
  const all = [...paths.values()];
  const rows = messages.map(({ payload }, at) => {
    const tree = trees[at];
    if (all.length === 0) return [tree === undefined ? (asText(payload) ?? '') : cell(tree, [])];
    return all.map((path) => (tree === undefined ? '' : cell(tree, path)));
  });
  return { paths: all, rows };
}

function cell(tree: ValueTree, path: ValuePath): string {
  const row = rowAt(tree, path);
  if (row === undefined) return '';
  const value = tree.value(row);
  return typeof value === 'string' ? value : tree.source(row);
}
