/** Options of a broker. */
import type { Keeper } from '../contract/durability.ts';
import type { Hooks } from '../contract/hooks.ts';
import type { MessageObserver } from '../contract/observer.ts';
import type { Ledger } from '../memory/ledger.ts';
import type { Limits } from '../memory/limits.ts';
import type { Pace } from '../memory/timeSlice.ts';
import type { EventSink } from './events.ts';

export interface BrokerOptions {
  /** Seed of everything random, such as assigned client identifiers. */
  readonly seed: number;
  readonly hooks?: Hooks;
  readonly limits?: Partial<Limits>;
  /** Charged with all the broker's memory; default: a new ledger. */
  readonly ledger?: Ledger;
  /** Maximum work per call; the rest follows in `elapse`. Default: no limit. */
  readonly pace?: Pace;
  /** Observer of each message, such as a journal. */
  readonly observer?: MessageObserver;
  /**
   * User names are verified, and a session belongs to its user: a client with the same identifier and
   * another user name is refused with 0x87 (return code 5).
   */
  readonly sessionsBelongToUsers?: boolean;
  /** Receives events for a log. */
  readonly events?: EventSink;
  /**
   * Stores sessions, their messages, retained messages and wills beyond the process. Packets that depend on
   * them are sent after they are durable. Default: they end with the process.
   */
  readonly keeper?: Keeper;
  /** Number of the first connection; default 1. */
  readonly firstConnection?: number;
  /** Used bytes of the host's program, for `$SYS/broker/heap/current` and `maximum`. */
  readonly heap?: () => number;
  /** The host's own counters, by topic below `$SYS/broker/`. */
  readonly hostCounts?: () => readonly (readonly [topic: string, count: number])[];
  /** Version of the host's program, for `$SYS/broker/version`. */
  readonly version?: string;
}
