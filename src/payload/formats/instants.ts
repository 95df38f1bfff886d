/** Moments counted from 1970, as RFC 3339 writes them. */

/** Of a date that JavaScript knows, either side of 1970. */
const MOST_SECONDS = 8_640_000_000_000n;

/** With as many digits as it takes; undefined beyond all dates. */
export function instantText(seconds: bigint, nanoseconds: number): string | undefined {
  if (nanoseconds > 999_999_999 || seconds > MOST_SECONDS || seconds < -MOST_SECONDS) {
    return undefined;
  }
  const day = new Date(Number(seconds) * 1000).toISOString().slice(0, -5);
  const part = nanoseconds.toString().padStart(9, '0').replace(/0+$/, '');
  return `${day}${part === '' ? '' : `.${part}`}Z`;
}

const NANOSECONDS = 1_000_000_000n;

/** As many units since 1970. @param perSecond units to a second */
export function momentText(count: bigint, perSecond: bigint): string | undefined {
  const part = ((count % perSecond) + perSecond) % perSecond;
  return instantText((count - part) / perSecond, Number((part * NANOSECONDS) / perSecond));
}
