/** One value for each topic name, found by topic filter: the shape of the retained messages. */

/** What a node costs beside its level's own text; measured roughly, for the broker's memory limit. */
const NODE_BYTES = 200;

class Node<T> {
  children: Map<string, Node<T>> | undefined;
  value: T | undefined;
  readonly level: string;
  readonly parent: Node<T> | undefined;

  constructor(level: string, parent: Node<T> | undefined) {
    this.level = level;
    this.parent = parent;
  }
}

export class TopicStore<T> {
  readonly #root = new Node<T>('', undefined);
  #size = 0;
  #bytes = 0;

  get size(): number {
    return this.#size;
  }

  /** Estimated memory of the nodes, without their values. */
  get bytes(): number {
    return this.#bytes;
  }

  get(topic: string): T | undefined {
    return this.#find(topic)?.value;
  }

  set(topic: string, value: T): void {
    let node = this.#root;
    for (const level of topic.split('/')) {
      node.children ??= new Map();
      let child = node.children.get(level);
      if (child === undefined) {
        child = new Node<T>(level, node);
        node.children.set(level, child);
        this.#bytes += NODE_BYTES + 2 * level.length;
      }
      node = child;
    }
    if (node.value === undefined) this.#size += 1;
    node.value = value;
  }

  delete(topic: string): T | undefined {
    const found = this.#find(topic);
    const value = found?.value;
    if (found === undefined || value === undefined) return undefined;
    found.value = undefined;
    this.#size -= 1;
    let node = found;
    while (node.parent !== undefined && node.value === undefined) {
      if (node.children !== undefined && node.children.size > 0) break;
      node.parent.children?.delete(node.level);
      this.#bytes -= NODE_BYTES + 2 * node.level.length;
      node = node.parent;
    }
    return value;
  }

  /**
   * The values of all topics that match the filter (4.7), parents before children, siblings in the
   * order of their first appearance. A leading wildcard passes over `$` topics [MQTT-4.7.2-1].
   */
  match(filter: string): T[] {
    const levels = filter.split('/');
    const found: T[] = [];
    // A stack and not recursion: a topic may have 32,768 levels.
    const stack: { node: Node<T>; depth: number }[] = [{ node: this.#root, depth: 0 }];
    for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
      const { node, depth } = top;
      const level = levels[depth];
      if (level === undefined || level === '#') {
        // Below `#` every node counts; `a/#` matches `a` too (4.7.1.2).
        if (node.value !== undefined) found.push(node.value);
        if (level === undefined) continue;
      } else if (level !== '+') {
        const child = node.children?.get(level);
        if (child !== undefined) stack.push({ node: child, depth: depth + 1 });
        continue;
      }
      const next = level === '#' ? depth : depth + 1;
      const children = [...(node.children?.values() ?? [])].reverse();
      for (const child of children) {
        if (node === this.#root && child.level.startsWith('$')) continue;
        stack.push({ node: child, depth: next });
      }
    }
    return found;
  }

  #find(topic: string): Node<T> | undefined {
    let node: Node<T> | undefined = this.#root;
    for (const level of topic.split('/')) node = node?.children?.get(level);
    return node;
  }
}
