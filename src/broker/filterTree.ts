/** Topic filters as a tree of levels: matching costs by matching branches, not by subscriptions. */

/** What a node costs beside its level's own text; measured roughly, for the broker's memory limit. */
const NODE_BYTES = 200;

class Node<T> {
  children: Map<string, Node<T>> | undefined;
  items: Set<T> | undefined;
  readonly level: string;
  readonly parent: Node<T> | undefined;

  constructor(level: string, parent: Node<T> | undefined) {
    this.level = level;
    this.parent = parent;
  }
}

export class FilterTree<T> {
  readonly #root = new Node<T>('', undefined);
  #items = 0;
  #bytes = 0;

  /** Items in the tree. */
  get size(): number {
    return this.#items;
  }

  /** Estimated memory of the nodes. */
  get bytes(): number {
    return this.#bytes;
  }

  /** The filter must be well-formed and without `$share`. Adding the same item again changes nothing. */
  add(filter: string, item: T): void {
    let node = this.#root;
    for (const level of filter.split('/')) {
      node.children ??= new Map();
      let child = node.children.get(level);
      if (child === undefined) {
        child = new Node<T>(level, node);
        node.children.set(level, child);
        this.#bytes += NODE_BYTES + 2 * level.length;
      }
      node = child;
    }
    node.items ??= new Set();
    if (!node.items.has(item)) this.#items += 1;
    node.items.add(item);
  }

  /** False where it was not there. */
  delete(filter: string, item: T): boolean {
    let node = this.#root;
    for (const level of filter.split('/')) {
      const child = node.children?.get(level);
      if (child === undefined) return false;
      node = child;
    }
    if (node.items === undefined || !node.items.delete(item)) return false;
    this.#items -= 1;
    if (node.items.size === 0) node.items = undefined;
    this.#prune(node);
    return true;
  }

  /**
   * All items whose filter matches the topic name (4.7), each once. A leading wildcard does not
   * match a topic that begins with `$` [MQTT-4.7.2-1].
   */
  match(topic: string): T[] {
    const found: T[] = [];
    const collect = (node: Node<T> | undefined): void => {
      if (node?.items !== undefined) for (const item of node.items) found.push(item);
    };
    let nodes: Node<T>[] = [this.#root];
    let from = 0;
    let wildcards = !topic.startsWith('$');
    while (nodes.length > 0 && from <= topic.length) {
      const slash = topic.indexOf('/', from);
      const level = slash === -1 ? topic.slice(from) : topic.slice(from, slash);
      from = slash === -1 ? topic.length + 1 : slash + 1;
      const next: Node<T>[] = [];
      for (const { children } of nodes) {
        if (children === undefined) continue;
        const exact = children.get(level);
        if (exact !== undefined) next.push(exact);
        if (!wildcards) continue;
        const any = children.get('+');
        if (any !== undefined) next.push(any);
        collect(children.get('#'));
      }
      nodes = next;
      wildcards = true;
    }
    // `a/#` matches `a` too (4.7.1.2).
    for (const node of nodes) {
      collect(node);
      collect(node.children?.get('#'));
    }
    return found;
  }

  #prune(from: Node<T>): void {
    let node = from;
    while (node.parent !== undefined && node.items === undefined) {
      if (node.children !== undefined && node.children.size > 0) return;
      node.parent.children?.delete(node.level);
      this.#bytes -= NODE_BYTES + 2 * node.level.length;
      node = node.parent;
    }
  }
}
