/**
 * How often somebody may be wrong about a user's password: by user and address together, so that nobody
 * keeps out another user of that address, or the user at another one. Nothing here is a password; keys
 * and attempts are digests.
 */

/** Different wrong passwords until the next one has to wait. */
const FREE = 10;
/** ms; the first wait is the shortest, each further one twice as long. */
const SHORTEST_WAIT = 1_000;
const LONGEST_WAIT = 60_000;
/** ms without a wrong one after which all is forgotten. */
const FORGIVEN_AFTER = 600_000;
/** Users and addresses remembered. */
const MOST_REMEMBERED = 10_000;

/** `known`: that very password was wrong before; nothing is learnt from it, and nothing counted. */
export type Gate = 'open' | 'known' | 'closed';

interface Wrongs {
  /** The last different ones. */
  attempts: string[];
  count: number;
  last: number;
  /** Being checked now. */
  readonly open: Set<string>;
}

export class SignInBackOff {
  readonly #wrongs = new Map<string, Wrongs>();

  /** Whether to check an attempt. `key`: user and address. `now`: ms. */
  enter(key: string, attempt: string, now: number): Gate {
    const wrongs = this.#wrongsOf(key, now);
    if (wrongs === undefined) {
      this.#remember(key, { attempts: [], count: 0, last: now, open: new Set([attempt]) });
      return 'open';
    }
    if (wrongs.attempts.includes(attempt)) return 'known';
    // Of those that are under way, each may be wrong.
    const others = wrongs.open.size - (wrongs.open.has(attempt) ? 1 : 0);
    const { count, last } = wrongs;
    if (count + others >= FREE && (others > 0 || now < last + waitAfter(count))) return 'closed';
    wrongs.open.add(attempt);
    return 'open';
  }

  /** Whether that very password was wrong before. */
  isKnown(key: string, attempt: string): boolean {
    return this.#wrongs.get(key)?.attempts.includes(attempt) === true;
  }

  wrong(key: string, attempt: string, now: number): void {
    const wrongs = this.#wrongs.get(key) ?? { attempts: [], count: 0, last: now, open: new Set() };
    wrongs.open.delete(attempt);
    // Several may have shown the same one at once.
    if (!wrongs.attempts.includes(attempt)) {
      wrongs.attempts.push(attempt);
      if (wrongs.attempts.length > FREE) wrongs.attempts.shift();
      wrongs.count += 1;
      wrongs.last = now;
    }
    this.#remember(key, wrongs);
  }

  /** What was wrong may be right now; how often somebody was wrong still counts. */
  forgetAttempts(): void {
    for (const wrongs of this.#wrongs.values()) wrongs.attempts = [];
  }

  right(key: string): void {
    this.#wrongs.delete(key);
  }

  /** Nothing came of it. */
  left(key: string, attempt: string): void {
    const wrongs = this.#wrongs.get(key);
    wrongs?.open.delete(attempt);
    if (wrongs?.count === 0 && wrongs.open.size === 0) this.#wrongs.delete(key);
  }

  #wrongsOf(key: string, now: number): Wrongs | undefined {
    const wrongs = this.#wrongs.get(key);
    if (wrongs === undefined || wrongs.open.size > 0) return wrongs;
    if (now < wrongs.last + FORGIVEN_AFTER) return wrongs;
    this.#wrongs.delete(key);
    return undefined;
  }

  /** The one that was wrong least recently goes. */
  #remember(key: string, wrongs: Wrongs): void {
    this.#wrongs.delete(key);
    this.#wrongs.set(key, wrongs);
    const [oldest] = this.#wrongs.keys();
    if (this.#wrongs.size > MOST_REMEMBERED && oldest !== undefined) this.#wrongs.delete(oldest);
  }
}

const waitAfter = (count: number): number =>
  Math.min(LONGEST_WAIT, SHORTEST_WAIT * 2 ** Math.max(0, count - FREE));

/** Whoever has one address of a network of IPv6 has all of its last 64 bits. `address` without a port. */
export function hostOf(address: string): string {
  const bare = address.replace(/^\[|\]$/g, '').replace(/^::ffff:(?=\d+\.)/i, '');
  if (!bare.includes(':')) return bare;
  const [head = '', tail] = bare.split('::');
  const front = head === '' ? [] : head.split(':');
  const back = tail === undefined || tail === '' ? [] : tail.split(':');
  const gap = tail === undefined ? 0 : Math.max(0, 8 - front.length - back.length);
  const groups = [...front, ...Array.from({ length: gap }, () => '0'), ...back];
  return bare === '::1' ? bare : `${groups.slice(0, 4).join(':')}::/64`;
}
