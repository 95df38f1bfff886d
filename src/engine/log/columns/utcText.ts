/** Times in lines of files: ISO 8601 in UTC, with µs. */

/** @param micros µs since 1970 */
export function utcText(micros: number): string {
  const whole = Math.round(micros);
  const rest = ((whole % 1000) + 1000) % 1000;
  const text = new Date((whole - rest) / 1000).toISOString();
  return `${text.slice(0, -1)}${String(rest).padStart(3, '0')}Z`;
}

const UTC = /^(\d{4,6}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3})(\d{3})Z$/;

/** µs since 1970; undefined if it is no such time. */
export function utcFrom(text: unknown): number | undefined {
  const [, millis, rest] = (typeof text === 'string' && UTC.exec(text)) || [];
  const time = Date.parse(`${millis}Z`);
  return Number.isNaN(time) ? undefined : time * 1000 + Number(rest);
}
