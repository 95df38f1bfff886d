/** Which topics of which connection were looked at: what is odd about a topic is told once. */
import type { Direction } from '../direction.ts';

/** A power of two. */
const PLACES = 4_096;

/** Directly mapped: a topic that was driven out by another is looked at again. */
export class TopicsTold {
  readonly #keys = new Float64Array(PLACES);
  readonly #names: (string | undefined)[] = [];

  isNew(stream: number, direction: Direction, topic: number, name: string): boolean {
    const key = (stream * 2 + (direction === 'out' ? 1 : 0)) * 4_294_967_296 + topic;
    const place = (topic * 2 + (direction === 'out' ? 1 : 0) + stream * 31) & (PLACES - 1);
    if (this.#keys[place] === key && this.#names[place] === name) return false;
    this.#keys[place] = key;
    this.#names[place] = name;
    return true;
  }
}
