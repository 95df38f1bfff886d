/** Reads the bytes of one line of a dump, which tools print in units of different size and base. */
import type { Steps } from '../steps.ts';
import { addBytes } from './addBytes.ts';
import { fitsCharacters } from './hexLine.ts';

/** Words of several bytes, in the order of their digits or with the lowest byte first. */
export type WordOrder = 'in-order' | 'reversed';

interface ColumnContext {
  readonly order: WordOrder;
  readonly offset: string;
  readonly hasColon: boolean;
  /** Number of bytes up to the next offset; undefined on the last line. */
  readonly wanted: number | undefined;
  /** There is no other line that confirms the offset. */
  readonly isOnly: boolean;
  readonly steps: Steps;
}

/** Reads the tokens up to the first that is none of its units. */
type Read = (tokens: readonly string[]) => Units;

interface Units {
  readonly bytes: readonly number[];
  /** Number of bytes after each unit. */
  readonly ends: readonly number[];
}

const BYTE = /^[0-9a-f]{2}$/i;
/** Characters of a line. Tools print at most 256 bytes in one. */
const LONGEST = 2048;
const ESCAPES: Readonly<Record<string, number>> = {
  '\\0': 0,
  '\\a': 7,
  '\\b': 8,
  '\\t': 9,
  '\\n': 10,
  '\\v': 11,
  '\\f': 12,
  '\\r': 13,
};

const unitsOf =
  (pattern: RegExp, bytesOf: (token: string) => readonly number[] | undefined): Read =>
  (tokens) => {
    const bytes: number[] = [];
    const ends: number[] = [];
    for (const token of tokens) {
      const read = pattern.test(token) ? bytesOf(token) : undefined;
      if (read === undefined) break;
      addBytes(bytes, read);
      ends.push(bytes.length);
    }
    return { bytes, ends };
  };

const pairs = (token: string): number[] =>
  Array.from({ length: token.length / 2 }, (_, at) =>
    Number.parseInt(token.slice(2 * at, 2 * at + 2), 16),
  );

/** Bytes in the order of the digits. */
const inOrder = unitsOf(/^(?:[0-9a-f]{2})+$/i, pairs);

/** Numbers of a machine that stores the lowest byte first. */
const reversed = unitsOf(/^(?:[0-9a-f]{2}){1,8}$/i, (token) => pairs(token).toReversed());

/** The number of characters beside them distinguishes them from words. */
const binary = unitsOf(/^[01]{8}$/, (token) => [Number.parseInt(token, 2)]);

const octalBytes = unitsOf(/^[0-3][0-7]{2}$/, (token) => [Number.parseInt(token, 8)]);

const octalWords = unitsOf(/^[01][0-7]{5}$/, (token) => {
  const word = Number.parseInt(token, 8);
  return [word & 0xff, word >> 8];
});

const decimals = unitsOf(/^-?\d{1,3}$/, (token) => {
  const value = Number(token);
  return value >= -128 && value <= 255 ? [value & 0xff] : undefined;
});

/** @returns the bytes, if the columns look like a dump */
export function dumpColumn(rest: string, context: ColumnContext): readonly number[] | undefined {
  const characters = charactersOf(rest, context);
  // `od -c` prints each byte in four columns.
  if (characters !== undefined) return characters;
  if (rest.length > LONGEST) return undefined;
  const tokens = [...rest.matchAll(/\S+/g)];
  const words = tokens.map(([token]) => token);
  const byteCount = leadingBytes(words);
  const ofBytes = readings(words, context, true);
  const ofWords = readings(words, context, false);
  for (let count = words.length; count > 0; count -= 1) {
    const last = tokens[count - 1];
    if (last === undefined) break;
    const column = rest.slice(last.index + last[0].length);
    for (const { bytes, ends } of count <= byteCount ? ofBytes : ofWords) {
      const end = ends[count - 1];
      if (end === undefined || (context.wanted !== undefined && context.wanted !== end)) continue;
      const read = bytes.slice(0, end);
      if (!context.steps.take(end)) return undefined;
      if (count === words.length) return read;
      if (fitsCharacters(Uint8Array.from(read), column, context.steps)) return read;
    }
  }
  return undefined;
}

function leadingBytes(tokens: readonly string[]): number {
  const other = tokens.findIndex((token) => !BYTE.test(token));
  return other === -1 ? tokens.length : other;
}

/** od and hexdump print numbers of the machine, which usually stores the lowest byte first. */
export const isOfMachine = (offset: string, hasColon: boolean): boolean =>
  !hasColon && offset.length >= 6;

function readings(
  tokens: readonly string[],
  { hasColon, offset, isOnly, order }: ColumnContext,
  areBytes: boolean,
): Units[] {
  const width = tokens[0]?.length ?? 0;
  // A single line of equal groups without a colon has no offset: its first group is data.
  if (isOnly && !hasColon && width === offset.length) return [];
  const words = order === 'in-order' ? inOrder : reversed;
  const ways = areBytes
    ? [inOrder, decimals]
    : isOfMachine(offset, hasColon)
      ? [octalBytes, octalWords, words, decimals]
      : [binary, words, decimals];
  return ways.map((way) => way(tokens));
}

/** Reads a line of `od -c`: characters, escapes and octal numbers. */
function charactersOf(rest: string, { offset, hasColon }: ColumnContext): number[] | undefined {
  if (hasColon || offset.length < 7) return undefined;
  const isOdd = /(?:^|\s)(?:\\[0abtnvfr]|[^\s0-9])(?:\s|$)/.test(rest);
  if (!isOdd) return undefined;
  const padded = rest.padEnd(4 * Math.ceil(rest.length / 4));
  const bytes: number[] = [];
  for (let at = 0; at < padded.length; at += 4) {
    const field = padded.slice(at, at + 4).trim();
    const byte =
      field === ''
        ? 0x20
        : (ESCAPES[field] ??
          (/^[0-3][0-7]{2}$/.test(field)
            ? Number.parseInt(field, 8)
            : field.length === 1
              ? field.charCodeAt(0)
              : undefined));
    if (byte === undefined || byte > 0xff) return undefined;
    bytes.push(byte);
  }
  return bytes;
}
