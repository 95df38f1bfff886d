/** A time that a device wrote, which may be of any clock and in any unit. */
import { rowTime } from '../../kit/clock.ts';

/** With its year where that is not the one of the capture; what is no date stays a number. @param stamp ms since 1970 */
export function stampText(origin: number, stamp: number): string {
  const year = new Date(stamp).getFullYear();
  if (Number.isNaN(year)) return String(stamp);
  const text = rowTime(origin, (stamp - origin) * 1000);
  return year === new Date(origin).getFullYear() ? text : `${year}-${text}`;
}
