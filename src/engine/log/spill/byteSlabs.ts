/** The exact bytes of packets, one behind the other in large slabs. */
import type { SpilledSlabs } from './spilledSlabs.ts';

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

/** Bytes in a slab that packets are being cut from. */
interface Staged {
  readonly slab: Slab;
  /** Bytes from the slab's beginning. */
  readonly from: number;
  readonly to: number;
  /** Behind the last packet so far. */
  end: number;
}

/**
 * A slab is given back as a whole, when the last of its packets has been discarded.
 */
export class ByteSlabs {
  readonly #slabSize: number;
  readonly #slabs = new Map<number, Slab>();
  #nextOrdinal = 0;
  #current: Slab | undefined;
  #used = 0;
  #staged: Staged | undefined;
  /** An empty slab kept for the next need: a full log would otherwise allocate and free in turn. */
  #spare: Uint8Array | undefined;
  #allocated = 0;
  /** Those that were moved to a file. */
  #spilled: SpilledSlabs | undefined;

  /** @param slabSize bytes */
  constructor(slabSize: number) {
    this.#slabSize = slabSize;
  }

  /** Bytes of memory taken, the unused ends of slabs included. */
  get allocated(): number {
    return this.#allocated;
  }

  /** They would get a slab of their own. */
  isLarge(length: number): boolean {
    return length * LARGE_PART > this.#slabSize;
  }

  /** Bytes of memory that storing `length` bytes would newly take. */
  cost(length: number): number {
    if (this.isLarge(length)) return length;
    return this.#fits(length) || this.#spare !== undefined ? 0 : this.#slabSize;
  }

  /**
   * Takes in bytes that packets will be cut from, all at once: `store` copies none of those again. Not large ones.
   * @returns the bytes in their slab, to cut from: only good until `unstage`
   */
  stage(bytes: Uint8Array): Uint8Array {
    const slab = this.#currentFor(bytes.length);
    const from = this.#used;
    const to = from + bytes.length;
    slab.bytes.set(bytes, from);
    // It is not given back meanwhile.
    slab.packets += 1;
    this.#used = to;
    this.#staged = { slab, from, to, end: from };
    return slab.bytes.subarray(from, to);
  }

  /** What no packet was cut from is forgotten. */
  unstage(): void {
    const staged = this.#staged;
    if (staged === undefined) return;
    this.#staged = undefined;
    if (this.#current === staged.slab && this.#used === staged.to) this.#used = staged.end;
    this.release(staged.slab.ordinal);
  }

  /** They were staged: to store them takes no more room. */
  isStaged(bytes: Uint8Array): boolean {
    const staged = this.#staged;
    return (
      staged !== undefined &&
      bytes.buffer === staged.slab.bytes.buffer &&
      bytes.byteOffset >= staged.from &&
      bytes.byteOffset + bytes.length <= staged.to
    );
  }

  /** Ordinal of the slab that bytes are staged in; undefined: none are. */
  get stagedIn(): number | undefined {
    return this.#staged?.slab.ordinal;
  }

  /** So many packets were cut from what is staged, up to `end` (bytes from the slab's beginning). */
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

  /** A view, not a copy: only good until the packet is discarded. */
  view(slab: number, offset: number, length: number): Uint8Array | undefined {
    const held = this.#slabs.get(slab);
    if (held === undefined) return this.#spilled?.view(slab, offset, length);
    return held.bytes.subarray(offset, offset + length);
  }

  /** All that lies in a slab: only good until the next `store`. */
  bytesOf(slab: number): Uint8Array | undefined {
    return this.#slabs.get(slab)?.bytes ?? this.#spilled?.bytesOf(slab);
  }

  /** Slabs are moved to a file from now on, by whoever calls `moveOut`; undefined: no more. */
  set spilled(spilled: SpilledSlabs | undefined) {
    this.#spilled = spilled;
  }

  /** Ordinal of the oldest one in memory to which nothing is added any more. */
  get oldestFull(): number | undefined {
    for (const slab of this.#slabs.values()) {
      if (slab !== this.#current && slab !== this.#staged?.slab) return slab.ordinal;
    }
    return undefined;
  }

  /** Of a slab in memory. */
  packetsIn(ordinal: number): number {
    return this.#slabs.get(ordinal)?.packets ?? 0;
  }

  /** @returns whether it is in the file, and not in memory any more */
  moveOut(ordinal: number): boolean {
    const slab = this.#slabs.get(ordinal);
    if (slab === undefined || this.#spilled === undefined) return false;
    if (!this.#spilled.write(ordinal, slab.bytes, slab.packets)) return false;
    this.#free(slab);
    return true;
  }

  /** One packet of that slab has been discarded. */
  release(ordinal: number): void {
    const slab = this.#slabs.get(ordinal);
    if (slab === undefined) {
      this.#spilled?.release(ordinal);
      return;
    }
    slab.packets -= 1;
    if (slab.packets > 0) return;
    this.#spilled?.forget(ordinal);
    if (slab === this.#current) this.#used = 0;
    else this.#free(slab);
  }

  /** Forgets all. Ordinals go on. */
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
