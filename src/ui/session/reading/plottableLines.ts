/** Which lines of a payload that is laid out have a value that can be charted. */
import type { ValuePath, ValueTree } from '../../../payload/tree/valueTree.ts';
import { plottableAt } from './plottablePaths.ts';

/** Values that are looked at. */
const MOST = 5000;

export interface PlottableLine {
  readonly path: ValuePath;
  /** A number, true or false: most likely what is meant. */
  readonly isNumber: boolean;
}

/** @param lineOffsets for each line the byte of the payload with which it begins */
export function plottableLines(
  tree: ValueTree,
  lineOffsets: ArrayLike<number>,
): ReadonlyMap<number, PlottableLine> {
  const lineAt = new Map(Array.from(lineOffsets, (offset, line) => [offset, line]));
  const found = new Map<number, PlottableLine>();
  for (let row = 0; row < Math.min(tree.tape.size, MOST); row += 1) {
    const line = lineAt.get(tree.memberStart(row));
    const path = line === undefined ? undefined : plottableAt(tree, row);
    if (line === undefined || path === undefined) continue;
    const kind = tree.tape.kind(row);
    found.set(line, { path, isNumber: kind === 'number' || kind === 'true' || kind === 'false' });
  }
  return found;
}
