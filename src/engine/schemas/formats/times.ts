/** Checks dates, times and durations of RFC 3339. */

const DATE = /^(\d{4})-(\d\d)-(\d\d)$/;
const TIME = /^(\d\d):(\d\d):(\d\d)(?:\.\d+)?(?:[Zz]|([+-])(\d\d):(\d\d))$/;
const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const MINUTES_OF_DAY = 24 * 60;
const DATE_LENGTH = 10;
/** Units of a duration in order: a unit between two others is mandatory. */
const DATE_UNITS = /^(?:Y(?:MD?)?|MD?|D)?$/;
const TIME_UNITS = /^(?:H(?:MS?)?|MS?|S)?$/;

export function isDate(text: string): boolean {
  const match = DATE.exec(text);
  if (match === null) return false;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const last = month === 2 && isLeap ? 29 : (DAYS[month - 1] ?? 0);
  return day >= 1 && day <= last;
}

export function isTime(text: string): boolean {
  const match = TIME.exec(text);
  if (match === null) return false;
  const [hour, minute, second] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const [offsetHour, offsetMinute] = [Number(match[5] ?? 0), Number(match[6] ?? 0)];
  if (hour > 23 || minute > 59 || second > 60 || offsetHour > 23 || offsetMinute > 59) return false;
  if (second < 60) return true;
  // A leap second is the last second of a day in UTC.
  const offset = (offsetHour * 60 + offsetMinute) * (match[4] === '-' ? -1 : 1);
  const utc = (hour * 60 + minute - offset + MINUTES_OF_DAY) % MINUTES_OF_DAY;
  return utc === MINUTES_OF_DAY - 1;
}

export function isDateTime(text: string): boolean {
  return (
    /[Tt\s]/.test(text.charAt(DATE_LENGTH)) &&
    isDate(text.slice(0, DATE_LENGTH)) &&
    isTime(text.slice(DATE_LENGTH + 1))
  );
}

export function isDuration(text: string): boolean {
  if (!text.startsWith('P')) return false;
  if (/^P\d+W$/.test(text)) return true;
  const [date, time, more] = text.slice(1).split('T', 3);
  const days = unitsOf(date ?? '');
  const hours = unitsOf(time ?? '');
  if (days === undefined || hours === undefined || more !== undefined) return false;
  if (time === undefined ? days === '' : hours === '') return false;
  return DATE_UNITS.test(days) && TIME_UNITS.test(hours);
}

/** Returns e.g. `YMD` for `1Y2M3D`; undefined: invalid, or more than three units. */
function unitsOf(text: string): string | undefined {
  const units: string[] = [];
  const part = /\d+([A-Z])/y;
  let at = 0;
  while (at < text.length) {
    part.lastIndex = at;
    const match = part.exec(text);
    if (match === null || units.length === 3) return undefined;
    at = part.lastIndex;
    units.push(match[1] ?? '');
  }
  return units.join('');
}
