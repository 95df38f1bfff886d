/** Stores the exact bytes of packets contiguously in large slabs. */

interface Slab {
  readonly ordinal: number;
  readonly bytes: Uint8Array;
  /** Number of packets in it that have not been discarded. */
  packets: number;
}

/** Location of bytes. */
export interface BytesPlace {
  /** Ordinal of the slab. */
  readonly slab: number;
  /** Bytes from the slab's beginning. */
  readonly offset: number;
}

/**
 * Packets larger than this part of a slab get separate slabs, so that little space is wasted at a slab's end.
 */
const LARGE_PART = 8;

/** Bytes in a slab from which packets are being cut. */
interface Staged {
  readonly slab: Slab;
  /** Bytes from the slab's beginning. */
  readonly from: number;
  readonly to: number;
  /** End of the last packet so far. */
  end: number;
}

/** A slab is freed as a whole when the last of its packets has been discarded. */
export class ByteSlabs {
  readonly #slabSize: number;
  readonly #slabs = new Map<number, Slab>();
  #nextOrdinal = 0;
  #current: Slab | undefined;
  #used = 0;
  #staged: Staged | undefined;
  /** An empty slab for reuse. Otherwise a full log would allocate and free alternately. */
  #spare: Uint8Array | undefined;
  #allocated = 0;

  /** @param slabSize bytes */
  constructor(slabSize: number) {
    this.#slabSize = slabSize;
  }

  /** Allocated memory including unused ends of slabs, bytes. */
  get allocated(): number {
    return this.#allocated;
  }

  /** True if the bytes would get a separate slab. */
  isLarge(length: number): boolean {
    return length * LARGE_PART > this.#slabSize;
  }

  /** Bytes of memory that storing `length` bytes would allocate. */
  cost(length: number): number {
    if (this.isLarge(length)) return length;
    return this.#fits(length) || this.#spare !== undefined ? 0 : this.#slabSize;
  }

  /**
   * Copies bytes that contain packets at once, so that `store` copies none of them again. Not for large ones.
   * @returns the bytes in their slab, valid until `unstage`
   */
  stage(bytes: Uint8Array): Uint8Array {
    const slab = this.#currentFor(bytes.length);
    const from = this.#used;
    const to = from + bytes.length;
    slab.bytes.set(bytes, from);
    // Keeps the slab meanwhile.
    slab.packets += 1;
    this.#used = to;
    this.#staged = { slab, from, to, end: from };
    return slab.bytes.subarray(from, to);
  }

  /** Drops staged bytes after the last packet. */
  unstage(): void {
    const staged = this.#staged;
    if (staged === undefined) return;
    this.#staged = undefined;
    if (this.#current === staged.slab && this.#used === staged.to) this.#used = staged.end;
    this.release(staged.slab.ordinal);
  }

  /** True if the bytes are staged, so that storing them takes no more space. */
  isStaged(bytes: Uint8Array): boolean {
    const staged = this.#staged;
    return (
      staged !== undefined &&
      bytes.buffer === staged.slab.bytes.buffer &&
      bytes.byteOffset >= staged.from &&
      bytes.byteOffset + bytes.length <= staged.to
    );
  }

  /** Ordinal of the slab with staged bytes; undefined if there are none. */
  get stagedIn(): number | undefined {
    return this.#staged?.slab.ordinal;
  }

  /** Counts packets cut from the staged bytes, up to `end` (bytes from the slab's beginning). */
  cut(packets: number, end: number): void {
    if (this.#staged === undefined) return;
    this.#staged.slab.packets += packets;
    this.#staged.end = Math.max(this.#staged.end, end);
  }

  store(bytes: Uint8Array): BytesPlace {
    if (this.#staged !== undefined && this.isStaged(bytes)) {
      const { slab } = this.#staged;
      slab.packets += 1;
      this.#staged.end = Math.max(this.#staged.end, bytes.byteOffset + bytes.length);
      return { slab: slab.ordinal, offset: bytes.byteOffset };
    }
    if (this.isLarge(bytes.length)) {
      const slab = this.#open(bytes.slice());
      slab.packets = 1;
      return { slab: slab.ordinal, offset: 0 };
    }
    const slab = this.#currentFor(bytes.length);
    const offset = this.#used;
    slab.bytes.set(bytes, offset);
    this.#used = offset + bytes.length;
    slab.packets += 1;
    return { slab: slab.ordinal, offset };
  }

  /** A view, not a copy. Valid until the packet is discarded. */
  view(slab: number, offset: number, length: number): Uint8Array | undefined {
    return this.#slabs.get(slab)?.bytes.subarray(offset, offset + length);
  }

  /** All bytes of a slab. Valid until the next `store`. */
  bytesOf(slab: number): Uint8Array | undefined {
    return this.#slabs.get(slab)?.bytes;
  }

  /** Releases a discarded packet of the slab. */
  release(ordinal: number): void {
    const slab = this.#slabs.get(ordinal);
    if (slab === undefined) return;
    slab.packets -= 1;
    if (slab.packets > 0) return;
    if (slab === this.#current) this.#used = 0;
    else this.#free(slab);
  }

  /** Frees everything. Ordinals continue. */
  clear(): void {
    this.#slabs.clear();
    this.#current = undefined;
    this.#staged = undefined;
    this.#spare = undefined;
    this.#used = 0;
    this.#allocated = 0;
  }

  #fits(length: number): boolean {
    return this.#current !== undefined && this.#used + length <= this.#slabSize;
  }

  #currentFor(length: number): Slab {
    if (this.#current !== undefined && this.#used + length <= this.#slabSize) return this.#current;
    const full = this.#current;
    this.#current = undefined;
    if (full !== undefined && full.packets === 0) this.#free(full);
    const bytes = this.#spare;
    if (bytes !== undefined) {
      this.#spare = undefined;
      this.#allocated -= bytes.length;
    }
    this.#current = this.#open(bytes ?? new Uint8Array(this.#slabSize));
    this.#used = 0;
    return this.#current;
  }

  #open(bytes: Uint8Array): Slab {
    const slab = { ordinal: this.#nextOrdinal, bytes, packets: 0 };
    this.#nextOrdinal += 1;
    this.#slabs.set(slab.ordinal, slab);
    this.#allocated += bytes.length;
    return slab;
  }

  #free(slab: Slab): void {
    this.#slabs.delete(slab.ordinal);
    if (slab.bytes.length === this.#slabSize && this.#spare === undefined) {
      this.#spare = slab.bytes;
    } else {
      this.#allocated -= slab.bytes.length;
    }
  }
}
