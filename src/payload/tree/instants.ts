/** Points in time since 1970 in the notation of RFC 3339. */

/** Range of JavaScript's dates, on either side of 1970. */
const MOST_SECONDS = 8_640_000_000_000n;

/** With as many digits as necessary; undefined outside the range of dates. */
export function instantText(seconds: bigint, nanoseconds: number): string | undefined {
  if (nanoseconds > 999_999_999 || seconds > MOST_SECONDS || seconds < -MOST_SECONDS) {
    return undefined;
  }
  const day = new Date(Number(seconds) * 1000).toISOString().slice(0, -5);
  if (nanoseconds === 0) return `${day}Z`;
  return `${day}.${nanoseconds.toString().padStart(9, '0').replace(/0+$/, '')}Z`;
}

const NANOSECONDS = 1_000_000_000n;

/** The time after `count` units since 1970. @param perSecond units per second */
export function momentText(count: bigint, perSecond: bigint): string | undefined {
  const part = ((count % perSecond) + perSecond) % perSecond;
  return instantText((count - part) / perSecond, Number((part * NANOSECONDS) / perSecond));
}

const INSTANT = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?Z$/;

/** The inverse of `momentText`; undefined for other texts, and if the units are too coarse. */
export function momentCount(text: string, perSecond: bigint): bigint | undefined {
  const [, seconds = '', part = ''] = INSTANT.exec(text) ?? [];
  const milliseconds = Date.parse(`${seconds}Z`);
  if (Number.isNaN(milliseconds)) return undefined;
  const nanoseconds = BigInt(part.padEnd(9, '0')) * perSecond;
  if (nanoseconds % NANOSECONDS !== 0n) return undefined;
  return BigInt(milliseconds / 1000) * perSecond + nanoseconds / NANOSECONDS;
}
