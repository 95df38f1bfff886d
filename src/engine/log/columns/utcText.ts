/** Times in lines of files: ISO 8601 in UTC, with µs. */

/** Seconds since 1970 of the last text, and its beginning: most times follow one in the same second. */
let known = { second: Number.NaN, text: '' };

/** @param micros µs since 1970 */
export function utcText(micros: number): string {
  const whole = Math.round(micros);
  const rest = ((whole % 1000) + 1000) % 1000;
  const millis = Math.trunc((whole - rest) / 1000);
  const second = Math.floor(millis / 1000);
  if (second !== known.second) {
    known = { second, text: new Date(second * 1000).toISOString().slice(0, -'000Z'.length) };
  }
  return `${known.text}${threeDigits(millis - second * 1000)}${threeDigits(rest)}Z`;
}

const threeDigits = (value: number): string => String(value).padStart(3, '0');
