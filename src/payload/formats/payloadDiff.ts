/** Payloads compared value by value. */
import { diffTrees, type ValueDiff } from '../valueDiff.ts';
import { isMissing, type Missing } from './format.ts';
import { payloadTree } from './reading.ts';

/** What changed from one payload to the next; undefined where they are not values of the same format. */
export function diffPayloads(
  previous: Uint8Array,
  current: Uint8Array,
  contentTypes: { readonly previous?: string | undefined; readonly current?: string | undefined },
): ValueDiff | Missing | undefined {
  const after = payloadTree(current, contentTypes.current);
  if (isMissing(after)) return after;
  if (after?.tree === undefined) return undefined;
  const before = payloadTree(previous, contentTypes.previous);
  if (isMissing(before)) return before;
  if (before?.tree === undefined || before.formats.at(-1) !== after.formats.at(-1))
    return undefined;
  return diffTrees(before.tree, after.tree);
}
