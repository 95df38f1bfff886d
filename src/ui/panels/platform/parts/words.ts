/** Words for keys from the platform, which may know more keys than the dictionary. */

/** Undefined if the dictionary has no word for it. `__proto__` is an ordinary key. */
export function wordFor(
  table: Readonly<Record<string, string>>,
  key: string | undefined,
): string | undefined {
  return key !== undefined && Object.hasOwn(table, key) ? table[key] : undefined;
}
