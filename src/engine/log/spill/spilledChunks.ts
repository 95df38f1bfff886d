/** Chunks of columns in a file. */
import { EXCHANGE_AT, MARKS_AT, PacketColumns } from '../columns/packetColumns.ts';
import { RecentPages } from '../columns/recentPages.ts';
import type { PagePlace, SpillPages } from './spillPages.ts';

/** Number of chunks kept for sequential reading. */
const RECENT = 8;

export class SpilledChunks {
  readonly #pages: SpillPages;
  readonly #rows: number;
  readonly #places = new Map<number, PagePlace>();
  readonly #recent = new RecentPages<PacketColumns>(RECENT);
  #spare: PacketColumns | undefined;

  /** @param rows rows of a chunk */
  constructor(pages: SpillPages, rows: number) {
    this.#pages = pages;
    this.#rows = rows;
  }

  /** @returns whether they are in the file */
  write(chunk: number, { buffer }: PacketColumns): boolean {
    const place = this.#pages.write(new Uint8Array(buffer));
    if (place !== undefined) this.#places.set(chunk, place);
    return place !== undefined;
  }

  /** Valid until some others were read. */
  columns(chunk: number): PacketColumns | undefined {
    const recent = this.#recent.get(chunk);
    if (recent !== undefined) return recent;
    const place = this.#places.get(chunk);
    if (place === undefined) return undefined;
    // Allocating memory each time would cost more than reading.
    const columns = this.#spare ?? new PacketColumns(this.#rows);
    this.#spare = undefined;
    if (!this.#pages.read(place, 0, new Uint8Array(columns.buffer))) return undefined;
    this.#spare = this.#recent.add(chunk, columns);
    return columns;
  }

  /** Writes the changed columns of a row. */
  changed(chunk: number, columns: PacketColumns, index: number): void {
    const place = this.#places.get(chunk);
    if (place === undefined) return;
    const rows = this.#rows;
    const { marks, exchange } = columns;
    const exchangeBytes = new Uint8Array(exchange.buffer, exchange.byteOffset + index * 4, 4);
    this.#pages.patch(place, rows * MARKS_AT + index, marks.subarray(index, index + 1));
    this.#pages.patch(place, rows * EXCHANGE_AT + index * 4, exchangeBytes);
  }

  forget(chunk: number): void {
    const place = this.#places.get(chunk);
    if (place === undefined) return;
    this.#places.delete(chunk);
    this.#recent.forget(chunk);
    this.#pages.release(place);
  }
}
