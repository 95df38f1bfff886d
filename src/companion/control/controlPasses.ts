/**
 * Credentials for controlling the broker. The token is for programs and for people who type it. A code admits
 * one browser tab, once and within minutes. The tab receives a ticket for its code, but never the token
 * itself.
 */
import { createHash, randomBytes } from 'node:crypto';
import type { ClosingAnswer } from '../../broker/control/closingAnswer.ts';
import type { RefusalFact } from '../../broker/core/commands/refusals.ts';
import { FailedAttempts } from '../access/failedAttempts.ts';
import { sameSecret } from '../access/users.ts';
import { tokenOfThisStart } from './controlToken.ts';

/** 192 bits cannot be guessed. */
const BYTES = 24;
/** Minutes. */
export const CODE_LASTS = 10;
/** Limit of unused codes; the oldest is dropped. */
const MOST_CODES = 8;
/** Characters of a configured token that nobody can guess, even at full speed. */
const LONG_TOKEN = 32;
/** Limit of tickets; the least recently used is dropped. */
const MOST_TICKETS = 256;

/**
 * `printed`: in the companion's output. `opened`: in a program's arguments, which other users of the machine
 * can read.
 */
export type CodeUse = 'printed' | 'opened';

export interface PassRefusal {
  readonly why: ClosingAnswer['why'];
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
  /** Whether a configured token could be guessed. */
  readonly #isShort: boolean;
  /** Wrong attempts for a short token. */
  readonly #failed = new FailedAttempts();
  /** By digest, so that lookup times reveal nothing about existing codes. */
  readonly #codes = new Map<string, Code>();
  readonly #tickets = new Set<string>();

  /** @param given undefined: a token is generated */
  constructor(given?: string) {
    this.token = given ?? tokenOfThisStart();
    this.#isGiven = given !== undefined;
    this.#isShort = this.token.length < LONG_TOKEN;
  }

  /** Undefined: the token was configured, so its owner has it. */
  get madeToken(): string | undefined {
    return this.#isGiven ? undefined : this.token;
  }

  /** Creates a code. `now`: ms, as for all methods here. */
  issue(use: CodeUse, now: number): string {
    const code = randomBytes(BYTES).toString('base64url');
    this.#forgetOld(now);
    this.#codes.set(digest(code), { use, until: now + CODE_LASTS * 60_000 });
    shorten(this.#codes, MOST_CODES);
    return code;
  }

  /** True if a printed code is still valid. */
  hasPrinted(now: number): boolean {
    this.#forgetOld(now);
    return [...this.#codes.values()].some(({ use }) => use === 'printed');
  }

  /** Exchanges a code for a ticket; undefined: invalid, used or expired. */
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
   * Reason for rejecting this token or ticket; undefined: accepted. Tickets and long tokens cannot be guessed,
   * so other clients' wrong attempts never block them.
   */
  judge(
    shown: string | undefined,
    address: string,
    isLoopback: boolean,
    now: number,
  ): PassRefusal | undefined {
    if (shown !== undefined && this.#isTicket(shown)) return undefined;
    if (!this.#isShort && shown !== undefined && sameSecret(shown, this.token)) return undefined;
    const wait = this.#isShort ? this.#failed.waitFor(address, isLoopback, now) : 0;
    if (wait > 0) {
      const seconds = Math.ceil(wait / 1000);
      return { why: 'ended', fact: { key: 'token-later', args: { seconds } } };
    }
    // A page without a pass sends an empty one.
    if (shown === undefined || shown === '') {
      return { why: 'token', fact: { key: 'token-missing', args: {} } };
    }
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

/** Drops the oldest. */
function shorten(all: Map<string, unknown> | Set<string>, most: number): void {
  const [oldest] = all.keys();
  if (all.size > most && oldest !== undefined) all.delete(oldest);
}
