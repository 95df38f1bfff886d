/** A growing column of numbers in chunks. Growing neither copies the old content nor doubles the memory. */

const CHUNK = 65_536;

type Numbers = Uint8Array | Uint32Array | Float64Array;

export class NumberColumn {
  readonly #chunks: (Numbers | undefined)[] = [];
  readonly #newChunk: (length: number) => Numbers;
  readonly #missing: number;

  /**
   * @param newChunk creates a chunk of unset numbers
   * @param missing value read for unset numbers
   */
  constructor(newChunk: (length: number) => Numbers, missing = 0) {
    this.#newChunk = newChunk;
    this.#missing = missing;
  }

  get(at: number): number {
    return this.#chunks[Math.floor(at / CHUNK)]?.[at % CHUNK] ?? this.#missing;
  }

  set(at: number, value: number): void {
    const place = Math.floor(at / CHUNK);
    while (this.#chunks.length <= place) this.#chunks.push(undefined);
    const chunk = this.#chunks[place] ?? this.#newChunk(CHUNK).fill(this.#missing);
    this.#chunks[place] = chunk;
    chunk[at % CHUNK] = value;
  }
}

export const wordColumn = (): NumberColumn => new NumberColumn((length) => new Uint32Array(length));
