/** Messages of the running second and the five before it, from times that are passed in. */

const SECOND = 1_000_000;
/** Seconds that a rate looks back; long enough for what comes every few seconds, short enough to follow a change. */
const REACH = 5;

/** Plain numbers, because there is one for each node of a large tree. */
export interface RateMeter {
  /** Ordinal of the running second; -1: nothing was counted yet. */
  second: number;
  /** Counted in it. */
  s0: number;
  /** In the seconds before it, the latest first. */
  s1: number;
  s2: number;
  s3: number;
  s4: number;
  s5: number;
  /** Time of the first message, µs. */
  readonly since: number;
}

export function newMeter(since: number): RateMeter {
  return { second: -1, s0: 0, s1: 0, s2: 0, s3: 0, s4: 0, s5: 0, since };
}

/** What goes on by itself from here. */
export function copyOf({ second, s0, s1, s2, s3, s4, s5, since }: RateMeter): RateMeter {
  return { second, s0, s1, s2, s3, s4, s5, since };
}

/** Ordinal of the second that a time (µs) falls into; asked once per message for all meters. */
export function secondOf(time: number): number {
  return Math.floor(time / SECOND);
}

export function countOne(meter: RateMeter, second: number): void {
  if (second > meter.second) goOn(meter, second);
  meter.s0 += 1;
}

function goOn(meter: RateMeter, second: number): void {
  // What is older than the longest reach is all forgotten.
  for (let left = Math.min(second - meter.second, REACH + 1); left > 0; left -= 1) {
    meter.s5 = meter.s4;
    meter.s4 = meter.s3;
    meter.s3 = meter.s2;
    meter.s2 = meter.s1;
    meter.s1 = meter.s0;
    meter.s0 = 0;
  }
  meter.second = second;
}

/** Messages a second at `now` (µs): of the oldest second the part counts that still is within reach. */
export function rateOf(meter: RateMeter, now: number): number {
  const gone = goneSince(meter, now);
  if (gone > REACH) return 0;
  let sum = countedAt(meter, REACH - gone) * (1 - (now / SECOND - secondOf(now)));
  for (let ago = gone; ago < REACH; ago += 1) sum += countedAt(meter, ago - gone);
  const elapsed = Math.min(REACH * SECOND, Math.max(SECOND, now - meter.since));
  return Math.round((sum * SECOND * 100) / elapsed) / 100;
}

/** Messages in each of the last five full seconds, the newest last. */
export function trailOf(meter: RateMeter, now: number): readonly number[] {
  const gone = goneSince(meter, now);
  return [5, 4, 3, 2, 1].map((ago) => countedAt(meter, ago - gone));
}

/** Seconds between the meter's and that of `now`. */
const goneSince = (meter: RateMeter, now: number) => Math.max(0, secondOf(now) - meter.second);

/** @param ago seconds before the meter's own */
function countedAt(meter: RateMeter, ago: number): number {
  switch (ago) {
    case 0:
      return meter.s0;
    case 1:
      return meter.s1;
    case 2:
      return meter.s2;
    case 3:
      return meter.s3;
    case 4:
      return meter.s4;
    case 5:
      return meter.s5;
    default:
      return 0;
  }
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
