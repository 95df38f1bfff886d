/** Counts messages of the current second and the five before it. Times are passed in. */
import { Records } from './records.ts';

const SECOND_LENGTH = 1_000_000;
/** Seconds covered by a rate: long enough for slow topics, short enough to follow a change. */
const REACH = 5;
/** Messages in each of two seconds that make a flow steady. */
const STEADY = 4;

/**
 * Fields: ordinal of the current second, its count, then the counts of the previous seconds, latest first.
 */
const SECOND = 0;
const COUNTED = 1;
const FIELDS = COUNTED + REACH + 1;

/** A meter that has counted nothing. */
export const NO_METER = 0;
/** A meter with only the first message needs no record: most topics of a large broker are infrequent. */
const ONE_MESSAGE = 1;

/** Ordinal of the second of a time (µs); computed once per message for all meters. */
export function secondOf(time: number): number {
  return Math.floor(time / SECOND_LENGTH);
}

/** Meters by number. `since` is always the time of the meter's first message, µs. */
export class Meters {
  /** Last second that began after the end of all flows: rates start with the next second. */
  endedIn = Number.NEGATIVE_INFINITY;
  readonly #records = new Records(0, FIELDS);

  constructor() {
    for (const _reserved of [NO_METER, ONE_MESSAGE]) this.#records.add();
  }

  /** Counts messages of a second. @returns the meter's new number */
  count(meter: number, since: number, second: number, messages = 1): number {
    const first = secondOf(since);
    if (meter === NO_METER && first === second && messages === 1) return ONE_MESSAGE;
    const records = this.#records;
    let at = meter;
    if (meter <= ONE_MESSAGE) {
      at = records.add();
      records.setInt(at, SECOND, meter === ONE_MESSAGE ? first : second);
      records.setInt(at, COUNTED, meter);
    }
    if (second > records.int(at, SECOND)) this.#goOn(at, second);
    records.setInt(at, COUNTED, records.int(at, COUNTED) + messages);
    return at;
  }

  /** Adds the counts of a later meter. @returns the meter's new number */
  join(meter: number, since: number, later: Meters, of: number, ofSince: number): number {
    if (of === NO_METER) return meter;
    const newest = of === ONE_MESSAGE ? secondOf(ofSince) : later.#records.int(of, SECOND);
    let joined = meter;
    for (let ago = REACH; ago >= 0; ago -= 1) {
      const counted = later.#countedAt(of, ago);
      if (counted > 0) joined = this.count(joined, since, newest - ago, counted);
    }
    return joined;
  }

  /** An independent copy of a meter. */
  copyOf(meter: number): number {
    if (meter <= ONE_MESSAGE) return meter;
    const copy = this.#records.add();
    for (let field = 0; field < FIELDS; field += 1) {
      this.#records.setInt(copy, field, this.#records.int(meter, field));
    }
    return copy;
  }

  /**
   * Messages per second at `now` (µs) over the last five seconds; the oldest second counts in part. Messages
   * before the end of a steady flow do not count. 0 after a single message, which has no rate.
   */
  rate(meter: number, since: number, now: number): number {
    if (meter <= ONE_MESSAGE) return 0;
    const gone = this.#goneSince(meter, since, now);
    if (gone > REACH) return 0;
    const part = now / SECOND_LENGTH - secondOf(now);
    let sum = 0;
    for (let ago = 0; ago <= REACH; ago += 1) {
      const isOver = secondOf(now) - ago <= this.endedIn;
      if (isOver || (ago > 0 && this.#endsBefore(meter, ago - gone))) {
        return rounded(sum, (ago - 1 + part) * SECOND_LENGTH);
      }
      sum += this.#countedAt(meter, ago - gone) * (ago === REACH ? 1 - part : 1);
    }
    return rounded(sum, Math.min(REACH * SECOND_LENGTH, now - since));
  }

  /** Messages in each of the last five full seconds, newest last. */
  trail(meter: number, since: number, now: number): readonly number[] {
    const gone = this.#goneSince(meter, since, now);
    return [5, 4, 3, 2, 1].map((ago) => this.#countedAt(meter, ago - gone));
  }

  /** True if a steady flow ended before a second without messages. @param ago see `#countedAt` */
  #endsBefore(meter: number, ago: number): boolean {
    if (this.#countedAt(meter, ago) > 0) return false;
    return [ago + 1, ago + 2].every((before) => this.#countedAt(meter, before) >= STEADY);
  }

  #goOn(meter: number, second: number): void {
    const records = this.#records;
    // Older counts are beyond the longest reach.
    const steps = Math.min(second - records.int(meter, SECOND), REACH + 1);
    for (let ago = REACH; ago >= 0; ago -= 1) {
      const from = ago - steps;
      const counted = from >= 0 ? records.int(meter, COUNTED + from) : 0;
      records.setInt(meter, COUNTED + ago, counted);
    }
    records.setInt(meter, SECOND, second);
  }

  /** Seconds between the meter's time and `now`. */
  #goneSince(meter: number, since: number, now: number): number {
    const second = meter === ONE_MESSAGE ? secondOf(since) : this.#records.int(meter, SECOND);
    return Math.max(0, secondOf(now) - second);
  }

  /** @param ago seconds before the meter's current one */
  #countedAt(meter: number, ago: number): number {
    if (ago < 0 || ago > REACH) return 0;
    if (meter === ONE_MESSAGE) return ago === 0 ? 1 : 0;
    return this.#records.int(meter, COUNTED + ago);
  }
}

/** @param elapsed µs; at least one second is used */
function rounded(messages: number, elapsed: number): number {
  return Math.round((messages * SECOND_LENGTH * 100) / Math.max(SECOND_LENGTH, elapsed)) / 100;
}
