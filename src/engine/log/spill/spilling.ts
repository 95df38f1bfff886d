/** Moves the oldest of a packet log to a file: slabs of bytes, and chunks of columns. */
import type { ByteRange } from '../../../mqtt/secrets/framingTrust.ts';
import { MASKED, type PacketColumns } from '../columns/packetColumns.ts';
import type { ByteSlabs } from './byteSlabs.ts';
import { SpilledChunks } from './spilledChunks.ts';
import { SpilledSlabs } from './spilledSlabs.ts';
import type { SpillFile } from './spillFile.ts';
import { type SpillFault, SpillPages } from './spillPages.ts';

/** Where a row stands in its columns. */
export interface RowPlace {
  readonly columns: PacketColumns;
  readonly index: number;
}

export interface SpillOptions {
  readonly file: SpillFile;
  /** Bytes of the file. */
  readonly limit: number;
  /** Where the secrets of a packet lie, from its first byte. */
  readonly secretsIn: (row: RowPlace, bytes: Uint8Array) => readonly ByteRange[];
  /** See `SpillHead`. */
  readonly id: Uint8Array;
  /** Facts about a stream as a JSON value, without secrets. */
  readonly factsOf: (stream: number) => unknown;
}

/** What of a log lies in its file. */
export interface SpillStatus {
  /** Bytes of the file that are in use. */
  readonly bytes: number;
  /** undefined: all is well. */
  readonly fault: SpillFault | undefined;
}

export class Spilling {
  readonly chunks: SpilledChunks;
  readonly #pages: SpillPages;
  readonly #slabs: SpilledSlabs;
  readonly #held: ByteSlabs;
  readonly #secretsIn: SpillOptions['secretsIn'];
  /** Rows before it were made ready to go. */
  #next: number;
  /** @param first row that is in the log @param rows of a chunk */
  constructor(
    { file, limit, secretsIn, id, factsOf }: SpillOptions,
    held: ByteSlabs,
    first: number,
    rows: number,
  ) {
    this.#pages = new SpillPages(file, limit, id);
    this.chunks = new SpilledChunks(this.#pages, rows);
    this.#slabs = new SpilledSlabs(this.#pages, factsOf);
    this.#held = held;
    this.#secretsIn = secretsIn;
    this.#next = first;
    held.spilled = this.#slabs;
  }

  get bytes(): number {
    return this.#pages.used;
  }

  get fault(): SpillFault | undefined {
    return this.#pages.fault;
  }

  get isBroken(): boolean {
    return this.#pages.isBroken;
  }

  /** Rows from here on are in memory, with their bytes. */
  get next(): number {
    return this.#next;
  }

  /** That row goes, whose bytes are in that slab. */
  discards(number: number, slab: number): void {
    this.#pages.seen = { ...this.#pages.seen, oldest: number + 1 };
    if (number < this.#next) this.#slabs.discards(slab);
    else this.#next = number + 1;
  }

  /** Rows before that number have come. */
  saw(next: number): void {
    this.#pages.seen = { ...this.#pages.seen, next };
  }

  /** Whether all packets of a slab are ready: they may lie among those of others. */
  isReady(slab: number): boolean {
    return this.#slabs.readyIn(slab) >= this.#held.packetsIn(slab);
  }

  /** Makes the row `next` ready to go. */
  prepare(row: RowPlace): void {
    const { columns, index } = row;
    const slab = columns.slab[index] ?? 0;
    const size = columns.size[index] ?? 0;
    const offset = columns.offset[index] ?? 0;
    const bytes = this.#held.bytesOf(slab);
    this.#next += 1;
    if (bytes === undefined) return;
    if (!this.#held.isLarge(size)) this.#slabs.copy(slab, bytes, offset, size);
    const packet = bytes.subarray(offset, offset + size);
    const secrets = this.#secretsIn(row, packet);
    const marks = columns.marks[index] ?? 0;
    const masked = secrets.length === 0 ? marks : marks | MASKED;
    this.#slabs.ready(slab, this.#next - 1, columns, index, masked);
    if (secrets.length === 0 || this.#slabs.hide(slab, offset, packet, secrets)) return;
    columns.marks[index] = masked;
  }

  /** Of a slab that is ready. @returns whether it is in the file */
  moveOut(slab: number): boolean {
    return this.#held.moveOut(slab);
  }
}
