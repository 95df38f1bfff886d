/** What a payload says, as a tree over its bytes: the same of every format that has values. */
import type { Decimal } from '../../base/decimal.ts';
import type { ValueTape } from './valueTape.ts';

/** Keys of objects and indices of arrays, from the root; a key that is a number is a number. Behind a key that stands more than once in its object: which of them, from 0. */
export type ValuePath = readonly (string | number)[];

/** What a value comes to; a `Decimal` where a double would lose digits of it. */
export type TreeValue = string | number | boolean | null | Decimal | Uint8Array;

/** Rows count from 0, the root; their places and kinds are in the tape. */
export interface ValueTree {
  readonly tape: ValueTape;
  /** Rows of a value's members or elements, in the order in which they stand. */
  childRows(row: number): Iterable<number>;
  /** Byte with which the member begins, its key included. */
  memberStart(row: number): number;
  /** undefined for elements of arrays and the root. Keys that are neither text nor number: as they are written. */
  key(row: number): string | number | undefined;
  /** A key as it is written, by which a number is told from a text of the same digits; where a format has such keys. */
  keySource?(row: number): string | undefined;
  /** Costs the depth and, in arrays, the elements before. */
  path(row: number): ValuePath;
  /** As it is written, or in the notation of formats that are not text. */
  source(row: number, limit?: number): string;
  /** undefined for objects and arrays, and for what is no value (CBOR's `undefined`). */
  value(row: number): TreeValue | undefined;
  /** Names may stand more than once in an object: `[0]` behind one that stands once is that one. */
  readonly repeatsNames?: boolean;
  /** The one value that an object is about, if there is one: a filter that asks for the object means it. */
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

/** Whether more than so many levels lead to it. */
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

/** Asked row by row: to look through an object for each of its members would cost the square. */
const namesakes = new WeakMap<ValueTree, Map<number, ReadonlyMap<number, number>>>();
const NO_NAMESAKES: ReadonlyMap<number, number> = new Map();

/** Which of those with its name a member is, from 0; undefined where no other has it. */
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

/** `$.params.temperature`, `$.list[3]`, `$["odd key"]`. */
export function pathText(path: ValuePath): string {
  const pieces = path.map((step) => {
    if (typeof step === 'number') return `[${step}]`;
    return /^[A-Za-z_$][\w$]*$/.test(step) ? `.${step}` : `[${JSON.stringify(step)}]`;
  });
  return `$${pieces.join('')}`;
}
