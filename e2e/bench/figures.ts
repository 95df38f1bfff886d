/** Numbers as the bench prints them. */

export const whole = (value: number): string => Math.round(value).toLocaleString('en-US');

export const perSecond = (count: number, ms: number): string => `${whole((count / ms) * 1000)}/s`;

export const mib = (bytes: number): string => `${whole(bytes / 1024 / 1024)} MiB`;
