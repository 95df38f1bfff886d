/** What all connections that pass by may use up together. */

/** A budget that many draw from. */
export class Room {
  #free: number;

  constructor(bytes: number) {
    this.#free = bytes;
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
  readonly incomplete = new Room(8 * MEBIBYTE);
  /** Estimated memory of what connections began with. */
  readonly heads = new Room(4 * MEBIBYTE);
  /** The same of packets that passed lately. */
  readonly recent = new Room(4 * MEBIBYTE);
  /** Makes room among these. */
  readonly thin: () => void;

  constructor(thin: () => void) {
    this.thin = thin;
  }
}
