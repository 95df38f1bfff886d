/** In which order the topics below one level are shown. */
import { rateOf } from './rateMeter.ts';
import type { Siblings } from './siblings.ts';
import type { TopicNode } from './topicNode.ts';

/** All but names the largest, or the latest, first. */
export type TopicOrder = 'name' | 'changed' | 'count' | 'rate';

/** µs */
const SECOND = 1_000_000;

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

  /** @param isHeld somebody points at a row, which is to stay where it is */
  goOn(now: number, isHeld: boolean): void {
    if (this.#order === 'name' || isHeld || Math.abs(now - this.#time) < SECOND) return;
    this.#snapshot += 1;
    this.#time = now;
  }

  /** Brings siblings that are looked at into order. */
  readonly arrange = (siblings: Siblings<TopicNode>): void => {
    siblings.arrange(this.#snapshot, this.#order === 'name' ? undefined : this.#ranked);
  };

  readonly #ranked = (named: readonly TopicNode[]): readonly TopicNode[] =>
    highestFirst(named, this.#rank);

  /** A whole number, not negative. */
  readonly #rank = (node: TopicNode): number => {
    switch (this.#order) {
      case 'changed':
        return node.last;
      case 'rate':
        return Math.round(rateOf(node, this.#time) * 100);
      case 'count':
      case 'name':
        return node.messages;
    }
  };
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
