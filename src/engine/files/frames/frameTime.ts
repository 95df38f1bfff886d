/** Wall-clock times of frames, with more precision than a double has. */

export interface FrameTime {
  /** Seconds since 1970. */
  readonly seconds: number;
  /** 0 to 999,999,999. */
  readonly nanoseconds: number;
}

/** Microseconds from one time to the other, exact to the nanosecond. */
export function microsecondsBetween(from: FrameTime, to: FrameTime): number {
  return (to.seconds - from.seconds) * 1e6 + (to.nanoseconds - from.nanoseconds) / 1e3;
}

/** ms since 1970. */
export function wallClockOf(time: FrameTime): number {
  return time.seconds * 1e3 + time.nanoseconds / 1e6;
}
