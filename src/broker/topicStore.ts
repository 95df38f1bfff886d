/** One value for each topic name, found by topic filter: the shape of the retained messages. */

import { type LevelNode, LevelTree } from './levelTree.ts';

export class TopicStore<T> {
  readonly #tree = new LevelTree<T>();
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** Estimated memory of the nodes, without their values. */
  get bytes(): number {
    return this.#tree.bytes;
  }

  get(topic: string): T | undefined {
    return this.#tree.find(topic)?.value;
  }

  set(topic: string, value: T): void {
    const node = this.#tree.reach(topic);
    if (node.value === undefined) this.#size += 1;
    node.value = value;
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

  /** All of them, in no order of use. */
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
   * The values of all topics that match the filter (4.7), parents before children, siblings in the
   * order of their first appearance. A leading wildcard passes over `$` topics [MQTT-4.7.2-1].
   */
  match(filter: string): T[] {
    const levels = filter.split('/');
    const found: T[] = [];
    // A stack and not recursion: a topic may have 32,768 levels.
    const stack: { node: LevelNode<T>; depth: number }[] = [{ node: this.#tree.root, depth: 0 }];
    for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
      const { node, depth } = top;
      const level = levels[depth];
      if (level === undefined || level === '#') {
        // Below `#` every node counts; `a/#` matches `a` too (4.7.1.2).
        if (node.value !== undefined) found.push(node.value);
        if (level === undefined) continue;
      } else if (level !== '+') {
        const child = node.child(level);
        if (child !== undefined) stack.push({ node: child, depth: depth + 1 });
        continue;
      }
      const next = level === '#' ? depth : depth + 1;
      const children = node.children().toReversed();
      for (const child of children) {
        if (node === this.#tree.root && child.level.startsWith('$')) continue;
        stack.push({ node: child, depth: next });
      }
    }
    return found;
  }
}
