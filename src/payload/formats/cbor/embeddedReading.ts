/** Reads CBOR whose byte strings with tag 24 contain another item, which takes their place. */
import { BuiltTree, type Key } from '../../tree/builtTree.ts';
import type { FormatError } from '../../tree/format.ts';
import { readItems } from '../../tree/itemReading.ts';
import { decodeItems } from '../../tree/items.ts';
import { ItemTree } from '../../tree/itemTree.ts';
import { LARGEST_READ } from '../../tree/largest.ts';
import type { DecodedTree } from '../../tree/notation.ts';
import { treeReading } from '../../tree/treeReading.ts';
import { cborSyntax, contentAt } from './cborSyntax.ts';

const EMBEDDED = 24n;
const BYTES = 2;
/** Nesting limit of embedded items. */
const DEEPEST = 8;

/** An item in a tree over some bytes of the payload. */
interface Item {
  readonly tree: ItemTree;
  readonly row: number;
  /** Position of the tree's bytes in the payload. */
  readonly base: number;
  readonly depth: number;
}

class EmbeddedItems {
  readonly tree = new BuiltTree();
  error: FormatError | undefined;

  add(item: Item, key?: Key): void {
    const { tree, row, base } = item;
    const [start, end] = [base + tree.tape.start(row), base + tree.tape.end(row)];
    if (this.tree.isFull) {
      this.error = { key: 'many', offset: start };
      return;
    }
    const inner = embeddedIn(item);
    if (inner !== undefined) this.add(inner, key);
    else if (tree.isContainer(row)) {
      this.tree.open(tree.tape.kind(row) === 'object' ? 'object' : 'array', start, key);
      for (const child of tree.childRows(row)) {
        this.add({ ...item, row: child }, keyOf(tree, child, base));
      }
      this.tree.close(end);
    } else {
      const text = tree.leaf(row, Number.POSITIVE_INFINITY);
      this.tree.add({ value: tree.value(row), text }, start, end, key);
    }
  }
}

function keyOf(tree: ItemTree, row: number, base: number): Key | undefined {
  const [start, end] = [tree.tape.keyStart(row), tree.tape.keyEnd(row)];
  if (start < 0) return undefined;
  const name = tree.key(row);
  return { ...(name !== undefined && { name }), start: base + start, end: base + end };
}

/** The one item that fills a byte string of tag 24. */
function embeddedIn({ tree, row, base, depth }: Item): Item | undefined {
  const content = contentAt(tree.bytes, tree.tape.start(row));
  if (content === undefined || content.tags.at(-1) !== EMBEDDED || depth >= DEEPEST) {
    return undefined;
  }
  const { major, argument, end } = content.initial;
  if (major !== BYTES || argument <= 0) return undefined;
  const bytes = tree.bytes.subarray(end, end + argument);
  const { tape, error } = readItems(bytes, cborSyntax);
  if (error !== undefined) return undefined;
  const inner = new ItemTree(bytes, tape, cborSyntax);
  return { tree: inner, row: 0, base: base + end, depth: depth + 1 };
}

function decode(payload: Uint8Array): DecodedTree {
  const { tree, error } = decodeItems(payload, cborSyntax);
  if (tree === undefined) return { tree, error };
  const items = new EmbeddedItems();
  items.add({ tree, row: 0, base: 0, depth: 0 });
  return { tree: items.tree.end(payload.length), error: error ?? items.error };
}

export const embeddedReading = treeReading(decode, LARGEST_READ);
