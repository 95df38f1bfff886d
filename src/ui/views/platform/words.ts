/** Words for keys that come from the platform, which may know more of them than the dictionary. */

/** undefined: the dictionary has no word for it. `__proto__` is just a name. */
export function wordFor(
  table: Readonly<Record<string, string>>,
  key: string | undefined,
): string | undefined {
  return key !== undefined && Object.hasOwn(table, key) ? table[key] : undefined;
}
