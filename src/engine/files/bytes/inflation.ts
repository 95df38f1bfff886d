/**
 * Limits the decompressed size of all messages of a capture, because a small file can decompress without end.
 */

/** Bytes that are always allowed. Beyond them, the compressed size sets the limit. */
const MUCH = 16 * 1024 * 1024;
const LARGEST_RATIO = 100;
/** Senders whose recent data is kept, about 45 KB each, because their next message may refer to it. */
export const MOST_WINDOWS = 4096;

/** The recent data of a sender. */
interface Window {
  drop(): void;
}

/** Extra bytes counted per packet: small packets take the most time per byte. */
const PACKET_BYTES = 64;

export class Inflation {
  #packedBytes = 0;
  #spent = 0;
  /** Packets of the capture so far, of any carrier. */
  #packets = 0;

  /** The least recently used window is first. */
  readonly #windows = new Set<Window>();

  /** Keeps the window, and drops another one if there are too many. */
  keep(window: Window): void {
    this.#windows.delete(window);
    this.#windows.add(window);
    if (this.#windows.size <= MOST_WINDOWS) return;
    const [oldest] = this.#windows;
    oldest?.drop();
  }

  forget(window: Window): void {
    this.#windows.delete(window);
  }

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
