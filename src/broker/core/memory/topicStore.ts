/** Stores a value for each topic name and finds values by topic filter, for retained messages. */

import type { Account } from './ledger.ts';
import { type LevelNode, LevelTree } from './levelTree.ts';

export class TopicStore<T> {
  readonly #tree: LevelTree<T>;
  #size = 0;

  /** @param account charged with the nodes, without their values */
  constructor(account?: Account) {
    this.#tree = new LevelTree(account);
  }

  get size(): number {
    return this.#size;
  }

  get(topic: string): T | undefined {
    return this.#tree.find(topic)?.value;
  }

  set(topic: string, value: T): void {
    const node = this.#tree.reach(topic);
    if (node.value === undefined) this.#size += 1;
    node.value = value;
  }

  /** Maximum memory of an entry without its value. */
  costOf(topic: string): number {
    return this.#tree.costOf(topic);
  }

  delete(topic: string): T | undefined {
    const found = this.#tree.find(topic);
    const value = found?.value;
    if (found === undefined || value === undefined) return undefined;
    found.value = undefined;
    this.#size -= 1;
    this.#tree.prune(found);
    return value;
  }

  /** Returns all values in an unspecified order. */
  values(): T[] {
    const found: T[] = [];
    const stack = [this.#tree.root];
    for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
      if (node.value !== undefined) found.push(node.value);
      for (const child of node.children()) stack.push(child);
    }
    return found;
  }

  /**
   * Returns the values of all topics that match the filter (4.7), parents before children, siblings in order
   * of insertion. A leading wildcard skips `$` topics [MQTT-4.7.2-1].
   */
  match(filter: string): T[] {
    return [...this.matching(filter)].filter((value) => value !== undefined);
  }

  /**
   * Yields the matches one by one, with undefined for each branch without a value. Values may change
   * meanwhile: those present all the time are found.
   */
  *matching(filter: string): Generator<T | undefined, void> {
    const levels = filter.split('/');
    // Below `#` every node matches.
    const deepest = levels.at(-1) === '#' ? '#' : undefined;
    // A stack instead of recursion, because a topic may have 32,768 levels.
    const stack: Iterator<LevelNode<T>, undefined>[] = [[this.#tree.root].values()];
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const node = next(top);
      if (node === undefined) {
        stack.pop();
        continue;
      }
      const level = levels[stack.length - 1] ?? deepest;
      // `a/#` matches `a` too (4.7.1.2).
      yield level === undefined || level === '#' ? node.value : undefined;
      if (level === undefined) continue;
      stack.push(this.#below(node, level));
    }
  }

  #below(node: LevelNode<T>, level: string): Iterator<LevelNode<T>, undefined> {
    if (level !== '+' && level !== '#') {
      const child = node.child(level);
      return (child === undefined ? [] : [child]).values();
    }
    return node === this.#tree.root ? withoutHidden(node.children()) : node.children();
  }
}

const next = <T>(nodes: Iterator<T, undefined>): T | undefined => nodes.next().value;

function* withoutHidden<T>(
  nodes: Iterator<LevelNode<T>, undefined>,
): Generator<LevelNode<T>, undefined> {
  for (let node = next(nodes); node !== undefined; node = next(nodes)) {
    if (!node.level.startsWith('$')) yield node;
  }
}
