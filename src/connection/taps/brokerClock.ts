/** Converts the broker's times (ms) to capture times (µs); the machines' clocks may be wrong. */
import type { ControlClient } from '../control/controlClient.ts';

export class BrokerClock {
  /** Time of the capture at the broker's time 0, µs. */
  readonly #base: number;

  constructor(base: number) {
    this.#base = base;
  }

  /** Whole µs. */
  at(time: number): number {
    return Math.round(this.#base + time * 1000);
  }
}

/** Maximum number of requests, because answers of a busy machine are inaccurate. */
const TRIES = 3;
/** Round trip that is accurate enough, µs. */
const QUICK = 20_000;

/** Requests the broker's time; undefined if it has none. @param now µs */
export async function readBrokerClock(
  client: Pick<ControlClient, 'ask'>,
  now: () => number,
): Promise<BrokerClock | undefined> {
  let quickest = Number.POSITIVE_INFINITY;
  let clock: BrokerClock | undefined;
  for (let tries = 0; tries < TRIES && quickest > QUICK; tries += 1) {
    const before = now();
    // In sequence.
    const reply = await client.ask({ kind: 'clients', first: 0, count: 1 });
    const took = now() - before;
    if (reply.kind !== 'clients') break;
    if (took >= quickest) continue;
    quickest = took;
    // The answer was made about halfway.
    clock = new BrokerClock(before + took / 2 - reply.time * 1000);
  }
  return clock;
}
