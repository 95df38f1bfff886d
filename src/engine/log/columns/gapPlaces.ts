/** Remembers the packets before which bytes are missing, as long as these packets are held. */

import { type Cleared, clearedPart } from './cleared.ts';

/** Fewer entries are not cleaned up. */
const FEW = 64;

export class GapPlaces {
  readonly #isHeld: (packet: number) => boolean;
  readonly #packets = new Set<number>();
  /** Number of entries above which the entries of discarded packets are removed. */
  #most = FEW;

  constructor(isHeld: (packet: number) => boolean) {
    this.#isHeld = isHeld;
  }

  get size(): number {
    return this.#packets.size;
  }

  /** @param packet number of the next packet; all others have arrived */
  add(packet: number): void {
    if (this.#packets.size >= this.#most) {
      for (const one of this.#packets) if (!this.#isHeld(one)) this.#packets.delete(one);
      this.#most = Math.max(FEW, this.#packets.size * 2);
    }
    this.#packets.add(packet);
  }

  has(packet: number): boolean {
    return this.#packets.has(packet);
  }

  clear(): Cleared {
    const packets = [...this.#packets];
    this.#packets.clear();
    this.#most = FEW;
    return clearedPart(() => {
      for (const packet of packets) this.#packets.add(packet);
      this.#most = Math.max(FEW, this.#packets.size * 2);
    });
  }
}
