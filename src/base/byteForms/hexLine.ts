/** Reads a line of hexadecimal bytes. */

/** `10`, `0x10`, `\x10`, `%10`, `$10`, `10h`, or any even number of digits. */
const TOKEN = /^(?:0x|\\x|%|\$)?((?:[0-9a-f]{2})+)(?:h)?$/i;
const SINGLE = /^0x([0-9a-f])$/i;
const BETWEEN = /[\s,:;|-]+/;
/** Characters of a line with bytes in two columns. */
const LONGEST_DUMP = 1024;

/** Undefined if the line has anything else, or nothing. */
export function hexLine(line: string): Uint8Array | undefined {
  const tokens = line
    .replace(/\\x|%/g, ' $&')
    .split(BETWEEN)
    .filter((token) => token !== '');
  const bytes: number[] = [];
  for (const token of tokens) {
    const digits = TOKEN.exec(token)?.[1] ?? (SINGLE.test(token) ? `0${token.slice(-1)}` : '');
    if (digits === '') return undefined;
    for (let at = 0; at < digits.length; at += 2) {
      bytes.push(Number.parseInt(digits.slice(at, at + 2), 16));
    }
  }
  return bytes.length === 0 ? undefined : Uint8Array.from(bytes);
}

/**
 * Reads hexadecimal bytes that may be followed by the same bytes as characters.
 * Undefined if there are none, or the characters do not fit.
 */
export function hexAndCharacters(line: string): Uint8Array | undefined {
  const bare = hexLine(line);
  if (bare !== undefined) return bare;
  // The characters begin after a gap or a bar. The first place at which both columns agree is right.
  if (line.length > LONGEST_DUMP) return undefined;
  for (const gap of line.matchAll(/ {2,}|\||\t/g)) {
    const before = line.slice(0, gap.index);
    if (before.trim() === '') continue;
    const bytes = hexLine(before);
    if (bytes === undefined) return undefined;
    const rest = line.slice(gap.index);
    if (fitsCharacters(bytes, rest)) return bytes;
  }
  return undefined;
}

/** Whether the column shows the bytes as characters. */
export function fitsCharacters(bytes: Uint8Array, column: string): boolean {
  const barred = /^[|>](.*?)[|<]?$/s.exec(column.trim())?.[1];
  if (barred !== undefined && isShown(bytes, barred)) return true;
  // The characters may begin with blanks.
  const starts = [...column.matchAll(/\s(?=.)/gs)].map(({ index }) => index + 1);
  return starts.some((start) => isShown(bytes, column.slice(start)));
}

function isShown(bytes: Uint8Array, column: string): boolean {
  const text = Array.from(column);
  // An editor may have removed blanks at the end of the line.
  const missing = bytes.length - text.length;
  if (missing < 0 && column.slice(bytes.length).replace(/[|\s]/g, '') !== '') return false;
  return bytes.every((byte, at) => {
    const character = text[at];
    if (character === undefined) return missing > 0 && byte === 0x20;
    const isPrintable = byte >= 0x20 && byte < 0x7f;
    return !isPrintable || character === String.fromCharCode(byte) || character === '.';
  });
}
