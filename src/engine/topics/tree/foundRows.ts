/**
 * Search results in the tree, or rows below pinned topics: visible rows and two marks per node. Branches without
 * them take no memory.
 */

const SHIFT = 12;
const MASK = (1 << SHIFT) - 1;

/** The node matches the search. */
export const MATCHED = 1;
/** Closed by the user; searches and pinned topics open everything else. */
export const CLOSED = 2;
const FLAG_BITS = 2;

export class FoundRows {
  /** Rows and marks, in one number per node. */
  readonly #chunks: (Int32Array | undefined)[] = [];

  rows(node: number): number {
    return this.#word(node) >> FLAG_BITS;
  }

  setRows(node: number, rows: number): void {
    this.#set(node, (rows << FLAG_BITS) | (this.#word(node) & (MATCHED | CLOSED)));
  }

  flag(node: number, flag: number): boolean {
    return (this.#word(node) & flag) !== 0;
  }

  setFlag(node: number, flag: number, isSet: boolean): void {
    const word = this.#word(node);
    this.#set(node, isSet ? word | flag : word & ~flag);
  }

  #word(node: number): number {
    return this.#chunks[node >> SHIFT]?.[node & MASK] ?? 0;
  }

  #set(node: number, word: number): void {
    const chunk = (this.#chunks[node >> SHIFT] ??= new Int32Array(MASK + 1));
    chunk[node & MASK] = word;
  }
}
