/**
 * What the broker holds, in bytes of memory: whatever is kept for longer than one packet's work is
 * charged to an account here and given back, so that one limit holds for all of it.
 */
import type { Limits } from './limits.ts';
import { MachineShares } from './machineShares.ts';
import { textSize } from './sizes.ts';

/** What is held beside the broker: by whatever looks at it or treats its packets, and by its transports. */
const BESIDE = ['journal', 'taps', 'faults', 'transports', 'platform'] as const;

/**
 * `incoming`: packets that are not there as a whole yet, or not read. `outgoing`: what is not written
 * yet. `connections`: what lasts as long as one, topic aliases among it. `sessions`: names, wills,
 * packet identifiers. `queued`: messages that wait or are in flight. `platform`: what the local platform keeps
 * of its devices.
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

/** What it costs to know who holds a name. */
const NAME_BYTES = 90;

/**
 * Of the whole, kept free for accounts in proportion to their limits, whatever the others hold: none keeps
 * the others from working.
 */
const RESERVED = 0.5;

/** Names that many things hold: each is charged once, and kept once, however often it comes anew. */
export class Names {
  readonly #account: Account;
  readonly #holders = new Map<string, { readonly name: string; count: number }>();

  constructor(account: Account) {
    this.#account = account;
  }

  /** Gives the one text that all are to keep. */
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

  /** The text that is kept of a name, where it is held already. */
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
   * @param limit bytes; without a ledger it is the only one
   * @param reserve bytes of the ledger's that are kept free for it
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

  /** Where who is named is charged, once; undefined: names are not. */
  get names(): Names | undefined {
    return this.#ledger?.names;
  }

  /** Undefined: nobody asks who holds how much. */
  get shares(): MachineShares | undefined {
    return this.#ledger?.shares;
  }

  /** What of the reserve is not used. */
  get #spare(): number {
    return Math.max(0, this.#reserve - this.#bytes);
  }

  /** Whether so many bytes more may be held. */
  fits(more: number): boolean {
    return more <= this.room;
  }

  /** Bytes that may still be held; below 0 where it holds too much. */
  get room(): number {
    const own = this.limit - this.#bytes;
    const ledger = this.#ledger;
    if (ledger === undefined) return own;
    const spare = this.#spare;
    return Math.min(own, spare + Math.max(0, ledger.limit - ledger.claimed));
  }

  /** Beyond its reserve, and all together hold too much. */
  get isPressing(): boolean {
    const ledger = this.#ledger;
    if (ledger === undefined) return false;
    return this.#spare === 0 && ledger.claimed > ledger.limit;
  }

  /** True if this account exceeds its limit, or all accounts together exceed theirs. */
  get isOver(): boolean {
    return this.#bytes > this.limit || this.isPressing;
  }

  /** So many bytes more are held, or fewer, whether they fit or not. */
  add(change: number): void {
    const ledger = this.#ledger;
    const reserve = this.#reserve;
    const before = this.#bytes;
    const after = before + change;
    this.#bytes = after;
    // Nearly always nothing else changes: that comes many times for each packet.
    if (ledger === undefined || (before <= reserve && after <= reserve)) return;
    ledger.claimed += Math.max(after, reserve) - Math.max(before, reserve);
  }
}

export class Ledger {
  readonly limit: number;
  /** What is held, and what is kept free for accounts that hold less than their reserve. */
  claimed = 0;
  readonly accounts: Readonly<Record<AccountName, Account>>;
  /** Of clients: sessions have them, and messages that they left. */
  readonly names: Names;
  /** Of what sessions hold. */
  readonly shares = new MachineShares();

  /**
   * @param limit bytes of all together
   * @param limits of each; their sum may be larger
   */
  constructor(limit: number, limits: Readonly<Record<AccountName, number>>) {
    this.limit = limit;
    // The platform uses what the others leave, so it must not reduce their reserves.
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

  /** All that is held. */
  get bytes(): number {
    return ACCOUNT_NAMES.reduce((total, name) => total + this.accounts[name].bytes, 0);
  }

  /** The broker that held all this is gone; what is beside it stays. */
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

/** One for all that these limits are for. */
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
