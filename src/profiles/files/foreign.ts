/** Reads fields of another program's file: a field of another type counts as absent. */

export type Foreign = ReadonlyMap<string, unknown>;

/** undefined if it is not an object. */
export function foreign(value: unknown): Foreign | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return new Map(Object.entries(value));
}

export function textIn(fields: Foreign | undefined, name: string): string {
  const value = fields?.get(name);
  return typeof value === 'string' ? value : '';
}

/** An integer in these bounds, also from text. */
export function wholeIn(
  fields: Foreign | undefined,
  name: string,
  least: number,
  most: number,
): number | undefined {
  const value = fields?.get(name);
  const number = typeof value === 'string' && /^\d{1,10}$/.test(value) ? Number(value) : value;
  const isWhole = typeof number === 'number' && Number.isInteger(number);
  return isWhole && number >= least && number <= most ? number : undefined;
}

export const flagIn = (fields: Foreign | undefined, name: string): boolean | undefined => {
  const value = fields?.get(name);
  return typeof value === 'boolean' ? value : undefined;
};

export function listIn(fields: Foreign | undefined, name: string): readonly unknown[] {
  const value = fields?.get(name);
  return Array.isArray(value) ? value : [];
}

/** Names of set fields that are not integers in their bounds. */
export function oddAmong(
  fields: Foreign | undefined,
  bounds: Readonly<Record<string, readonly [number, number]>>,
): readonly string[] {
  return Object.entries(bounds).flatMap(([name, [least, most]]) => {
    const value = fields?.get(name);
    const isSet = value !== undefined && value !== null && value !== '';
    return isSet && wholeIn(fields, name, least, most) === undefined ? [name] : [];
  });
}

/** Names of set fields: not empty, false or null. */
export function setAmong(fields: Foreign | undefined, names: readonly string[]): readonly string[] {
  return names.filter((name) => {
    const value = fields?.get(name);
    const isEmpty = typeof value === 'object' && value !== null && Object.keys(value).length === 0;
    return value !== undefined && value !== null && value !== '' && value !== false && !isEmpty;
  });
}
