/** What all connections that pass by may use up together. */

import { Account } from '../core/memory/ledger.ts';

/** A budget that many draw from. */
export class Room {
  readonly #account: Account;
  #free: number;

  /** @param account that is charged */
  constructor(bytes: number, account = new Account()) {
    this.#free = bytes;
    this.#account = account;
  }

  /** False, and nothing is taken, where so much is not left. */
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

/** What each of them may have of it; the rest is for what whoever looks on has not read yet. */
const INCOMPLETE = 3 / 8;
const HEADS = 3 / 16;
const RECENT = 3 / 16;

export class Memory {
  /** Bytes of packets that have not come as a whole yet. */
  readonly incomplete: Room;
  /** Estimated memory of what connections began with. */
  readonly heads: Room;
  /** The same of packets that passed lately. */
  readonly recent: Room;
  /** All of it together. */
  readonly account: Account;
  readonly #thin: (remembered: number) => boolean;
  /** Packets, since room was made among them the last time. */
  #remembered = 0;

  /** @param thin makes room among what passed lately, or not yet: so many packets were remembered since the last time */
  constructor(account: Account, thin: (remembered: number) => boolean) {
    this.account = account;
    this.incomplete = new Room(account.limit * INCOMPLETE, account);
    this.heads = new Room(account.limit * HEADS, account);
    this.recent = new Room(account.limit * RECENT, account);
    this.#thin = thin;
  }

  /** False, and nothing is taken, where there is no room for a packet that passed lately. */
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
