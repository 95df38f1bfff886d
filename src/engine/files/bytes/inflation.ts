/**
 * Limits the decompressed size of all messages of a capture, because a small file can decompress without end.
 */

/** Bytes that are always allowed. Beyond them, the compressed size sets the limit. */
const MUCH = 16 * 1024 * 1024;
const LARGEST_RATIO = 100;
/** Extra bytes counted per packet: small packets take the most time per byte. */
const PACKET_BYTES = 64;

export class Inflation {
  #packedBytes = 0;
  #spent = 0;
  /** Packets of the capture so far, of any carrier. */
  #packets = 0;

  packet(): void {
    this.#packets += 1;
  }

  packed(bytes: Uint8Array): void {
    this.#packedBytes += bytes.length;
  }

  /**
   * Passes decompressed bytes on.
   * @returns false: the limit was reached and the bytes were dropped. Later input raises the limit in
   *   proportion.
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
