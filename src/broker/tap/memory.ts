/** Memory budgets shared by all observed connections. */

import { Account } from '../core/memory/ledger.ts';

/** A budget with many users. */
export class Budget {
  readonly #account: Account;
  #free: number;

  /** @param account charged for it */
  constructor(bytes: number, account = new Account()) {
    this.#free = bytes;
    this.#account = account;
  }

  /** Returns false and takes nothing if too few bytes are left. */
  take(bytes: number): boolean {
    if (bytes > this.#free || !this.#account.fits(bytes)) return false;
    this.#free -= bytes;
    this.#account.add(bytes);
    return true;
  }

  give(bytes: number): void {
    this.#free += bytes;
    this.#account.add(-bytes);
  }
}

/** Share of each part; the rest is for unread output. */
const INCOMPLETE = 3 / 8;
const HEADS = 3 / 16;
const RECENT = 3 / 16;

export class Memory {
  /** Bytes of incomplete packets. */
  readonly incomplete: Budget;
  /** Estimated memory of the beginnings of connections. */
  readonly heads: Budget;
  /** Estimated memory of recent packets. */
  readonly recent: Budget;
  /** Total of all parts. */
  readonly account: Account;
  readonly #thin: (remembered: number) => boolean;
  /** Packets since the last thinning. */
  #remembered = 0;

  /**
   * @param thin frees memory of recent packets, or postpones it; given the number of packets remembered since
   *   the last time
   */
  constructor(account: Account, thin: (remembered: number) => boolean) {
    this.account = account;
    this.incomplete = new Budget(account.limit * INCOMPLETE, account);
    this.heads = new Budget(account.limit * HEADS, account);
    this.recent = new Budget(account.limit * RECENT, account);
    this.#thin = thin;
  }

  /** Returns false, without taking any, if there is no memory for a recent packet. */
  remember(bytes: number): boolean {
    if (!this.recent.take(bytes)) {
      if (!this.#thin(this.#remembered)) return false;
      this.#remembered = 0;
      if (!this.recent.take(bytes)) return false;
    }
    this.#remembered += 1;
    return true;
  }
}
