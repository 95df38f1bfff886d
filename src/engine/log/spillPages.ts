/** Pages of a log in a file: each is written once, and read back as long as it is wanted. */
import { type FilePlace, FilePlaces } from './filePlaces.ts';
import type { SpillFile } from './spillFile.ts';

/** The file cannot grow any more; it cannot be written, or read, at all; there never was one. */
export type SpillFault = 'full' | 'unwritable' | 'unreadable' | 'unopened';

export class SpillPages {
  readonly #file: SpillFile;
  readonly #places: FilePlaces;
  /** Bytes that the file had at its largest. */
  #written = 0;
  #fault: SpillFault | undefined;

  /** @param limit bytes of the file */
  constructor(file: SpillFile, limit: number) {
    this.#file = file;
    this.#places = new FilePlaces(limit);
  }

  /** Bytes in use. */
  get used(): number {
    return this.#places.used;
  }

  get fault(): SpillFault | undefined {
    return this.#fault;
  }

  /** Whatever lies in it is lost. */
  get isBroken(): boolean {
    return this.#fault === 'unwritable' || this.#fault === 'unreadable';
  }

  /** undefined: there is no room, or it is broken. */
  write(bytes: Uint8Array): FilePlace | undefined {
    if (this.isBroken) return undefined;
    const place = this.#places.take(bytes.length);
    if (place === undefined) {
      this.#fault = 'full';
      return undefined;
    }
    const end = place.at + place.size;
    if (this.#file.write(bytes, place.at)) {
      this.#written = Math.max(this.#written, end);
      return place;
    }
    this.#places.give(place);
    // What was written before can be overwritten: the disk is full, not broken.
    if (end <= this.#written) this.#fault = 'unwritable';
    else {
      this.#places.limitTo(this.#written);
      this.#fault = 'full';
    }
    return undefined;
  }

  /** @returns whether it could be read */
  read({ at }: FilePlace, from: number, into: Uint8Array): boolean {
    if (this.#file.read(into, at + from)) return true;
    this.#fault = 'unreadable';
    return false;
  }

  /** Other bytes in their place. */
  patch({ at }: FilePlace, from: number, bytes: Uint8Array): void {
    if (!this.#file.write(bytes, at + from)) this.#fault = 'unwritable';
  }

  release(place: FilePlace): void {
    this.#places.give(place);
    if (this.#places.used > 0) return;
    this.#written = 0;
    this.#file.truncate(0);
  }
}
