/** Escapes untrusted text for one line of a terminal or a file. */

/** Characters that end the line, control a terminal or reverse text direction. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;
/** Nearly all text, and much faster to test. */
const ASCII = /^[ -~]*$/;
/** ASCII that JSON does not escape. */
const PLAIN = /^[ !#-[\]-~]*$/;

/** Text that is safe to print on one line. Each unsafe character becomes `\u{…}`. */
export function printable(text: string): string {
  if (ASCII.test(text)) return text;
  return text.replace(UNPRINTABLE, (c) => `\\u{${(c.codePointAt(0) ?? 0).toString(16)}}`);
}

/** A value as JSON on one line, with such characters escaped. */
export const jsonLine = (value: unknown): string => printableJson(JSON.stringify(value));

/** The same for a text. */
export const quoted = (text: string): string => (PLAIN.test(text) ? `"${text}"` : jsonLine(text));

/** JSON with such characters escaped. @param json contains them only in strings */
export function printableJson(json: string): string {
  if (ASCII.test(json)) return json;
  return json.replace(UNPRINTABLE, (c) =>
    Array.from({ length: c.length }, (_, at) => escapeOf(c.charCodeAt(at))).join(''),
  );
}

const escapeOf = (unit: number) => `\\u${unit.toString(16).padStart(4, '0')}`;
