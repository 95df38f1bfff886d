/** Before which packets bytes are missing, as long as these packets are there. */

import { type Cleared, clearedPart } from './cleared.ts';

/** Fewer are not worth looking through. */
const FEW = 64;

export class GapPlaces {
  readonly #isHeld: (packet: number) => boolean;
  readonly #packets = new Set<number>();
  /** As many make those go whose packets are gone. */
  #most = FEW;

  constructor(isHeld: (packet: number) => boolean) {
    this.#isHeld = isHeld;
  }

  get size(): number {
    return this.#packets.size;
  }

  /** @param packet that comes next: the others have come */
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
