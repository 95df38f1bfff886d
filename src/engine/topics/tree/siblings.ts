/** Children of a parent with many, in order, with sums of visible rows per block. */

/** Capacity of a block; a full block is split. */
const LARGEST_BLOCK = 256;
const SMALLEST_BLOCK = 32;

/** 0: all rows, 1: rows found by a search, 2: rows below pinned topics. */
export type View = 0 | 1 | 2;
export const ALL = 0;
export const FOUND = 1;
export const PINNED = 2;
const VIEWS = [ALL, FOUND, PINNED] as const;

/** Access to node data for `Siblings`. */
export interface SiblingNodes {
  readonly block: (node: number) => number;
  readonly setBlock: (node: number, block: number) => void;
  /** Visible rows of a node's branch; 0: the node is not visible. */
  readonly rowsOf: (view: View, node: number) => number;
}

/** Sums of visible rows, and of visible nodes; one for each view. */
interface Sums {
  readonly rows: [number, number, number];
  readonly shown: [number, number, number];
}

interface Block extends Sums {
  /** Number that nodes use to refer to it. */
  number: number;
  nodes: Int32Array;
  count: number;
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

const noSums = (): Sums => ({ rows: [0, 0, 0], shown: [0, 0, 0] });

/**
 * Sorted blocks with sums. Inserting, counting and finding the node of a row cost one block and a pass over
 * the block sums, never a pass over all siblings.
 */
export class Siblings {
  readonly #nodes: SiblingNodes;
  /** Ordered by name, for searches. */
  #named: Block[];
  /** In display order: the same blocks unless they are rearranged. */
  #blocks: Block[];
  /** By number: the same blocks in another order. */
  #numbered: Block[] = [];
  #snapshot = 0;
  #count: number;
  readonly #sums = noSums();

  /** @param named ordered by name */
  constructor(nodes: SiblingNodes, named: readonly number[]) {
    this.#nodes = nodes;
    this.#named = blocksOf(named);
    this.#blocks = this.#named;
    this.#count = named.length;
    this.#show(this.#named);
    for (const { rows, shown } of this.#blocks) {
      for (const view of VIEWS) {
        this.#sums.rows[view] += rows[view];
        this.#sums.shown[view] += shown[view];
      }
    }
  }

  get count(): number {
    return this.#count;
  }

  /** Visible rows of all siblings. */
  rows(view: View): number {
    return this.#sums.rows[view];
  }

  /** Number of visible siblings. */
  shown(view: View): number {
    return this.#sums.shown[view];
  }

  *named(): Generator<number, void, undefined> {
    for (const { nodes, count } of this.#named) {
      for (let at = 0; at < count; at += 1) yield nodes[at] ?? 0;
    }
  }

  /** Pushes all siblings, the last by name first. */
  stack(onto: number[]): void {
    for (const { nodes, count } of this.#named.toReversed()) {
      for (let at = count - 1; at >= 0; at -= 1) onto.push(nodes[at] ?? 0);
    }
  }

  /**
   * Returns the block and index of a node in name order, or its insert position.
   * @param compare compares a node with the sought one
   */
  placeOf(compare: (node: number) => number): { block: number; index: number } {
    let low = 0;
    let high = this.#named.length - 1;
    const newest = this.#named[high];
    // Fast path for nodes added in name order.
    if (newest !== undefined && compare(newest.nodes[newest.count - 1] ?? 0) < 0) {
      return { block: high, index: newest.count };
    }
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if (compare(this.#named[middle]?.nodes[0] ?? 0) <= 0) low = middle;
      else high = middle - 1;
    }
    const { nodes, count } = this.#named[low] ?? { nodes: [], count: 0 };
    let first = 0;
    let last = count;
    while (first < last) {
      const middle = (first + last) >>> 1;
      if (compare(nodes[middle] ?? 0) < 0) first = middle + 1;
      else last = middle;
    }
    return { block: low, index: first };
  }

  /** undefined: there is no node. */
  atName({ block, index }: { block: number; index: number }): number | undefined {
    const at = this.#named[block];
    return at !== undefined && index < at.count ? at.nodes[index] : undefined;
  }

  /** Inserts a node that is not visible yet. @param place as found by `placeOf` */
  insert(node: number, place: { block: number; index: number }): void {
    const block = this.#named[place.block];
    if (block === undefined) return;
    insertInto(block, place.index, node);
    this.#count += 1;
    if (this.#isByName) this.#nodes.setBlock(node, block.number);
    else this.#append(node);
    if (block.count === LARGEST_BLOCK) this.#split(place);
  }

  /**
   * Applies another order to the siblings, which are passed in name order; undefined restores the order by
   * name. Each snapshot is made once. Later nodes are appended.
   */
  arrange(
    snapshot: number,
    inOrder: ((named: readonly number[]) => readonly number[]) | undefined,
  ): void {
    if (snapshot === this.#snapshot) return;
    this.#snapshot = snapshot;
    if (inOrder !== undefined) this.#show(blocksOf(inOrder([...this.named()])));
    else if (!this.#isByName) this.#show(this.#named);
  }

  /** Changes the visible rows of a node from `before` to `rows`. */
  setRows(view: View, node: number, before: number, rows: number): void {
    const block = this.#numbered[this.#nodes.block(node)];
    if (block === undefined) return;
    const more = rows - before;
    const shown = Number(rows > 0) - Number(before > 0);
    for (const sums of [block, this.#sums]) {
      sums.rows[view] += more;
      sums.shown[view] += shown;
    }
  }

  /** Removes all rows of a view. */
  forget(view: View): void {
    for (const sums of [...this.#blocks, this.#sums]) {
      sums.rows[view] = 0;
      sums.shown[view] = 0;
    }
  }

  /** The sibling that contains row `row` (from 0) of all their visible rows. */
  placeOfRow(view: View, row: number): SiblingPlace | undefined {
    let rowsBefore = 0;
    let shownBefore = 0;
    for (const [number, block] of this.#blocks.entries()) {
      if (row >= rowsBefore + block.rows[view]) {
        rowsBefore += block.rows[view];
        shownBefore += block.shown[view];
        continue;
      }
      for (let index = 0; index < block.count; index += 1) {
        const rows = this.#nodes.rowsOf(view, block.nodes[index] ?? 0);
        if (row < rowsBefore + rows) return { block: number, index, shownBefore, rowsBefore };
        rowsBefore += rows;
        shownBefore += Number(rows > 0);
      }
    }
    return undefined;
  }

  /** Visible rows of all siblings before a node. */
  rowsBefore(view: View, node: number): number {
    const own = this.#numbered[this.#nodes.block(node)];
    let rows = 0;
    for (const block of this.#blocks) {
      if (block !== own) {
        rows += block.rows[view];
        continue;
      }
      for (let at = 0; at < block.count && block.nodes[at] !== node; at += 1) {
        rows += this.#nodes.rowsOf(view, block.nodes[at] ?? 0);
      }
      break;
    }
    return rows;
  }

  /** The next visible sibling at or after a place. */
  shownFrom(
    view: View,
    block: number,
    index: number,
  ): { block: number; index: number } | undefined {
    let from = index;
    for (let number = block; number < this.#blocks.length; number += 1, from = 0) {
      const at = this.#blocks[number];
      if (at === undefined || at.shown[view] === 0) continue;
      for (let place = from; place < at.count; place += 1) {
        if (this.#nodes.rowsOf(view, at.nodes[place] ?? 0) > 0)
          return { block: number, index: place };
      }
    }
    return undefined;
  }

  at(block: number, index: number): number | undefined {
    const at = this.#blocks[block];
    return at !== undefined && index < at.count ? at.nodes[index] : undefined;
  }

  get #isByName(): boolean {
    return this.#blocks === this.#named;
  }

  /** Sets the displayed blocks. */
  #show(blocks: Block[]): void {
    this.#blocks = blocks;
    this.#numbered = [...blocks];
    for (const [number, block] of blocks.entries()) this.#sumUp(block, number);
  }

  #append(node: number): void {
    const last = this.#numbered.at(-1);
    const isLast = last === this.#blocks.at(-1);
    if (last !== undefined && isLast && last.count < LARGEST_BLOCK) {
      insertInto(last, last.count, node);
      this.#nodes.setBlock(node, last.number);
      return;
    }
    const [block] = blocksOf([node]);
    if (block === undefined) return;
    this.#blocks.push(block);
    this.#numbered.push(block);
    this.#sumUp(block, this.#numbered.length - 1);
  }

  /** Nodes that arrive in order leave full blocks. */
  #split(place: { block: number; index: number }): void {
    const block = this.#named[place.block];
    if (block === undefined) return;
    const isAtEnd = place.index === block.count - 1 && place.block === this.#named.length - 1;
    const kept = isAtEnd ? block.count - 1 : block.count / 2;
    const [behind] = blocksOf(block.nodes.subarray(kept, block.count));
    if (behind === undefined) return;
    block.count = kept;
    this.#named.splice(place.block + 1, 0, behind);
    if (!this.#isByName) return;
    this.#numbered.push(behind);
    this.#sumUp(block, block.number);
    this.#sumUp(behind, this.#numbered.length - 1);
  }

  /** Assigns the block's nodes and computes its sums. */
  #sumUp(block: Block, number: number): void {
    block.number = number;
    block.rows.fill(0);
    block.shown.fill(0);
    for (let at = 0; at < block.count; at += 1) {
      const node = block.nodes[at] ?? 0;
      this.#nodes.setBlock(node, number);
      for (const view of VIEWS) {
        const rows = this.#nodes.rowsOf(view, node);
        block.rows[view] += rows;
        block.shown[view] += Number(rows > 0);
      }
    }
  }
}

function insertInto(block: Block, index: number, node: number): void {
  const { count } = block;
  if (count === block.nodes.length) {
    const larger = new Int32Array(count * 2);
    larger.set(block.nodes);
    block.nodes = larger;
  }
  block.nodes.copyWithin(index + 1, index, count);
  block.nodes[index] = node;
  block.count += 1;
}

/** Creates blocks with room for one more node each, without sums. */
function blocksOf(nodes: ArrayLike<number>): Block[] {
  const blocks: Block[] = [];
  for (let from = 0; from < nodes.length; from += LARGEST_BLOCK - 1) {
    const count = Math.min(LARGEST_BLOCK - 1, nodes.length - from);
    let room = SMALLEST_BLOCK;
    while (room <= count) room *= 2;
    const own = new Int32Array(room);
    for (let at = 0; at < count; at += 1) own[at] = nodes[from + at] ?? 0;
    blocks.push({ number: 0, nodes: own, count, ...noSums() });
  }
  return blocks;
}
