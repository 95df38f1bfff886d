/** Limits wrong tokens, so that even a short token cannot be guessed. */
import { machineOf } from '../net/addresses.ts';

/** Wrong tokens in a row before one machine must wait. */
const MOST_OF_ONE = 20;
/** Limit for all other machines together, because one attacker may have many addresses. */
const MOST_OF_OTHERS = 100;
/** ms after which one wrong token is forgiven. */
const FORGIVEN_AFTER = 1000;
/** Limit of remembered machines. This machine and the total of all others are always kept. */
const MOST_REMEMBERED = 1000;

const HERE = 'this machine';
const OTHERS = 'others';

interface Wrongs {
  readonly most: number;
  count: number;
  /** Time at which the count was correct, ms. */
  time: number;
}

export class FailedAttempts {
  readonly #wrongs = new Map<string, Wrongs>();

  /** ms until the next attempt; 0: now. `address` has no port. */
  waitFor(address: string, isLoopback: boolean, now: number): number {
    const waits = keysOf(address, isLoopback).map(([key]) => {
      const wrongs = this.#forgiven(key, now);
      if (wrongs === undefined || wrongs.count < wrongs.most) return 0;
      return (wrongs.count - wrongs.most + 1) * FORGIVEN_AFTER - (now - wrongs.time);
    });
    return Math.max(...waits);
  }

  failed(address: string, isLoopback: boolean, now: number): void {
    for (const [key, most] of keysOf(address, isLoopback)) {
      const wrongs = this.#forgiven(key, now) ?? { most, count: 0, time: now };
      wrongs.count += 1;
      this.#wrongs.delete(key);
      this.#wrongs.set(key, wrongs);
    }
    if (this.#wrongs.size <= MOST_REMEMBERED) return;
    const oldest = [...this.#wrongs.keys()].find((key) => key !== HERE && key !== OTHERS);
    if (oldest !== undefined) this.#wrongs.delete(oldest);
  }

  /** Subtracts wrong tokens that are forgiven by now; undefined if none remain. */
  #forgiven(key: string, now: number): Wrongs | undefined {
    const wrongs = this.#wrongs.get(key);
    if (wrongs === undefined) return undefined;
    const times = Math.floor((now - wrongs.time) / FORGIVEN_AFTER);
    wrongs.count -= times;
    wrongs.time += times * FORGIVEN_AFTER;
    if (wrongs.count > 0) return wrongs;
    this.#wrongs.delete(key);
    return undefined;
  }
}

/** Programs of this machine cannot be distinguished, and are never delayed by other machines. */
function keysOf(address: string, isLoopback: boolean): readonly (readonly [string, number])[] {
  if (isLoopback) return [[HERE, MOST_OF_ONE]];
  return [
    [machineOf(address), MOST_OF_ONE],
    [OTHERS, MOST_OF_OTHERS],
  ];
}
