/**
 * Step budget for evaluating a filter, pattern or schema from the user or a file. It counts steps instead of
 * time, so the same input always has the same result.
 */
export class Steps {
  #most = 0;
  #left = 0;

  /** Resets the budget for the next evaluation. */
  begin(most: number): void {
    this.#most = most;
    this.#left = most;
  }

  /** @param count about a nanosecond each @returns false once the budget is exceeded */
  take(count: number): boolean {
    this.#left -= count;
    return this.#left >= 0;
  }

  /** Like `take`, for work that is already done. If it exceeds the budget, the next step fails. */
  spend(count: number): void {
    this.#left = Math.max(0, this.#left - count);
  }

  get used(): number {
    return this.#most - this.#left;
  }

  get left(): number {
    return this.#left;
  }

  /** True once the budget is exceeded. The evaluation then has no result. */
  get isExceeded(): boolean {
    return this.#left < 0;
  }
}

/** Steps for a packet. */
const PACKET = 128 << 20;
/** Additional steps per byte of the packet, so that a simple filter can test packets of any size. */
const PACKET_BYTE = 64;

/** Steps of a filter for one packet, and of all filters that an arriving packet has to pass. */
export const packetSteps = (size: number): number => PACKET + PACKET_BYTE * size;

/** Steps per second of traffic for the filters that delay arriving packets, about half of a core. */
const SECOND = 512 << 20;
const MICROSECONDS = 1e6;

/**
 * Budget of filters that every arriving packet has to pass. It also limits the sum over time, because many
 * packets that each cost a little less than their own budget would hold up the connection.
 */
export class ArrivalSteps {
  readonly #steps = new Steps();
  #left = SECOND;
  #time = 0;

  /** Steps for the next packet: none while the previous packets took too many. @param time of arrival, µs */
  begin(size: number, time: number): Steps {
    const refilled = (Math.max(0, time - this.#time) / MICROSECONDS) * SECOND;
    this.#left = Math.min(SECOND, this.#left - this.#steps.used + refilled);
    this.#time = Math.max(this.#time, time);
    this.#steps.begin(this.#left > 0 ? packetSteps(size) : 0);
    return this.#steps;
  }
}
