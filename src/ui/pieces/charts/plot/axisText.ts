/** Axis labels and values in text. */

const DAY = 86_400_000;
const MINUTE = 60_000;
const SECOND = 1000;

const two = (value: number): string => String(value).padStart(2, '0');

/** Times along an axis, in local time. @param step ms between two of them */
export function axisTimes(times: readonly number[], step: number): string[] {
  let day = '';
  // Ticks may lie a fraction of a millisecond before their round time.
  const unit = step < SECOND ? 1 : SECOND;
  return times.map((time) => {
    const at = new Date(Math.round(time / unit) * unit);
    const date = `${two(at.getMonth() + 1)}-${two(at.getDate())}`;
    const clock = `${two(at.getHours())}:${two(at.getMinutes())}`;
    const seconds = step < MINUTE ? `:${two(at.getSeconds())}` : '';
    const parts = step < SECOND ? `.${String(at.getMilliseconds()).padStart(3, '0')}` : '';
    // The first tick of a day shows the date.
    const isNews = day !== '' && date !== day;
    day = date;
    if (step >= DAY) return date;
    return isNews ? `${date}\n${clock}${seconds}${parts}` : `${clock}${seconds}${parts}`;
  });
}

const grouping = new Intl.NumberFormat('en-US', { maximumFractionDigits: 12 });

/** Digits that an axis has room for. */
const WIDEST = 8;
/** Larger numbers are no longer written with all digits before the point. */
const LARGEST = 1e15;

/**
 * Numbers along an axis with enough digits to distinguish them, if there is room. @param step between two of
 * them
 */
export function axisNumbers(values: readonly number[], step: number): string[] {
  const scale = Math.floor(Math.log10(step || 1) + 1e-9);
  const size = Math.max(...values.map(Math.abs));
  const significant = Math.min(17, Math.max(4, Math.floor(Math.log10(size || 1)) - scale + 1));
  const short = values.map((value) => shortened(value, significant).replace('+', ''));
  if (step < 1e-9 || size >= LARGEST) return short;
  // A step such as 0.25 has one more digit than its scale.
  const isWhole = Math.abs(step / 10 ** scale - Math.round(step / 10 ** scale)) < 1e-6;
  const digits = Math.min(12, Math.max(0, isWhole ? -scale : 1 - scale));
  const long = values.map((value) => grouping.format(Number(value.toFixed(digits))));
  const fit = (size < 1e9 ? [long, short] : [short]).find((texts) => texts.every(isNarrow));
  return fit ?? values.map((value) => ending(value.toFixed(digits)));
}

/** Points and commas are half as wide as digits. */
const isNarrow = (text: string): boolean =>
  text.length - text.replace(/[^.,]/g, '').length / 2 <= WIDEST;

/** Adjacent numbers differ at their end, so that part is shown. */
function ending(text: string): string {
  if (isNarrow(text)) return text;
  const sign = text.startsWith('-') ? '-' : '';
  // The ellipsis is as wide as two digits.
  return `${sign}…${text.slice(sign.length + 2 - WIDEST)}`;
}

const shortened = (value: number, digits = 4): string =>
  value === 0 ? '0' : value.toExponential(digits - 1).replace(/\.?0+(?=e)/, '');

/** The value as sent, within the precision of a double. */
export function exactText(value: number): string {
  return String(value);
}

/**
 * A calculated value: six digits, and all digits before the point.
 * @param spread of the input values: limits the digits to meaningful ones
 */
export function aboutText(value: number, spread?: number): string {
  const size = Math.abs(value);
  if (size >= LARGEST) return shortened(value);
  const whole = Math.floor(Math.log10(size || 1)) + 1;
  const below = spread === undefined ? 0 : whole + 2 - Math.floor(Math.log10(spread));
  return String(Number(value.toPrecision(Math.min(15, Math.max(6, whole, below)))));
}

/** A mean that is never rounded beyond its minimum or maximum. */
export function meanText({
  min,
  mean,
  max,
}: Readonly<Record<'min' | 'mean' | 'max', number | undefined>>): string {
  if (min === undefined || mean === undefined || max === undefined) return '';
  return aboutText(mean, max - min);
}

/** A mean with one digit more after the point than its minimum and maximum have. */
export function roundMean(min: number, mean: number, max: number): number {
  const texts = [String(min), String(max)];
  if (texts.some((text) => text.includes('e'))) return mean;
  const digits = texts.map((text) => text.split('.')[1]?.length ?? 0);
  return Number(mean.toFixed(Math.max(...digits) + 1));
}

/** Number with its sign. */
export function changeText(value: number): string {
  const text = aboutText(Math.abs(value));
  if (value === 0) return text;
  return value > 0 ? `+${text}` : `−${text}`;
}

/** A number with a fraction or an exponent, after its sign. */
const FRACTION = /^([+−-]?)(\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)$/;
/** Longer numbers are rounded. */
const LONGEST_NUMBER = 8;
/** Characters for which each column has room. */
const SHORT_NUMBER = 7;

/** A number of a payload to six digits; to fewer, but at least three, if the text is then short enough. */
export function rounded(text: string): string {
  const [, sign = '', digits = ''] = FRACTION.exec(text) ?? [];
  if (sign.length + digits.length <= LONGEST_NUMBER || !/[.eE]/.test(digits)) return text;
  const tried = [6, 5, 4, 3].map(
    (kept) => sign + aboutText(Number(Number(digits).toPrecision(kept))),
  );
  return tried.find((short) => short.length <= SHORT_NUMBER) ?? tried.at(-1) ?? text;
}
