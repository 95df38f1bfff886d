/**
 * What lets somebody control the broker: the token, for programs and for people who type it; codes, each
 * of which lets one tab of a browser in, once and soon; and the tickets that these tabs get for it. The
 * token itself is never handed out.
 */
import { createHash, randomBytes } from 'node:crypto';
import type { Goodbye } from '../../broker/control/goodbye.ts';
import type { RefusalFact } from '../../broker/core/commands/refusals.ts';
import { FailedAttempts } from '../access/failedAttempts.ts';
import { sameSecret } from '../access/users.ts';
import { tokenOfThisStart } from './controlToken.ts';

/** Nobody finds 192 bits by trying. */
const BYTES = 24;
/** Minutes. */
export const CODE_LASTS = 10;
/** Of those that were not used yet; the oldest goes. */
const MOST_CODES = 8;
/** The one that was not shown for longest goes. */
const MOST_TICKETS = 256;

/**
 * `printed`: for whoever reads what the companion prints. `opened`: in the arguments of a program, which
 * others on the machine can read.
 */
export type CodeUse = 'printed' | 'opened';

export interface PassRefusal {
  readonly why: Goodbye['why'];
  readonly fact: RefusalFact;
}

interface Code {
  readonly use: CodeUse;
  /** ms. */
  readonly until: number;
}

export class ControlPasses {
  readonly token: string;
  readonly #isGiven: boolean;
  /** Of a given token, which may be short. */
  readonly #failed = new FailedAttempts();
  /** By digest: how long a look-up takes says nothing of what is there. */
  readonly #codes = new Map<string, Code>();
  readonly #tickets = new Set<string>();

  /** @param given undefined: one is made */
  constructor(given?: string) {
    this.token = given ?? tokenOfThisStart();
    this.#isGiven = given !== undefined;
  }

  /** undefined: it was given, and whoever gave it has it. */
  get madeToken(): string | undefined {
    return this.#isGiven ? undefined : this.token;
  }

  /** A new code. `now`: ms, as everywhere here. */
  issue(use: CodeUse, now: number): string {
    const code = randomBytes(BYTES).toString('base64url');
    this.#forgetOld(now);
    this.#codes.set(digest(code), { use, until: now + CODE_LASTS * 60_000 });
    shorten(this.#codes, MOST_CODES);
    return code;
  }

  /** Whether a printed code could still be used. */
  hasPrinted(now: number): boolean {
    this.#forgetOld(now);
    return [...this.#codes.values()].some(({ use }) => use === 'printed');
  }

  /** A ticket for a code, which is used up; undefined: it is none, used already, or too old. */
  redeem(code: string, isOwner: () => boolean, now: number): string | undefined {
    this.#forgetOld(now);
    const key = digest(code);
    const known = this.#codes.get(key);
    if (known === undefined || (known.use === 'opened' && !isOwner())) return undefined;
    this.#codes.delete(key);
    const ticket = randomBytes(BYTES).toString('base64url');
    this.#tickets.add(digest(ticket));
    shorten(this.#tickets, MOST_TICKETS);
    return ticket;
  }

  /**
   * Why whoever shows this may not control the broker; undefined: they may. Tickets and made tokens
   * cannot be guessed, so that nobody's wrong ones keep them out.
   */
  judge(
    shown: string | undefined,
    address: string,
    isLoopback: boolean,
    now: number,
  ): PassRefusal | undefined {
    if (shown !== undefined && this.#isTicket(shown)) return undefined;
    if (!this.#isGiven && shown !== undefined && sameSecret(shown, this.token)) return undefined;
    const wait = this.#isGiven ? this.#failed.waitFor(address, isLoopback, now) : 0;
    if (wait > 0) {
      const seconds = Math.ceil(wait / 1000);
      return { why: 'ended', fact: { key: 'token-later', args: { seconds } } };
    }
    if (shown === undefined) return { why: 'token', fact: { key: 'token-missing', args: {} } };
    if (sameSecret(shown, this.token)) return undefined;
    this.#failed.failed(address, isLoopback, now);
    return { why: 'token', fact: { key: 'token-wrong', args: {} } };
  }

  #isTicket(shown: string): boolean {
    const key = digest(shown);
    if (!this.#tickets.delete(key)) return false;
    this.#tickets.add(key);
    return true;
  }

  #forgetOld(now: number): void {
    for (const [key, { until }] of this.#codes) if (until <= now) this.#codes.delete(key);
  }
}

const digest = (secret: string): string => createHash('sha256').update(secret).digest('base64url');

/** The oldest goes. */
function shorten(all: Map<string, unknown> | Set<string>, most: number): void {
  const [oldest] = all.keys();
  if (all.size > most && oldest !== undefined) all.delete(oldest);
}
