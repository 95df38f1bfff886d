/** Reads the bytes of one line of a dump, which tools print in units of different size and base. */
import { fitsCharacters } from './hexLine.ts';

interface ColumnContext {
  readonly offset: string;
  readonly hasColon: boolean;
  /** Number of bytes up to the next offset; undefined on the last line. */
  readonly wanted: number | undefined;
  /** There is no other line that confirms the offset. */
  readonly isOnly: boolean;
}

type Read = (tokens: readonly string[], context: ColumnContext) => number[] | undefined;

const OF_BYTE = /^[0-9a-f]{2}$/i;
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

function of(tokens: readonly string[], pattern: RegExp, bytesOf: (token: string) => number[]) {
  return tokens.every((token) => pattern.test(token)) ? tokens.flatMap(bytesOf) : undefined;
}

const pairs = (token: string): number[] =>
  Array.from({ length: token.length / 2 }, (_, at) =>
    Number.parseInt(token.slice(2 * at, 2 * at + 2), 16),
  );

/** Bytes in the order of the digits. */
const inOrder: Read = (tokens) => of(tokens, /^(?:[0-9a-f]{2})+$/i, pairs);

/** Numbers of a machine that stores the lowest byte first. */
const reversed: Read = (tokens) =>
  of(tokens, /^(?:[0-9a-f]{2}){1,8}$/i, (token) => pairs(token).toReversed());

const octalBytes: Read = (tokens) =>
  of(tokens, /^[0-3][0-7]{2}$/, (token) => [Number.parseInt(token, 8)]);

const octalWords: Read = (tokens) =>
  of(tokens, /^[01][0-7]{5}$/, (token) => {
    const word = Number.parseInt(token, 8);
    return [word & 0xff, word >> 8];
  });

const decimals: Read = (tokens) => {
  const bytes = of(tokens, /^-?\d{1,3}$/, (token) => [Number(token)]);
  return bytes?.every((value) => value >= -128 && value <= 255)
    ? bytes.map((value) => value & 0xff)
    : undefined;
};

/** @returns the bytes, if the columns are those of a dump */
export function dumpColumn(rest: string, context: ColumnContext): number[] | undefined {
  const characters = charactersOf(rest, context);
  // `od -c` prints each byte in four columns.
  if (characters !== undefined) return characters;
  const tokens = [...rest.matchAll(/\S+/g)];
  for (let count = tokens.length; count > 0; count -= 1) {
    const last = tokens[count - 1];
    if (last === undefined) break;
    const read = tokens.slice(0, count).map(([token]) => token);
    const column = rest.slice(last.index + last[0].length);
    for (const bytes of readings(read, context)) {
      if (context.wanted !== undefined && context.wanted !== bytes.length) continue;
      if (column.trim() === '' || fitsCharacters(Uint8Array.from(bytes), column)) return bytes;
    }
  }
  return undefined;
}

function readings(tokens: readonly string[], context: ColumnContext): number[][] {
  const { hasColon, offset, isOnly } = context;
  const width = tokens[0]?.length ?? 0;
  // A single line of equal groups without a colon has no offset: its first group is data.
  if (isOnly && !hasColon && width === offset.length) return [];
  const areBytes = tokens.every((token) => OF_BYTE.test(token));
  const isOfMachine = !hasColon && !areBytes && offset.length >= 6;
  const ways = isOfMachine
    ? [octalBytes, octalWords, reversed, decimals, inOrder]
    : areBytes
      ? [inOrder, decimals]
      : [inOrder, reversed, decimals];
  return ways.flatMap((way) => {
    const bytes = way(tokens, context);
    return bytes === undefined ? [] : [bytes];
  });
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
