/** Untrusted text on one line of a terminal or a file. */

/** Characters that end the line, steer a terminal or turn text around. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** Text that is safe to print on one line; each character that is not becomes `\u{…}`. */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, (c) => `\\u{${(c.codePointAt(0) ?? 0).toString(16)}}`);
}

/** A value as JSON on one line, with such characters escaped. */
export const jsonLine = (value: unknown): string => printableJson(JSON.stringify(value));

/** JSON with such characters escaped. @param json holds them in strings alone */
export function printableJson(json: string): string {
  return json.replace(UNPRINTABLE, (c) =>
    Array.from({ length: c.length }, (_, at) => escapeOf(c.charCodeAt(at))).join(''),
  );
}

const escapeOf = (unit: number) => `\\u${unit.toString(16).padStart(4, '0')}`;
