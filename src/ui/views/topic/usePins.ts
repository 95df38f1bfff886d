import { useMemo } from 'react';
import { isMissing, type PayloadFormat } from '../../../payload/formats/format.ts';
import { readingOf } from '../../../payload/formats/formats.ts';
import { rowAt } from '../../../payload/formats/valueAt.ts';
import type { ValueTree } from '../../../payload/valueTree.ts';
import { togglePinned, usePinned } from './pinnedPaths.ts';

interface Pins {
  /** By the byte with which their member begins. */
  readonly pinned: ReadonlySet<number>;
  readonly toggle: (offset: number) => void;
}

const NONE: ReadonlySet<number> = new Set();

/** Which values of a payload have a column in the history. @param payload undefined: it has no values */
export function usePins(
  connectionId: string,
  topic: string,
  format: PayloadFormat,
  payload: Uint8Array | undefined,
): Pins {
  const paths = usePinned(connectionId, topic);
  const pinned = useMemo(() => {
    if (paths.length === 0) return NONE;
    const tree = treeOf(format, payload);
    if (tree === undefined) return NONE;
    const rows = paths.flatMap((path) => rowAt(tree, path) ?? []);
    return new Set(rows.map((row) => tree.memberStart(row)));
  }, [paths, format, payload]);
  const toggle = (offset: number): void => {
    const tree = treeOf(format, payload);
    if (tree === undefined) return;
    for (let row = 0; row < tree.tape.size; row += 1) {
      if (tree.memberStart(row) !== offset) continue;
      togglePinned(connectionId, topic, tree.path(row));
      return;
    }
  };
  return { pinned, toggle };
}

function treeOf(format: PayloadFormat, payload: Uint8Array | undefined): ValueTree | undefined {
  const reading = readingOf(format);
  return payload === undefined || isMissing(reading) ? undefined : reading.decode?.(payload).tree;
}
