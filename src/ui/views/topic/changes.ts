/** What a message changed against the one before it on the same topic. */
import { diffBytes } from '../../../payload/bytesDiff.ts';
import { type About, isMissing, type PayloadFormat } from '../../../payload/formats/format.ts';
import { diffPayloads } from '../../../payload/formats/payloadDiff.ts';
import { oldSource, type ValueDiff } from '../../../payload/valueDiff.ts';
import { pathText } from '../../../payload/valueTree.ts';

export type ValueChange =
  | { readonly kind: 'same' }
  | { readonly kind: 'values'; readonly diff: ValueDiff }
  /** Bytes of the new value outside of which the two are the same; equal where bytes only went. */
  | { readonly kind: 'bytes'; readonly from: number; readonly to: number }
  /** It cannot be told before this is loaded. */
  | { readonly kind: 'waits'; readonly missing: PayloadFormat };

/** Bytes up to which two payloads are compared value by value. */
export const LARGEST_COMPARED = 4 << 20;

interface Valued extends About {
  readonly payload: Uint8Array;
}

export function valueChange(before: Valued, after: Valued): ValueChange {
  const [previous, current] = [before.payload, after.payload];
  const stretch = diffBytes(previous, current);
  if (stretch === undefined) return { kind: 'same' };
  if (previous.length <= LARGEST_COMPARED && current.length <= LARGEST_COMPARED) {
    const diff = diffPayloads(previous, current, { previous: before, current: after });
    if (isMissing(diff)) return { kind: 'waits', ...diff };
    if (diff !== undefined) return diff.total === 0 ? { kind: 'same' } : { kind: 'values', diff };
  }
  return { kind: 'bytes', from: stretch.start, to: stretch.currentEnd };
}

/** A mark at a line of the laid-out JSON. */
export interface LineMark {
  /** As it was written before; undefined where the value is new. */
  readonly was: string | undefined;
}

/** Characters of an old value. */
const WAS_LENGTH = 120;

/**
 * Marks by line (from 0) for what was changed or added.
 * @param lineOffsets for each line the byte of the payload with which it begins
 */
export function marksByLine(
  diff: ValueDiff,
  lineOffsets: readonly number[],
): ReadonlyMap<number, LineMark> {
  const marks = new Map<number, LineMark>();
  for (const change of diff.changes) {
    if (change.kind === 'removed') continue;
    marks.set(lineOf(change.start, lineOffsets), { was: shortened(oldSource(diff, change)) });
  }
  return marks;
}

function shortened(source: string | undefined): string | undefined {
  return source !== undefined && source.length > WAS_LENGTH
    ? `${source.slice(0, WAS_LENGTH)}… (${source.length})`
    : source;
}

/** The last line that begins at or before a byte. */
function lineOf(offset: number, lineOffsets: readonly number[]): number {
  let low = 0;
  let high = lineOffsets.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((lineOffsets[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** It has no keys: it is another value. */
export const isOfWhole = ({ changes }: ValueDiff): boolean => changes[0]?.path.length === 0;

/** Paths of what is gone, as far as they fit into a line. */
export function removedPaths(diff: ValueDiff, limit = 3): string {
  const removed = diff.changes.filter(({ kind }) => kind === 'removed');
  const named = removed.slice(0, limit).map(({ path }) => pathText(path));
  return removed.length > limit
    ? `${named.join(', ')} +${removed.length - limit}`
    : named.join(', ');
}

/** The changed keys in short: `temperature, oil.temp`. */
export function changedKeys(diff: ValueDiff, limit = 6): string {
  const named = diff.changes
    .slice(0, limit)
    .map(({ path }) => pathText(path).replace(/^\$\.?/, ''));
  const keys = named.map((key) => key || '$').join(', ');
  return diff.total > limit ? `${keys} +${diff.total - limit}` : keys;
}
