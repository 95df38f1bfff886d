/** How far the compressed messages of a capture may be unpacked, all together: a small file can be made to have no end. */

/** Bytes beyond which packets cannot be meant, unless what was sent was long, too. */
const MUCH = 16 * 1024 * 1024;
const LARGEST_RATIO = 100;
/** Bytes that a packet counts beside its own: small ones take the longest. */
const PACKET_BYTES = 64;

export class Inflation {
  #packedBytes = 0;
  #spent = 0;
  /** Packets of the capture so far, however they came. */
  #packets = 0;

  packet(): void {
    this.#packets += 1;
  }

  packed(bytes: Uint8Array): void {
    this.#packedBytes += bytes.length;
  }

  /**
   * Hands unpacked bytes on.
   * @returns false: it was enough, they were left out. What is sent later may be unpacked again, in proportion.
   */
  take(bytes: Uint8Array, handOn: (bytes: Uint8Array) => void): boolean {
    this.#spent += bytes.length;
    if (this.#spent > MUCH + this.#packedBytes * LARGEST_RATIO) return false;
    const before = this.#packets;
    handOn(bytes);
    this.#spent += (this.#packets - before) * PACKET_BYTES;
    return true;
  }
}
