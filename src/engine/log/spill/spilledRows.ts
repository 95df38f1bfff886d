/** Index of a page: position, time and stream of each packet, and the facts about its streams. */
import { decodeUtf8, encodeUtf8 } from '../../../base/utf8.ts';
import { parseJson } from '../../../payload/json/parseJson.ts';
import type { PacketColumns } from '../columns/packetColumns.ts';

export interface SpilledRow {
  readonly number: number;
  /** µs since the capture's origin. */
  readonly time: number;
  /** Twice the stream's ordinal, plus 1 for `out`, as in the columns. */
  readonly source: number;
  /** From the beginning of the page's packets. */
  readonly offset: number;
  readonly size: number;
  readonly marks: number;
}

/** Facts about a stream as a JSON value, by its ordinal. */
export type StreamNote = readonly [stream: number, facts: unknown];

const ROW = 32;
const FIRST_ROWS = 256;

/** Rows of one page, in the order of their numbers. */
export class RowsOfPage {
  #bytes = new Uint8Array(FIRST_ROWS * ROW);
  #view = new DataView(this.#bytes.buffer);
  #from = 0;
  #to = 0;
  readonly #streams = new Set<number>();

  get count(): number {
    return this.#to - this.#from;
  }

  get first(): number {
    return this.count === 0 ? 0 : this.#view.getFloat64(this.#from * ROW);
  }

  /** @param marks marks of the row in the file, which may lack secrets */
  add(number: number, columns: PacketColumns, index: number, marks: number): void {
    if ((this.#to + 1) * ROW > this.#bytes.length) this.#grow();
    const view = this.#view;
    const at = this.#to * ROW;
    const source = columns.source[index] ?? 0;
    view.setFloat64(at, number);
    view.setFloat64(at + 8, columns.time[index] ?? 0);
    view.setUint32(at + 16, source);
    view.setUint32(at + 20, columns.offset[index] ?? 0);
    view.setUint32(at + 24, columns.size[index] ?? 0);
    view.setUint32(at + 28, marks);
    this.#streams.add(source >>> 1);
    this.#to += 1;
  }

  /** Removes the oldest row. */
  dropFirst(): void {
    if (this.#from < this.#to) this.#from += 1;
  }

  #grow(): void {
    const larger = new Uint8Array(this.#bytes.length * 2);
    larger.set(this.#bytes);
    this.#bytes = larger;
    this.#view = new DataView(larger.buffer);
  }

  /** @param factsOf undefined: nothing is known of the stream */
  encode(factsOf: (stream: number) => unknown): Uint8Array {
    const notes: StreamNote[] = [...this.#streams].map((stream) => [stream, factsOf(stream)]);
    const json = encodeUtf8(JSON.stringify(notes));
    const rows = this.#bytes.subarray(this.#from * ROW, this.#to * ROW);
    const bytes = new Uint8Array(4 + json.length + rows.length);
    new DataView(bytes.buffer).setUint32(0, json.length);
    bytes.set(json, 4);
    bytes.set(rows, 4 + json.length);
    return bytes;
  }
}

/** Undefined if it is damaged. */
export function readRows(
  index: Uint8Array,
): { readonly streams: readonly StreamNote[]; readonly rows: readonly SpilledRow[] } | undefined {
  if (index.length < 4) return undefined;
  const view = new DataView(index.buffer, index.byteOffset, index.length);
  const start = 4 + view.getUint32(0);
  if (start > index.length || (index.length - start) % ROW !== 0) return undefined;
  const text = decodeUtf8(index.subarray(4, start));
  const notes = text === undefined ? undefined : parseJson(text);
  if (!Array.isArray(notes)) return undefined;
  const streams = notes.flatMap((note: unknown): StreamNote[] =>
    Array.isArray(note) && typeof note[0] === 'number' ? [[note[0], note[1]]] : [],
  );
  const rows: SpilledRow[] = [];
  for (let at = start; at < index.length; at += ROW) {
    rows.push({
      number: view.getFloat64(at),
      time: view.getFloat64(at + 8),
      source: view.getUint32(at + 16),
      offset: view.getUint32(at + 20),
      size: view.getUint32(at + 24),
      marks: view.getUint32(at + 28),
    });
  }
  return { streams, rows };
}
