/** Slabs of bytes in a file. Their secrets are not written: they stay in memory. */

import { MASK } from '../../../mqtt/framing/masking.ts';
import type { ByteRange } from '../../../mqtt/secrets/framingTrust.ts';
import { copyWords, wordsOf } from '../columns/copyBytes.ts';
import type { PacketColumns } from '../columns/packetColumns.ts';
import { RecentPages } from '../columns/recentPages.ts';
import { RowsOfPage } from './spilledRows.ts';
import type { PagePlace, SpillPages } from './spillPages.ts';

/** The original bytes of a secret that is overwritten in the file. */
interface Hidden {
  /** Bytes from the slab's beginning. */
  readonly offset: number;
  readonly length: number;
  /** Undefined if there was no memory for it. */
  readonly bytes: Uint8Array | undefined;
}

/** Packets at their positions in their slab, up to the end of the last one. */
interface Copied {
  readonly words: DataView<ArrayBuffer>;
  end: number;
}

interface SpilledSlab {
  readonly place: PagePlace;
  readonly hidden: readonly Hidden[];
  /** Number of packets in it that have not been discarded. */
  packets: number;
}

/** Number of slabs kept for sequential reading. */
const RECENT = 8;
/** Maximum memory for secrets, including overhead, bytes. */
const MOST_HIDDEN = 4 * 1024 * 1024;
const COST_OF_HIDDEN = 160;
/** Maximum size of memory that is reused for the next slab, bytes. Larger memory is freed. */
const LARGEST_SPARE = 1024 * 1024;

export class SpilledSlabs {
  readonly #pages: SpillPages;
  readonly #slabs = new Map<number, SpilledSlab>();
  readonly #recent = new RecentPages<Uint8Array<ArrayBuffer>>(RECENT);
  #spare: ArrayBuffer | undefined;
  #spareCopy: DataView<ArrayBuffer> | undefined;
  /** Secrets of slabs that are still in memory. */
  readonly #hiding = new Map<number, Hidden[]>();
  /** Number of packets that are ready to be written, and these packets. */
  readonly #ready = new Map<number, number>();
  readonly #copied = new Map<number, Copied>();
  readonly #rows = new Map<number, RowsOfPage>();
  readonly #factsOf: (stream: number) => unknown;
  #hiddenBytes = 0;
  /** Slab that was read for a single packet. Usually no other packet is needed. */
  #touched = -1;

  /** @param factsOf facts about a stream as a JSON value, without secrets */
  constructor(pages: SpillPages, factsOf: (stream: number) => unknown) {
    this.#pages = pages;
    this.#factsOf = factsOf;
  }

  /** Number of packets of a slab that are ready to be written. */
  readyIn(slab: number): number {
    return this.#ready.get(slab) ?? 0;
  }

  /** Adds a packet that is ready. @param marks the packet's marks in the file */
  ready(slab: number, number: number, columns: PacketColumns, index: number, marks: number): void {
    this.#ready.set(slab, this.readyIn(slab) + 1);
    const rows = this.#rows.get(slab) ?? new RowsOfPage();
    this.#rows.set(slab, rows);
    rows.add(number, columns, index, marks);
  }

  /** Removes the oldest ready packet, which has been discarded. */
  discards(slab: number): void {
    if (this.#slabs.has(slab)) return;
    this.#ready.set(slab, this.readyIn(slab) - 1);
    this.#rows.get(slab)?.dropFirst();
  }

  /**
   * Copies a packet of a slab before writing, because the bytes between packets may be anything that arrived
   * with them.
   */
  copy(slab: number, bytes: Uint8Array, offset: number, size: number): void {
    let copied = this.#copied.get(slab);
    if (copied === undefined) {
      copied = { words: this.#emptyCopy(bytes.length), end: 0 };
      this.#copied.set(slab, copied);
    }
    copyWords(wordsOf(bytes), bytes.byteOffset + offset, size, copied.words, offset);
    copied.end = Math.max(copied.end, offset + size);
  }

  #emptyCopy(length: number): DataView<ArrayBuffer> {
    const spare = this.#spareCopy;
    this.#spareCopy = undefined;
    if (spare?.byteLength !== length) return new DataView(new ArrayBuffer(length));
    new Uint8Array(spare.buffer).fill(0);
    return spare;
  }

  /**
   * Hides parts of a copied packet from the file.
   * @param offset position of the packet in its slab
   * @returns whether they can be kept in memory; otherwise they are lost
   */
  hide(slab: number, offset: number, packet: Uint8Array, ranges: readonly ByteRange[]): boolean {
    const cost = ranges.reduce((sum, { length }) => sum + length + COST_OF_HIDDEN, 0);
    const isKept = this.#hiddenBytes + cost <= MOST_HIDDEN;
    const hiding = this.#hiding.get(slab) ?? [];
    this.#hiding.set(slab, hiding);
    for (const { offset: at, length } of ranges) {
      const bytes = isKept ? packet.slice(at, at + length) : undefined;
      hiding.push({ offset: offset + at, length, bytes });
    }
    if (isKept) this.#hiddenBytes += cost;
    return isKept;
  }

  /** @returns whether it is in the file */
  write(slab: number, whole: Uint8Array, packets: number): boolean {
    const hidden = this.#hiding.get(slab) ?? [];
    const rows = this.#rows.get(slab) ?? new RowsOfPage();
    const index = { first: rows.first, packets: rows.count, bytes: rows.encode(this.#factsOf) };
    const place = this.#pages.write(this.#withoutHidden(slab, whole, hidden), index);
    if (place === undefined) return false;
    this.#rows.delete(slab);
    this.#hiding.delete(slab);
    this.#spareCopy = this.#copied.get(slab)?.words ?? this.#spareCopy;
    this.#copied.delete(slab);
    this.#ready.delete(slab);
    const kept = hidden.filter(({ bytes }) => bytes !== undefined);
    this.#slabs.set(slab, { place, hidden: kept, packets });
    return true;
  }

  #withoutHidden(slab: number, whole: Uint8Array, hidden: readonly Hidden[]): Uint8Array {
    const copied = this.#copied.get(slab);
    // A packet in a separate slab is not copied, unless it has bytes to hide.
    if (copied === undefined && hidden.length === 0) return whole;
    const bytes = copied ? new Uint8Array(copied.words.buffer, 0, copied.end) : whole.slice();
    for (const { offset, length } of hidden) bytes.fill(MASK, offset, offset + length);
    return bytes;
  }

  /** A view of one packet. */
  view(slab: number, offset: number, length: number): Uint8Array | undefined {
    const spilled = this.#slabs.get(slab);
    if (spilled === undefined) return undefined;
    if (slab === this.#touched || this.#recent.get(slab) !== undefined) {
      return this.bytesOf(slab)?.subarray(offset, offset + length);
    }
    this.#touched = slab;
    const bytes = new Uint8Array(length);
    if (!this.#pages.read(spilled.place, offset, bytes)) return undefined;
    restore(bytes, offset, spilled.hidden);
    return bytes;
  }

  /** Valid until some others were read. */
  bytesOf(slab: number): Uint8Array | undefined {
    const spilled = this.#slabs.get(slab);
    if (spilled === undefined) return undefined;
    const recent = this.#recent.get(slab);
    if (recent !== undefined) return recent;
    const { size } = spilled.place;
    // Allocating memory each time would cost more than reading.
    const bytes = new Uint8Array(this.#memoryFor(size), 0, size);
    if (!this.#pages.read(spilled.place, 0, bytes)) return undefined;
    restore(bytes, 0, spilled.hidden);
    this.#spare = this.#recent.add(slab, bytes)?.buffer;
    return bytes;
  }

  #memoryFor(size: number): ArrayBuffer {
    const spare = this.#spare;
    this.#spare = undefined;
    const fits =
      spare !== undefined && size <= spare.byteLength && spare.byteLength <= LARGEST_SPARE;
    return fits ? spare : new ArrayBuffer(size);
  }

  /** Releases a discarded packet of the slab. */
  release(slab: number): void {
    const spilled = this.#slabs.get(slab);
    if (spilled === undefined) return;
    spilled.packets -= 1;
    if (spilled.packets > 0) return;
    this.#slabs.delete(slab);
    this.#recent.forget(slab);
    this.#forgetHidden(spilled.hidden);
    this.#pages.release(spilled.place);
  }

  /** Drops a slab that was discarded before it was written. */
  forget(slab: number): void {
    this.#forgetHidden(this.#hiding.get(slab) ?? []);
    this.#hiding.delete(slab);
    this.#copied.delete(slab);
    this.#rows.delete(slab);
    this.#ready.delete(slab);
  }

  #forgetHidden(hidden: readonly Hidden[]): void {
    for (const { length, bytes } of hidden) {
      if (bytes !== undefined) this.#hiddenBytes -= length + COST_OF_HIDDEN;
    }
  }
}

/** @param from position of the bytes in their slab */
function restore(bytes: Uint8Array, from: number, hidden: readonly Hidden[]): void {
  for (const { offset, length, bytes: secret } of hidden) {
    const at = offset - from;
    if (secret !== undefined && at >= 0 && at + length <= bytes.length) bytes.set(secret, at);
  }
}
