/** Lines of a formatted payload that contain a value for charts. */
import type { ValuePath, ValueTree } from '../../../payload/tree/valueTree.ts';
import { plottableAt } from './plottablePaths.ts';

/** Limit of searched values. */
const MOST = 5000;

export interface PlottableLine {
  readonly path: ValuePath;
  /** A number, true or false: the most likely choice. */
  readonly isNumber: boolean;
}

/** @param lineOffsets first byte of each line in the payload */
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
