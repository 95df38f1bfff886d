/** Content of a history row: values, their differences, and the keys. */

import { characterStart } from '../../../base/text.ts';
import { decodeUtf8 } from '../../../base/utf8.ts';
import { visibleText } from '../../../base/visibleText.ts';
import { type LineValue, lineValues } from '../../../engine/topics/tree/messageValues.ts';
import { formatPreview, payloadPreview, payloadTree } from '../../../payload/formats/reading.ts';
import { difference } from '../../../payload/tree/diff/difference.ts';
import { isMissing, type Missing } from '../../../payload/tree/format.ts';
import { needsQuotes } from '../../../payload/tree/needsQuotes.ts';
import { rowAt } from '../../../payload/tree/valueAt.ts';
import type { ValuePath, ValueTree } from '../../../payload/tree/valueTree.ts';
import { comparison, type ValueChange, type Valued } from './changes.ts';

export interface ValueCell {
  /** undefined: the message has no such value. */
  readonly text: string | undefined;
  /** Difference of numbers. For other values a mark if they differ. */
  readonly change: string | undefined;
}

export interface RowCells {
  /** A value per path. Without paths, a single entry for the whole value. */
  readonly values: readonly ValueCell[];
  readonly change: ValueChange | undefined;
  /** Values on one line, changed ones first. Not set with paths, and if the message has none that fit. */
  readonly line?: readonly LineValue[] | undefined;
}

/** Largest value in bytes that its row reads. */
const MOST_READ = 64 << 10;
/** Characters of a value in a row. */
const LONGEST = 80;
/** Bytes of a text before its change that have room in a narrow row, and those that are left of more. */
const BEFORE_CHANGE = 24;
const KEPT_BEFORE = 12;
const OTHER = '~';
const WHOLE: ValuePath = [];

/** True if only the beginnings of a message and its predecessor are shown. */
export const isOnlyBegun = (of: readonly (Valued | undefined)[]): boolean =>
  of.some((one) => one !== undefined && one.payload.length > MOST_READ);

/** @param before the previous message, if available */
export function cellsOf(
  message: Valued,
  before: Valued | undefined,
  paths: readonly ValuePath[],
): RowCells | Missing {
  const { payload } = message;
  if (isOnlyBegun([message, before]))
    return { values: paths.length === 0 ? [begun(payload)] : [], change: undefined };
  const now = payloadTree(payload, message);
  if (isMissing(now)) return now;
  const compared = before && comparison(before, message);
  if (isMissing(compared)) return compared;
  const change = compared?.change;
  const tree = now?.tree;
  if (tree === undefined) {
    const values = paths.length === 0 ? [ofBytes(payload, change)] : paths.map(() => NOTHING);
    return { values, change };
  }
  const old = change?.kind === 'same' ? tree : compared?.previous;
  const cellOf = (path: ValuePath): ValueCell => cellAt(tree, old, path);
  return paths.length === 0
    ? { values: [cellOf(WHOLE)], change, line: lineValues(message, before) }
    : { values: paths.map(cellOf), change };
}

const NOTHING: ValueCell = { text: undefined, change: undefined };

function begun(payload: Uint8Array): ValueCell {
  return {
    text: payloadPreview(payload.subarray(0, LONGEST * 4), LONGEST).text,
    change: undefined,
  };
}

/** A text that changed far from its beginning is shown from shortly before the change. */
function ofBytes(payload: Uint8Array, change: ValueChange | undefined): ValueCell {
  if (change?.kind !== 'bytes')
    return { text: payloadPreview(payload, LONGEST).text, change: undefined };
  const isText = decodeUtf8(payload) !== undefined && formatPreview(payload, LONGEST) === undefined;
  const from = isText && change.from > BEFORE_CHANGE ? change.from - KEPT_BEFORE : 0;
  const { text } = payloadPreview(payload.subarray(characterStart(payload, from)), LONGEST);
  return { text: from > 0 ? `…${text}` : text, change: OTHER };
}

function cellAt(tree: ValueTree, old: ValueTree | undefined, path: ValuePath): ValueCell {
  const row = rowAt(tree, path);
  if (row === undefined) return NOTHING;
  const oldRow = old && rowAt(old, path);
  return { text: textAt(tree, row), change: changeAt(tree, row, old, oldRow) };
}

/** A text without its quotation marks, unless it would look like another value. */
function textAt(tree: ValueTree, row: number): string {
  const value = tree.value(row);
  const isPlain = typeof value === 'string' && !needsQuotes(value);
  const text = isPlain ? value : tree.source(row, LONGEST);
  return visibleText(text.slice(0, LONGEST));
}

function changeAt(
  tree: ValueTree,
  row: number,
  old: ValueTree | undefined,
  oldRow: number | undefined,
): string | undefined {
  if (old === undefined || oldRow === undefined) return undefined;
  const by = difference(old.value(oldRow), tree.value(row));
  if (by !== undefined) return by === '0' ? undefined : by;
  return old.source(oldRow) === tree.source(row) ? undefined : OTHER;
}
