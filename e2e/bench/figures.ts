/** Formats numbers of the bench. */

export const whole = (value: number): string => Math.round(value).toLocaleString('en-US');

export const perSecond = (count: number, ms: number): string => `${whole((count / ms) * 1000)}/s`;

export const mib = (bytes: number): string => `${whole(bytes / 1024 / 1024)} MiB`;

/** NaN without values. */
export const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
