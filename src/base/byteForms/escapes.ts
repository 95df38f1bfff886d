/** Decodes escapes in strings. Languages give the same escape different meanings: `\16` is 14 in C and 16 in Lua. */
import { encodeUtf8, hasLoneSurrogate } from '../utf8.ts';
import { addBytes } from './addBytes.ts';
import { likeliest } from './wholePackets.ts';

/**
 * The meaning of `\` and digits: octal in C and Python; decimal in Lua, OCaml and Haskell; octal after a zero in
 * `echo -e`; a NUL and characters in Rust, Swift and Elixir.
 */
export type Digits = 'octal' | 'decimal' | 'octal-after-zero' | 'nul';

interface Dialect {
  readonly digits: Digits;
  /** Characters up to U+00FF are bytes, as in JavaScript's binary strings, and others do not occur. */
  readonly areBytes: boolean;
}

const ESCAPE =
  /\\(?:x([0-9a-fA-F]{1,2})|[ux]\{([0-9a-fA-F]{1,6})\}|U([0-9a-fA-F]{8})|((?:u[0-9a-fA-F]{4}\\)*u[0-9a-fA-F]{4})|(\d{1,4})|([\s\S]))|([^\\]+)/g;
/** The dialects differ above 127. */
const HAS_UPPER = /[^\0-\u007f]|\\u(?!00[0-7]|\{)|\\[ux]\{(?!0*[0-7]?[0-9a-f]\})|\\U/;
/** A program has replaced bytes that are not UTF-8. */
const REPLACED = '\ufffd';
const ALL_DIGITS: readonly Digits[] = ['octal', 'decimal', 'octal-after-zero', 'nul'];
const DIGITS: Readonly<Record<Digits, RegExp>> = {
  octal: /^([0-7]{3}|[0-7]{1,2}(?!\d))/,
  decimal: /^(\d{3}|(?:0|[1-9]\d?)(?!\d))/,
  'octal-after-zero': /^0([0-7]{0,3}(?!\d))/,
  nul: /^0/,
};
const NAMED: Readonly<Record<string, number>> = {
  a: 7,
  b: 8,
  t: 9,
  n: 10,
  v: 11,
  f: 12,
  r: 13,
  e: 27,
  E: 27,
};
/** They stand for themselves in all languages. */
const ITSELF = /^["'`\\/?#$%!]$/;

/**
 * Bytes of strings in the same language.
 * @param known the languages that their surroundings allow
 * @returns undefined if an escape is unknown, or the strings fit several languages and the lengths of packets do not
 *   decide
 */
export function unescaped(
  strings: readonly string[],
  known: readonly Digits[] | undefined,
): Uint8Array[] | undefined {
  const readings: Uint8Array[][] = [];
  for (const dialect of dialectsOf(strings, known)) {
    const read = strings.map((text) => bytesOf(text, dialect)).filter((one) => one !== undefined);
    const isNew = read.length === strings.length && !readings.some((one) => areEqual(one, read));
    if (isNew) readings.push(read);
  }
  return likeliest(readings);
}

function dialectsOf(strings: readonly string[], known: readonly Digits[] | undefined): Dialect[] {
  const has = (pattern: RegExp): boolean => strings.some((text) => pattern.test(text));
  const digits = has(/\\\d/) ? (known ?? ALL_DIGITS) : (['octal'] as const);
  const kinds = has(HAS_UPPER) ? [true, false] : [true];
  return digits.flatMap((one) => kinds.map((areBytes) => ({ digits: one, areBytes })));
}

const areEqual = (some: readonly Uint8Array[], others: readonly Uint8Array[]): boolean =>
  some.every((bytes, at) => {
    const other = others[at];
    return bytes.length === other?.length && bytes.every((byte, index) => byte === other[index]);
  });

/** Undefined if the text has none of this dialect. */
function bytesOf(text: string, dialect: Dialect): Uint8Array | undefined {
  const bytes: number[] = [];
  for (const [, hex, point, long, units, digits, named, plain] of text.matchAll(ESCAPE)) {
    const one =
      hex !== undefined
        ? [Number.parseInt(hex, 16)]
        : digits !== undefined
          ? digitBytes(digits, dialect.digits)
          : named !== undefined
            ? namedBytes(named, dialect)
            : characterBytes(
                plain ?? characters(units?.match(/[0-9a-f]{4}/gi) ?? [point ?? long ?? '']),
                dialect,
              );
    if (one === undefined) return undefined;
    addBytes(bytes, one);
  }
  return Uint8Array.from(bytes);
}

/** Programs that print few digits print three before another digit. */
function digitBytes(text: string, dialect: Digits): readonly number[] | undefined {
  const [all, digits = ''] = DIGITS[dialect].exec(text) ?? [];
  if (all === undefined) return undefined;
  const value = Number.parseInt(`0${digits}`, dialect === 'decimal' ? 10 : 8);
  return value > 0xff ? undefined : [value, ...encodeUtf8(text.slice(all.length))];
}

function namedBytes(name: string, dialect: Dialect): readonly number[] | undefined {
  // C joins the lines, Lua keeps the end of the line.
  if (name === '\n') return dialect.digits === 'decimal' ? [10] : [];
  const code = NAMED[name] ?? (ITSELF.test(name) ? name.charCodeAt(0) : undefined);
  return code === undefined ? undefined : [code];
}

/** Characters with these numbers, which may be halves of surrogate pairs. */
function characters(hex: readonly string[]): string {
  const codes = hex.map((digits) => Number.parseInt(digits, 16));
  return codes.map((code) => (code > 0x10ffff ? REPLACED : String.fromCodePoint(code))).join('');
}

function characterBytes(
  text: string,
  { areBytes }: Dialect,
): readonly number[] | Uint8Array | undefined {
  if (text.includes(REPLACED) || hasLoneSurrogate(text)) return undefined;
  if (!areBytes) return encodeUtf8(text);
  const codes = Array.from(text, (character) => character.charCodeAt(0));
  return codes.every((code) => code <= 0xff) ? codes : undefined;
}
