/** Reads fields of another program's file: whatever has not the type that is looked for is absent. */

export type Foreign = ReadonlyMap<string, unknown>;

/** undefined: it is no object. */
export function foreign(value: unknown): Foreign | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return new Map(Object.entries(value));
}

export function textIn(fields: Foreign | undefined, name: string): string {
  const value = fields?.get(name);
  return typeof value === 'string' ? value : '';
}

/** A whole number in these bounds, also where it stands as text. */
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

/** Names of those that are set, but to no whole number in their bounds. */
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

/** Names of those that are set: neither empty nor false nor null. */
export function setAmong(fields: Foreign | undefined, names: readonly string[]): readonly string[] {
  return names.filter((name) => {
    const value = fields?.get(name);
    const isEmpty = typeof value === 'object' && value !== null && Object.keys(value).length === 0;
    return value !== undefined && value !== null && value !== '' && value !== false && !isEmpty;
  });
}
