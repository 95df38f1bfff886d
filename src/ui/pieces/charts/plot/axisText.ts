/** What stands at axes, and values as they are read beside them. */

const DAY = 86_400_000;
const MINUTE = 60_000;
const SECOND = 1000;

const two = (value: number): string => String(value).padStart(2, '0');

/** Times along an axis, in this place's time. @param step ms between two of them */
export function axisTimes(times: readonly number[], step: number): string[] {
  let day = '';
  return times.map((time) => {
    const at = new Date(time);
    const date = `${two(at.getMonth() + 1)}-${two(at.getDate())}`;
    const clock = `${two(at.getHours())}:${two(at.getMinutes())}`;
    const seconds = step < MINUTE ? `:${two(at.getSeconds())}` : '';
    const parts = step < SECOND ? `.${String(at.getMilliseconds()).padStart(3, '0')}` : '';
    // A day is named where it begins.
    const isNews = day !== '' && date !== day;
    day = date;
    if (step >= DAY) return date;
    return isNews ? `${date}\n${clock}${seconds}${parts}` : `${clock}${seconds}${parts}`;
  });
}

const grouping = new Intl.NumberFormat('en-US', { maximumFractionDigits: 12 });

/** Numbers along an axis, with the digits that tell them apart. @param step between two of them */
export function axisNumbers(values: readonly number[], step: number): string[] {
  const digits = Math.min(12, Math.max(0, -Math.floor(Math.log10(step || 1) + 1e-9)));
  return values.map((value) => {
    const size = Math.abs(value);
    if (size >= 1e9 || (size > 0 && step < 1e-9)) return shortened(value);
    return grouping.format(Number(value.toFixed(digits)));
  });
}

const shortened = (value: number): string => value.toPrecision(4).replace(/\.?0+(?=e|$)/, '');

/** As it was sent, as far as a double says so. */
export function exactText(value: number): string {
  return String(value);
}

/** What was worked out of many: six digits. */
export function aboutText(value: number): string {
  const rounded = Number(value.toPrecision(6));
  return Math.abs(rounded) >= 1e15 ? shortened(value) : String(rounded);
}

/** With its sign. */
export function changeText(value: number): string {
  const text = aboutText(Math.abs(value));
  if (value === 0) return text;
  return value > 0 ? `+${text}` : `−${text}`;
}
