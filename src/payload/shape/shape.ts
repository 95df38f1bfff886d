/** Describes the values of many messages: keys, kinds, ranges, frequencies and last changes. */
import { difference } from '../tree/diff/difference.ts';
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

/** Replaces element indexes in paths, because the elements of an array are described together. */
export const EACH = '[]';

/** Place and time of a value. */
export interface SeenAt {
  readonly packet: number;
  /** µs since the capture's origin. */
  readonly time: number;
}

export interface KeyShape {
  /** From the root; `[]` means all elements of an array. */
  readonly path: ValuePath;
  /** Most frequent first. */
  readonly kinds: readonly { readonly kind: SeenKind; readonly count: number }[];
  /** Number of occurrences, and occurrences of its parent. */
  readonly seen: number;
  readonly of: number;
  /** The smallest and the largest number, as written. */
  readonly range: { readonly least: string; readonly most: string } | undefined;
  /** Number of elements of arrays, or characters of texts. */
  readonly length: { readonly least: number; readonly most: number } | undefined;
  /** All texts, if they are few and recur. */
  readonly texts: readonly string[] | undefined;
  /** A few different values, as written. */
  readonly examples: readonly string[];
  readonly format: SeenFormat | undefined;
  /** The last message that changed, added or removed the value; undefined if none did. */
  readonly changed: SeenAt | undefined;
  /** Number of such messages. */
  readonly changes: number;
}

export interface ShapeReport {
  /** Parents are before their children. */
  readonly keys: readonly KeyShape[];
  /** Number of messages. */
  readonly messages: number;
  /** There are more keys than the limit. */
  readonly isCut: boolean;
}

/** Limits of keys, levels, different texts of a key, and examples. */
const MOST_KEYS = 2000;
const MOST_LEVELS = 16;
const MOST_TEXTS = 12;
const MOST_EXAMPLES = 5;
/** Limit of elements read in an array. */
const MOST_ELEMENTS = 100;
/** Limit of characters in an example, and in a text that counts as one of few. */
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
  /** The last value as written; undefined if it was absent or has keys. */
  source: string | undefined;
  /** Number of the last message with the value, from one. */
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

  /** Messages must be added in order. */
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
    if (!key.isThere && this.#messages > 1) reportChange(key, at);
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

  /** Marks values as removed that the message before had and this one has not. */
  #leave(key: Key, at: SeenAt): void {
    for (const child of key.children.values()) {
      if (!child.isThere) continue;
      if (child.last !== this.#messages) {
        child.isThere = false;
        child.source = undefined;
        reportChange(child, at);
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

/** Compares with every digit; infinite numbers do not count. */
function isBelow(one: TreeValue | undefined, other: TreeValue | undefined): boolean {
  const by = difference(one, other);
  return by === undefined ? Number(one) < Number(other) : by.startsWith('+');
}

function noteLength(key: Key, length: number): void {
  key.shortest = Math.min(key.shortest, length);
  key.longest = Math.max(key.longest, length);
}

function noteChange(key: Key, source: string, at: SeenAt): void {
  if (key.source !== undefined && key.source !== source) reportChange(key, at);
  key.source = source;
}

/** Marks the value and its parents as changed. Elements of an array share one entry. */
function reportChange(key: Key, at: SeenAt): void {
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

/** Rarely present although its parent often is. */
export function isRare({ seen, of }: Pick<KeyShape, 'seen' | 'of'>): boolean {
  return of >= 10 && seen * 10 <= of;
}
