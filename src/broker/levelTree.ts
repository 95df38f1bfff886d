/** A tree of topic levels, which topic filters and topic names share: it grows and is pruned by paths. */

import { decodeUtf8, encodeUtf8 } from '../mqtt/utf8.ts';
import { Account } from './ledger.ts';
import { textSize } from './sizes.ts';

/** What a node costs beside its level's own text; measured, for the broker's memory limit. */
const NODE_BYTES = 80;
/** What a node costs beside that as soon as it has more than one child. */
const BRANCHING_BYTES = 200;
/** What a child in such a node costs its parent. */
const PLACE_BYTES = 30;
/** From this length on, a part of a text keeps the whole of it, however long that is. */
const SLICED = 13;

/** Most nodes of long paths have one child, and a map for that would cost more than all else. */
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

  /** In the order of their coming, also where others come and go meanwhile. */
  children(): MapIterator<LevelNode<V>> | ArrayIterator<LevelNode<V>> {
    const children = this.#children;
    if (children instanceof Map) return children.values();
    return (children === undefined ? [] : [children]).values();
  }

  /** Adds a child of a level that is not there yet. Returns the memory that it takes. */
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

  /** Returns the memory that becomes free. */
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

/** The same text, which keeps nothing else. */
function ownText(level: string): string {
  return level.length < SLICED ? level : (decodeUtf8(encodeUtf8(level)) ?? level);
}

export class LevelTree<V> {
  readonly root = new LevelNode<V>('', undefined);
  readonly #account: Account;

  /** @param account charged with the nodes, without their values */
  constructor(account = new Account()) {
    this.#account = account;
  }

  find(path: string): LevelNode<V> | undefined {
    let node: LevelNode<V> | undefined = this.root;
    for (const level of path.split('/')) {
      node = node.child(level);
      if (node === undefined) return undefined;
    }
    return node;
  }

  /** The node of that path, made where it is not there yet. */
  reach(path: string): LevelNode<V> {
    let node = this.root;
    for (const level of path.split('/')) {
      let child = node.child(level);
      if (child === undefined) {
        child = new LevelNode<V>(ownText(level), node);
        this.#account.add(node.add(child));
      }
      node = child;
    }
    return node;
  }

  /** Takes away the node, and those above it, as far as they hold nothing. */
  prune(from: LevelNode<V>): void {
    let node = from;
    while (node.parent !== undefined && node.value === undefined && node.isLeaf) {
      this.#account.add(-node.parent.remove(node));
      node = node.parent;
    }
  }
}
