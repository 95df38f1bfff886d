/** Many nodes below one parent, in order, with the numbers of visible rows that parts of them hold. */

/** Nodes that a block has room for; one that is full is split. */
const LARGEST_BLOCK = 256;
const SMALLEST_BLOCK = 32;

/** All rows, or those that a search has found. */
export type View = 0 | 1;
export const ALL: View = 0;
export const FOUND: View = 1;

/** What siblings ask of nodes. */
export interface SiblingNodes {
  readonly block: (node: number) => number;
  readonly setBlock: (node: number, block: number) => void;
  /** Visible rows of a node and all below it; 0: not visible itself. */
  readonly rowsOf: (view: View, node: number) => number;
}

/** Sums are of the visible rows, and of the nodes that are visible themselves; one for each view. */
interface Sums {
  readonly rows: [number, number];
  readonly shown: [number, number];
}

interface Block extends Sums {
  /** By which nodes know it. */
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

const noSums = (): Sums => ({ rows: [0, 0], shown: [0, 0] });

/**
 * Sorted blocks with sums: to insert, to count and to find the node that holds a row costs one
 * block and a pass over the blocks' sums, never a pass over all siblings.
 */
export class Siblings {
  readonly #nodes: SiblingNodes;
  /** By name, as they are found. */
  #named: Block[];
  /** As they are shown: the same blocks, unless they are arranged otherwise. */
  #blocks: Block[];
  /** As nodes know them: the same in another order. */
  #numbered: Block[] = [];
  #snapshot = 0;
  #count: number;
  readonly #sums = noSums();

  /** @param named in the order of names */
  constructor(nodes: SiblingNodes, named: readonly number[]) {
    this.#nodes = nodes;
    this.#named = blocksOf(named);
    this.#blocks = this.#named;
    this.#count = named.length;
    this.#show(this.#named);
    for (const { rows, shown } of this.#blocks) {
      for (const view of [ALL, FOUND]) {
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

  /** Siblings that are visible themselves. */
  shown(view: View): number {
    return this.#sums.shown[view];
  }

  *named(): Generator<number, void, undefined> {
    for (const { nodes, count } of this.#named) {
      for (let at = 0; at < count; at += 1) yield nodes[at] ?? 0;
    }
  }

  /** Puts all behind others, the last by name first. */
  stack(onto: number[]): void {
    for (const { nodes, count } of this.#named.toReversed()) {
      for (let at = count - 1; at >= 0; at -= 1) onto.push(nodes[at] ?? 0);
    }
  }

  /**
   * Where a node is among those in the order of names, or would be: its block and its place there.
   * @param compare a node with what is looked for
   */
  placeOf(compare: (node: number) => number): { block: number; index: number } {
    let low = 0;
    let high = this.#named.length - 1;
    const newest = this.#named[high];
    // Many come in the order of their names.
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

  /** undefined: no node is there. */
  atName({ block, index }: { block: number; index: number }): number | undefined {
    const at = this.#named[block];
    return at !== undefined && index < at.count ? at.nodes[index] : undefined;
  }

  /** Puts a node there that is not visible yet. @param place as `placeOf` found it */
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
   * Shows them in another order, given those in the order of names; without one, by name. Each
   * snapshot is made once. What comes after it stands at the end.
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

  /** A node has `rows` visible rows in place of `before`. */
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

  /** Nothing is found yet. */
  forgetFound(): void {
    for (const sums of [...this.#blocks, this.#sums]) {
      sums.rows[FOUND] = 0;
      sums.shown[FOUND] = 0;
    }
  }

  /** The sibling that holds the row `row` (from 0) of all their visible rows. */
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

  /** The next visible sibling at or behind a place. */
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

  /** From now on these are counted. */
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

  /** What comes in order leaves full blocks behind. */
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

  /** Its nodes stand in it, and it has their sums. */
  #sumUp(block: Block, number: number): void {
    block.number = number;
    block.rows.fill(0);
    block.shown.fill(0);
    for (let at = 0; at < block.count; at += 1) {
      const node = block.nodes[at] ?? 0;
      this.#nodes.setBlock(node, number);
      for (const view of [ALL, FOUND]) {
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

/** With room for one more each, and without their sums. */
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
