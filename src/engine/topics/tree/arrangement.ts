/** Orders the topics below a level for display. */
import type { Branches } from './branches.ts';
import type { TopicNodes } from './topicNodes.ts';
import type { TopicOrder } from './topicRow.ts';
import type { Received } from './topicTree.ts';

/** µs */
const SECOND = 1_000_000;
/** Number of topics that can be sorted every second; larger orders are renewed less often. */
const EVERY_SECOND = 100_000;

/** Lifetime of an order in µs. */
export const orderLasts = (topics: number): number => SECOND * Math.max(1, topics / EVERY_SECOND);

/**
 * Orders other than by name are snapshots of the displayed siblings, renewed at most once a second. Rows stay
 * readable, and messages need no sorting.
 */
export class Arrangement {
  #order: TopicOrder = 'name';
  #snapshot = 0;
  /** Start of the snapshot, µs. */
  #time = 0;

  choose(order: TopicOrder): void {
    if (order === this.#order) return;
    this.#order = order;
    this.#snapshot += 1;
  }

  /** @param isHeld keeps the order, because the pointer is over a row @param topics number of topics */
  goOn(now: number, isHeld: boolean, topics: number): void {
    const isFresh = Math.abs(now - this.#time) < orderLasts(topics);
    if (this.#order === 'name' || isHeld || isFresh) return;
    this.#snapshot += 1;
    this.#time = now;
  }

  /** Sorts the displayed children of a node. */
  readonly arrange = (
    { nodes, branches }: Pick<Received, 'nodes' | 'branches'>,
    parent: number,
  ): void => {
    const inOrder: Parameters<Branches['arrange']>[2] = (named) =>
      highestFirst(named, (node) => this.#rank(nodes, node));
    branches.arrange(parent, this.#snapshot, this.#order === 'name' ? undefined : inOrder);
  };

  /** A non-negative integer. */
  #rank(nodes: TopicNodes, node: number): number {
    switch (this.#order) {
      case 'changed':
        return nodes.last(node);
      case 'rate':
        return Math.round(nodes.rate(node, this.#time) * 100);
      case 'count':
      case 'name':
        return nodes.messages(node);
    }
  }
}

/** Stable. @param rank returns a non-negative integer */
export function highestFirst<T>(all: readonly T[], rank: (one: T) => number): T[] {
  const { length } = all;
  // Rank and index in one number: numbers sort many times faster than with a comparator.
  const highest = Math.floor(Number.MAX_SAFE_INTEGER / length) - 1;
  const places = new Float64Array(length);
  for (const [at, one] of all.entries()) {
    places[at] = Math.min(rank(one), highest) * length + (length - 1 - at);
  }
  const ranked: T[] = [];
  for (const place of places.sort().reverse()) {
    const one = all[length - 1 - (place % length)];
    if (one !== undefined) ranked.push(one);
  }
  return ranked;
}
