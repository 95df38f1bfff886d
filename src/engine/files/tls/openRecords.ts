/** Decrypts one direction of TLS: tracks the current key and the number of the next record. */
import type { Open, Opened } from './keys.ts';
import type { TlsRecord } from './tlsRecords.ts';

/** Maximum record numbers tried for a record at an unknown position. */
const MOST_TRIED = 256;
/** Maximum bytes of such attempts per connection. Limits the work if no number fits. */
const MOST_TRIED_BYTES = 32 * 1024 * 1024;
/** The same for all connections of a capture together. */
const MOST_OF_ALL = 256 * 1024 * 1024;

/** Counts the bytes that the connections of a capture decrypt in search of a record number. */
export class TriedBytes {
  #sum = 0;

  add(bytes: number): void {
    this.#sum += bytes;
  }

  /** No more attempts. */
  get isSpent(): boolean {
    return this.#sum > MOST_OF_ALL;
  }
}

/**
 * Result for a record. `foreign`: encrypted with an unknown key. `lost`: after a gap, and its number cannot
 * be found.
 */
export type Attempt = Opened | 'foreign' | 'lost';

export class OpenRecords {
  /** Keys in the order of use: the next one is tried when one fails. */
  #keys: Open[];
  #sequence = 0;
  /** Records that may be missing before the next one. */
  #missing = 0;
  #triedBytes = 0;
  readonly #triedByAll: TriedBytes;

  constructor(keys: readonly Open[], triedByAll = new TriedBytes()) {
    this.#keys = [...keys];
    this.#triedByAll = triedByAll;
  }

  /** @param records maximum number of missing records */
  lost(records: number): void {
    this.#missing += records;
  }

  /** Replaces all keys by one with an unknown history. */
  replace(key: Open): void {
    this.#keys = [key];
    this.#sequence = 0;
    this.#missing = 0;
  }

  /** Moves on to the next key. */
  next(): void {
    if (this.#keys.length < 2) return;
    this.#keys.shift();
    this.#sequence = 0;
    this.#missing = 0;
  }

  open(record: TlsRecord): Attempt {
    const wanted = this.#triedByAll.isSpent ? 0 : Math.min(this.#missing, MOST_TRIED);
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
    const tried = wanted * record.body.length;
    this.#triedBytes += tried;
    this.#triedByAll.add(tried);
    const isSpent = this.#triedByAll.isSpent || this.#triedBytes > MOST_TRIED_BYTES;
    if (this.#missing === 0 || isSpent) return 'foreign';
    this.#missing += 1;
    return 'lost';
  }
}
