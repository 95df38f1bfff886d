/** Differences between a message and another one on the same topic. */

import { firstFrom } from '../../../base/sorted.ts';
import { diffPayloads } from '../../../payload/formats/payloadDiff.ts';
import { diffBytes } from '../../../payload/tree/diff/bytesDiff.ts';
import { oldSource, type ValueDiff } from '../../../payload/tree/diff/valueDiff.ts';
import { type About, isMissing, type Missing } from '../../../payload/tree/format.ts';
import { pathText, type ValuePath, type ValueTree } from '../../../payload/tree/valueTree.ts';

export type ValueChange =
  | { readonly kind: 'same' }
  | {
      readonly kind: 'values';
      /** The first ones, in the order of the newer payload, removed ones after their siblings. */
      readonly changes: readonly ChangedValue[];
      /** Number of all changes. */
      readonly total: number;
      /** The values have no keys, so the whole value changed. */
      readonly isOfWhole: boolean;
    }
  /** Range of bytes in the newer value outside of which both are equal; empty if bytes were only removed. */
  | { readonly kind: 'bytes'; readonly from: number; readonly to: number };

export interface ChangedValue {
  /** Path as text. Deep paths are truncated. */
  readonly path: string;
  /** First byte in the newer payload; -1: removed. */
  readonly start: number;
  /** undefined: it was not there before. */
  readonly was: Written | undefined;
  /** undefined: removed. */
  readonly now: Written | undefined;
}

/** A value as text. */
export interface Written {
  /** Beginning of the text. */
  readonly text: string;
  /** Characters of all of it, as far as they were made. */
  readonly length: number;
}

/** Largest payload in bytes that is compared value by value. */
export const LARGEST_COMPARED = 4 << 20;
/** Maximum length of a shown value or path, characters. */
export const LONGEST_TOLD = 400;
const MOST_LEVELS = 64;

export interface Valued extends About {
  readonly payload: Uint8Array;
}

interface Comparison {
  readonly change: ValueChange;
  /** Set if values were compared. */
  readonly previous?: ValueTree;
}

export function valueChange(before: Valued, after: Valued): ValueChange | Missing {
  const compared = comparison(before, after);
  return isMissing(compared) ? compared : compared.change;
}

export function comparison(before: Valued, after: Valued): Comparison | Missing {
  const [previous, current] = [before.payload, after.payload];
  const stretch = diffBytes(previous, current);
  if (stretch === undefined) return { change: { kind: 'same' } };
  if (previous.length <= LARGEST_COMPARED && current.length <= LARGEST_COMPARED) {
    const diff = diffPayloads(previous, current, { previous: before, current: after });
    if (isMissing(diff)) return diff;
    if (diff !== undefined) return { change: toldDiff(diff), previous: diff.previous };
  }
  return { change: { kind: 'bytes', from: stretch.start, to: stretch.currentEnd } };
}

function toldDiff(diff: ValueDiff): ValueChange {
  if (diff.total === 0) return { kind: 'same' };
  const changes = diff.changes.map((change) => ({
    path: pathTold(change.path),
    start: change.start,
    was: written(oldSource(diff, change)),
    now: change.row < 0 ? undefined : written(diff.current.source(change.row, LONGEST_TOLD + 1)),
  }));
  const isOfWhole = diff.changes[0]?.path.length === 0;
  return { kind: 'values', changes, total: diff.total, isOfWhole };
}

const written = (source: string | undefined): Written | undefined =>
  source === undefined ? undefined : { text: source.slice(0, LONGEST_TOLD), length: source.length };

function pathTold(path: ValuePath): string {
  const text = pathText(path.slice(0, MOST_LEVELS));
  const isCut = path.length > MOST_LEVELS || text.length > LONGEST_TOLD;
  return isCut ? `${text.slice(0, LONGEST_TOLD)}…` : text;
}

/** A mark on a line of formatted values. */
export interface LineMark {
  /** Previous text. Undefined if the value is new. */
  readonly was: string | undefined;
}

/** Characters of an old value. */
const WAS_LENGTH = 120;

/**
 * Marks by line (from 0) for changed or added values.
 * @param lineOffsets first byte of each line in the payload
 */
export function marksByLine(
  changes: readonly ChangedValue[],
  lineOffsets: ArrayLike<number>,
): ReadonlyMap<number, LineMark> {
  // Changes are few, and lines can be a million, in another order than the payload.
  const ordered = changes.toSorted((one, other) => one.start - other.start);
  const starts = ordered.map(({ start }) => start);
  const at = (line: number): number => lineOffsets[line] ?? 0;
  const nearest: (number | undefined)[] = [];
  for (let line = 0; line < lineOffsets.length; line += 1) {
    const change = firstFrom(starts, at(line));
    const known = nearest[change];
    if (change < starts.length && (known === undefined || at(known) <= at(line)))
      nearest[change] = line;
  }
  const marks = new Map<number, LineMark>();
  let last: number | undefined;
  for (const [index, { now, was }] of ordered.entries()) {
    last = nearest[index] ?? last;
    if (now !== undefined) marks.set(last ?? 0, { was: was && shortened(was) });
  }
  return marks;
}

function shortened({ text, length }: Written): string {
  return length > WAS_LENGTH ? `${text.slice(0, WAS_LENGTH)}… (${length})` : text;
}

/** Paths of removed values, as many as fit on a line. */
export function removedPaths(changes: readonly ChangedValue[], limit = 3): string {
  const removed = changes.filter(({ now }) => now === undefined);
  const named = removed.slice(0, limit).map(({ path }) => path);
  return removed.length > limit
    ? `${named.join(', ')} +${removed.length - limit}`
    : named.join(', ');
}

/** The changed keys, shortened: `temperature, oil.temp`. */
export function changedKeys(
  { changes, total }: { readonly changes: readonly ChangedValue[]; readonly total: number },
  limit = 6,
): string {
  const named = changes
    .slice(0, limit)
    .map(({ path }) => path.replace(/^payload(?:\.|(?=\[))/, ''));
  const keys = named.join(', ');
  return total > limit ? `${keys} +${total - limit}` : keys;
}
