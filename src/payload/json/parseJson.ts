/**
 * What JSON text says; undefined, which JSON cannot say: it is none. Of repeated names the last one counts,
 * and `__proto__` is a name like others.
 */
export function parseJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
}
