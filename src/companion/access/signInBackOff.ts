/**
 * Slows down guessing, for each user name at each address. Existing and made-up names are treated alike, so
 * no answer and no delay reveals which names exist. No record is removed before it is forgiven, so a flood of
 * names cannot push one out. Once the memory for records is used up, further names share records: first with
 * other names of their own address, and with other addresses only if there are very many. A shared record
 * counts the wrong passwords of all its names, so sharing never allows more guesses.
 */
import { createHmac, randomBytes } from 'node:crypto';
import { isIP } from 'node:net';
import { Account } from '../../broker/core/memory/ledger.ts';

/** Different wrong passwords before the next attempt has to wait. */
const FREE = 10;
/** ms; each further wait is twice as long. */
const SHORTEST_WAIT = 1_000;
const LONGEST_WAIT = 60_000;
/** ms without a wrong password after which a record is forgotten. */
const FORGIVEN_AFTER = 600_000;
/** Records of one name at one address. */
const MOST_RECORDS = 65_536;
/** Part of that number for the records that names share, for each size of network. */
const SHARED_PART = 1 / 8;
/** Shared records of one address or network; a keyed hash of the name selects the record. */
const SHARED_BY = 16;

/**
 * Leading bits of an address that share records, from one address to all. IPv6 addresses are /64 networks.
 */
const NETWORKS = { 4: [32, 24, 16, 0], 6: [64, 48, 32, 0] } as const;

/** Estimated memory of a record, bytes. */
const RECORD_BYTES = 240;
/** Part of the broker's memory that records of one name may take. */
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
  | { readonly kind: 'closed' }
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
  readonly #own: Records;
  /** Records for each size of network, the smallest first. */
  readonly #shared: readonly Records[];

  /**
   * @param most records of one name at one address
   * @param memory is charged for all records
   */
  constructor(most = MOST_RECORDS, memory: Account = new Account()) {
    this.#own = new Records(most, memory);
    this.#shared = NETWORKS[4].map(
      (bits) => new Records(bits === 0 ? Number.POSITIVE_INFINITY : most * SHARED_PART, memory),
    );
  }

  /** `now`: ms. */
  enter({ host, name, secret }: SignInAttempt, now: number): Gate {
    const { record, key, records } = this.#recordOf(host, name, now);
    const attempt = this.#digest(name, secret);
    if (record.attempts.includes(attempt)) return { kind: 'known' };
    // Each attempt that is being checked may be wrong.
    const others = new Set(record.open.filter((one) => one !== attempt)).size;
    const isWaiting = others > 0 || now < record.last + waitAfter(record.count);
    if (record.count + others >= FREE && isWaiting) return { kind: 'closed' };
    record.open = [...record.open, attempt];
    const isShared = records !== this.#own;
    const end = (): void => {
      const at = record.open.indexOf(attempt);
      record.open =
        record.open.length === 1 ? NONE : record.open.filter((_, place) => place !== at);
      if (record.count === 0 && record.open.length === 0) records.delete(key);
    };
    return {
      kind: 'open',
      attempt: {
        get isKnown() {
          return record.attempts.includes(attempt);
        },
        right: () => {
          // In a shared record, the owner of one name could clear the count of another.
          if (!isShared) {
            record.count = 0;
            record.attempts = NONE;
          }
          end();
        },
        wrong: (at) => {
          // Several attempts with the same password may have been checked at once.
          if (!record.attempts.includes(attempt)) {
            record.attempts = [...record.attempts, attempt].slice(-FREE);
            record.count += 1;
            record.last = at;
          }
          records.refresh(key, record);
          end();
        },
        left: end,
      },
    };
  }

  /** Wrong passwords may be right after the users have changed. The counts stay. */
  forgetAttempts(): void {
    for (const records of [this.#own, ...this.#shared]) records.forgetAttempts();
  }

  #recordOf(host: string, name: string, now: number): Place {
    const family = isIP(host) === 4 ? 4 : 6;
    const bucket = this.#digest(`bucket ${name}`) % SHARED_BY;
    const own = { records: this.#own, key: this.#digest(`${host} ${name}`) };
    const [machine = own, ...wider] = this.#shared.map((records, at) => ({
      records,
      key: `${networkOf(host, NETWORKS[family][at] ?? 0)} ${bucket}`,
    }));
    // A name that already shares a record of its address keeps it.
    for (const { records, key } of [own, machine]) {
      const record = records.get(key, now);
      if (record !== undefined) return { records, key, record };
    }
    for (const { records, key } of [own, machine, ...wider]) {
      const record = records.get(key, now) ?? records.add(key, now);
      if (record !== undefined) return { records, key, record };
    }
    throw new Error('the records that everybody shares have no limit');
  }

  /** 48 bits. */
  #digest(text: string, secret: Uint8Array = EMPTY): number {
    const hash = createHmac('sha256', this.#key).update(`${text.length} ${text}`);
    return hash.update(secret).digest().readUIntBE(0, 6);
  }
}

/** A digest for one name at one address, text for shared records. */
type Key = number | string;

interface Place {
  readonly records: Records;
  readonly key: Key;
  readonly record: WrongPasswords;
}

/** Records in the order of their last wrong password. */
class Records {
  readonly #most: number;
  readonly #memory: Account;
  readonly #all = new Map<Key, WrongPasswords>();

  constructor(most: number, memory: Account) {
    this.#most = most;
    this.#memory = memory;
  }

  get(key: Key, now: number): WrongPasswords | undefined {
    const record = this.#all.get(key);
    if (record === undefined || !isForgiven(record, now)) return record;
    this.delete(key);
    return undefined;
  }

  /** Returns undefined if there is no memory. */
  add(key: Key, now: number): WrongPasswords | undefined {
    if (this.#all.size >= this.#most) this.#removeForgiven(now);
    if (this.#all.size >= this.#most) return undefined;
    const record = { attempts: NONE, count: 0, last: now, open: NONE };
    this.#all.set(key, record);
    this.#memory.add(RECORD_BYTES);
    return record;
  }

  /** Moves a record to the end. */
  refresh(key: Key, record: WrongPasswords): void {
    this.#all.delete(key);
    this.#all.set(key, record);
  }

  delete(key: Key): void {
    if (this.#all.delete(key)) this.#memory.add(-RECORD_BYTES);
  }

  forgetAttempts(): void {
    for (const record of this.#all.values()) record.attempts = NONE;
  }

  #removeForgiven(now: number): void {
    for (const [key, record] of this.#all) {
      if (record.open.length > 0) continue;
      if (!isForgiven(record, now)) return;
      this.delete(key);
    }
  }
}

const isForgiven = ({ open, last }: WrongPasswords, now: number): boolean =>
  open.length === 0 && now >= last + FORGIVEN_AFTER;

const waitAfter = (count: number): number =>
  Math.min(LONGEST_WAIT, SHORTEST_WAIT * 2 ** Math.max(0, count - FREE));

/** The leading bits of an address as text. */
function networkOf(host: string, bits: number): string {
  const isFour = isIP(host) === 4;
  const parts = isFour ? host.split('.') : host.split(':');
  return parts.slice(0, bits / (isFour ? 8 : 16)).join(isFour ? '.' : ':');
}
