/** What all connections that pass by may use up together. */

/** A budget that many draw from. */
export class Room {
  readonly #bytes: number;
  #free: number;

  constructor(bytes: number) {
    this.#bytes = bytes;
    this.#free = bytes;
  }

  get taken(): number {
    return this.#bytes - this.#free;
  }

  /** False, and nothing is taken, where so much is not left. */
  take(bytes: number): boolean {
    if (bytes > this.#free) return false;
    this.#free -= bytes;
    return true;
  }

  give(bytes: number): void {
    this.#free += bytes;
  }
}

const MEBIBYTE = 1024 * 1024;

export class Memory {
  /** Bytes of packets that have not come as a whole yet. */
  readonly incomplete: Room;
  /** Estimated memory of what connections began with. */
  readonly heads: Room;
  /** The same of packets that passed lately. */
  readonly recent: Room;
  /** Makes room among these. */
  readonly thin: () => void;

  /** @param share 1: as much as is usual */
  constructor(share: number, thin: () => void) {
    this.incomplete = new Room(8 * MEBIBYTE * share);
    this.heads = new Room(4 * MEBIBYTE * share);
    this.recent = new Room(4 * MEBIBYTE * share);
    this.thin = thin;
  }

  /** In use. */
  get bytes(): number {
    return this.incomplete.taken + this.heads.taken + this.recent.taken;
  }
}
