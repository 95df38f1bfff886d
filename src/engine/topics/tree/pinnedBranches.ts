/**
 * Rows below pinned topics. All levels are open unless the user closed them there, however the tree itself is folded
 * or searched. Counts are kept as in the tree, so that a new topic costs its depth.
 */
import type { Branches } from './branches.ts';
import { CLOSED, FoundRows } from './foundRows.ts';
import { PINNED } from './siblings.ts';
import { HIDDEN, ROOT, type TopicNodes } from './topicNodes.ts';

interface Counted {
  readonly nodes: TopicNodes;
  readonly branches: Branches;
}

export class PinnedBranches {
  #received: Counted;
  #rows = new FoundRows();
  /** Pinned nodes whose branches are counted. */
  readonly #counted = new Set<number>();
  #closed: ReadonlySet<number> = new Set();

  constructor(received: Counted) {
    this.#received = received;
    this.reset(received);
  }

  /** Counts other data from now on, after Clear or its undoing. */
  reset(received: Counted): void {
    this.#received = received;
    this.#rows = new FoundRows();
    received.branches.begin(PINNED, this.#rows);
    this.#counted.clear();
    this.#closed = new Set();
  }

  /** Sets the pinned nodes, and the nodes that the user closed there. A new pin costs a pass over its branch. */
  show(pins: ReadonlySet<number>, closed: ReadonlySet<number>): void {
    for (const pin of this.#counted) if (!pins.has(pin)) this.#counted.delete(pin);
    for (const pin of pins) {
      if (this.#counted.has(pin)) continue;
      // A branch within a counted branch is up to date.
      if (!this.#isCounted(pin)) this.#count(pin);
      this.#counted.add(pin);
    }
    for (const node of [...this.#closed, ...closed]) {
      if (this.#rows.flag(node, CLOSED) === closed.has(node)) continue;
      this.#rows.setFlag(node, CLOSED, closed.has(node));
      this.update(node);
    }
    this.#closed = closed;
  }

  /** Number of visible rows below a pinned node. */
  rowsBelow(pin: number): number {
    return this.#closed.has(pin) ? 0 : this.#received.branches.rows(PINNED, pin);
  }

  /** A node may have gained or lost rows. */
  update(changed: number): void {
    if (this.#counted.size === 0 || !this.#isCounted(changed)) return;
    const { nodes, branches } = this.#received;
    for (let at = changed; at !== ROOT; at = nodes.parent(at)) {
      const rows = this.#rowsOf(at);
      // Ancestors of a hidden node may be new.
      if (rows === branches.rowsOf(PINNED, at) && !nodes.flag(at, HIDDEN)) return;
      branches.setRows(PINNED, at, rows);
    }
  }

  #isCounted(node: number): boolean {
    const { nodes } = this.#received;
    for (let at = node; at !== ROOT; at = nodes.parent(at)) if (this.#counted.has(at)) return true;
    return false;
  }

  #count(pin: number): void {
    const { branches } = this.#received;
    const all = [pin];
    for (let index = 0; index < all.length; index += 1) branches.stack(all[index] ?? pin, all);
    for (const node of all.toReversed()) branches.setRows(PINNED, node, this.#rowsOf(node));
  }

  #rowsOf(node: number): number {
    const { nodes, branches } = this.#received;
    if (nodes.flag(node, HIDDEN)) return 0;
    if (branches.isJoined(node)) return branches.rows(PINNED, node);
    return 1 + (this.#rows.flag(node, CLOSED) ? 0 : branches.rows(PINNED, node));
  }
}
