/** One direction of TLS as its keys open it: which key is in force, and the number of the next record. */
import type { Open, Opened } from './keys.ts';
import type { TlsRecord } from './tlsRecords.ts';

/** Numbers that are tried for a record that may be any of many. */
const MOST_TRIED = 256;
/** Bytes that are tried so in all: where nothing fits, there is an end to it. */
const MOST_TRIED_BYTES = 32 * 1024 * 1024;

/**
 * What a record turned out to be. `foreign`: it is of no key that is known. `lost`: behind a gap, and it
 * cannot be told which one it is.
 */
export type Attempt = Opened | 'foreign' | 'lost';

export class OpenRecords {
  /** In the order in which they come into force: with the first that fails, the next is tried. */
  #keys: Open[];
  #sequence = 0;
  /** Records that may be missing before the next. */
  #missing = 0;
  #triedBytes = 0;

  constructor(keys: readonly Open[]) {
    this.#keys = [...keys];
  }

  /** So many records are missing at most. */
  lost(records: number): void {
    this.#missing += records;
  }

  /** A key of which nothing was known before takes the place of those in force. */
  replace(key: Open): void {
    this.#keys = [key];
    this.#sequence = 0;
    this.#missing = 0;
  }

  /** The key in force has done its work. */
  next(): void {
    if (this.#keys.length < 2) return;
    this.#keys.shift();
    this.#sequence = 0;
    this.#missing = 0;
  }

  open(record: TlsRecord): Attempt {
    const wanted = Math.min(this.#missing, MOST_TRIED);
    for (const [at, key] of this.#keys.entries()) {
      const from = at === 0 ? this.#sequence : 0;
      for (let ahead = 0; ahead <= wanted; ahead += 1) {
        const opened = key(record, from + ahead);
        if (opened) {
          this.#keys.splice(0, at);
          this.#sequence = from + ahead + 1;
          this.#missing = 0;
          return opened;
        }
      }
    }
    this.#triedBytes += wanted * record.body.length;
    if (this.#missing === 0 || this.#triedBytes > MOST_TRIED_BYTES) return 'foreign';
    this.#missing += 1;
    return 'lost';
  }
}
