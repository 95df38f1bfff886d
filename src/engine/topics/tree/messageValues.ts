/** Values of a message, and changes since the previous message on its topic. */
import { isReadable } from '../../../base/text.ts';
import { decodeUtf8 } from '../../../base/utf8.ts';
import { visibleText } from '../../../base/visibleText.ts';
import { formatOf } from '../../../payload/formats/formats.ts';
import { json } from '../../../payload/formats/json.ts';
import { payloadTree } from '../../../payload/formats/reading.ts';
import { difference } from '../../../payload/tree/diff/difference.ts';
import { diffTrees, type ValueDiff } from '../../../payload/tree/diff/valueDiff.ts';
import { type About, isMissing } from '../../../payload/tree/format.ts';
import { needsQuotes } from '../../../payload/tree/needsQuotes.ts';
import { rowAt } from '../../../payload/tree/valueAt.ts';
import {
  pathOf,
  pathText,
  shortPath,
  type ValuePath,
  type ValueTree,
} from '../../../payload/tree/valueTree.ts';

/** A value on the line of a list. */
export interface LineValue {
  /** The shortest unique end of its path; undefined if the message is a single value. */
  readonly key?: string;
  /** Its path as in display filters. */
  readonly path?: string;
  readonly text: string;
  /** Set if it differs from the message before. `was` is undefined for a new key. */
  readonly change?: { readonly was: string | undefined };
}

/** Values of a message by the notation of their path, such as `payload.temp`. Paths without a value are absent. */
export type KeyedValues = Readonly<Record<string, string>>;

/** A changed value of a message. */
export interface ChangedMember {
  /** First byte of the value in the innermost layer of the payload; -1: the payload is a text. */
  readonly start: number;
  /** undefined: the key is new. */
  readonly was: string | undefined;
  /** Difference of two numbers, with its sign. */
  readonly gap?: string;
}

export interface MessageChanges {
  readonly members: readonly ChangedMember[];
  /** Number of all changes, including those not listed. */
  readonly total: number;
  /** Paths of the first values that are gone. */
  readonly removed: readonly string[];
}

export interface Valued extends About {
  readonly payload: Uint8Array;
}

/** Maximum bytes of a payload whose values a row shows. */
const LARGEST_ON_LINE = 8 << 10;
/** Maximum bytes of a payload whose values have columns in a list. */
const LARGEST_KEYED = 256 << 10;
/** Maximum bytes of two payloads that are compared for the detail of a packet. */
const LARGEST_COMPARED = 1 << 20;
/** Maximum characters of a value on a line, and of a previous value. */
const LONGEST = 40;
/** Maximum number of values on a line, and of values considered for it. */
const MOST_ON_LINE = 10;
const MOST_READ = 400;
const MOST_REMOVED = 3;

/** Values that users rarely look for: times and message numbers. */
export const MOMENT_KEY = /^(?:ts|time|timestamp|date|datetime|since|at|id|seq|msgId|messageId)$/i;

/** Changed values first. undefined: the message has no values that fit on a line. */
export function lineValues(now: Valued, before: Valued | undefined): LineValue[] | undefined {
  if (now.payload.length === 0 || now.payload.length > LARGEST_ON_LINE) return undefined;
  const tree = treeOf(now);
  if (tree === undefined) return textLine(now, before);
  const old = before && before.payload.length <= LARGEST_ON_LINE ? treeOf(before) : undefined;
  const diff = old && diffTrees(old, tree, MOST_READ);
  const kind = tree.tape.kind(0);
  if (kind === 'array' || (kind === 'object' && tree.tape.children(0) === 0)) return undefined;
  if (kind !== 'object') return [{ text: sourceText(tree, 0), ...wholeChange(diff) }];
  return membersOf(tree, diff);
}

/**
 * Keys and values of a JSON object on one line: `temp 72.5, rpm 1474`. Changes do not affect the order, so
 * that a list of topics stays calm. undefined: the payload is not a JSON object, or has no keys.
 */
export function keysOnLine(now: Valued): string | undefined {
  if (now.chosen !== undefined || now.payload.length > LARGEST_ON_LINE) return undefined;
  if (formatOf(now.payload, now) !== json) return undefined;
  const values = lineValues(now, undefined);
  const pairs = values?.flatMap(({ key, text }) => (key === undefined ? [] : `${key} ${text}`));
  return pairs && pairs.length > 0 ? pairs.join(', ') : undefined;
}

/** The values at these paths, shortened. undefined: the payload has no values, or is too large to read for a row. */
export function valuesAt(now: Valued, paths: readonly ValuePath[]): KeyedValues | undefined {
  const tree = now.payload.length > LARGEST_KEYED ? undefined : treeOf(now);
  if (tree === undefined) return undefined;
  return Object.fromEntries(
    paths.flatMap((path) => {
      const row = rowAt(tree, path);
      return row === undefined ? [] : [[pathText(path), leafText(tree, row)]];
    }),
  );
}

/** The changes between two messages; undefined if they cannot be compared value by value. */
export function messageChanges(now: Valued, before: Valued): MessageChanges | undefined {
  if (Math.max(now.payload.length, before.payload.length) > LARGEST_COMPARED) return undefined;
  const tree = treeOf(now);
  if (tree === undefined) {
    const [text, old] = [plainText(now), plainText(before)];
    if (text === undefined || old === undefined) return undefined;
    if (text === old) return { members: [], total: 0, removed: [] };
    return { members: [{ start: -1, was: cut(old) }], total: 1, removed: [] };
  }
  const old = treeOf(before);
  if (old === undefined) {
    const text = plainText(before);
    return text === undefined
      ? undefined
      : { members: [{ start: tree.tape.start(0), was: cut(text) }], total: 1, removed: [] };
  }
  const diff = diffTrees(old, tree);
  const gone = diff.changes.filter(({ row }) => row < 0);
  return {
    members: diff.changes.flatMap((change) => {
      if (change.row < 0) return [];
      const gap = gapOf(diff, change.oldRow, change.row);
      return {
        start: change.start,
        was: change.oldRow < 0 ? undefined : sourceText(diff.previous, change.oldRow),
        ...(gap !== undefined && { gap }),
      };
    }),
    total: diff.total,
    removed: gone.slice(0, MOST_REMOVED).map(({ path }) => visibleText(pathText(path))),
  };
}

function gapOf(diff: ValueDiff, oldRow: number, row: number): string | undefined {
  if (oldRow < 0) return undefined;
  return difference(diff.previous.value(oldRow), diff.current.value(row));
}

function treeOf({ payload, ...about }: Valued): ValueTree | undefined {
  const found = payloadTree(payload, about);
  return found === undefined || isMissing(found) ? undefined : found.tree;
}

function plainText({ payload, chosen }: Valued): string | undefined {
  return chosen === undefined && isReadable(payload) ? decodeUtf8(payload) : undefined;
}

function textLine(now: Valued, before: Valued | undefined): LineValue[] | undefined {
  const text = plainText(now);
  if (text === undefined || text.length > 2 * LONGEST) return undefined;
  const old = before && plainText(before);
  const isChanged = old !== undefined && old !== text;
  return [{ text: visibleText(text), ...(isChanged && { change: { was: cut(old) } }) }];
}

function wholeChange(diff: ValueDiff | undefined): Pick<LineValue, 'change'> {
  const [change] = diff?.changes ?? [];
  if (diff === undefined || change === undefined) return {};
  return { change: { was: sourceText(diff.previous, change.oldRow) } };
}

interface Leaf extends LineValue {
  readonly row: number;
  /** Last key of its path. */
  readonly name: string;
  readonly rank: number;
}

function membersOf(tree: ValueTree, diff: ValueDiff | undefined): LineValue[] {
  const changed = new Map(diff?.changes.map((change) => [change.row, change]));
  const leaves: Leaf[] = [];
  // A stack instead of recursion works at any depth.
  const open = [...tree.childRows(0)].reverse();
  for (let read = 0; read < MOST_READ; read += 1) {
    const row = open.pop();
    if (row === undefined) break;
    const kind = tree.tape.kind(row);
    if (kind === 'object' && !changed.has(row)) {
      open.push(...[...tree.childRows(row)].reverse());
      continue;
    }
    const own = changed.get(row);
    const change = own ?? (kind === 'array' ? within(tree, row, diff) : undefined);
    const was = change && diff && oldText(diff, own ? own.oldRow : oldRowOf(diff, row));
    const name = String(tree.key(row) ?? '');
    leaves.push({
      row,
      name,
      text: leafText(tree, row),
      ...(change && { change: { was } }),
      rank: rankOf(tree, row, name, change !== undefined),
    });
  }
  // The sort keeps the order of the payload within a rank.
  leaves.sort((one, other) => one.rank - other.rank);
  return leaves.slice(0, MOST_ON_LINE).map(({ row, name, text, change }) => {
    const namesakes = leaves.filter((other) => other.name === name);
    const path = pathOf(tree, row);
    const others = namesakes.length === 1 ? [] : namesakes.map((other) => pathOf(tree, other.row));
    const key = cut(shortPath(path, others));
    return { key, path: visibleText(pathText(path)), text, ...(change && { change }) };
  });
}

/** A changed element of an array counts as a change of the array. */
function within(tree: ValueTree, row: number, diff: ValueDiff | undefined) {
  const [start, end] = [tree.tape.start(row), tree.tape.end(row)];
  return diff?.changes.find((change) => change.start >= start && change.end <= end);
}

/**
 * Order: changed measurements, changed counts, unchanged values, times and identifiers, then unchanged
 * arrays. Within each group, keys of the object itself are first, then keys of nested objects, then arrays.
 */
function rankOf(tree: ValueTree, row: number, key: string, isChanged: boolean): number {
  const kind = tree.tape.kind(row);
  const isScalar = kind !== 'array' && kind !== 'object';
  const within = isScalar ? (tree.tape.parent(row) === 0 ? 0 : 0.25) : 0.5;
  if (!isChanged && !isScalar) return 4;
  if (MOMENT_KEY.test(key)) return 3 + within;
  if (!isChanged) return 2 + within;
  const isCount = kind === 'number' && /^-?\d+$/.test(tree.source(row, LONGEST));
  return (isCount ? 1 : 0) + within;
}

/** Row at the same path in the previous message; -1 if there was none. */
const oldRowOf = ({ previous, current }: ValueDiff, row: number): number =>
  rowAt(previous, pathOf(current, row)) ?? -1;

function oldText(diff: ValueDiff, oldRow: number): string | undefined {
  return oldRow < 0 ? undefined : leafText(diff.previous, oldRow);
}

/** Texts below a key need no quotation marks, unless they would look like another value. */
function leafText(tree: ValueTree, row: number): string {
  const value = tree.tape.kind(row) === 'string' ? tree.value(row) : undefined;
  const isPlain = typeof value === 'string' && !needsQuotes(value);
  return isPlain ? cut(value) : sourceText(tree, row);
}

const sourceText = (tree: ValueTree, row: number): string => cut(tree.source(row, LONGEST + 1));

function cut(text: string): string {
  return visibleText(text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text);
}
