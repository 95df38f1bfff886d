/** Guesses the format of a text or a number from its notation. */
import type { TreeValue } from '../tree/valueTree.ts';

export type SeenFormat = 'date-time' | 'uuid' | 'epoch-ms' | 'epoch-s';

const DATE_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/i;
const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;
/** 2001 to 2100, in seconds. */
const [EARLIEST, LATEST] = [1e9, 4.1e9];
/** Names of members with times in seconds: the numbers themselves could mean anything. */
const TIMES = /time|date|^ts$|_ts$|_at$|^at$/i;

/** @param name of the member */
export function seenFormat(
  value: TreeValue | undefined,
  name: string | number | undefined,
): SeenFormat | undefined {
  if (typeof value === 'string') {
    if (DATE_TIME.test(value)) return 'date-time';
    return UUID.test(value) ? 'uuid' : undefined;
  }
  if (typeof value !== 'number') return undefined;
  if (value >= EARLIEST * 1000 && value <= LATEST * 1000) return 'epoch-ms';
  const isTime = typeof name === 'string' && TIMES.test(name);
  return isTime && value >= EARLIEST && value <= LATEST ? 'epoch-s' : undefined;
}

/** Names of members with large numbers that are no times. */
const NO_TIMES = /uptime|total|count|(?:^|[\W_])id$|Id$/;

/** The moment that a number means, ms since 1970; undefined if it may mean anything else. @param name of the member */
export function momentOf(value: number, name: string | undefined): number | undefined {
  if (name !== undefined && NO_TIMES.test(name)) return undefined;
  const format = seenFormat(value, name);
  if (format === 'epoch-ms') return value;
  return format === 'epoch-s' ? value * 1000 : undefined;
}
