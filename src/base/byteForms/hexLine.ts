/** Reads a line of hexadecimal bytes. */
import type { Steps } from '../steps.ts';

/** Before each token. */
const BETWEEN = /[\s,:;|-]*/y;
/** `10`, `0x10`, `\x10`, `%10`, `$10`, `10h`, any even number of digits, or `0x1`. */
const TOKEN = /(?:(?:0x|\\x|%|\$)?((?:[0-9a-f]{2})+)h?|0x([0-9a-f]))(?=[\s,:;|-]|\\x|%|$)/iy;
/** Characters of a line with bytes in two columns. */
const LONGEST_DUMP = 1024;

/** @returns the bytes at the beginning, and the number of characters up to the first other token */
function hexPrefix(line: string): { bytes: number[]; length: number } {
  const bytes: number[] = [];
  for (let at = 0; ; ) {
    BETWEEN.lastIndex = at;
    BETWEEN.test(line);
    TOKEN.lastIndex = BETWEEN.lastIndex;
    const found = TOKEN.exec(line);
    if (found === null) return { bytes, length: BETWEEN.lastIndex };
    const digits = found[1] ?? `0${found[2] ?? ''}`;
    for (let digit = 0; digit < digits.length; digit += 2) {
      bytes.push(Number.parseInt(digits.slice(digit, digit + 2), 16));
    }
    at = TOKEN.lastIndex;
  }
}

/** Undefined if the line has anything else, or nothing. */
export function hexLine(line: string): Uint8Array | undefined {
  const { bytes, length } = hexPrefix(line);
  return bytes.length === 0 || length < line.length ? undefined : Uint8Array.from(bytes);
}

/**
 * Reads hexadecimal bytes that may be followed by the same bytes as characters.
 * @returns undefined if there are none, or the characters do not fit; for a long line, which has no characters,
 *   a place before which no bytes begin that reach the end of the line
 */
export function hexAndCharacters(line: string, steps: Steps): Uint8Array | number | undefined {
  const { bytes: bare, length } = hexPrefix(line);
  if (!steps.take(length)) return undefined;
  if (bare.length > 0 && length === line.length) {
    return beforeDigits(line, steps) ?? Uint8Array.from(bare);
  }
  // The characters begin after a gap or a bar. The first place at which both columns agree is right.
  if (line.length > LONGEST_DUMP) return Math.min(length, line.length - LONGEST_DUMP);
  for (const gap of line.matchAll(/ {2,}|\||\t/g)) {
    const before = line.slice(0, gap.index);
    if (before.trim() === '') continue;
    const bytes = hexLine(before);
    if (bytes === undefined || !steps.take(before.length)) return undefined;
    if (fitsCharacters(bytes, line.slice(gap.index), steps)) return bytes;
  }
  return undefined;
}

/** Minimum number of bytes; with fewer, characters that look like hexadecimal digits may be a coincidence. */
const LEAST = 4;
/** Separators before a column of characters. */
const COLUMNS = ['|', '  ', '\t'];

/** Bytes before the same bytes as characters, all of which are hexadecimal digits. */
export function beforeDigits(line: string, steps: Steps): Uint8Array | undefined {
  const end = line.trimEnd().replace(/\|$/, '');
  const start = Math.max(...COLUMNS.map((column) => end.lastIndexOf(column)));
  if (start < 0) return undefined;
  const bytes = hexLine(line.slice(0, start));
  if (bytes === undefined || bytes.length < LEAST || !steps.take(line.length)) return undefined;
  return fitsCharacters(bytes, line.slice(start), steps) ? bytes : undefined;
}

/** Whether the column shows the bytes as characters. */
export function fitsCharacters(bytes: Uint8Array, column: string, steps: Steps): boolean {
  const barred = /^[|>](.*?)[|<]?$/s.exec(column.trim())?.[1];
  if (barred !== undefined) {
    const shown = Array.from(barred);
    if (isShown(bytes, shown, 0, steps)) return true;
    // Zephyr separates the halves in this column as well.
    if (shown[8] === ' ' && isShown(bytes, shown.toSpliced(8, 1), 0, steps)) return true;
  }
  // The characters may begin with blanks; only blanks and a bar come before them.
  const characters = Array.from(column);
  for (let start = 1; /[\s|]/.test(characters[start - 1] ?? ''); start += 1) {
    if (isShown(bytes, characters, start, steps)) return true;
  }
  return false;
}

function isShown(
  bytes: Uint8Array,
  characters: readonly string[],
  start: number,
  steps: Steps,
): boolean {
  const end = start + bytes.length;
  for (const [at, byte] of bytes.entries()) {
    if (!steps.take(1)) return false;
    const character = characters[start + at];
    // An editor may have removed blanks at the end of the line.
    const isPrintable = byte >= 0x20 && byte < 0x7f;
    if (character === undefined ? byte !== 0x20 : isPrintable && !shows(character, byte)) {
      return false;
    }
  }
  return !steps.isExceeded && characters.slice(end).every((one) => /[|\s]/.test(one));
}

const shows = (character: string, byte: number): boolean =>
  character === String.fromCharCode(byte) || character === '.';
