/**
 * Reads CBOR whose tags change the meaning of its items: embedded items (24), string references (25, 256),
 * typed arrays (64 to 87) and COSE (16 to 18, 96 to 98).
 */
import { BuiltTree, type Key } from '../../tree/builtTree.ts';
import type { FormatError } from '../../tree/format.ts';
import { readItems } from '../../tree/itemReading.ts';
import { decodeItems } from '../../tree/items.ts';
import { ItemTree } from '../../tree/itemTree.ts';
import { LARGEST_READ } from '../../tree/largest.ts';
import type { DecodedTree } from '../../tree/notation.ts';
import { treeReading } from '../../tree/treeReading.ts';
import type { TreeValue } from '../../tree/valueTree.ts';
import { cborSyntax, contentAt } from './cborSyntax.ts';
import { ALGORITHMS, COSE, COSE_PARTS, HEADERS } from './cose.ts';
import { typedArray } from './typedArrays.ts';

const EMBEDDED = 24;
const STRING_REFERENCE = 25;
const NAMESPACE = 256n;
const BYTES = 2;
const TEXT = 3;
const ARRAY = 4;
const MAP = 5;
/** Nesting limit of embedded items and of parts of COSE. */
const DEEPEST = 8;

type Content = NonNullable<ReturnType<typeof contentAt>>;

/** An item in a tree over some bytes of the payload. */
interface Item {
  readonly tree: ItemTree;
  readonly row: number;
  /** Position of the tree's bytes in the payload. */
  readonly base: number;
  readonly depth: number;
}

/** The innermost tag, which determines the item's meaning; -1: none. */
const tagOf = (tags: Content['tags']): number => Number(tags.at(-1) ?? -1);

/** Shorter strings are not referred to, because a reference is no shorter. */
function isReferable(length: number, known: number): boolean {
  if (known < 24) return length >= 3;
  if (known < 0x100) return length >= 4;
  if (known < 0x1_0000) return length >= 5;
  return length >= 7;
}

class Tagged {
  readonly tree = new BuiltTree();
  error: FormatError | undefined;
  /** Strings that can be referred to, of each open namespace. */
  readonly #namespaces: TreeValue[][] = [];

  add(item: Item, key?: Key): void {
    const { tree, row, base } = item;
    const start = tree.tape.start(row);
    if (this.tree.isFull) {
      this.error = { key: 'many', offset: base + start };
      return;
    }
    const content = contentAt(tree.bytes, start);
    if (content === undefined) return;
    const isNamespace = content.tags.includes(NAMESPACE);
    if (isNamespace) this.#namespaces.push([]);
    this.#content(item, content, key);
    if (isNamespace) this.#namespaces.pop();
  }

  #content(item: Item, content: Content, key: Key | undefined): void {
    const { tree, row, base } = item;
    const { tags, initial } = content;
    const tag = tagOf(tags);
    const [start, end] = [base + tree.tape.start(row), base + tree.tape.end(row)];
    const referred = this.#referred(content);
    if (referred !== undefined) {
      this.tree.add({ value: referred }, start, end, key);
      return;
    }
    const isBytes = initial.major === BYTES && initial.argument >= 0;
    const bytes = tree.bytes.subarray(initial.end, initial.end + initial.argument);
    const inner = isBytes && tag === EMBEDDED ? this.#inside(item, content) : undefined;
    const numbers = isBytes ? typedArray(tag, bytes) : undefined;
    const names = initial.major === ARRAY ? COSE.get(tag) : undefined;
    if (inner !== undefined) this.add(inner, key);
    else if (numbers !== undefined) {
      this.tree.open('array', start, key);
      for (let at = 0; at * numbers.size < bytes.length && !this.tree.isFull; at += 1) {
        const from = base + initial.end + at * numbers.size;
        this.tree.add({ value: numbers.at(at) }, from, from + numbers.size);
      }
      this.tree.close(end);
    } else if (names !== undefined) this.#cose(item, names, key);
    else if (tree.isContainer(row)) this.#container(item, key);
    else {
      const value = tree.value(row);
      this.#remember(content, value);
      this.tree.add({ value, text: tree.leaf(row, Number.POSITIVE_INFINITY) }, start, end, key);
    }
  }

  #container(item: Item, key: Key | undefined): void {
    const { tree, row, base } = item;
    const isMap = tree.tape.kind(row) === 'object';
    this.tree.open(isMap ? 'object' : 'array', base + tree.tape.start(row), key);
    for (const child of tree.childRows(row))
      this.add({ ...item, row: child }, this.#keyOf(tree, child, base));
    this.tree.close(base + tree.tape.end(row));
  }

  #keyOf(tree: ItemTree, row: number, base: number): Key | undefined {
    const { tape, bytes } = tree;
    const [start, end] = [tape.keyStart(row), tape.keyEnd(row)];
    if (start < 0) return undefined;
    const content = contentAt(bytes, start);
    const referred = content && this.#referred(content);
    const name = tree.key(row);
    if (content !== undefined) this.#remember(content, name);
    const own = name === undefined ? {} : { name };
    const said = typeof referred === 'string' ? { name: referred } : own;
    return { ...said, start: base + start, end: base + end };
  }

  /** The string that a reference means; undefined: it is none. */
  #referred({ tags, initial }: Content): TreeValue | undefined {
    if (tagOf(tags) !== STRING_REFERENCE || initial.major !== 0) return undefined;
    return this.#namespaces.at(-1)?.[initial.argument];
  }

  /** Strings of definite length can be referred to. */
  #remember({ initial }: Content, value: TreeValue | undefined): void {
    const known = this.#namespaces.at(-1);
    const isString = initial.major === BYTES || initial.major === TEXT;
    if (known === undefined || value === undefined || !isString || initial.argument < 0) return;
    if (isReferable(initial.argument, known.length)) known.push(value);
  }

  /** The one item that fills a byte string. */
  #inside({ tree, base, depth }: Item, { initial }: Content): Item | undefined {
    if (initial.major !== BYTES || initial.argument <= 0 || depth >= DEEPEST) return undefined;
    const bytes = tree.bytes.subarray(initial.end, initial.end + initial.argument);
    const { tape, error } = readItems(bytes, cborSyntax);
    if (error !== undefined) return undefined;
    const inner = new ItemTree(bytes, tape, cborSyntax);
    return { tree: inner, row: 0, base: base + initial.end, depth: depth + 1 };
  }

  /** Shows the elements of a structure by their names. */
  #cose(item: Item, names: readonly string[], key: Key | undefined): void {
    const { tree, row, base, depth } = item;
    this.tree.open('object', base + tree.tape.start(row), key);
    for (const [index, child] of [...tree.childRows(row)].entries()) {
      const name = names[index] ?? String(index);
      const one = { ...item, row: child };
      const content = contentAt(tree.bytes, tree.tape.start(child));
      const inner = content && this.#inside(one, content);
      const parts = COSE_PARTS.get(name);
      if (name === 'protected' || name === 'unprotected') this.#headers(inner ?? one, { name });
      else if (parts !== undefined && tree.isContainer(child) && depth < DEEPEST) {
        this.tree.open('array', base + tree.tape.start(child), { name });
        for (const part of tree.childRows(child)) {
          const its = { ...item, row: part, depth: depth + 1 };
          if (tree.isContainer(part)) this.#cose(its, parts, undefined);
          else this.add(its);
        }
        this.tree.close(base + tree.tape.end(child));
      } else if (name === 'payload' && inner?.tree.isContainer(0)) this.add(inner, { name });
      else this.add(one, { name });
    }
    this.tree.close(base + tree.tape.end(row));
  }

  /** Header parameters by their names. Empty bytes are an empty map. */
  #headers(item: Item, key: Key): void {
    const { tree, row, base } = item;
    const start = tree.tape.start(row);
    const { initial } = contentAt(tree.bytes, start) ?? {};
    const isEmpty = initial?.major === BYTES && initial.argument === 0;
    if (initial?.major !== MAP && !isEmpty) {
      this.add(item, key);
      return;
    }
    this.tree.open('object', base + start, key);
    for (const child of isEmpty ? [] : tree.childRows(row)) {
      const label = tree.key(child);
      const name = typeof label === 'number' ? HEADERS.get(label) : undefined;
      const its = this.#keyOf(tree, child, base);
      const shown = name === undefined ? its : { ...its, name };
      const value = tree.value(child);
      const algorithm =
        name === 'alg' && typeof value === 'number' ? ALGORITHMS.get(value) : undefined;
      const [from, to] = [base + tree.tape.start(child), base + tree.tape.end(child)];
      if (algorithm === undefined) this.add({ ...item, row: child }, shown);
      else this.tree.add({ value: algorithm }, from, to, shown);
    }
    this.tree.close(base + tree.tape.end(row));
  }
}

function decode(payload: Uint8Array): DecodedTree {
  const { tree, error } = decodeItems(payload, cborSyntax);
  if (tree === undefined) return { tree, error };
  const tagged = new Tagged();
  tagged.add({ tree, row: 0, base: 0, depth: 0 });
  return { tree: tagged.tree.end(payload.length), error: error ?? tagged.error };
}

export const taggedReading = treeReading(decode, LARGEST_READ);
