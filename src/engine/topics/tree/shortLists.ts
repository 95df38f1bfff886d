/** Short lists of numbers in typed arrays, because most parents in a tree have few children. */

/** Maximum length of a list. */
export const LONGEST_LIST = 16;

/** Words per chunk, as a power of two. No list crosses chunks. */
const SHIFT = 14;
const CHUNK = 1 << SHIFT;
const MASK = CHUNK - 1;
const FIRST_CHUNK = 256;

/** A list has a capacity of 2, 4, 8 or 16 numbers, preceded by its length. */
const roomFor = (count: number): number => (count <= 2 ? 2 : 1 << (32 - Math.clz32(count - 1)));

export class ShortLists {
  #chunks: Int32Array[] = [];
  /** Used words of the last chunk. */
  #used = CHUNK;
  /** Free lists by capacity. */
  readonly #freed = new Map<number, number[]>();

  /** Adds a list of two. */
  add(first: number, second: number): number {
    const list = this.#take(2);
    this.#write(list, 2);
    this.#write(list + 1, first);
    this.#write(list + 2, second);
    return list;
  }

  count(list: number): number {
    return this.#read(list);
  }

  at(list: number, index: number): number {
    return this.#read(list + 1 + index);
  }

  /** @returns the list, which may have moved */
  insert(list: number, index: number, value: number): number {
    const count = this.count(list);
    const into = roomFor(count + 1) > roomFor(count) ? this.#moved(list, count) : list;
    for (let at = count; at > index; at -= 1) this.#write(into + 1 + at, this.at(into, at - 1));
    this.#write(into + 1 + index, value);
    this.#write(into, count + 1);
    return into;
  }

  remove(list: number): void {
    const room = roomFor(this.count(list));
    const freed = this.#freed.get(room);
    if (freed === undefined) this.#freed.set(room, [list]);
    else freed.push(list);
  }

  #moved(list: number, count: number): number {
    const into = this.#take(roomFor(count + 1));
    for (let at = 0; at < count; at += 1) this.#write(into + 1 + at, this.at(list, at));
    this.remove(list);
    return into;
  }

  #take(room: number): number {
    const freed = this.#freed.get(room)?.pop();
    if (freed !== undefined) return freed;
    const words = room + 1;
    const size = this.#chunks.at(-1)?.length ?? 0;
    if (this.#used + words > size) this.#grow();
    const list = (this.#chunks.length - 1) * CHUNK + this.#used;
    this.#used += words;
    return list;
  }

  /** The first chunk grows, because most trees are small. */
  #grow(): void {
    const [first] = this.#chunks;
    if (this.#chunks.length === 1 && first !== undefined && first.length < CHUNK) {
      const larger = new Int32Array(first.length * 4);
      larger.set(first);
      this.#chunks = [larger];
      return;
    }
    this.#chunks.push(new Int32Array(first === undefined ? FIRST_CHUNK : CHUNK));
    this.#used = 0;
  }

  #read(word: number): number {
    return this.#chunks[word >> SHIFT]?.[word & MASK] ?? 0;
  }

  #write(word: number, value: number): void {
    const chunk = this.#chunks[word >> SHIFT];
    if (chunk !== undefined) chunk[word & MASK] = value;
  }
}
