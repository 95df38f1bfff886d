/** Options with which a host makes a broker. */
import type { Keeper } from '../contract/durability.ts';
import type { Hooks } from '../contract/hooks.ts';
import type { MessageObserver } from '../contract/observer.ts';
import type { Ledger } from '../memory/ledger.ts';
import type { Limits } from '../memory/limits.ts';
import type { Pace } from '../memory/timeSlice.ts';
import type { EventSink } from './events.ts';

export interface BrokerOptions {
  /** For everything that is left to chance, such as assigned client identifiers. */
  readonly seed: number;
  readonly hooks?: Hooks;
  readonly limits?: Partial<Limits>;
  /** To be charged with all that the broker holds; default: one of its own. */
  readonly ledger?: Ledger;
  /** What is done in one call at most; the rest in those of `elapse`. Default: all at once. */
  readonly pace?: Pace;
  /** Hears of each message on its way, such as a journal. */
  readonly observer?: MessageObserver;
  /**
   * User names are verified now, and a session is its user's alone: whoever comes under its client identifier
   * with another one is refused with 0x87 (return code 5).
   */
  readonly sessionsBelongToUsers?: () => boolean;
  /** Hears of what a log should hold. */
  readonly events?: EventSink;
  /**
   * Keeps sessions, their messages, retained messages and wills where they outlast the process. What
   * speaks of them is sent once they are kept. Default: they end with it.
   */
  readonly keeper?: Keeper;
  /** Number of the first connection; 1 by default. */
  readonly firstConnection?: number;
  /** Bytes that the host's program has in use, for `$SYS/broker/heap/current` and `maximum`. */
  readonly heap?: () => number;
  /** What the host itself counts, by topic below `$SYS/broker/`. */
  readonly hostCounts?: () => readonly (readonly [topic: string, count: number])[];
  /** Of the host's program, for `$SYS/broker/version`. */
  readonly version?: string;
}
