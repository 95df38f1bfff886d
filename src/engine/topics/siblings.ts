/** The nodes below one parent, in order, with the numbers of visible rows that each of them holds. */

/** Nodes in a block; above that it is split. */
const LARGEST_BLOCK = 256;
const FEW = 16;

export interface Sibling<T> {
  readonly level: string;
  /** Visible rows of this node and all below it; 0: not visible itself. */
  rows: number;
  /** The block it stands in. */
  block: Block<T> | undefined;
}

export interface Block<T> {
  nodes: T[];
  /** Visible rows of all its nodes. */
  rows: number;
  /** Nodes that are visible themselves. */
  shown: number;
}

/** A place among siblings. */
export interface SiblingPlace {
  readonly block: number;
  readonly index: number;
  /** Visible siblings before it. */
  readonly shownBefore: number;
  /** Visible rows of all siblings before it. */
  readonly rowsBefore: number;
}

/**
 * Sorted blocks with sums: to insert, to count and to find the node that holds a row costs one
 * block and a pass over the blocks' sums, never a pass over all siblings.
 */
export class Siblings<T extends Sibling<T>> {
  /** By name, as they are found. */
  #named: Block<T>[] = [];
  /** As they are shown: the same blocks, unless they are arranged otherwise. */
  #blocks = this.#named;
  #snapshot = 0;
  /** Visible rows of all siblings. */
  rows = 0;
  /** Siblings that are visible themselves. */
  shown = 0;
  readonly #compare: (a: string, b: string) => number;

  /** @param compare a total order of levels */
  constructor(compare: (a: string, b: string) => number) {
    this.#compare = compare;
  }

  /** In the order of names. Sums of blocks are none of theirs while they are arranged otherwise. */
  get named(): readonly Pick<Block<T>, 'nodes'>[] {
    return this.#named;
  }

  /** The node of that level; where there is none, `make` makes it and it is put in its place, not visible yet. */
  findOrInsert(level: string, make: () => T): T {
    const block = this.#blockFor(level);
    const index = this.#indexIn(block, level);
    const found = block.nodes[index];
    if (found?.level === level) return found;
    const node = make();
    if (this.#isByName) node.block = block;
    else this.#append(node);
    // Arrays that grow in place keep room for 16 more, which most parents never need.
    if (block.nodes.length < FEW) block.nodes = block.nodes.toSpliced(index, 0, node);
    else block.nodes.splice(index, 0, node);
    if (block.nodes.length > LARGEST_BLOCK) this.#split(block);
    return node;
  }

  find(level: string): T | undefined {
    if (this.#named.length === 0) return undefined;
    const block = this.#blockFor(level);
    const node = block.nodes[this.#indexIn(block, level)];
    return node?.level === level ? node : undefined;
  }

  /**
   * Shows them in another order, given those in the order of names; without one, by name. Each
   * snapshot is made once. What comes after it stands at the end.
   */
  arrange(snapshot: number, inOrder: ((named: readonly T[]) => readonly T[]) | undefined): void {
    if (snapshot === this.#snapshot) return;
    this.#snapshot = snapshot;
    if (inOrder !== undefined)
      this.#show(blocksOf(inOrder(this.#named.flatMap(({ nodes }) => nodes))));
    else if (!this.#isByName) this.#show(this.#named);
  }

  setRows(node: T, rows: number): void {
    const block = node.block;
    if (block === undefined) return;
    const more = rows - node.rows;
    const shown = Number(rows > 0) - Number(node.rows > 0);
    node.rows = rows;
    block.rows += more;
    block.shown += shown;
    this.rows += more;
    this.shown += shown;
  }

  /** The sibling that holds the row `row` (from 0) of all their visible rows. */
  placeOfRow(row: number): SiblingPlace | undefined {
    let rowsBefore = 0;
    let shownBefore = 0;
    for (const [number, block] of this.#blocks.entries()) {
      if (row >= rowsBefore + block.rows) {
        rowsBefore += block.rows;
        shownBefore += block.shown;
        continue;
      }
      for (const [index, node] of block.nodes.entries()) {
        if (row < rowsBefore + node.rows) return { block: number, index, shownBefore, rowsBefore };
        rowsBefore += node.rows;
        shownBefore += Number(node.rows > 0);
      }
    }
    return undefined;
  }

  /** Visible rows of all siblings before a node. */
  rowsBefore(node: T): number {
    let rows = 0;
    for (const block of this.#blocks) {
      if (block !== node.block) {
        rows += block.rows;
        continue;
      }
      for (const other of block.nodes) {
        if (other === node) return rows;
        rows += other.rows;
      }
    }
    return rows;
  }

  /** The next visible sibling at or behind a place. */
  shownFrom(block: number, index: number): { block: number; index: number } | undefined {
    let from = index;
    for (let number = block; number < this.#blocks.length; number += 1, from = 0) {
      const { nodes, shown } = this.#blocks[number] ?? { nodes: [], shown: 0 };
      if (shown === 0) continue;
      for (let at = from; at < nodes.length; at += 1) {
        if ((nodes[at]?.rows ?? 0) > 0) return { block: number, index: at };
      }
    }
    return undefined;
  }

  at(block: number, index: number): T | undefined {
    return this.#blocks[block]?.nodes[index];
  }

  get #isByName(): boolean {
    return this.#blocks === this.#named;
  }

  /** The last block by name whose first level is not above `level`. */
  #blockFor(level: string): Block<T> {
    let low = 0;
    let high = this.#named.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      const first = this.#named[middle]?.nodes[0];
      if (first !== undefined && this.#compare(first.level, level) <= 0) low = middle;
      else high = middle - 1;
    }
    const block = this.#named[low];
    if (block !== undefined) return block;
    const first = { nodes: [], rows: 0, shown: 0 };
    this.#named = [first];
    this.#blocks = this.#named;
    return first;
  }

  /** From now on these are counted. */
  #show(blocks: Block<T>[]): void {
    for (const block of blocks) count(block);
    this.#blocks = blocks;
  }

  #append(node: T): void {
    const last = this.#blocks.at(-1);
    if (last !== undefined && last.nodes.length < LARGEST_BLOCK) {
      last.nodes.push(node);
      node.block = last;
    } else this.#blocks.push(count({ nodes: [node], rows: 0, shown: 0 }));
  }

  /** Where the level stands in the block, or would. */
  #indexIn(block: Block<T>, level: string): number {
    let low = 0;
    let high = block.nodes.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const node = block.nodes[middle];
      if (node !== undefined && this.#compare(node.level, level) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #split(block: Block<T>): void {
    const nodes = block.nodes.splice(LARGEST_BLOCK / 2);
    const half: Block<T> = { nodes, rows: 0, shown: 0 };
    this.#named.splice(this.#named.indexOf(block) + 1, 0, half);
    if (!this.#isByName) return;
    count(block);
    count(half);
  }
}

/** Its nodes stand in it, and it has their sums. */
function count<T extends Sibling<T>>(block: Block<T>): Block<T> {
  block.rows = 0;
  block.shown = 0;
  for (const node of block.nodes) {
    node.block = block;
    block.rows += node.rows;
    block.shown += Number(node.rows > 0);
  }
  return block;
}

function blocksOf<T extends Sibling<T>>(nodes: readonly T[]): Block<T>[] {
  const blocks: Block<T>[] = [];
  for (let at = 0; at < nodes.length; at += LARGEST_BLOCK) {
    blocks.push({ nodes: nodes.slice(at, at + LARGEST_BLOCK), rows: 0, shown: 0 });
  }
  return blocks;
}
