/** A time written by a device, possibly from a wrong clock or in another unit. */
import { rowTime } from '../../kit/page/clock.ts';

/**
 * Includes the year if it differs from the capture's. Invalid dates stay numbers. @param stamp ms since 1970
 */
export function stampText(origin: number, stamp: number): string {
  const year = new Date(stamp).getFullYear();
  if (Number.isNaN(year)) return String(stamp);
  const text = rowTime(origin, (stamp - origin) * 1000);
  return year === new Date(origin).getFullYear() ? text : `${year}-${text}`;
}
