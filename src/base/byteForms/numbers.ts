/**
 * Reads numbers from -128 to 255 between any brackets, as Erlang, Go, Java and JSON print bytes, or at the end of
 * lines.
 */
import type { ByteRun, LineBytes } from './byteRuns.ts';
import { linedRuns, printedBy } from './byteRuns.ts';

const DECIMAL = /^(?:0|-?[1-9]\d{0,2})$/;
const HEX = /^0x[0-9a-f]{1,2}$/i;
const PAIR = /^[0-9a-f]{2}$/i;
const OPENS = '([{<';
const BRACKET = /[[\](){}<>]/g;
const CUT = /\.{3}|…/;
/** Number of numbers: fewer in round brackets or without brackets may be anything. */
const FEWEST = 4;

/**
 * Undefined if no brackets have numbers.
 * @returns empty if a list is cut
 */
export function listsIn(text: string): ByteRun[] | undefined {
  const runs: ByteRun[] = [];
  let open: { readonly index: number; readonly bracket: string } | undefined;
  let end = 0;
  for (const { index, 0: bracket } of text.matchAll(BRACKET)) {
    if (OPENS.includes(bracket)) {
      open = { index, bracket };
      continue;
    }
    const list = open && bytesIn(text.slice(open.index + 1, index));
    if (list === 'cut') return [];
    const fewest = open?.bracket === '(' ? FEWEST : 2;
    if (open !== undefined && list !== undefined && list.length >= fewest) {
      const before = text.slice(end, open.index);
      const line = before.slice(before.trimEnd().lastIndexOf('\n') + 1);
      runs.push({ bytes: list, by: printedBy(line) });
      end = index + 1;
    }
    open = undefined;
  }
  return runs.length === 0 ? undefined : runs;
}

/** Undefined if the text has anything but numbers, all of them with commas between them or none. */
function bytesIn(inside: string): Uint8Array | 'cut' | undefined {
  // Node.js prints hexadecimal digits after this word.
  const [, digits] = /^Buffer\s([^]*)$/.exec(inside) ?? [];
  const tokens = tokensOf(digits ?? inside);
  const isNumber = (token: string): boolean =>
    digits === undefined ? byteOf(token) !== undefined : PAIR.test(token);
  if (tokens.every(isNumber)) {
    return Uint8Array.from(tokens, (token) =>
      digits === undefined ? (byteOf(token) ?? 0) : Number.parseInt(token, 16),
    );
  }
  const isCut = tokens.filter(isNumber).length > 1 && tokens.some((token) => CUT.test(token));
  return isCut ? 'cut' : undefined;
}

function tokensOf(list: string): string[] {
  const parts = list.split(/[,;]/.test(list) ? /[,;]/ : /\s+/).map((part) => part.trim());
  return parts.filter((part, at) => part !== '' || (at > 0 && at < parts.length - 1));
}

function byteOf(token: string): number | undefined {
  if (!DECIMAL.test(token) && !HEX.test(token)) return undefined;
  const value = Number(token);
  return value >= -128 && value <= 255 ? value & 0xff : undefined;
}

/** Undefined if a line does not end in numbers, or there are few of them. */
export function numberedLines(lines: readonly string[]): ByteRun[] | undefined {
  const runs = linedRuns(lines, numbersAtEnd);
  const count = runs?.reduce((sum, { bytes }) => sum + bytes.length, 0) ?? 0;
  return count < FEWEST ? undefined : runs;
}

function numbersAtEnd(line: string): LineBytes | undefined {
  let start = line.length;
  while (start > 0 && /[-\d\s,;]/.test(line.charAt(start - 1))) start -= 1;
  // The end of a word, a fraction or a time of day.
  const isAttached = /(?:[\w.]|\d:)$/.test(line.slice(Math.max(0, start - 2), start));
  if (isAttached) start += /^[^\s,;]*/.exec(line.slice(start))?.[0].length ?? 0;
  const tokens = line
    .slice(start)
    .split(/[\s,;]+/)
    .filter((token) => token !== '');
  const bytes = tokens.map(byteOf).filter((byte) => byte !== undefined);
  if (tokens.length === 0 || bytes.length < tokens.length) return undefined;
  return { prefix: line.slice(0, start), bytes: Uint8Array.from(bytes) };
}
