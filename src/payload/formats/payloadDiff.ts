/** Compares payloads value by value. */

import { diffTrees, type ValueDiff } from '../tree/diff/valueDiff.ts';
import { type About, isMissing, type Missing } from '../tree/format.ts';
import { payloadTree } from './reading.ts';

/** The changes from one payload to the next; undefined if they are not values of the same format. */
export function diffPayloads(
  previous: Uint8Array,
  current: Uint8Array,
  about: { readonly previous?: About; readonly current?: About } = {},
): ValueDiff | Missing | undefined {
  const after = payloadTree(current, about.current);
  if (isMissing(after)) return after;
  if (after?.tree === undefined) return undefined;
  const before = payloadTree(previous, about.previous);
  if (isMissing(before)) return before;
  if (before?.tree === undefined || before.formats.at(-1) !== after.formats.at(-1))
    return undefined;
  return diffTrees(before.tree, after.tree);
}
