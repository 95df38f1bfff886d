/** The values of a payload that can be charted. */

import { asText } from '../../../base/text.ts';
import { isPlottable } from '../../../engine/series/plottable.ts';
import { payloadTree } from '../../../payload/formats/reading.ts';
import { type About, isMissing, type Missing } from '../../../payload/tree/format.ts';
import { isDeeper, type ValuePath, type ValueTree } from '../../../payload/tree/valueTree.ts';

/** Limit of searched rows of a tree. */
const MOST_ROWS = 2000;
/**
 * Depth limit of paths to a value. Real charted values are shallower, and each path is as long as its value
 * is deep.
 */
const MOST_LEVELS = 64;

export interface PlottablePath {
  readonly path: ValuePath;
  /** Source text. */
  readonly source: string;
  /** A number or a boolean: the most likely choice. */
  readonly isNumber: boolean;
}

export interface PlottablePaths {
  readonly paths: readonly PlottablePath[];
  /** Number of members and elements after which the search ended. undefined: all were searched. */
  readonly cutAt: number | undefined;
}

/** In order of appearance. If there are none, the payload as a whole. */
export function plottablePaths(payload: Uint8Array, about: About): PlottablePaths | Missing {
  const read = payloadTree(payload, about);
  if (isMissing(read)) return read;
  if (read?.tree !== undefined) return pathsOf(read.tree);
  const text = about.chosen === undefined ? asText(payload) : undefined;
  const isWhole = text !== undefined && isPlottable(text);
  const paths = isWhole ? [{ path: [], source: text.trim(), isNumber: false }] : [];
  return { paths, cutAt: undefined };
}

function pathsOf(tree: ValueTree): PlottablePaths {
  const found: PlottablePath[] = [];
  for (let row = 0; row < Math.min(tree.tape.size, MOST_ROWS); row += 1) {
    const path = plottableAt(tree, row);
    if (path === undefined) continue;
    const kind = tree.tape.kind(row);
    const isNumber = kind === 'number' || kind === 'true' || kind === 'false';
    found.push({ path, source: tree.source(row, 60), isNumber });
  }
  return { paths: found, cutAt: tree.tape.size > MOST_ROWS ? MOST_ROWS : undefined };
}

/** Path of a value that can be charted. Undefined for all others. */
export function plottableAt(tree: ValueTree, row: number): ValuePath | undefined {
  const kind = tree.tape.kind(row);
  if (kind === 'object' || kind === 'array') return undefined;
  if (isDeeper(tree, row, MOST_LEVELS)) return undefined;
  return isPlottable(tree.value(row)) ? tree.path(row) : undefined;
}
