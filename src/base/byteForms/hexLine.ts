/** Reads hexadecimal bytes of a line, also at the end of a log line and beside the same bytes as characters. */
import type { LineBytes } from './byteRuns.ts';
import { printedBy } from './byteRuns.ts';

interface HexRun {
  readonly bytes: readonly number[];
  /** After each token: the place in the text and the number of bytes. */
  readonly ends: readonly { readonly at: number; readonly count: number }[];
  /** Place of the first character after the bytes and separators. */
  readonly end: number;
}

const BETWEEN = /[\s,，:;-]*/y;
/** `10`, `0x10`, `0x1`, `\x10`, or several bytes without separators. */
const TOKEN = /(0x|\\x)?([0-9a-f]+)(?=[\s,，:;-]|\\x|$)/iy;
/** Two blanks, a tab or a bar before the column of characters. */
const GAP = /^(?: {2,}|\t|\s*[|>])/;
/** Characters of a line that may have such a column. */
const LONGEST_DUMP_LINE = 512;
const BLANK = 0x20;

/** Reads the bytes at the beginning of a text. */
export function hexRun(text: string): HexRun {
  const bytes: number[] = [];
  const ends: { at: number; count: number }[] = [];
  for (let at = 0; ; at = TOKEN.lastIndex) {
    BETWEEN.lastIndex = at;
    BETWEEN.test(text);
    TOKEN.lastIndex = BETWEEN.lastIndex;
    const [, mark, digits = ''] = TOKEN.exec(text) ?? [];
    const isToken = mark === undefined ? digits.length % 2 === 0 : digits.length <= 2;
    if (digits === '' || !isToken) return { bytes, ends, end: BETWEEN.lastIndex };
    const width = mark === undefined ? 2 : digits.length;
    for (let digit = 0; digit < digits.length; digit += width) {
      bytes.push(Number.parseInt(digits.slice(digit, digit + width), 16));
    }
    ends.push({ at: TOKEN.lastIndex, count: bytes.length });
  }
}

/** Undefined if the text has anything but hexadecimal bytes and the same bytes as characters. */
export function hexLine(text: string): Uint8Array | undefined {
  return wholeLine(text, hexRun(text));
}

function wholeLine(text: string, { bytes, ends, end }: HexRun): Uint8Array | undefined {
  if (bytes.length === 0) return undefined;
  // The characters may look like bytes.
  for (const { at, count } of text.length > LONGEST_DUMP_LINE ? [] : ends) {
    const column = text.slice(at);
    const before = bytes.slice(0, count);
    if (GAP.test(column) && fitsCharacters(before, column)) return Uint8Array.from(before);
  }
  return end === text.length ? Uint8Array.from(bytes) : undefined;
}

/** Whether the column shows the bytes as characters. Tools add and remove blanks. */
function fitsCharacters(bytes: readonly number[], column: string): boolean {
  const characters = column.replace(/\s/g, '');
  const visible = bytes.filter((byte) => byte !== BLANK);
  const isBarred = /^[|>]/.test(characters);
  const columns = isBarred
    ? [characters, characters.slice(1), characters.slice(1, -1)]
    : [characters];
  return columns.some((shown) => isShown(visible, shown));
}

/** Tools print any character for an unprintable byte, and some a dot for a printable one. */
const isShown = (bytes: readonly number[], characters: string): boolean =>
  bytes.length > 0 &&
  characters.length === bytes.length &&
  bytes.every((byte, at) => {
    const isPrintable = byte > BLANK && byte < 0x7f;
    return !isPrintable || characters[at] === '.' || characters.charCodeAt(at) === byte;
  });

const CLOCK =
  /^\s*\[?(?:\d{4}-\d\d-\d\d[T ])?\d{1,2}:\d\d:\d\d(?:[.,]\d+)?(?:Z|[+-]\d\d:?\d\d)?\]?(?=\s)/;
/** Bytes begin after a blank, a quotation mark, an opening bracket, or a sign beyond ASCII. */
const START = /\s+|[([{<>="'`](?!-)\s*|[^\0-\u007f]\s*/g;
const NAMES = /(?:data|bytes?|buf|buffer|hex|packet|payload|pdu|frame|raw|dump|msg|message)\s*$/i;
/** Characters of a prefix that are read for its words. */
const LONGEST_PREFIX = 200;
/** Address of the bytes in a dump. */
const ADDRESS = /^(?:0x[0-9a-f]{4,16}:?|[0-9a-f]{4,16}:)\s+(?=[0-9a-f]{2})/i;
const CLOSES = /[^\w.…]/;
/** The end of a sentence may look like one byte. */
const FEWEST_AFTER_PREFIX = 2;

/** Reads the bytes that reach the end of a line, after any text that ends in a mark or a name for bytes. */
export function hexAtEnd(line: string): LineBytes | undefined {
  const clock = CLOCK.exec(line)?.[0] ?? '';
  const rest = line.slice(clock.length);
  let end = rest.length;
  while (end > 0 && CLOSES.test(rest.charAt(end - 1))) end -= 1;
  return bytesAfterPrefix(rest, clock) ?? bytesAfterPrefix(rest.slice(0, end), clock);
}

function bytesAfterPrefix(text: string, clock: string): LineBytes | undefined {
  let next = 0;
  for (const start of startsIn(text)) {
    if (start < next) continue;
    const prefix = text.slice(Math.max(0, start - LONGEST_PREFIX), start);
    if (!mayPrecedeBytes(prefix)) continue;
    const after = text.slice(start);
    const address = ADDRESS.exec(after)?.[0] ?? '';
    const column = after.slice(address.length);
    const run = hexRun(column);
    const bytes = wholeLine(column, run);
    const isAlone = prefix.trim() === '';
    const isRead = bytes !== undefined && (isAlone || bytes.length >= FEWEST_AFTER_PREFIX);
    if (isRead && !isRestOfList(prefix, column)) return { prefix: clock + prefix, bytes };
    // The same bytes are read once, so that time is linear in the length of the line.
    next = start + address.length + run.end;
  }
  return undefined;
}

function* startsIn(text: string): Generator<number> {
  yield 0;
  for (const { index, 0: gap } of text.matchAll(START)) yield index + gap.length;
}

/** Words of a sentence may consist of digits, so a word before bytes names them or their direction. */
function mayPrecedeBytes(prefix: string): boolean {
  const last = prefix.trimEnd().at(-1);
  if (last === undefined || /[^\w.]/.test(last)) return true;
  return /[a-z]/i.test(last) && (printedBy(prefix) !== undefined || NAMES.test(prefix));
}

/** Whether the bytes are numbers in a list, or the end of a list whose beginning is not hexadecimal. */
function isRestOfList(prefix: string, bytes: string): boolean {
  if (/[[({<]\s*$/.test(prefix)) return !/[a-f]|\b0/i.test(bytes);
  if (/0x/i.test(prefix) && /0x/i.test(bytes)) return true;
  const separator = /[\da-f]([,;])\s*$/i.exec(prefix)?.[1];
  return separator !== undefined && bytes.includes(separator);
}
