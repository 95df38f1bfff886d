/** Tree of topic levels, shared by topic filters and topic names. It grows and is pruned by paths. */

import { decodeUtf8, encodeUtf8 } from '../../../base/utf8.ts';
import { Account } from './ledger.ts';
import { textSize } from './sizes.ts';

/** Memory of a node without its level's text, measured for the broker's memory limit. */
const NODE_BYTES = 80;
/** Additional memory of a node with more than one child. */
const BRANCHING_BYTES = 200;
/** Memory of each child in such a node. */
const PLACE_BYTES = 30;
/** From this length on, a substring keeps the whole string in memory. */
const SLICED = 13;

/**
 * A node of the tree. Most nodes of long paths have one child, and a map would cost more than everything
 * else.
 */
export class LevelNode<V> {
  value: V | undefined;
  readonly level: string;
  readonly parent: LevelNode<V> | undefined;
  #children: LevelNode<V> | Map<string, LevelNode<V>> | undefined;

  constructor(level: string, parent: LevelNode<V> | undefined) {
    this.level = level;
    this.parent = parent;
  }

  get isLeaf(): boolean {
    return this.#children === undefined;
  }

  child(level: string): LevelNode<V> | undefined {
    const children = this.#children;
    if (children instanceof Map) return children.get(level);
    return children?.level === level ? children : undefined;
  }

  /** In the order of insertion, even if children are added and removed meanwhile. */
  children(): MapIterator<LevelNode<V>> | ArrayIterator<LevelNode<V>> {
    const children = this.#children;
    if (children instanceof Map) return children.values();
    return (children === undefined ? [] : [children]).values();
  }

  /** Adds a child of a new level. Returns the memory it takes. */
  add(child: LevelNode<V>): number {
    const children = this.#children;
    if (children === undefined) this.#children = child;
    else if (children instanceof Map) children.set(child.level, child);
    else {
      this.#children = new Map([
        [children.level, children],
        [child.level, child],
      ]);
      return costOf(child) + BRANCHING_BYTES;
    }
    return costOf(child);
  }

  /** Returns the freed memory. */
  remove(child: LevelNode<V>): number {
    const children = this.#children;
    if (!(children instanceof Map)) {
      this.#children = undefined;
      return costOf(child);
    }
    children.delete(child.level);
    if (children.size > 1) return costOf(child);
    [this.#children] = children.values();
    return costOf(child) + BRANCHING_BYTES;
  }
}

function costOf({ level }: LevelNode<unknown>): number {
  return NODE_BYTES + PLACE_BYTES + textSize(level);
}

/** Copies the text so that it keeps no larger string in memory. */
function ownText(level: string): string {
  return level.length < SLICED ? level : (decodeUtf8(encodeUtf8(level)) ?? level);
}

function levelEnd(path: string, from: number): number {
  const slash = path.indexOf('/', from);
  return slash < 0 ? path.length : slash;
}

export class LevelTree<V> {
  readonly root = new LevelNode<V>('', undefined);
  readonly #account: Account;

  /** @param account charged with the nodes, without their values */
  constructor(account = new Account()) {
    this.#account = account;
  }

  find(path: string): LevelNode<V> | undefined {
    const { node, from } = this.#follow(path);
    return from > path.length ? node : undefined;
  }

  /** Returns the node of that path and creates it if needed. */
  reach(path: string): LevelNode<V> {
    let { node, from } = this.#follow(path);
    while (from <= path.length) {
      const end = levelEnd(path, from);
      const child = new LevelNode<V>(ownText(path.slice(from, end)), node);
      this.#account.add(node.add(child));
      node = child;
      from = end + 1;
    }
    return node;
  }

  /** Maximum memory that `reach` would take. */
  costOf(path: string): number {
    const { from } = this.#follow(path);
    if (from > path.length) return 0;
    let levels = 1;
    for (let at = path.indexOf('/', from); at >= 0; at = path.indexOf('/', at + 1)) levels += 1;
    const each = NODE_BYTES + PLACE_BYTES + textSize('');
    return BRANCHING_BYTES + textSize(path.slice(from)) + levels * each;
  }

  /**
   * Follows the existing part of the path: returns the last node and the start of the next level, past the
   * path's end if all levels exist. Avoids splitting, because a path may have 32,768 levels.
   */
  #follow(path: string): { readonly node: LevelNode<V>; readonly from: number } {
    let node = this.root;
    let from = 0;
    while (from <= path.length) {
      const end = levelEnd(path, from);
      const child = node.child(path.slice(from, end));
      if (child === undefined) break;
      node = child;
      from = end + 1;
    }
    return { node, from };
  }

  /** Removes the node and its ancestors as long as they are empty. */
  prune(from: LevelNode<V>): void {
    let node = from;
    while (node.parent !== undefined && node.value === undefined && node.isLeaf) {
      this.#account.add(-node.parent.remove(node));
      node = node.parent;
    }
  }
}
