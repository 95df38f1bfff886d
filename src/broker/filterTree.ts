/** Topic filters as a tree of levels: matching costs by matching branches, not by subscriptions. */

import { type LevelNode, LevelTree } from './levelTree.ts';

export class FilterTree<T> {
  readonly #tree = new LevelTree<Set<T>>();
  #items = 0;

  /** Items in the tree. */
  get size(): number {
    return this.#items;
  }

  /** Estimated memory of the nodes. */
  get bytes(): number {
    return this.#tree.bytes;
  }

  /** The filter must be well-formed and without `$share`. Adding the same item again changes nothing. */
  add(filter: string, item: T): void {
    const node = this.#tree.reach(filter);
    node.value ??= new Set();
    if (!node.value.has(item)) this.#items += 1;
    node.value.add(item);
  }

  /** False where it was not there. */
  delete(filter: string, item: T): boolean {
    const node = this.#tree.find(filter);
    if (!node?.value?.delete(item)) return false;
    this.#items -= 1;
    if (node.value.size === 0) node.value = undefined;
    this.#tree.prune(node);
    return true;
  }

  /**
   * All items whose filter matches the topic name (4.7), each once. A leading wildcard does not
   * match a topic that begins with `$` [MQTT-4.7.2-1].
   */
  match(topic: string): T[] {
    const found: T[] = [];
    const collect = (node: LevelNode<Set<T>> | undefined): void => {
      if (node?.value !== undefined) for (const item of node.value) found.push(item);
    };
    let nodes = [this.#tree.root];
    let from = 0;
    let wildcards = !topic.startsWith('$');
    while (nodes.length > 0 && from <= topic.length) {
      const slash = topic.indexOf('/', from);
      const level = slash === -1 ? topic.slice(from) : topic.slice(from, slash);
      from = slash === -1 ? topic.length + 1 : slash + 1;
      const next: LevelNode<Set<T>>[] = [];
      for (const node of nodes) {
        if (node.isLeaf) continue;
        const exact = node.child(level);
        if (exact !== undefined) next.push(exact);
        if (!wildcards) continue;
        const any = node.child('+');
        if (any !== undefined) next.push(any);
        collect(node.child('#'));
      }
      nodes = next;
      wildcards = true;
    }
    // `a/#` matches `a` too (4.7.1.2).
    for (const node of nodes) {
      collect(node);
      collect(node.child('#'));
    }
    return found;
  }
}
