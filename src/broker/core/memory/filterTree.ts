/**
 * Topic filters as a tree of levels: the cost of a match depends on the matching branches, not on the number
 * of subscriptions.
 */

import { Account } from './ledger.ts';
import { type LevelNode, LevelTree } from './levelTree.ts';

/** Memory of a node's set of several items, and of each item in it. */
const ITEMS_BYTES = 110;
const ITEM_BYTES = 30;

/** Most filters belong to a single client, and a set would cost more than everything else. */
class Several<T> extends Set<T> {}

type Held<T> = T | Several<T>;

export class FilterTree<T> {
  readonly #tree: LevelTree<Held<T>>;
  readonly #account: Account;
  /**
   * A finished search for reuse: most messages match little, and a new object for each would be most of their
   * garbage.
   */
  #spare: Matching<T> | undefined;
  #items = 0;

  /** @param account charged with the nodes and their items */
  constructor(account = new Account()) {
    this.#account = account;
    this.#tree = new LevelTree(account);
  }

  /** Items in the tree. */
  get size(): number {
    return this.#items;
  }

  /** Maximum memory of one more item. */
  costOf(filter: string): number {
    return ITEMS_BYTES + 2 * ITEM_BYTES + this.#tree.costOf(filter);
  }

  /** The filter must be well-formed and without `$share`. Adding the same item again changes nothing. */
  add(filter: string, item: T): void {
    const node = this.#tree.reach(filter);
    const held = node.value;
    if (held === undefined) node.value = item;
    else if (held instanceof Several) {
      if (held.has(item)) return;
      held.add(item);
      this.#account.add(ITEM_BYTES);
    } else {
      if (held === item) return;
      node.value = new Several([held, item]);
      this.#account.add(ITEMS_BYTES + 2 * ITEM_BYTES);
    }
    this.#items += 1;
  }

  /** Returns false if it was not in the tree. */
  delete(filter: string, item: T): boolean {
    const node = this.#tree.find(filter);
    if (node === undefined) return false;
    const held = node.value;
    if (held instanceof Several) {
      if (!held.delete(item)) return false;
      this.#account.add(-ITEM_BYTES);
      if (held.size === 1) {
        [node.value] = held;
        this.#account.add(-ITEMS_BYTES - ITEM_BYTES);
      }
    } else if (held === item) node.value = undefined;
    else return false;
    this.#items -= 1;
    this.#tree.prune(node);
    return true;
  }

  /**
   * Returns all items whose filter matches the topic name (4.7), each once. A leading wildcard does not match
   * a topic that begins with `$` [MQTT-4.7.2-1].
   */
  match(topic: string): T[] {
    const matching = this.matching(topic);
    matching.advance(Number.POSITIVE_INFINITY);
    return matching.found;
  }

  /** Searches in steps. */
  matching(topic: string): Matching<T> {
    const matching = this.#spare ?? new Matching<T>();
    this.#spare = undefined;
    matching.begin(this.#tree.root, topic);
    return matching;
  }

  /** Returns a finished search for reuse; its results must not be read any more. */
  over(matching: Matching<T>): void {
    matching.clear();
    this.#spare = matching;
  }
}

/**
 * Search for the matches of a topic. Items may be added and removed between two steps: those present all the
 * time are found, others may be.
 */
export class Matching<T> {
  readonly found: T[] = [];
  #topic = '';
  /** Branches of the current level, with those before `#at` done, and of the next level. */
  #nodes: LevelNode<Held<T>>[] = [];
  #at = 0;
  #next: LevelNode<Held<T>>[] = [];
  /** Start of the level in the topic; after its end all levels are done. */
  #from = 0;
  #wildcards = false;

  begin(root: LevelNode<Held<T>>, topic: string): void {
    this.#topic = topic;
    this.#nodes.push(root);
    this.#at = 0;
    this.#from = 0;
    this.#wildcards = !topic.startsWith('$');
  }

  clear(): void {
    empty(this.found);
    empty(this.#nodes);
    empty(this.#next);
  }

  /** Visits this many more branches; true: the search is complete. */
  advance(branches: number): boolean {
    const topic = this.#topic;
    let left = branches;
    while (this.#nodes.length > 0 && this.#from <= topic.length) {
      const slash = topic.indexOf('/', this.#from);
      const end = slash === -1 ? topic.length : slash;
      left = this.#descend(topic.slice(this.#from, end), left);
      if (left <= 0) return false;
      this.#from = end + 1;
      const done = this.#nodes;
      this.#nodes = this.#next;
      this.#next = done;
      empty(done);
      this.#at = 0;
      this.#wildcards = true;
    }
    // `a/#` matches `a` too (4.7.1.2).
    for (const nodes = this.#nodes; this.#at < nodes.length; this.#at += 1) {
      if (left <= 0) return false;
      left -= 1;
      const node = nodes[this.#at];
      left -= this.#collect(node) + this.#collect(node?.child('#'));
    }
    return true;
  }

  /** Returns how many branches may still be visited; 0 or less: the level is not done. */
  #descend(level: string, branches: number): number {
    const nodes = this.#nodes;
    const wildcards = this.#wildcards;
    let left = branches;
    let at = this.#at;
    for (; at < nodes.length && left > 0; at += 1) {
      const node = nodes[at];
      left -= 1;
      if (node === undefined || node.isLeaf) continue;
      const exact = node.child(level);
      if (exact !== undefined) this.#next.push(exact);
      if (!wildcards) continue;
      const any = node.child('+');
      if (any !== undefined) this.#next.push(any);
      left -= this.#collect(node.child('#'));
    }
    this.#at = at;
    // The last branch may have used up the budget.
    return at < nodes.length ? 0 : Math.max(left, 1);
  }

  /** Returns the number of items found. */
  #collect(node: LevelNode<Held<T>> | undefined): number {
    const held = node?.value;
    if (held === undefined) return 0;
    if (!(held instanceof Several)) {
      this.found.push(held);
      return 1;
    }
    for (const item of held) this.found.push(item);
    return held.size;
  }
}

/** Setting `length` to 0 would free memory that the next search needs. */
function empty(list: unknown[]): void {
  while (list.length > 0) list.pop();
}
