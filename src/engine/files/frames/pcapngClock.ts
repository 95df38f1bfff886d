/** Converts the 64-bit timestamps of a pcapng interface, whose unit is configurable. */
import type { FrameTime } from './frameTime.ts';

const BILLION = 1_000_000_000;
/** ns per unit; 32 bits of such units stay below 2^53. */
const LARGEST_UNIT = 1_000_000;

export class PcapngClock {
  readonly #perSecond: bigint;
  readonly #offset: bigint;
  /** ns; 0: the lower half needs a long division. */
  readonly #unit: number;
  /** Upper half of the last timestamp, and its time. */
  #high: number | undefined;
  #base: FrameTime = { seconds: 0, nanoseconds: 0 };

  /**
   * @param perSecond units per second
   * @param offset seconds added to each timestamp
   */
  constructor(perSecond: bigint, offset: bigint) {
    this.#perSecond = perSecond;
    this.#offset = offset;
    const unit = Number(perSecond) <= BILLION ? BILLION / Number(perSecond) : 0;
    this.#unit = Number.isInteger(unit) && unit <= LARGEST_UNIT ? unit : 0;
  }

  /** Caches the upper half, because long divisions are slow and it rarely changes. */
  timeOf(high: number, low: number): FrameTime {
    if (this.#unit === 0) return this.#exact(high, low);
    if (high !== this.#high) {
      this.#high = high;
      this.#base = this.#exact(high, 0);
    }
    const nanoseconds = this.#base.nanoseconds + low * this.#unit;
    const seconds = Math.floor(nanoseconds / BILLION);
    return {
      seconds: this.#base.seconds + seconds,
      nanoseconds: nanoseconds - seconds * BILLION,
    };
  }

  #exact(high: number, low: number): FrameTime {
    const units = (BigInt(high) << 32n) | BigInt(low);
    return {
      seconds: Number(units / this.#perSecond + this.#offset),
      nanoseconds: Number(((units % this.#perSecond) * BigInt(BILLION)) / this.#perSecond),
    };
  }
}
