/** What the values of many messages look like: which keys, of which kinds, in which ranges, how often, and when they changed. */
import { difference } from '../tree/difference.ts';
import type { TreeValue, ValuePath, ValueTree } from '../tree/valueTree.ts';
import { type SeenFormat, seenFormat } from './seenFormat.ts';

export type SeenKind =
  | 'object'
  | 'array'
  | 'string'
  | 'integer'
  | 'number'
  | 'boolean'
  | 'null'
  | 'bytes'
  | 'other';

/** In place of the numbers of elements: all of an array are taken together. */
export const EACH = '[]';

/** Where and when a value came. */
export interface SeenAt {
  readonly packet: number;
  /** µs since the capture's origin. */
  readonly time: number;
}

export interface KeyShape {
  /** From the root; `[]` stands for the elements of an array. */
  readonly path: ValuePath;
  /** The most frequent first. */
  readonly kinds: readonly { readonly kind: SeenKind; readonly count: number }[];
  /** How often it was there, and its parent. */
  readonly seen: number;
  readonly of: number;
  /** Of numbers, as they were written. */
  readonly range: { readonly least: string; readonly most: string } | undefined;
  /** Elements, of arrays; characters, of texts. */
  readonly length: { readonly least: number; readonly most: number } | undefined;
  /** All texts that were seen, where these are few and recur. */
  readonly texts: readonly string[] | undefined;
  /** A few different values, as they were written. */
  readonly examples: readonly string[];
  readonly format: SeenFormat | undefined;
  /** The last message in which it was another value than before, came or was gone; undefined while it never was. */
  readonly changed: SeenAt | undefined;
  /** How often that was so. */
  readonly changes: number;
}

export interface ShapeReport {
  /** Parents before their children. */
  readonly keys: readonly KeyShape[];
  /** Messages that it is taken from. */
  readonly messages: number;
  /** There are more keys than are told apart. */
  readonly isCut: boolean;
}

/** Keys, levels, different texts of a key, and examples. */
const MOST_KEYS = 2000;
const MOST_LEVELS = 16;
const MOST_TEXTS = 12;
const MOST_EXAMPLES = 5;
/** Elements of an array that are looked at. */
const MOST_ELEMENTS = 100;
/** Characters of a text that may be one of few, and of an example. */
const LONGEST_TEXT = 40;
const LONGEST_EXAMPLE = 60;

class Key {
  readonly path: ValuePath;
  readonly parent: Key | undefined;
  readonly children = new Map<string | number, Key>();
  readonly kinds = new Map<SeenKind, number>();
  readonly texts = new Set<string>();
  readonly examples = new Set<string>();
  seen = 0;
  least: TreeValue | undefined;
  most: TreeValue | undefined;
  shortest = Number.POSITIVE_INFINITY;
  longest = 0;
  hasManyTexts = false;
  format: SeenFormat | 'none' | undefined;
  /** As it was written last; undefined: it was not there, or has keys. */
  source: string | undefined;
  /** The last message that had it, counted from one. */
  last = 0;
  isThere = false;
  changed: SeenAt | undefined;
  changes = 0;

  constructor(path: ValuePath, parent?: Key) {
    this.path = path;
    this.parent = parent;
  }
}

export class Shape {
  readonly #root = new Key([]);
  #keys = 1;
  #messages = 0;
  #isCut = false;

  /** Messages come in their order. */
  add(tree: ValueTree, at: SeenAt): void {
    this.#messages += 1;
    this.#note(this.#root, tree, 0, at);
    this.#leave(this.#root, at);
  }

  report(): ShapeReport {
    const keys: KeyShape[] = [];
    const open: Key[] = [this.#root];
    for (let key = open.pop(); key !== undefined; key = open.pop()) {
      keys.push(reported(key));
      open.push(...[...key.children.values()].reverse());
    }
    return { keys, messages: this.#messages, isCut: this.#isCut };
  }

  #note(key: Key, tree: ValueTree, row: number, at: SeenAt): void {
    const kind = kindOf(tree, row);
    if (!key.isThere && this.#messages > 1) tellChange(key, at);
    key.isThere = true;
    key.last = this.#messages;
    key.seen += 1;
    key.kinds.set(kind, (key.kinds.get(kind) ?? 0) + 1);
    if (kind === 'object') this.#noteMembers(key, tree, row, at);
    else if (kind === 'array') this.#noteElements(key, tree, row, at);
    else noteLeaf(key, kind, tree.value(row), tree.source(row, LONGEST_EXAMPLE + 1));
    if (kind !== 'object') noteChange(key, tree.source(row), at);
  }

  #noteMembers(key: Key, tree: ValueTree, row: number, at: SeenAt): void {
    if (key.path.length >= MOST_LEVELS) return;
    for (const child of tree.tape.childRows(row)) {
      const member = this.#child(key, tree.key(child) ?? '');
      if (member !== undefined) this.#note(member, tree, child, at);
    }
  }

  #noteElements(key: Key, tree: ValueTree, row: number, at: SeenAt): void {
    noteLength(key, tree.tape.children(row));
    if (key.path.length >= MOST_LEVELS || tree.tape.children(row) === 0) return;
    const element = this.#child(key, EACH);
    if (element === undefined) return;
    let count = 0;
    for (const child of tree.tape.childRows(row)) {
      if (count === MOST_ELEMENTS) break;
      this.#note(element, tree, child, at);
      count += 1;
    }
  }

  /** What is below and was in the message before, and not in this one, is gone. */
  #leave(key: Key, at: SeenAt): void {
    for (const child of key.children.values()) {
      if (!child.isThere) continue;
      if (child.last !== this.#messages) {
        child.isThere = false;
        child.source = undefined;
        tellChange(child, at);
      }
      this.#leave(child, at);
    }
  }

  #child(key: Key, step: string | number): Key | undefined {
    const known = key.children.get(step);
    if (known !== undefined) return known;
    if (this.#keys >= MOST_KEYS) {
      this.#isCut = true;
      return undefined;
    }
    this.#keys += 1;
    const child = new Key([...key.path, step], key);
    key.children.set(step, child);
    return child;
  }
}

function kindOf(tree: ValueTree, row: number): SeenKind {
  const kind = tree.tape.kind(row);
  if (kind === 'true' || kind === 'false') return 'boolean';
  if (kind !== 'number') return kind;
  return /^[+-]?\d+$/.test(String(tree.value(row))) ? 'integer' : 'number';
}

function noteLeaf(key: Key, kind: SeenKind, value: TreeValue | undefined, source: string): void {
  const example = source.length > LONGEST_EXAMPLE ? `${source.slice(0, LONGEST_EXAMPLE)}…` : source;
  if (key.examples.size < MOST_EXAMPLES) key.examples.add(example);
  if (kind === 'integer' || kind === 'number') noteNumber(key, value);
  if (typeof value === 'string') {
    noteLength(key, Array.from(value).length);
    if (value.length > LONGEST_TEXT) key.hasManyTexts = true;
    else if (!key.hasManyTexts) key.texts.add(value);
    if (key.texts.size > MOST_TEXTS) key.hasManyTexts = true;
  }
  if (kind === 'null') return;
  const format = seenFormat(value, key.path.at(-1)) ?? 'none';
  key.format = key.format === undefined || key.format === format ? format : 'none';
}

function noteNumber(key: Key, value: TreeValue | undefined): void {
  if (key.least === undefined || isBelow(value, key.least)) key.least = value;
  if (key.most === undefined || isBelow(key.most, value)) key.most = value;
}

/** With every digit; numbers without end are left out. */
function isBelow(one: TreeValue | undefined, other: TreeValue | undefined): boolean {
  const by = difference(one, other);
  return by === undefined ? Number(one) < Number(other) : by.startsWith('+');
}

function noteLength(key: Key, length: number): void {
  key.shortest = Math.min(key.shortest, length);
  key.longest = Math.max(key.longest, length);
}

function noteChange(key: Key, source: string, at: SeenAt): void {
  if (key.source !== undefined && key.source !== source) tellChange(key, at);
  key.source = source;
}

/** With it all changes that it is in. Elements of arrays are told apart by their array alone. */
function tellChange(key: Key, at: SeenAt): void {
  if (key.path.includes(EACH)) return;
  for (let one: Key | undefined = key; one !== undefined; one = one.parent) {
    if (one.changed?.packet !== at.packet) one.changes += 1;
    one.changed = at;
  }
}

function reported(key: Key): KeyShape {
  const { path, seen, examples, changed, changes, least, most } = key;
  const kinds = [...key.kinds].map(([kind, count]) => ({ kind, count }));
  const strings = key.kinds.get('string') ?? 0;
  const areFew = !key.hasManyTexts && strings > key.texts.size;
  return {
    path,
    kinds: kinds.sort((a, b) => b.count - a.count),
    seen,
    of: path.at(-1) === EACH ? seen : (key.parent?.kinds.get('object') ?? seen),
    range: least === undefined ? undefined : { least: String(least), most: String(most) },
    length: key.longest === 0 && key.shortest > 0 ? undefined : lengthOf(key),
    texts: areFew ? [...key.texts] : undefined,
    examples: [...examples],
    format: key.format === 'none' ? undefined : key.format,
    changed,
    changes,
  };
}

const lengthOf = ({ shortest, longest }: Key) => ({ least: shortest, most: longest });

/** Seldom there, although what it belongs to is often. */
export function isRare({ seen, of }: Pick<KeyShape, 'seen' | 'of'>): boolean {
  return of >= 10 && seen * 10 <= of;
}
