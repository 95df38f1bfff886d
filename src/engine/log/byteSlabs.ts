/** The exact bytes of packets, one behind the other in large slabs. */

import { copyBytes } from './copyBytes.ts';

interface Slab {
  readonly ordinal: number;
  readonly bytes: Uint8Array;
  /** Packets in here that have not been discarded. */
  packets: number;
}

/** Where bytes lie. */
export interface BytesPlace {
  /** Ordinal of the slab. */
  readonly slab: number;
  /** Bytes from the slab's beginning. */
  readonly offset: number;
}

/** Packets larger than this part of a slab get one of their own, so that few bytes are wasted at a slab's end. */
const LARGE_PART = 8;

/**
 * A slab is given back as a whole, when the last of its packets has been discarded.
 */
export class ByteSlabs {
  readonly #slabSize: number;
  readonly #slabs = new Map<number, Slab>();
  #nextOrdinal = 0;
  #current: Slab | undefined;
  #used = 0;
  /** An empty slab kept for the next need: a full log would otherwise allocate and free in turn. */
  #spare: Uint8Array | undefined;
  #allocated = 0;

  /** @param slabSize bytes */
  constructor(slabSize: number) {
    this.#slabSize = slabSize;
  }

  /** Bytes of memory taken, the unused ends of slabs included. */
  get allocated(): number {
    return this.#allocated;
  }

  /** Bytes of memory that storing `length` bytes would newly take. */
  cost(length: number): number {
    if (this.#isLarge(length)) return length;
    return this.#fits(length) || this.#spare !== undefined ? 0 : this.#slabSize;
  }

  store(bytes: Uint8Array): BytesPlace {
    if (this.#isLarge(bytes.length)) {
      const slab = this.#open(bytes.slice());
      slab.packets = 1;
      return { slab: slab.ordinal, offset: 0 };
    }
    const slab = this.#currentFor(bytes.length);
    const offset = this.#used;
    copyBytes(bytes, 0, slab.bytes, offset);
    this.#used = offset + bytes.length;
    slab.packets += 1;
    return { slab: slab.ordinal, offset };
  }

  /** A view, not a copy: only good until the packet is discarded. */
  view(slab: number, offset: number, length: number): Uint8Array | undefined {
    return this.#slabs.get(slab)?.bytes.subarray(offset, offset + length);
  }

  /** One packet of that slab has been discarded. */
  release(ordinal: number): void {
    const slab = this.#slabs.get(ordinal);
    if (slab === undefined) return;
    slab.packets -= 1;
    if (slab.packets > 0) return;
    if (slab === this.#current) this.#used = 0;
    else this.#free(slab);
  }

  /** Forgets all. Ordinals go on. */
  clear(): void {
    this.#slabs.clear();
    this.#current = undefined;
    this.#spare = undefined;
    this.#used = 0;
    this.#allocated = 0;
  }

  #isLarge(length: number): boolean {
    return length * LARGE_PART > this.#slabSize;
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
