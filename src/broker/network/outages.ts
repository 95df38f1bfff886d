/** Outages: periods without traffic, the same for all connections of a place. */
import type { Random } from '../core/memory/random.ts';
import type { NetworkConditions, Range } from '../faults/networkConditions.ts';

export const drawn = (random: Random, { least, most }: Range): number =>
  least === most ? least : least + random.below(most - least + 1);

interface Window {
  readonly from: number;
  readonly to: number;
}

export class Outages {
  readonly #outage: NonNullable<NetworkConditions['outage']>;
  readonly #random: Random;
  #windows: Window[] = [];
  /** End of the periods drawn so far. */
  #drawnTo: number;

  /** @param begin ms */
  constructor(outage: NonNullable<NetworkConditions['outage']>, random: Random, begin: number) {
    this.#outage = outage;
    this.#random = random;
    this.#drawnTo = begin;
  }

  /** Returns when something would arrive that is due at that time. @param now earlier periods are over */
  after(time: number, now: number): number {
    while (this.#drawnTo <= time) {
      const from = this.#drawnTo + drawn(this.#random, this.#outage.every);
      const to = from + drawn(this.#random, this.#outage.lasts);
      this.#windows.push({ from, to });
      // Ensures progress whatever was drawn.
      this.#drawnTo = Math.max(to, this.#drawnTo + 1);
    }
    this.#windows = this.#windows.filter(({ to }) => to >= now);
    const hit = this.#windows.find(({ from, to }) => time >= from && time < to);
    return hit?.to ?? time;
  }
}
