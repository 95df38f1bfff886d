/** Moves the oldest part of a packet log to a file: slabs of bytes, and chunks of columns. */
import type { ByteRange } from '../../../mqtt/secrets/framingTrust.ts';
import { MASKED, type PacketColumns } from '../columns/packetColumns.ts';
import type { ByteSlabs } from './byteSlabs.ts';
import { SpilledChunks } from './spilledChunks.ts';
import { SpilledSlabs } from './spilledSlabs.ts';
import type { SpillFile } from './spillFile.ts';
import { type SpillError, SpillPages } from './spillPages.ts';

/** Position of a row in its columns. */
export interface RowPlace {
  readonly columns: PacketColumns;
  readonly index: number;
}

export interface SpillOptions {
  readonly file: SpillFile;
  /** Maximum size of the file, bytes. */
  readonly limit: number;
  /** Places of the secrets in a packet, from its first byte. */
  readonly secretsIn: (row: RowPlace, bytes: Uint8Array) => readonly ByteRange[];
  /** See `SpillHead`. */
  readonly id: Uint8Array;
  /** Facts about a stream as a JSON value, without secrets. */
  readonly factsOf: (stream: number) => unknown;
}

/** State of a log's spill file. */
export interface SpillStatus {
  /** Bytes of the file in use. */
  readonly bytes: number;
  /** Undefined if there is no error. */
  readonly error: SpillError | undefined;
}

export class Spilling {
  readonly chunks: SpilledChunks;
  readonly #pages: SpillPages;
  readonly #slabs: SpilledSlabs;
  readonly #held: ByteSlabs;
  readonly #secretsIn: SpillOptions['secretsIn'];
  /** Rows before it were prepared. */
  #next: number;
  /** @param first first row in the log @param rows rows of a chunk */
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

  get error(): SpillError | undefined {
    return this.#pages.error;
  }

  get isBroken(): boolean {
    return this.#pages.isBroken;
  }

  /** Rows from here on are in memory, with their bytes. */
  get next(): number {
    return this.#next;
  }

  /** Reports a discarded row, with the slab of its bytes. */
  discards(number: number, slab: number): void {
    this.#pages.seen = { ...this.#pages.seen, oldest: number + 1 };
    if (number < this.#next) this.#slabs.discards(slab);
    else this.#next = number + 1;
  }

  /** Reports that all rows before that number have arrived. */
  saw(next: number): void {
    this.#pages.seen = { ...this.#pages.seen, next };
  }

  /** True if all packets of a slab are ready. Packets of other slabs may be among them. */
  isReady(slab: number): boolean {
    return this.#slabs.readyIn(slab) >= this.#held.packetsIn(slab);
  }

  /** Prepares the row `next`. */
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

  /** Moves a prepared slab. @returns whether it is in the file */
  moveOut(slab: number): boolean {
    return this.#held.moveOut(slab);
  }
}
