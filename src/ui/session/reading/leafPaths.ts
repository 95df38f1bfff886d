/** The values of a payload that can have their own columns. */

import { payloadTree } from '../../../payload/formats/reading.ts';
import { isMissing, type Missing } from '../../../payload/tree/format.ts';
import { isDeeper, type ValuePath } from '../../../payload/tree/valueTree.ts';
import type { Valued } from './changes.ts';

/** Limits: offered values, levels above a value, and bytes of a payload. */
const MOST = 200;
const MOST_LEVELS = 64;
const LARGEST = 1 << 20;
const NONE: readonly ValuePath[] = [];

/** Numbers first, then the rest, each in order of appearance. */
export function leafPaths({ payload, ...about }: Valued): readonly ValuePath[] | Missing {
  if (payload.length > LARGEST) return NONE;
  const found = payloadTree(payload, about);
  if (isMissing(found)) return found;
  const tree = found?.tree;
  if (tree === undefined) return NONE;
  const numbers: number[] = [];
  const others: number[] = [];
  for (let row = 0; row < tree.tape.size && numbers.length < MOST; row += 1) {
    const kind = tree.tape.kind(row);
    if (isDeeper(tree, row, MOST_LEVELS)) continue;
    if (kind === 'number') numbers.push(row);
    else if (kind !== 'object' && kind !== 'array') others.push(row);
  }
  return [...numbers, ...others].slice(0, MOST).flatMap((row) => {
    const path = tree.path(row);
    // The whole payload is a single value and is shown as such.
    return path.length === 0 ? [] : [path];
  });
}
