/**
 * Slows down guessing of passwords and tokens, for each user name at each address. Existing and made-up names are
 * treated alike. The records of the last names are kept; a guesser who tries more of them has to wait for as many
 * checks.
 */
import { createHmac, randomBytes } from 'node:crypto';
import { Account } from '../../broker/core/memory/ledger.ts';

/** Different wrong passwords before the next attempt has to wait. */
const FREE = 10;
/** ms; each further wait is twice as long. */
const SHORTEST_WAIT = 1_000;
const LONGEST_WAIT = 60_000;
/** ms without a wrong password after which a record is forgotten. */
const FORGIVEN_AFTER = 600_000;
const MOST_RECORDS = 65_536;

/** Estimated memory of a record, bytes. */
const RECORD_BYTES = 240;
/** Part of the broker's memory that records may take. */
const MEMORY_PART = 1 / 8;

/** Number of records that fit the broker's limit of memory. */
export const recordsFor = (memory: number): number =>
  Math.min(MOST_RECORDS, Math.floor((memory * MEMORY_PART) / RECORD_BYTES));

interface SignInAttempt {
  /** Address without a port; IPv6 as its first four groups (`machineOf`). */
  readonly host: string;
  readonly name: string;
  /** The password, or a proof of it. */
  readonly secret: Uint8Array | undefined;
}

/** Shared by all records without attempts, to save memory. */
const NONE: readonly number[] = [];
const EMPTY = new Uint8Array();

/** `known`: the same password was wrong before. It is not checked and not counted. */
export type Gate =
  | { readonly kind: 'known' }
  /** `wait`: ms until the next attempt, if none is being checked then. */
  | { readonly kind: 'closed'; readonly wait: number }
  | { readonly kind: 'open'; readonly attempt: OpenAttempt };

/** An attempt that is being checked. Exactly one of the three ends it. */
export interface OpenAttempt {
  /** True if another attempt has shown meanwhile that the password is wrong. */
  readonly isKnown: boolean;
  right(): void;
  wrong(now: number): void;
  /** Ends the attempt without a result. */
  left(): void;
}

interface WrongPasswords {
  /** Digests of the last different ones. */
  attempts: readonly number[];
  count: number;
  last: number;
  /** Attempts that are being checked. */
  open: readonly number[];
}

export class SignInBackOff {
  readonly #key = randomBytes(32);
  readonly #most: number;
  readonly #memory: Account;
  /** By digests of address and name, in the order of their last wrong password. */
  readonly #records = new Map<number, WrongPasswords>();

  /**
   * @param most number of records
   * @param memory is charged for them
   */
  constructor(most = MOST_RECORDS, memory: Account = new Account()) {
    this.#most = most;
    this.#memory = memory;
  }

  /** `now`: ms. */
  enter({ host, name, secret }: SignInAttempt, now: number): Gate {
    const key = this.#digest(`${host} ${name}`);
    const record = this.#recordAt(key, now);
    const attempt = this.#digest(name, secret);
    if (record.attempts.includes(attempt)) return { kind: 'known' };
    // Each attempt that is being checked may be wrong.
    const others = new Set(record.open.filter((one) => one !== attempt)).size;
    const wait = Math.max(0, record.last + waitAfter(record.count) - now);
    const isWaiting = others > 0 || wait > 0;
    if (record.count + others >= FREE && isWaiting) return { kind: 'closed', wait };
    record.open = [...record.open, attempt];
    const end = (): void => {
      const at = record.open.indexOf(attempt);
      record.open =
        record.open.length === 1 ? NONE : record.open.filter((_, place) => place !== at);
      if (record.count === 0 && record.open.length === 0) this.#delete(key, record);
    };
    return {
      kind: 'open',
      attempt: {
        get isKnown() {
          return record.attempts.includes(attempt);
        },
        right: () => {
          record.count = 0;
          record.attempts = NONE;
          end();
        },
        wrong: (at) => {
          // Several attempts with the same password may have been checked at once.
          if (!record.attempts.includes(attempt)) {
            record.attempts = [...record.attempts, attempt].slice(-FREE);
            record.count += 1;
            record.last = at;
          }
          this.#delete(key, record);
          this.#add(key, record);
          end();
        },
        left: end,
      },
    };
  }

  #recordAt(key: number, now: number): WrongPasswords {
    const known = this.#records.get(key);
    if (known !== undefined && !isForgiven(known, now)) return known;
    const record: WrongPasswords = { attempts: NONE, count: 0, last: now, open: NONE };
    if (known !== undefined) this.#delete(key, known);
    this.#makeRoom(now);
    this.#add(key, record);
    return record;
  }

  /** Removes what is forgiven, and at the limit the oldest record. */
  #makeRoom(now: number): void {
    for (const [key, record] of this.#records) {
      if (!isForgiven(record, now) && this.#records.size < this.#most) return;
      this.#delete(key, record);
    }
  }

  #add(key: number, record: WrongPasswords): void {
    if (!this.#records.has(key)) this.#memory.add(RECORD_BYTES);
    this.#records.set(key, record);
  }

  /** Only this record: its place may have been taken by another one meanwhile. */
  #delete(key: number, record: WrongPasswords): void {
    if (this.#records.get(key) !== record) return;
    this.#records.delete(key);
    this.#memory.add(-RECORD_BYTES);
  }

  /** 48 bits. */
  #digest(text: string, secret: Uint8Array = EMPTY): number {
    const hash = createHmac('sha256', this.#key).update(`${text.length} ${text}`);
    return hash.update(secret).digest().readUIntBE(0, 6);
  }
}

const isForgiven = ({ open, last }: WrongPasswords, now: number): boolean =>
  open.length === 0 && now >= last + FORGIVEN_AFTER;

const waitAfter = (count: number): number =>
  Math.min(LONGEST_WAIT, SHORTEST_WAIT * 2 ** Math.max(0, count - FREE));
