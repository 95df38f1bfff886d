/** The broker's times (ms) in those of a capture (µs): no clock of a machine need be right. */
import type { ControlClient } from '../control/controlClient.ts';

export class BrokerClock {
  /** µs at the broker's time 0. */
  readonly #base: number;

  constructor(base: number) {
    this.#base = base;
  }

  /** Whole µs. */
  at(time: number): number {
    return Math.round(this.#base + time * 1000);
  }
}

/** Asked so often at most: what a busy machine delays tells least. */
const TRIES = 3;
/** µs in which an answer is exact enough. */
const QUICK = 20_000;

/** Asks for the broker's time; undefined: it has no answer. @param now µs */
export async function readBrokerClock(
  client: Pick<ControlClient, 'ask'>,
  now: () => number,
): Promise<BrokerClock | undefined> {
  let quickest = Number.POSITIVE_INFINITY;
  let clock: BrokerClock | undefined;
  for (let tries = 0; tries < TRIES && quickest > QUICK; tries += 1) {
    const before = now();
    // One after the other.
    const reply = await client.ask({ kind: 'clients', first: 0, count: 1 });
    const took = now() - before;
    if (reply.kind !== 'clients') break;
    if (took >= quickest) continue;
    quickest = took;
    // It was answered somewhere between.
    clock = new BrokerClock(before + took / 2 - reply.time * 1000);
  }
  return clock;
}
