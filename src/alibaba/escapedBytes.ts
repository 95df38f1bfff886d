/** Reads bytes that a program printed as text with escapes. */

/** `\x10`, `\020` and plain characters, as printed by Python and C. */
export function unescaped(text: string): Uint8Array | undefined {
  if (!/\\x[0-9a-f]{2}/i.test(text)) return undefined;
  const named: Readonly<Record<string, number>> = { n: 10, r: 13, t: 9, '0': 0 };
  const pieces = text.matchAll(/\\x([0-9a-f]{2})|\\(.)|([\0-\xff])/gis);
  return Uint8Array.from(
    [...pieces].map(([, hex, escape = '', plain = '']) => {
      if (hex !== undefined) return Number.parseInt(hex, 16);
      return Object.hasOwn(named, escape)
        ? (named[escape] ?? 0)
        : (escape + plain).charCodeAt(0) & 0xff;
    }),
  );
}
