/** Decrypts one direction of TLS: tracks the current key and the number of the next record. */
import type { Open, Opened } from './keys.ts';
import type { TlsRecord } from './tlsRecords.ts';

/** Maximum record numbers tried for a record at an unknown position. */
const MOST_TRIED = 256;
/** Maximum bytes of such attempts in total, which bounds the work if no number fits. */
const MOST_TRIED_BYTES = 32 * 1024 * 1024;

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

  constructor(keys: readonly Open[]) {
    this.#keys = [...keys];
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
