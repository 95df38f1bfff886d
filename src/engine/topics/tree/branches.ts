/** Children of each node in order, with their numbers of visible rows. */
import type { FoundRows } from './foundRows.ts';
import { compareFirstLevelBytes, compareLevelBytes, type Level } from './levelBytes.ts';
import { LONGEST_LIST, ShortLists } from './shortLists.ts';
import {
  ALL,
  type FOUND,
  type PINNED,
  type SiblingPlace,
  Siblings,
  type View,
} from './siblings.ts';
import { NO_NODE, NO_TOPIC_HERE, ROOT, type TopicNodes } from './topicNodes.ts';

/**
 * Encodes the children of a node: none (0), a single one (its number), or a negative number, which is twice
 * the index of a short list (odd) or of siblings (even). Most parents have one or a few children and need no
 * object.
 */
const NONE = 0;
const isShort = (children: number): boolean => (-children & 1) === 1;
const numberOf = (children: number): number => -children >> 1;
const ofShort = (list: number): number => -((list << 1) | 1);
const ofMany = (number: number): number => -(number << 1);

/** Maximum bytes of a name in one row, so that the walk along a chain stays short. */
const JOINED_BYTES = 256;

type InOrder = (named: readonly number[]) => readonly number[];

export class Branches {
  readonly #nodes: TopicNodes;
  readonly #lists = new ShortLists();
  /** Index 0 is unused, because its double would mean no children. */
  readonly #many: (Siblings | undefined)[] = [undefined];
  /** Rows of the views other than ALL. */
  readonly #rows: [undefined, FoundRows | undefined, FoundRows | undefined] = [
    undefined,
    undefined,
    undefined,
  ];
  /** Insert position after `find` found nothing. */
  #block = 0;
  #index = 0;

  constructor(nodes: TopicNodes) {
    this.#nodes = nodes;
  }

  /** Rows of a view from now on, all of them 0; undefined: the view ended. */
  begin(view: typeof FOUND | typeof PINNED, rows: FoundRows | undefined): void {
    this.#rows[view] = rows;
    for (const siblings of this.#many) siblings?.forget(view);
  }

  readonly rowsOf = (view: View, node: number): number =>
    view === ALL ? this.#nodes.rows(node) : (this.#rows[view]?.rows(node) ?? 0);

  has(parent: number): boolean {
    return this.#nodes.children(parent) !== NONE;
  }

  /** True if the level shares the row of its only child. Topics and empty levels keep their own rows. */
  isJoined(node: number): boolean {
    const nodes = this.#nodes;
    const child = nodes.children(node);
    return (
      child > 0 &&
      node !== ROOT &&
      nodes.topic(node) === NO_TOPIC_HERE &&
      nodes.length(node) > 0 &&
      nodes.length(child) > 0 &&
      nodes.end(child) <= JOINED_BYTES
    );
  }

  /** Ordered by name. */
  *named(parent: number): Generator<number, void, undefined> {
    const children = this.#nodes.children(parent);
    if (children > 0) yield children;
    else if (children === NONE) return;
    else if (!isShort(children)) yield* this.#many[numberOf(children)]?.named() ?? [];
    else yield* this.#short(numberOf(children));
  }

  /** Pushes all children, the last by name first. */
  stack(parent: number, onto: number[]): void {
    const children = this.#nodes.children(parent);
    const many = this.#siblings(children);
    if (many !== undefined) {
      many.stack(onto);
      return;
    }
    for (let at = this.#fewCount(children) - 1; at >= 0; at -= 1) {
      onto.push(this.#fewAt(children, at));
    }
  }

  /** NO_NODE if there is none; `insert` then adds one there. */
  childAt(parent: number, level: Level): number {
    const compare = parent === ROOT ? compareFirstLevelBytes : compareLevelBytes;
    const order = (node: number): number => compare(this.#nodes.level(node), level);
    const children = this.#nodes.children(parent);
    this.#block = 0;
    if (children < 0 && !isShort(children)) {
      const siblings = this.#many[numberOf(children)];
      const place = siblings?.placeOf(order) ?? { block: 0, index: 0 };
      this.#block = place.block;
      this.#index = place.index;
      const node = siblings?.atName(place);
      return node !== undefined && order(node) === 0 ? node : NO_NODE;
    }
    let low = 0;
    let high = this.#fewCount(children);
    while (low < high) {
      const middle = (low + high) >>> 1;
      const node = this.#fewAt(children, middle);
      const difference = order(node);
      if (difference === 0) return node;
      if (difference < 0) low = middle + 1;
      else high = middle;
    }
    this.#index = low;
    return NO_NODE;
  }

  /** Inserts an invisible node where `childAt` just found none. */
  insert(parent: number, node: number): void {
    const children = this.#nodes.children(parent);
    const index = this.#index;
    if (children === NONE) {
      this.#nodes.setChildren(parent, node);
    } else if (children > 0) {
      const list = index === 0 ? this.#lists.add(node, children) : this.#lists.add(children, node);
      this.#nodes.setChildren(parent, ofShort(list));
    } else if (!isShort(children) || this.#fewCount(children) === LONGEST_LIST) {
      this.#manyOf(parent).insert(node, { block: this.#block, index });
    } else {
      const list = this.#lists.insert(numberOf(children), index, node);
      this.#nodes.setChildren(parent, ofShort(list));
    }
  }

  /** Sets another order of the children; see `Siblings`. */
  arrange(parent: number, snapshot: number, inOrder: InOrder | undefined): void {
    const children = this.#nodes.children(parent);
    if (children >= 0 || (isShort(children) && inOrder === undefined)) return;
    this.#manyOf(parent).arrange(snapshot, inOrder);
  }

  /** Visible rows of all children. */
  rows(view: View, parent: number): number {
    const children = this.#nodes.children(parent);
    if (children > 0) return this.rowsOf(view, children);
    const many = this.#siblings(children);
    if (many !== undefined) return many.rows(view);
    let rows = 0;
    for (let at = this.#fewCount(children) - 1; at >= 0; at -= 1) {
      rows += this.rowsOf(view, this.#fewAt(children, at));
    }
    return rows;
  }

  /** Number of visible children. */
  shown(view: View, parent: number): number {
    const children = this.#nodes.children(parent);
    const many = this.#siblings(children);
    if (many !== undefined) return many.shown(view);
    let shown = 0;
    for (let at = this.#fewCount(children) - 1; at >= 0; at -= 1) {
      shown += Number(this.rowsOf(view, this.#fewAt(children, at)) > 0);
    }
    return shown;
  }

  /** Sets the number of visible rows of a node. */
  setRows(view: View, node: number, rows: number): void {
    const before = this.rowsOf(view, node);
    const children = this.#nodes.children(this.#nodes.parent(node));
    this.#siblings(children)?.setRows(view, node, before, rows);
    if (view === ALL) this.#nodes.setRows(node, rows);
    else this.#rows[view]?.setRows(node, rows);
  }

  /** The child that contains row `row` (from 0) of all their visible rows. */
  placeOfRow(view: View, parent: number, row: number): SiblingPlace | undefined {
    const children = this.#nodes.children(parent);
    const many = this.#siblings(children);
    if (many !== undefined) return many.placeOfRow(view, row);
    let rowsBefore = 0;
    let shownBefore = 0;
    for (let index = 0; index < this.#fewCount(children); index += 1) {
      const rows = this.rowsOf(view, this.#fewAt(children, index));
      if (row < rowsBefore + rows) return { block: 0, index, shownBefore, rowsBefore };
      rowsBefore += rows;
      shownBefore += Number(rows > 0);
    }
    return undefined;
  }

  /** Visible rows of the siblings before a node. */
  rowsBefore(view: View, node: number): number {
    const children = this.#nodes.children(this.#nodes.parent(node));
    const many = this.#siblings(children);
    if (many !== undefined) return many.rowsBefore(view, node);
    let rows = 0;
    for (let at = 0; at < this.#fewCount(children) && this.#fewAt(children, at) !== node; at += 1) {
      rows += this.rowsOf(view, this.#fewAt(children, at));
    }
    return rows;
  }

  /** The next visible child at or after a place. */
  shownFrom(
    view: View,
    parent: number,
    block: number,
    index: number,
  ): { block: number; index: number } | undefined {
    const children = this.#nodes.children(parent);
    const many = this.#siblings(children);
    if (many !== undefined) return many.shownFrom(view, block, index);
    for (let at = index; at < this.#fewCount(children); at += 1) {
      if (this.rowsOf(view, this.#fewAt(children, at)) > 0) return { block: 0, index: at };
    }
    return undefined;
  }

  /** NO_NODE: none. */
  at(parent: number, block: number, index: number): number {
    const children = this.#nodes.children(parent);
    const many = this.#siblings(children);
    if (many !== undefined) return many.at(block, index) ?? NO_NODE;
    return index < this.#fewCount(children) ? this.#fewAt(children, index) : NO_NODE;
  }

  #siblings(children: number): Siblings | undefined {
    return children < 0 && !isShort(children) ? this.#many[numberOf(children)] : undefined;
  }

  /** Converts few children to many. */
  #manyOf(parent: number): Siblings {
    const known = this.#siblings(this.#nodes.children(parent));
    if (known !== undefined) return known;
    const nodes = this.#nodes;
    const siblings = new Siblings(
      {
        block: (node) => nodes.block(node),
        setBlock: (node, block) => nodes.setBlock(node, block),
        rowsOf: this.rowsOf,
      },
      [...this.named(parent)],
    );
    const children = nodes.children(parent);
    if (children < 0) this.#lists.remove(numberOf(children));
    nodes.setChildren(parent, ofMany(this.#many.push(siblings) - 1));
    return siblings;
  }

  *#short(list: number): Generator<number, void, undefined> {
    for (let at = 0; at < this.#lists.count(list); at += 1) yield this.#lists.at(list, at);
  }

  /** Number of children: none, one, or a short list. */
  #fewCount(children: number): number {
    if (children >= 0) return children === NONE ? 0 : 1;
    return this.#lists.count(numberOf(children));
  }

  #fewAt(children: number, index: number): number {
    return children > 0 ? children : this.#lists.at(numberOf(children), index);
  }
}
