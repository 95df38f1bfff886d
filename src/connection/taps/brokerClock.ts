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

/** Asks for the broker's time; undefined: it has no answer. @param now µs */
export async function readBrokerClock(
  client: Pick<ControlClient, 'ask'>,
  now: () => number,
): Promise<BrokerClock | undefined> {
  const before = now();
  const reply = await client.ask({ kind: 'clients', first: 0, count: 1 });
  if (reply.kind !== 'clients') return undefined;
  // It was answered somewhere between.
  return new BrokerClock((before + now()) / 2 - reply.time * 1000);
}
