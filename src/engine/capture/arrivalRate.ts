/** Counts the messages of the last second, for the rates of a whole capture. */

/** Length of a tick, µs. It is short, so that one batch per second is rarely counted twice. */
const TICK = 20_000;
const SECOND = 50;
/** The ticks of a second, plus the tick that is partly within the last second. */
const KEPT = SECOND + 1;
/** Number of empty ticks after which a steady flow counts as stopped. */
const SILENCE = 30;
/**
 * A flow is steady if this many tenths of its last second contain messages. One batch per second is not
 * steady.
 */
const STEADY = 5;
const TENTH = SECOND / 10;

export class ArrivalRate {
  /** Messages by tick modulo the length, up to the tick of the last message. */
  readonly #ticks = new Float64Array(KEPT);
  /** Tick of the last message. */
  #last = 0;

  /**
   * @param time µs; a time before the last message counts as the time of the last message. Messages from before
   * the capture's origin were kept over a reload, and do not count.
   */
  count(time: number, messages = 1): void {
    if (time < 0) return;
    const tick = Math.floor(time / TICK);
    // A flow that ended and was displayed as 0 is not part of the next flow.
    const empty = this.hasStopped(time) ? KEPT : Math.min(KEPT, tick - this.#last);
    for (let ago = 0; ago < empty; ago += 1) this.#ticks[(tick - ago) % KEPT] = 0;
    this.#last = Math.max(tick, this.#last);
    this.#ticks[this.#last % KEPT] = this.#at(0) + messages;
  }

  /** Messages in the second before `now` (µs), rounded. 0 as soon as a steady flow has stopped. */
  lastSecond(now: number): number {
    if (this.hasStopped(now)) return 0;
    const gone = this.#gone(now);
    const partly = this.#at(SECOND - gone) * (1 - (now / TICK - Math.floor(now / TICK)));
    return Math.round(this.#sum(0, SECOND - gone) + partly);
  }

  /** True if no message arrived since a steady flow ended. `now` is in µs. */
  hasStopped(now: number): boolean {
    if (this.#gone(now) < SILENCE) return false;
    let tenths = 0;
    for (let from = 0; from < SECOND; from += TENTH)
      if (this.#sum(from, from + TENTH) > 0) tenths += 1;
    return tenths >= STEADY;
  }

  /** Ticks since the last message. */
  #gone(now: number): number {
    return Math.max(0, Math.floor(now / TICK) - this.#last);
  }

  /** Messages in the ticks `from` to `to`, counted back from the tick of the last message. */
  #sum(from: number, to: number): number {
    let sum = 0;
    for (let ago = from; ago < to; ago += 1) sum += this.#at(ago);
    return sum;
  }

  /** @param ago ticks before the tick of the last message */
  #at(ago: number): number {
    if (ago < 0 || ago > Math.min(SECOND, this.#last)) return 0;
    return this.#ticks[(this.#last - ago) % KEPT] ?? 0;
  }
}
