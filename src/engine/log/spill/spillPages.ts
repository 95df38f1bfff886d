/** Pages of a log in a file. Each is written once, and read back as long as it is needed. */
import { type FilePlace, FilePlaces } from '../columns/filePlaces.ts';
import type { SpillFile } from './spillFile.ts';
import {
  COUNTERS_AT,
  checksum,
  encodeCounters,
  encodePageHead,
  HEAD_SIZE,
  PAGE_HEAD,
  type PageHead,
  pageSize,
  type SpillCounters,
} from './spillFormat.ts';

/** The file cannot grow; it cannot be written; it cannot be read; it could not be opened. */
export type SpillError = 'full' | 'unwritable' | 'unreadable' | 'unopened';

/** Location of a page's bytes, without its index. */
export interface PagePlace {
  readonly at: number;
  readonly size: number;
  readonly taken: FilePlace;
  readonly packets: number;
}

/** Index of a page of packets. */
export interface PageIndex extends Pick<PageHead, 'first' | 'packets'> {
  readonly bytes: Uint8Array;
}

const NO_INDEX: PageIndex = { first: 0, packets: 0, bytes: new Uint8Array(0) };
const RELEASED = new Uint8Array(4);

export class SpillPages {
  readonly #file: SpillFile;
  readonly #id: Uint8Array;
  readonly #places: FilePlaces;
  /** Largest size of the file so far, bytes. */
  #written = 0;
  #packets = 0;
  #error: SpillError | undefined;
  /** Numbers of packets, as last reported by the log. */
  seen: Pick<SpillCounters, 'oldest' | 'next'> = { oldest: 1, next: 1 };

  /** @param limit maximum size of the file, bytes */
  constructor(file: SpillFile, limit: number, id: Uint8Array) {
    this.#file = file;
    this.#id = id;
    this.#places = new FilePlaces(limit - HEAD_SIZE);
  }

  /** Bytes in use. */
  get used(): number {
    return this.#places.used;
  }

  get error(): SpillError | undefined {
    return this.#error;
  }

  /** True if its content is lost. */
  get isBroken(): boolean {
    return this.#error === 'unwritable' || this.#error === 'unreadable';
  }

  /** Undefined if there is no space, or it is broken. @param index index of packets; columns have none */
  write(bytes: Uint8Array, index?: PageIndex): PagePlace | undefined {
    if (this.isBroken) return undefined;
    const { first, packets, bytes: rows } = index ?? NO_INDEX;
    const taken = this.#places.take(pageSize(rows.length + bytes.length));
    if (taken === undefined) {
      this.#error = 'full';
      return undefined;
    }
    const start = HEAD_SIZE + taken.at;
    const at = start + PAGE_HEAD + rows.length;
    const page = encodePageHead(this.#id, {
      kind: index === undefined ? 'columns' : 'packets',
      first,
      packets,
      index: rows.length,
      bytes: bytes.length,
      checksum: index === undefined ? 0 : checksum(bytes, checksum(rows)),
    });
    page.set(rows, PAGE_HEAD);
    // The head is written last, because it makes the page valid.
    if (this.#file.write(bytes, at) && this.#file.write(page, start)) {
      this.#written = Math.max(this.#written, taken.at + taken.size);
      this.#packets += packets;
      this.reportCounters();
      return { at, size: bytes.length, taken, packets };
    }
    this.#places.give(taken);
    // Earlier bytes can be overwritten, so the disk is full and not broken.
    if (taken.at + taken.size <= this.#written) this.#error = 'unwritable';
    else {
      this.#places.limitTo(this.#written);
      this.#error = 'full';
    }
    return undefined;
  }

  /** @returns whether it could be read */
  read({ at }: PagePlace, from: number, into: Uint8Array): boolean {
    if (this.#file.read(into, at + from)) return true;
    this.#error = 'unreadable';
    return false;
  }

  /** Overwrites bytes. */
  patch({ at }: PagePlace, from: number, bytes: Uint8Array): void {
    if (!this.#file.write(bytes, at + from)) this.#error = 'unwritable';
  }

  release({ taken, packets }: PagePlace): void {
    this.#places.give(taken);
    this.#packets -= packets;
    if (this.#places.used > 0) this.#file.write(RELEASED, HEAD_SIZE + taken.at);
    else {
      this.#written = 0;
      this.#file.truncate(HEAD_SIZE);
    }
    this.reportCounters();
  }

  /** Writes the counters, for a reader that has only the file. */
  reportCounters(): void {
    this.#file.write(encodeCounters({ packets: this.#packets, ...this.seen }), COUNTERS_AT);
  }
}
