/** Heads and values of CBOR (RFC 8949, section 3). */

import { viewOf } from '../../../base/bytes.ts';
import { Decimal } from '../../../base/decimal.ts';
import { decodeUtf8, findUtf8Error } from '../../../base/utf8.ts';
import type { FormatError } from '../../tree/format.ts';
import { type Head, type ItemSyntax, isError } from '../../tree/itemReading.ts';
import { bytesNotation, floatNotation, shortestSingle } from '../../tree/itemTree.ts';
import type { ValueKind } from '../../tree/valueTape.ts';
import type { TreeValue } from '../../tree/valueTree.ts';
import {
  DAYS,
  dateText,
  EXTENDED_TIME,
  extendedTime,
  IPV4,
  IPV6,
  prefixText,
  SCALED_TAGS,
  scaled,
  taggedText,
} from './cborTags.ts';

const BYTES = 2;
const TEXT = 3;
const ARRAY = 4;
const MAP = 5;
const TAG = 6;
const SIMPLE = 7;
/** Ends at a break. */
const INDEFINITE = 31;
const BREAK = 0xff;
const POSITIVE_BIGNUM = 2n;
const NEGATIVE_BIGNUM = 3n;
/** Byte limit for showing a bignum by its digits, because the digits cost quadratic time. */
const LONGEST_NUMBER = 128;

/** Initial byte and argument (section 3). */
interface Initial {
  readonly major: number;
  readonly info: number;
  /** Not exact above 2^53; see `exactArgument`. */
  readonly argument: number;
  /** Byte after the argument. */
  readonly end: number;
}

function initialAt(bytes: Uint8Array, at: number, item: number): Initial | FormatError {
  const first = bytes[at];
  if (first === undefined) return { key: 'ends', offset: item };
  const major = first >> 5;
  const info = first & 31;
  if (info < 24) return { major, info, argument: info, end: at + 1 };
  if (info === INDEFINITE) {
    const isReserved = major < BYTES || major === TAG;
    return isReserved
      ? { key: 'reserved', offset: at }
      : { major, info, argument: -1, end: at + 1 };
  }
  if (info > 27) return { key: 'reserved', offset: at };
  const length = 1 << (info - 24);
  const end = at + 1 + length;
  if (end > bytes.length) return { key: 'ends', offset: item };
  let argument = 0;
  for (let place = at + 1; place < end; place += 1) {
    argument = argument * 256 + (bytes[place] ?? 0);
  }
  return { major, info, argument, end };
}

const isFaulty = (read: Initial | FormatError): read is FormatError => 'key' in read;

/** All digits of an argument. */
function exactArgument(bytes: Uint8Array, at: number, { info, argument }: Initial): bigint {
  return info === 27 ? viewOf(bytes).getBigUint64(at + 1) : BigInt(argument);
}

function headAt(bytes: Uint8Array, at: number): Head | FormatError {
  let place = at;
  let tag = -1;
  for (;;) {
    const initial = initialAt(bytes, place, at);
    if (isFaulty(initial)) return initial;
    if (initial.major !== TAG) return contentHead(bytes, at, place, initial, tag);
    tag = initial.argument;
    place = initial.end;
  }
}

/** @param at of the item, tags included; `place` without them */
function contentHead(
  bytes: Uint8Array,
  at: number,
  place: number,
  initial: Initial,
  tag: number,
): Head | FormatError {
  const { major, info, argument, end } = initial;
  if (major < BYTES) {
    const isDate = dateAt(bytes, { at: place, initial }, tag) !== undefined;
    return { kind: isDate ? 'string' : 'number', end, count: 0 };
  }
  if (major === SIMPLE) return simpleHead(at, place, initial);
  if (major !== BYTES && major !== TEXT) {
    const number = isScaled(tag, initial) ? scaledAt(bytes, end, tag) : undefined;
    if (number !== undefined) return { kind: 'number', end: number.end, count: 0 };
    const time = timeAt(bytes, initial, tag);
    if (time !== undefined) return { kind: 'string', end: time.end, count: 0 };
    const prefix = prefixAt(bytes, initial, tag);
    if (prefix !== undefined) return { kind: 'string', end: prefix.end, count: 0 };
    return { kind: major === ARRAY ? 'array' : 'object', end, count: argument };
  }
  if (info === INDEFINITE) return chunkedHead(bytes, at, initial);
  const whole = stringEnd(bytes, initial, at);
  if (isError(whole)) return whole;
  const isNumber = major === BYTES && (tag === 2 || tag === 3) && argument <= LONGEST_NUMBER;
  if (isNumber) return { ...whole, kind: 'number' };
  const isText = major === BYTES && taggedText(tag, bytes.subarray(end, whole.end)) !== undefined;
  return isText ? { ...whole, kind: 'string' } : whole;
}

const isScaled = (tag: number, { major, info, argument }: Initial): boolean =>
  major === ARRAY && info !== INDEFINITE && argument === 2 && SCALED_TAGS.has(tag);

/** Most integers have no tag, so this reads no value for them. */
const dateAt = (bytes: Uint8Array, item: Untagged, tag: number): string | undefined =>
  tag === DAYS ? dateText(integer(bytes, item)) : undefined;

/** Parts of a time. */
const MOST_PARTS = 4;

function timeAt(bytes: Uint8Array, { major, info, argument, end }: Initial, tag: number) {
  const isMap = major === MAP && info !== INDEFINITE && argument <= MOST_PARTS;
  if (tag !== EXTENDED_TIME || !isMap) return undefined;
  const parts: (readonly [bigint, bigint])[] = [];
  let at = end;
  while (parts.length < argument) {
    const key = integerAt(bytes, at);
    const part = key && integerAt(bytes, key.end);
    if (part === undefined) return undefined;
    parts.push([key?.value ?? 0n, part.value]);
    at = part.end;
  }
  const value = extendedTime(parts);
  return value === undefined ? undefined : { value, end: at };
}

/** A prefix of IP addresses, or an address with the length of its prefix. */
function prefixAt(bytes: Uint8Array, { major, info, argument, end }: Initial, tag: number) {
  const isPair = major === ARRAY && info !== INDEFINITE && argument === 2;
  if (!isPair || (tag !== IPV4 && tag !== IPV6)) return undefined;
  const before = integerAt(bytes, end);
  const address = contentAt(bytes, before?.end ?? end)?.initial;
  if (address?.major !== BYTES || address.info === INDEFINITE) return undefined;
  const addressEnd = address.end + address.argument;
  const bits = before ?? integerAt(bytes, addressEnd);
  if (bits === undefined || addressEnd > bytes.length) return undefined;
  const value = prefixText(tag, bytes.subarray(address.end, addressEnd), bits.value);
  return value === undefined ? undefined : { value, end: Math.max(bits.end, addressEnd) };
}

/** The number that the two integers of a decimal fraction, big float or rational represent. */
function scaledAt(bytes: Uint8Array, at: number, tag: number) {
  const first = integerAt(bytes, at);
  const second = first && integerAt(bytes, first.end);
  const value = second && scaled(tag, first.value, second.value);
  return value === undefined ? undefined : { value, end: second?.end ?? at };
}

function integerAt(bytes: Uint8Array, at: number) {
  const content = contentAt(bytes, at);
  if (content === undefined) return undefined;
  const { initial, tags } = content;
  if (initial.major < BYTES) {
    return tags.length > 0 ? undefined : { value: integer(bytes, content), end: initial.end };
  }
  const end = initial.end + initial.argument;
  const value = tags.length === 1 && end <= bytes.length ? bignum(bytes, content) : undefined;
  return value === undefined ? undefined : { value, end };
}

/**
 * The meaning of an item's last tag together with its content; undefined if the tag has no special meaning.
 */
function meaning(bytes: Uint8Array, content: Content): number | Decimal | string | undefined {
  const { tags, initial } = content;
  const tag = Number(tags.at(-1) ?? -1);
  if (initial.major < BYTES) return dateAt(bytes, content, tag);
  const time = timeAt(bytes, initial, tag);
  if (time !== undefined) return time.value;
  const prefix = prefixAt(bytes, initial, tag);
  if (prefix !== undefined) return prefix.value;
  if (isScaled(tag, initial)) return scaledAt(bytes, initial.end, tag)?.value;
  const isBytes = initial.major === BYTES && initial.info !== INDEFINITE;
  return isBytes
    ? taggedText(tag, bytes.subarray(initial.end, initial.end + initial.argument))
    : undefined;
}

/** A text or bytes of definite length. */
function stringEnd(bytes: Uint8Array, initial: Initial, item: number): Head | FormatError {
  const end = initial.end + initial.argument;
  if (end > bytes.length) return { key: 'ends', offset: item };
  if (initial.major === BYTES) return { kind: 'bytes', end, count: 0 };
  const wrong = findUtf8Error(bytes.subarray(initial.end, end));
  if (wrong !== undefined) return { key: 'utf8', offset: initial.end + wrong.position };
  return { kind: 'string', end, count: 0 };
}

/** A string in chunks of the same type up to a break (section 3.2.3). */
function chunkedHead(bytes: Uint8Array, item: number, begun: Initial): Head | FormatError {
  let at = begun.end;
  while (bytes[at] !== BREAK) {
    const chunk = initialAt(bytes, at, item);
    if (isFaulty(chunk)) return chunk;
    if (chunk.major !== begun.major || chunk.info === INDEFINITE) {
      return { key: 'chunk', offset: at };
    }
    const whole = stringEnd(bytes, chunk, item);
    if (isError(whole)) return whole;
    at = whole.end;
  }
  return { kind: begun.major === TEXT ? 'string' : 'bytes', end: at + 1, count: 0 };
}

const SIMPLE_KINDS: ReadonlyMap<number, ValueKind> = new Map([
  [20, 'false'],
  [21, 'true'],
  [22, 'null'],
  [25, 'number'],
  [26, 'number'],
  [27, 'number'],
]);

function simpleHead(item: number, at: number, { info, argument, end }: Initial) {
  if (info === INDEFINITE) {
    // A tag without content.
    if (at !== item) return { key: 'break', offset: at } as const;
    return { kind: 'break', end, count: 0 } as const;
  }
  if (info === 24 && argument < 32) return { key: 'reserved', offset: at } as const;
  return { kind: SIMPLE_KINDS.get(info) ?? 'other', end, count: 0 } as const;
}

/** An item whose head has been read, without its tags. */
interface Untagged {
  readonly at: number;
  readonly initial: Initial;
}

interface Content extends Untagged {
  readonly tags: readonly bigint[];
}

export function contentAt(bytes: Uint8Array, start: number): Content | undefined {
  const tags: bigint[] = [];
  let at = start;
  for (;;) {
    const initial = initialAt(bytes, at, start);
    if (isFaulty(initial)) return undefined;
    if (initial.major !== TAG) return { tags, at, initial };
    tags.push(exactArgument(bytes, at, initial));
    at = initial.end;
  }
}

const isBignum = (tag: bigint | undefined): boolean =>
  tag === POSITIVE_BIGNUM || tag === NEGATIVE_BIGNUM;

/** Section 3.4.3; undefined if the content is not a bignum. */
function bignum(bytes: Uint8Array, { tags, initial }: Content): bigint | undefined {
  const tag = tags.at(-1);
  if (initial.major !== BYTES || initial.info === INDEFINITE || !isBignum(tag)) return undefined;
  if (initial.argument > LONGEST_NUMBER) return undefined;
  let value = 0n;
  for (const byte of bytes.subarray(initial.end, initial.end + initial.argument)) {
    value = value * 256n + BigInt(byte);
  }
  return tag === POSITIVE_BIGNUM ? value : -1n - value;
}

function integer(bytes: Uint8Array, { at, initial }: Untagged): bigint {
  const size = exactArgument(bytes, at, initial);
  return initial.major === 0 ? size : -1n - size;
}

/** A float of 16 bits. Appendix D; 2^-24 is the smallest that is not 0. */
export function half(word: number): number {
  const exponent = (word >> 10) & 31;
  const fraction = word & 0x3ff;
  const size =
    exponent === 0
      ? fraction * 2 ** -24
      : exponent === 31
        ? fraction === 0
          ? Number.POSITIVE_INFINITY
          : Number.NaN
        : (1 + fraction / 1024) * 2 ** (exponent - 15);
  return (word & 0x8000) === 0 ? size : -size;
}

function float(bytes: Uint8Array, { at, initial }: Content): number {
  if (initial.info === 25) return half(initial.argument);
  if (initial.info === 26) return shortestSingle(viewOf(bytes).getFloat32(at + 1));
  return viewOf(bytes).getFloat64(at + 1);
}

/** The bytes of a string without the heads of its chunks. */
function joined(bytes: Uint8Array, initial: Initial): Uint8Array {
  if (initial.info !== INDEFINITE) {
    return bytes.subarray(initial.end, initial.end + initial.argument);
  }
  const parts = chunks(bytes, initial);
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function chunks(bytes: Uint8Array, { end }: Initial): Uint8Array[] {
  const parts: Uint8Array[] = [];
  for (let at = end; bytes[at] !== BREAK; ) {
    const chunk = initialAt(bytes, at, at);
    if (isFaulty(chunk)) break;
    parts.push(bytes.subarray(chunk.end, chunk.end + chunk.argument));
    at = chunk.end + chunk.argument;
  }
  return parts;
}

const SIMPLE_NAMES: ReadonlyMap<number, string> = new Map([
  [20, 'false'],
  [21, 'true'],
  [22, 'null'],
  [23, 'undefined'],
]);

function isFloat({ info }: Initial): boolean {
  return info >= 25 && info <= 27;
}

/** Without tags. */
function plainNotation(bytes: Uint8Array, content: Content, limit: number): string {
  const { initial } = content;
  const { major, info, argument } = initial;
  if (major < BYTES) return integer(bytes, content).toString();
  if (major === SIMPLE) {
    if (isFloat(initial)) return floatNotation(float(bytes, content));
    return SIMPLE_NAMES.get(info) ?? `simple(${argument})`;
  }
  const write = (part: Uint8Array): string =>
    major === TEXT ? JSON.stringify(decodeUtf8(part) ?? '') : bytesNotation(part, limit);
  if (info !== INDEFINITE) return write(joined(bytes, initial));
  const parts = chunks(bytes, initial);
  if (parts.length === 0) return `${write(new Uint8Array())}_`;
  return `(_ ${parts.map(write).join(', ')})`;
}

function value(bytes: Uint8Array, start: number): TreeValue | undefined {
  const content = contentAt(bytes, start);
  if (content === undefined) return undefined;
  const { initial } = content;
  const meant = meaning(bytes, content);
  if (meant !== undefined) return meant;
  const whole = initial.major < BYTES ? integer(bytes, content) : bignum(bytes, content);
  if (whole !== undefined) {
    const number = Number(whole);
    return Number.isSafeInteger(number) ? number : new Decimal(whole.toString());
  }
  if (initial.major === BYTES) return joined(bytes, initial);
  if (initial.major === TEXT) return decodeUtf8(joined(bytes, initial)) ?? '';
  if (initial.major !== SIMPLE) return undefined;
  if (isFloat(initial)) return float(bytes, content);
  if (initial.info === 22) return null;
  return initial.info === 20 || initial.info === 21 ? initial.info === 21 : undefined;
}

export const cborSyntax: ItemSyntax = {
  head: headAt,
  value: (bytes, start) => value(bytes, start),
  notation(bytes, start, _end, limit) {
    const content = contentAt(bytes, start);
    if (content === undefined) return '';
    const whole = meaning(bytes, content) ?? bignum(bytes, content);
    const tags = whole === undefined ? content.tags : content.tags.slice(0, -1);
    const said = typeof whole === 'string' ? JSON.stringify(whole) : whole?.toString();
    const text = said ?? plainNotation(bytes, content, limit);
    return tags.map((tag) => `${tag}(`).join('') + text + ')'.repeat(tags.length);
  },
  brackets(bytes, start) {
    const content = contentAt(bytes, start);
    const tags = content?.tags ?? [];
    const [open, close] = content?.initial.major === ARRAY ? '[]' : '{}';
    const begun = content?.initial.info === INDEFINITE ? `${open}_ ` : (open ?? '');
    return [tags.map((tag) => `${tag}(`).join('') + begun, close + ')'.repeat(tags.length)];
  },
};
