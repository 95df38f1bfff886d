/** A tree of topic levels, which topic filters and topic names share: it grows and is pruned by paths. */

/** What a node costs beside its level's own text; measured roughly, for the broker's memory limit. */
const NODE_BYTES = 200;

export class LevelNode<V> {
  children: Map<string, LevelNode<V>> | undefined;
  value: V | undefined;
  readonly level: string;
  readonly parent: LevelNode<V> | undefined;

  constructor(level: string, parent: LevelNode<V> | undefined) {
    this.level = level;
    this.parent = parent;
  }
}

export class LevelTree<V> {
  readonly root = new LevelNode<V>('', undefined);
  #bytes = 0;

  /** Estimated memory of the nodes, without their values. */
  get bytes(): number {
    return this.#bytes;
  }

  find(path: string): LevelNode<V> | undefined {
    let node: LevelNode<V> | undefined = this.root;
    for (const level of path.split('/')) {
      node = node.children?.get(level);
      if (node === undefined) return undefined;
    }
    return node;
  }

  /** The node of that path, made where it is not there yet. */
  reach(path: string): LevelNode<V> {
    let node = this.root;
    for (const level of path.split('/')) {
      node.children ??= new Map();
      let child = node.children.get(level);
      if (child === undefined) {
        child = new LevelNode<V>(level, node);
        node.children.set(level, child);
        this.#bytes += NODE_BYTES + 2 * level.length;
      }
      node = child;
    }
    return node;
  }

  /** Takes away the node, and those above it, as far as they hold nothing. */
  prune(from: LevelNode<V>): void {
    let node = from;
    while (node.parent !== undefined && node.value === undefined) {
      if (node.children !== undefined && node.children.size > 0) return;
      node.parent.children?.delete(node.level);
      this.#bytes -= NODE_BYTES + 2 * node.level.length;
      node = node.parent;
    }
  }
}
