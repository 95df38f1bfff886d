/** Formats numbers for people. Names for scripts have ungrouped digits and are not made here. */

/** Created on first use, because it takes a twelfth of a program's start. */
let grouping: Intl.NumberFormat | undefined;

/** `1,204,512` */
export function grouped(value: number): string {
  grouping ??= new Intl.NumberFormat('en-US');
  return grouping.format(value);
}

/** `1 packet`, `1,204 packets`. English. */
export function counted(value: number, one: string, many: string): string {
  return `${grouped(value)} ${value === 1 ? one : many}`;
}

/** `5,402`, `118 K`, `1.1 M`: at most six characters. */
export function short(value: number): string {
  if (value < 100_000) return grouped(value);
  const [divisor, unit] =
    value < 999_500 ? [1e3, 'K'] : value < 999_500_000 ? [1e6, 'M'] : [1e9, 'G'];
  const scaled = value / divisor;
  return `${scaled < 9.95 ? scaled.toFixed(1) : Math.round(scaled)} ${unit}`;
}

/** A rate per second: `0`, `0.25`, `9.5`, `1,204`. */
export function rate(perSecond: number): string {
  return grouped(perSecond < 9.95 ? Number(perSecond.toPrecision(2)) : Math.round(perSecond));
}

/** The exact size: `213 B`, `1,048,576 B`. */
export function bytes(value: number): string {
  return `${grouped(value)} B`;
}

/** Two bytes, such as `0x003c`. */
export const hexWord = (value: number): string => `0x${value.toString(16).padStart(4, '0')}`;
