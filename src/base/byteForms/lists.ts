/** Finds lists of numbers: arrays of C, Java, Go, Rust and JSON, Erlang's binaries, Node's buffers. */
import { encodeUtf8 } from '../utf8.ts';
import { addBytes } from './addBytes.ts';
import type { ByteRun } from './byteRuns.ts';
import { printedBy } from './linePrefix.ts';
import { likeliest } from './wholePackets.ts';

const LISTS =
  /<<((?:[^<>"]|"(?:\\.|[^"\\])*")*)>>|<(Buffer[^<>]*|[0-9a-f][0-9a-f\s]*)>|[[{(]((?:[^[\]{}()"']|'(?:\\.|[^'\\])')*)[\]})]/gi;
const COMMENTS = /\/\*[\s\S]{0,1000}?\*\/|\/\/[^\n]*/g;
/** Java needs one for bytes from 128. */
const CASTS = /\(\s*(?:unsigned\s+)?(?:s?byte|char|u?int8_t|u8)\s*\)/gi;
const CASTS_OF_KOTLIN = /\.toU?Byte\(\)/g;
/** Chrome's console lists more than the bytes. */
const VIEW = /,\s*buffer: ArrayBuffer\(\d+\)[^\]]{0,200}\]/g;
const QUOTED_HEX = /(["'])((?:0x)?[0-9a-f]{2}|0x[0-9a-f])\1/gi;
const HEX = /^0x([0-9a-f]{1,2})(?:[ul]|_?[ui]8)?$/i;
const DECIMAL = /^-?\d{1,3}$/;
const PREFIXED: readonly (readonly [RegExp, number])[] = [
  [HEX, 16],
  [/^0b([01]{1,8})$/i, 2],
  [/^0o([0-7]{1,3})$/i, 8],
];
/** Octal in C, where other numbers have no leading zero; decimal where all numbers have the same width. */
const LEADING_ZERO = /^0\d/;
const OCTAL = /^(?:0[0-7]{0,3}|[1-7])$/;
const PADDED = /^\d{3}$/;
const SUFFIX_OF_RUST = /_?[ui]8$/;
const ERLANG_HEX = /^16#([0-9a-f]{1,2})$/i;
const ESCAPED: Readonly<Record<string, number>> = { '\\0': 0, '\\n': 10, '\\r': 13, '\\t': 9 };

/**
 * Undefined if there is no list.
 * @returns empty if a list leaves bytes out
 */
export function listsIn(source: string): ByteRun[] | undefined {
  const text = /[[{(<]/.test(source)
    ? unquoted(
        source
          .replace(COMMENTS, ' ')
          .replace(CASTS, ' ')
          .replace(CASTS_OF_KOTLIN, '')
          .replace(VIEW, ']'),
      )
    : source;
  const runs: ByteRun[] = [];
  let end = 0;
  for (const { index, 0: whole, 1: erlang, 2: buffer, 3: list } of text.matchAll(LISTS)) {
    const bytes =
      erlang !== undefined
        ? erlangBytes(erlang)
        : buffer === undefined
          ? listBytes(list ?? '')
          : bufferBytes(buffer);
    if (bytes === 'left-out') return [];
    if (bytes === undefined || bytes.length === 0 || isRemark(whole, bytes)) continue;
    const before = text.slice(end, index);
    runs.push({
      bytes: Uint8Array.from(bytes),
      by: printedBy(before.slice(before.lastIndexOf('\n', before.trimEnd().length - 1) + 1)),
    });
    end = index + whole.length;
  }
  // A number in brackets is part of a log line; a list has the bytes of a packet.
  return runs.some(({ bytes }) => bytes.length > 1)
    ? runs.filter(({ bytes }) => bytes.length > 1)
    : undefined;
}

/** `Sending CONNACK to c (0, 0)`: no packet has this type. */
const isRemark = (list: string, [first = 0, ...more]: readonly number[]): boolean =>
  list.startsWith('(') && more.length < 3 && first < 0x10;

/** Python and JSON quote the digits of each byte. In C, one quoted character is the character. */
const unquoted = (text: string): string =>
  /['"]\w['"]/.test(text) ? text : text.replace(QUOTED_HEX, '$2');

const tokensOf = (list: string): string[] => list.split(/[\s,;]+/).filter((token) => token !== '');

function erlangBytes(inside: string): number[] | undefined {
  const bytes: number[] = [];
  for (const [token, quoted] of inside.matchAll(/"((?:\\.|[^"\\])*)"|[^\s,]+/g)) {
    if (quoted !== undefined) {
      addBytes(bytes, encodeUtf8(quoted.replace(/\\(.)/g, '$1')));
      continue;
    }
    const hex = ERLANG_HEX.exec(token)?.[1];
    const value = hex === undefined ? Number(token) : Number.parseInt(hex, 16);
    if (!Number.isInteger(value) || value < 0 || value > 255) return undefined;
    bytes.push(value);
  }
  return bytes;
}

function bufferBytes(inside: string): number[] | 'left-out' | undefined {
  if (/\.\.\./.test(inside)) return 'left-out';
  // NSData of Apple groups four bytes.
  const tokens = tokensOf(inside.replace(/^Buffer/, ''));
  if (!tokens.every((token) => /^(?:[0-9a-f]{2}){1,4}$/i.test(token))) return undefined;
  return tokens
    .join('')
    .match(/../g)
    ?.map((pair) => Number.parseInt(pair, 16));
}

/** The characters of a dump may have brackets, with the bytes of the next line between them. */
const isMixed = (inside: string): boolean =>
  /[,;]/.test(inside) &&
  !inside.includes("'") &&
  inside.split(/[,;]/).some((part) => /\s/.test(part.trim()));

function listBytes(inside: string): number[] | 'left-out' | undefined {
  const tokens = [...inside.matchAll(/'(?:\\.|[^'\\])'|[^\s,;]+/g)].map(([token]) => token);
  if (tokens.length === 0 || isMixed(inside)) return undefined;
  if (tokens.some((token) => /^\.{2,}$|^…$/.test(token))) {
    return tokens.filter((token) => HEX.test(token) || DECIMAL.test(token)).length > 1
      ? 'left-out'
      : undefined;
  }
  // Decimal numbers have no leading zero: `00 0a` is hexadecimal.
  const isHex =
    tokens.every((token) => /^[0-9a-f]{1,2}$/i.test(token)) &&
    tokens.some((token) => /^0.|[a-f]/i.test(token));
  if (isHex) return tokens.map((token) => Number.parseInt(token, 16));
  if (tokens.some((token) => LEADING_ZERO.test(token))) return withLeadingZeros(tokens);
  const bytes: number[] = [];
  for (const token of tokens) {
    const value = valueOf(token);
    if (value === undefined) return undefined;
    bytes.push(value & 0xff);
  }
  return bytes;
}

/** The list is left out if it fits octal and decimal numbers equally well. */
function withLeadingZeros(tokens: readonly string[]): number[] | 'left-out' | undefined {
  if (!tokens.every((token) => DECIMAL.test(token) || OCTAL.test(token))) return undefined;
  const readings = [
    ...(tokens.every((token) => OCTAL.test(token)) ? [8] : []),
    ...(tokens.every((token) => PADDED.test(token)) ? [10] : []),
  ].map((radix) => tokens.map((token) => Number.parseInt(token, radix)));
  const bytes = readings.filter((read) => read.every((value) => value <= 0xff));
  const [found] = likeliest(bytes.map((read) => [Uint8Array.from(read)])) ?? [];
  return found === undefined ? 'left-out' : [...found];
}

function valueOf(token: string): number | undefined {
  for (const [pattern, radix] of PREFIXED) {
    const number = pattern.exec(token)?.[1];
    if (number !== undefined) return Number.parseInt(number, radix);
  }
  if (token.startsWith("'")) {
    const inside = token.slice(1, -1);
    return ESCAPED[inside] ?? inside.replace(/^\\/, '').charCodeAt(0);
  }
  const digits = token.replace(SUFFIX_OF_RUST, '');
  if (!DECIMAL.test(digits)) return undefined;
  const value = Number(digits);
  return value >= -128 && value <= 255 ? value : undefined;
}
