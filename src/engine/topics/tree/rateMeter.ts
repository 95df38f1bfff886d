/** Messages of the running second and the five before it, from times that are passed in. */
import { Records } from './records.ts';

const SECOND_LENGTH = 1_000_000;
/** Seconds that a rate looks back; long enough for what comes every few seconds, short enough to follow a change. */
const REACH = 5;
/** Messages in each of two seconds from which on a flow is steady. */
const STEADY = 4;

/** Fields: the ordinal of the running second, what was counted in it, and in those before it, the latest first. */
const SECOND = 0;
const COUNTED = 1;
const FIELDS = COUNTED + REACH + 1;

/** A meter that has counted nothing. */
export const NO_METER = 0;
/** It has counted the first message alone, for which no record is needed: most topics of a large broker are seldom. */
const ONE_MESSAGE = 1;

/** Ordinal of the second that a time (µs) falls into; asked once per message for all meters. */
export function secondOf(time: number): number {
  return Math.floor(time / SECOND_LENGTH);
}

/** Meters by number; `since` is always the time of the meter's first message, µs. */
export class Meters {
  /** The last second in which all flows were known to have ended: rates count from the next one on. */
  endedIn = Number.NEGATIVE_INFINITY;
  readonly #records = new Records(0, FIELDS);

  constructor() {
    for (const _reserved of [NO_METER, ONE_MESSAGE]) this.#records.add();
  }

  /** Counts messages of a second. @returns the number that the meter has from now on */
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

  /** Counts what another one has counted, which began later. @returns the number that the meter has from now on */
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

  /** What goes on by itself from here. */
  copyOf(meter: number): number {
    if (meter <= ONE_MESSAGE) return meter;
    const copy = this.#records.add();
    for (let field = 0; field < FIELDS; field += 1) {
      this.#records.setInt(copy, field, this.#records.int(meter, field));
    }
    return copy;
  }

  /**
   * Messages a second at `now` (µs), over the last five seconds; the oldest second counts in part. What came
   * before a steady flow ended counts no more.
   */
  rate(meter: number, since: number, now: number): number {
    if (meter === NO_METER) return 0;
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

  /** Messages in each of the last five full seconds, the newest last. */
  trail(meter: number, since: number, now: number): readonly number[] {
    const gone = this.#goneSince(meter, since, now);
    return [5, 4, 3, 2, 1].map((ago) => this.#countedAt(meter, ago - gone));
  }

  /** Whether a steady flow ended before a second without messages. @param ago see `#countedAt` */
  #endsBefore(meter: number, ago: number): boolean {
    if (this.#countedAt(meter, ago) > 0) return false;
    return [ago + 1, ago + 2].every((before) => this.#countedAt(meter, before) >= STEADY);
  }

  #goOn(meter: number, second: number): void {
    const records = this.#records;
    // What is older than the longest reach is all forgotten.
    const steps = Math.min(second - records.int(meter, SECOND), REACH + 1);
    for (let ago = REACH; ago >= 0; ago -= 1) {
      const from = ago - steps;
      const counted = from >= 0 ? records.int(meter, COUNTED + from) : 0;
      records.setInt(meter, COUNTED + ago, counted);
    }
    records.setInt(meter, SECOND, second);
  }

  /** Seconds between the meter's and that of `now`. */
  #goneSince(meter: number, since: number, now: number): number {
    const second = meter === ONE_MESSAGE ? secondOf(since) : this.#records.int(meter, SECOND);
    return Math.max(0, secondOf(now) - second);
  }

  /** @param ago seconds before the meter's own */
  #countedAt(meter: number, ago: number): number {
    if (ago < 0 || ago > REACH) return 0;
    if (meter === ONE_MESSAGE) return ago === 0 ? 1 : 0;
    return this.#records.int(meter, COUNTED + ago);
  }
}

/** @param elapsed µs; less than a second counts as one */
function rounded(messages: number, elapsed: number): number {
  return Math.round((messages * SECOND_LENGTH * 100) / Math.max(SECOND_LENGTH, elapsed)) / 100;
}
