/**
 * Accounts of the broker's memory, in bytes. Everything kept longer than the work of one packet is charged to
 * an account and given back, so one limit covers it all.
 */
import type { Limits } from './limits.ts';
import { textSize } from './sizes.ts';

/** Shares of the session memory by machine, to identify heavy users. */
export interface MachineShare {
  readonly machine: string;
  bytes: number;
  sessions: number;
}

class MachineShares {
  readonly #shares = new Map<string, MachineShare>();

  of(machine: string): number {
    return this.#shares.get(machine)?.bytes ?? 0;
  }

  /** Adds a session of this machine. */
  join(machine: string): MachineShare {
    const share = this.#shares.get(machine) ?? { machine, bytes: 0, sessions: 0 };
    share.sessions += 1;
    this.#shares.set(machine, share);
    return share;
  }

  leave(share: MachineShare): void {
    share.sessions -= 1;
    if (share.sessions === 0) this.#shares.delete(share.machine);
  }

  clear(): void {
    this.#shares.clear();
  }
}

/** Accounts for memory outside the broker: observers, fault injection and transports. */
const BESIDE = ['journal', 'taps', 'faults', 'transports', 'platform'] as const;

/**
 * `incoming`: incomplete or unread packets. `outgoing`: unwritten bytes. `connections`: state of connections,
 * including topic aliases. `sessions`: names, wills, packet identifiers. `queued`: queued and in-flight
 * messages. `platform`: the local platform's device state.
 */
export const ACCOUNT_NAMES = [
  'incoming',
  'outgoing',
  'connections',
  'sessions',
  'subscriptions',
  'queued',
  'retained',
  ...BESIDE,
] as const;

export type AccountName = (typeof ACCOUNT_NAMES)[number];

/** Memory of counting a name's holders. */
const NAME_BYTES = 90;

/** Part of the total reserved for accounts in proportion to their limits, so no account blocks the others. */
const RESERVED = 0.5;

/** Names with many holders. Each is charged and stored once, however often it arrives. */
export class Names {
  readonly #account: Account;
  readonly #holders = new Map<string, { readonly name: string; count: number }>();

  constructor(account: Account) {
    this.#account = account;
  }

  /** Returns the shared string for the name. */
  hold(name: string): string {
    const known = this.#holders.get(name);
    if (known !== undefined) {
      known.count += 1;
      return known.name;
    }
    this.#account.add(NAME_BYTES + textSize(name));
    this.#holders.set(name, { name, count: 1 });
    return name;
  }

  /** Returns the shared string of a name that is already held. */
  kept(name: string): string {
    return this.#holders.get(name)?.name ?? name;
  }

  release(name: string): void {
    const known = this.#holders.get(name);
    if (known === undefined) return;
    known.count -= 1;
    if (known.count > 0) return;
    this.#holders.delete(name);
    this.#account.add(-NAME_BYTES - textSize(name));
  }

  clear(): void {
    this.#holders.clear();
  }
}

export class Account {
  readonly #ledger: Ledger | undefined;
  readonly limit: number;
  readonly #reserve: number;
  #bytes = 0;

  /**
   * @param limit bytes; without a ledger it is the only limit
   * @param reserve bytes of the ledger reserved for it
   */
  constructor(limit = Number.POSITIVE_INFINITY, ledger?: Ledger, reserve = 0) {
    this.limit = limit;
    this.#ledger = ledger;
    this.#reserve = reserve;
    if (ledger !== undefined) ledger.claimed += reserve;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** Charges names once each; undefined: names are not charged. */
  get names(): Names | undefined {
    return this.#ledger?.names;
  }

  /** Undefined: shares are not counted. */
  get shares(): MachineShares | undefined {
    return this.#ledger?.shares;
  }

  /** Unused part of the reserve. */
  get #spare(): number {
    return Math.max(0, this.#reserve - this.#bytes);
  }

  /** True if this many more bytes may be held. */
  fits(more: number): boolean {
    return more <= this.room;
  }

  /** Bytes that may still be held; negative if it holds too much. */
  get room(): number {
    const own = this.limit - this.#bytes;
    const ledger = this.#ledger;
    if (ledger === undefined) return own;
    const spare = this.#spare;
    return Math.min(own, spare + Math.max(0, ledger.limit - ledger.claimed));
  }

  /** True if it exceeds its reserve while all accounts together hold too much. */
  get isPressing(): boolean {
    const ledger = this.#ledger;
    if (ledger === undefined) return false;
    return this.#spare === 0 && ledger.claimed > ledger.limit;
  }

  /** True if this account exceeds its limit, or all accounts together exceed theirs. */
  get isOver(): boolean {
    return this.#bytes > this.limit || this.isPressing;
  }

  /** Changes the number of held bytes, even beyond the limit. */
  add(change: number): void {
    const ledger = this.#ledger;
    const reserve = this.#reserve;
    const before = this.#bytes;
    const after = before + change;
    this.#bytes = after;
    // The usual case, and it occurs many times for each packet.
    if (ledger === undefined || (before <= reserve && after <= reserve)) return;
    ledger.claimed += Math.max(after, reserve) - Math.max(before, reserve);
  }
}

export class Ledger {
  readonly limit: number;
  /** Held bytes plus the unused reserves. */
  claimed = 0;
  readonly accounts: Readonly<Record<AccountName, Account>>;
  /** Names of clients, held by sessions and messages. */
  readonly names: Names;
  /** Shares of the session memory. */
  readonly shares = new MachineShares();

  /**
   * @param limit bytes for all accounts together
   * @param limits bytes for each account; their sum may be larger
   */
  constructor(limit: number, limits: Readonly<Record<AccountName, number>>) {
    this.limit = limit;
    // The platform uses memory that the others leave, so it must not reduce their reserves.
    const sum = ACCOUNT_NAMES.reduce((total, name) => total + limits[name], -limits.platform);
    const account = (name: Exclude<AccountName, 'platform'>): Account => {
      const reserve = Math.floor((limits[name] / sum) * RESERVED * limit);
      return new Account(limits[name], this, Math.min(limits[name], reserve));
    };
    this.accounts = {
      incoming: account('incoming'),
      outgoing: account('outgoing'),
      connections: account('connections'),
      sessions: account('sessions'),
      subscriptions: account('subscriptions'),
      queued: account('queued'),
      retained: account('retained'),
      journal: account('journal'),
      taps: account('taps'),
      faults: account('faults'),
      transports: account('transports'),
      platform: new Account(limits.platform, this),
    };
    this.names = new Names(this.accounts.sessions);
  }

  /** Total of all accounts. */
  get bytes(): number {
    return ACCOUNT_NAMES.reduce((total, name) => total + this.accounts[name].bytes, 0);
  }

  /** Clears the accounts of a broker that is gone; the others stay. */
  clear(): void {
    const beside: readonly AccountName[] = BESIDE;
    this.names.clear();
    this.shares.clear();
    for (const name of ACCOUNT_NAMES) {
      const account = this.accounts[name];
      if (!beside.includes(name)) account.add(-account.bytes);
    }
  }
}

/** Creates the ledger for these limits. */
export const ledgerFor = (limits: Limits): Ledger =>
  new Ledger(limits.memory, {
    incoming: limits.incompleteBytes,
    outgoing: limits.backlogTotal,
    connections: limits.connectionBytes,
    sessions: limits.sessionBytes,
    subscriptions: limits.subscriptionBytes,
    queued: limits.heldBytes,
    retained: limits.retainedBytes,
    journal: limits.journalBytes,
    taps: limits.tapBytes,
    faults: limits.faultBytes,
    transports: limits.transportBytes,
    platform: limits.platformBytes,
  });
