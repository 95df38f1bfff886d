/** In which order the topics below one level are shown. */
import type { Branches } from './branches.ts';
import type { TopicNodes } from './topicNodes.ts';
import type { TopicOrder } from './topicRow.ts';
import type { Received } from './topicTree.ts';

/** µs */
const SECOND = 1_000_000;
/** Topics; an order of more takes longer to be made, and is made less often. */
const EVERY_SECOND = 100_000;

/** µs that an order of so many topics lasts. */
export const orderLasts = (topics: number): number => SECOND * Math.max(1, topics / EVERY_SECOND);

/**
 * An order other than by name is a snapshot of those siblings alone that somebody looks at, made
 * anew at most once a second: rows can be read, and nothing is sorted for each message.
 */
export class Arrangement {
  #order: TopicOrder = 'name';
  #snapshot = 0;
  /** When it was begun, µs. */
  #time = 0;

  choose(order: TopicOrder): void {
    if (order === this.#order) return;
    this.#order = order;
    this.#snapshot += 1;
  }

  /** @param isHeld somebody points at a row, which is to stay where it is @param topics that there are */
  goOn(now: number, isHeld: boolean, topics: number): void {
    const isFresh = Math.abs(now - this.#time) < orderLasts(topics);
    if (this.#order === 'name' || isHeld || isFresh) return;
    this.#snapshot += 1;
    this.#time = now;
  }

  /** Brings those below a node, which are looked at, into order. */
  readonly arrange = (
    { nodes, branches }: Pick<Received, 'nodes' | 'branches'>,
    parent: number,
  ): void => {
    const inOrder: Parameters<Branches['arrange']>[2] = (named) =>
      highestFirst(named, (node) => this.#rank(nodes, node));
    branches.arrange(parent, this.#snapshot, this.#order === 'name' ? undefined : inOrder);
  };

  /** A whole number, not negative. */
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

/** Equal ones stay as they are. @param rank a whole number, not negative */
export function highestFirst<T>(all: readonly T[], rank: (one: T) => number): T[] {
  const { length } = all;
  // Rank and place in one number: numbers are sorted many times faster than by a comparison of ours.
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
