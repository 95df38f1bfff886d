/** Rates from times that are passed in: messages a second over the last five seconds. */

/** µs; long enough for what comes every few seconds, short enough to follow a change. */
const SPAN = 5_000_000;
const SECOND = 1_000_000;

/** What is counted in the current span and the one before it. */
export interface RateMeter {
  /** Ordinal of the current span. */
  span: number;
  current: number;
  previous: number;
  /** Time of the first message, µs. */
  readonly since: number;
}

/** Ordinal of the span that a time (µs) falls into; asked once per message for all meters. */
export function spanOf(time: number): number {
  return Math.floor(time / SPAN);
}

export function countOne(meter: RateMeter, span: number): void {
  if (meter.span !== span) {
    meter.previous = meter.span === span - 1 ? meter.current : 0;
    meter.current = 0;
    meter.span = span;
  }
  meter.current += 1;
}

/** Messages a second at `now` (µs): the span before counts by the part that still is within reach. */
export function rateOf(meter: RateMeter, now: number): number {
  const span = spanOf(now);
  if (meter.span < span - 1 || meter.current === 0) return 0;
  const current = meter.span === span ? meter.current : 0;
  const previous = meter.span === span ? meter.previous : meter.current;
  const partGone = now / SPAN - span;
  const elapsed = Math.min(SPAN, Math.max(SECOND, now - meter.since));
  const rate = ((current + previous * (1 - partGone)) * SECOND) / elapsed;
  return Math.round(rate * 100) / 100;
}

/** Messages in the last full second, for the counters of a whole capture. */
export class SecondCounter {
  #second = -1;
  #current = 0;
  #previous = 0;

  count(time: number): void {
    this.#advance(time);
    this.#current += 1;
  }

  lastFullSecond(now: number): number {
    this.#advance(now);
    return this.#previous;
  }

  /** A time before the current second counts into the current one. */
  #advance(time: number): void {
    const second = Math.floor(time / SECOND);
    if (second <= this.#second) return;
    this.#previous = second === this.#second + 1 ? this.#current : 0;
    this.#current = 0;
    this.#second = second;
  }
}
