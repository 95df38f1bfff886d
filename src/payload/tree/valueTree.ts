/** The values of a payload as a tree over its bytes, the same for every format. */

import type { Decimal } from '../../base/decimal.ts';
import { quote } from '../../base/quoting.ts';
import type { ValueTape } from './valueTape.ts';

/**
 * Keys of objects and indexes of arrays, from the root; a numeric key is a number. After a repeated key: its
 * index among them, from 0.
 */
export type ValuePath = readonly (string | number)[];

/** A value; a `Decimal` if a double would lose digits. */
export type TreeValue = string | number | boolean | null | Decimal | Uint8Array;

/** Rows count from 0, the root; their positions and kinds are in the tape. */
export interface ValueTree {
  readonly tape: ValueTape;
  /** Rows of a value's members or elements, in order. */
  childRows(row: number): Iterable<number>;
  /** First byte of the member, including its key. */
  memberStart(row: number): number;
  /**
   * undefined for array elements and the root. Keys of other types than text or number appear in their
   * notation.
   */
  key(row: number): string | number | undefined;
  /**
   * The notation of a key, which distinguishes a number from a text of the same digits; absent if the format
   * has only text keys.
   */
  keySource?(row: number): string | undefined;
  /** Costs the depth, and in arrays the number of elements before. */
  path(row: number): ValuePath;
  /** The source text, or the notation for formats that are not text. */
  source(row: number, limit?: number): string;
  /** undefined for objects, arrays and non-values (CBOR's `undefined`). */
  value(row: number): TreeValue | undefined;
  /** Names may be repeated in an object: `[0]` after a name that occurs once means that one. */
  readonly repeatsNames?: boolean;
  /** The value that an object represents, if any: a filter for the object compares this value. */
  stoodFor?(row: number): TreeValue | undefined;
}

export function pathOf(tree: ValueTree, row: number): ValuePath {
  const path: (string | number)[] = [];
  for (let at = row; at > 0; at = tree.tape.parent(at)) {
    const key = tree.key(at);
    const place = key === undefined ? indexInParent(tree, at) : placeAmongNamesakes(tree, at);
    if (place !== undefined) path.push(place);
    if (key !== undefined) path.push(key);
  }
  return path.reverse();
}

/** Whether more than `levels` levels lead to the row. */
export function isDeeper(tree: ValueTree, row: number, levels: number): boolean {
  let left = levels;
  for (let at = row; at > 0; at = tree.tape.parent(at)) {
    if (left === 0) return true;
    left -= 1;
  }
  return false;
}

function indexInParent(tree: ValueTree, row: number): number {
  let index = 0;
  for (const child of tree.childRows(tree.tape.parent(row))) {
    if (child === row) break;
    index++;
  }
  return index;
}

/** Cached, because searching an object for each of its members would take quadratic time. */
const namesakes = new WeakMap<ValueTree, Map<number, ReadonlyMap<number, number>>>();
const NO_NAMESAKES: ReadonlyMap<number, number> = new Map();

/** Index of a member among those with its name, from 0; undefined if the name is unique. */
export function placeAmongNamesakes(tree: ValueTree, row: number): number | undefined {
  const parent = tree.tape.parent(row);
  const ofTree = namesakes.get(tree) ?? new Map<number, ReadonlyMap<number, number>>();
  namesakes.set(tree, ofTree);
  const places = ofTree.get(parent) ?? namesakesIn(tree, parent);
  ofTree.set(parent, places);
  return places.get(row);
}

function namesakesIn(tree: ValueTree, parent: number): ReadonlyMap<number, number> {
  if (tree.tape.children(parent) < 2) return NO_NAMESAKES;
  const byName = new Map<string | number | undefined, number[]>();
  for (const row of tree.childRows(parent)) {
    const rows = byName.get(tree.key(row));
    if (rows === undefined) byName.set(tree.key(row), [row]);
    else rows.push(row);
  }
  const places = new Map<number, number>();
  for (const rows of byName.values()) {
    if (rows.length > 1) for (const [place, row] of rows.entries()) places.set(row, place);
  }
  return places.size === 0 ? NO_NAMESAKES : places;
}

export function stepText(step: string | number): string {
  if (typeof step === 'number') return `[${step}]`;
  return /^[A-Za-z_$][\w$-]*$/.test(step) ? `.${step}` : `[${quote(step)}]`;
}

/** The path as display filters write it: `payload.params.temperature`, `payload.list[3]`, `payload["odd key"]`. */
export const pathText = (path: ValuePath): string => `payload${path.map(stepText).join('')}`;

/** The path within the payload: `params.temperature`, `["odd key"]`; empty for the whole payload. */
export const innerPath = (path: ValuePath): string =>
  path.map(stepText).join('').replace(/^\./, '');

/** The last steps of a path, as many as none of the others ends in: `temperature`, or `oil.temperature`. */
export function shortPath(path: ValuePath, others: Iterable<ValuePath>): string {
  const rivals = [...others].filter((other) => !isSamePath(other, path));
  for (let from = path.length - 1; from > 0; from -= 1) {
    const end = path.slice(from);
    const isUnique = !rivals.some((other) =>
      end.every((step, at) => step === other[other.length - end.length + at]),
    );
    // An index alone is no name.
    if (isUnique && typeof end[0] === 'string') return nameOf(end);
  }
  return nameOf(path);
}

const nameOf = (end: ValuePath): string =>
  end.length === 1 && typeof end[0] === 'string' ? end[0] : innerPath(end);

export const isSamePath = (one: ValuePath, other: ValuePath): boolean =>
  pathText(one) === pathText(other);

/** Whether a stored value is a path. */
export const isValuePath = (value: unknown): value is ValuePath =>
  Array.isArray(value) &&
  value.every((step) => typeof step === 'string' || typeof step === 'number');
