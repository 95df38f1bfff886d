/**
 * Parses JSON text. Returns undefined for invalid JSON. The last of repeated names counts, and `__proto__` is
 * an ordinary name.
 */
export function parseJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
}
