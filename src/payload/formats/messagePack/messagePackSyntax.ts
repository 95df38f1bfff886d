/** Heads and values of MessagePack (github.com/msgpack/msgpack/blob/master/spec.md). */

import { viewOf } from '../../../base/bytes.ts';
import { Decimal } from '../../../base/decimal.ts';
import { decodeUtf8, findUtf8Error } from '../../../base/utf8.ts';
import type { FormatError } from '../../tree/format.ts';
import { instantText } from '../../tree/instants.ts';
import type { Head, ItemSyntax } from '../../tree/itemReading.ts';
import { bytesNotation, floatNotation, shortestSingle } from '../../tree/itemTree.ts';
import type { ValueKind } from '../../tree/valueTape.ts';
import type { TreeValue } from '../../tree/valueTree.ts';

type Family = 'int' | 'uint' | 'float' | 'str' | 'bin' | 'ext' | 'array' | 'map' | 'simple';

interface Form {
  readonly family: Family;
  /** Number of bytes after the first that hold a value, a length or a count. */
  readonly width: number;
  /** Length or count, if it is in the first byte. */
  readonly fixed?: number;
}

/** By first byte from 0xc0 on; 0xc1 is never used. */
const FORMS: readonly (Form | undefined)[] = [
  { family: 'simple', width: 0 },
  undefined,
  { family: 'simple', width: 0 },
  { family: 'simple', width: 0 },
  ...[1, 2, 4].map((width): Form => ({ family: 'bin', width })),
  ...[1, 2, 4].map((width): Form => ({ family: 'ext', width })),
  ...[4, 8].map((width): Form => ({ family: 'float', width })),
  ...[1, 2, 4, 8].map((width): Form => ({ family: 'uint', width })),
  ...[1, 2, 4, 8].map((width): Form => ({ family: 'int', width })),
  ...[1, 2, 4, 8, 16].map((fixed): Form => ({ family: 'ext', width: 0, fixed })),
  ...[1, 2, 4].map((width): Form => ({ family: 'str', width })),
  ...[2, 4].map((width): Form => ({ family: 'array', width })),
  ...[2, 4].map((width): Form => ({ family: 'map', width })),
];

function formOf(first: number): Form | undefined {
  if (first < 0x80 || first >= 0xe0) return { family: 'int', width: 0 };
  if (first < 0x90) return { family: 'map', width: 0, fixed: first & 15 };
  if (first < 0xa0) return { family: 'array', width: 0, fixed: first & 15 };
  if (first < 0xc0) return { family: 'str', width: 0, fixed: first & 31 };
  return FORMS[first - 0xc0];
}

/** An unsigned number of at most 4 bytes. */
function numberAt(bytes: Uint8Array, at: number, width: number): number {
  let number = 0;
  for (let place = at; place < at + width; place += 1) number = number * 256 + (bytes[place] ?? 0);
  return number;
}

const SIMPLE_KINDS: ReadonlyMap<number, ValueKind> = new Map([
  [0xc0, 'null'],
  [0xc2, 'false'],
  [0xc3, 'true'],
]);

interface Content extends Form {
  /** Start of the content: after the head, or after the type of an extension. */
  readonly start: number;
  /** Bytes, elements or pairs. */
  readonly size: number;
}

function contentAt(bytes: Uint8Array, at: number): Content | FormatError {
  const first = bytes[at];
  if (first === undefined) return { key: 'ends', offset: at };
  const form = formOf(first);
  if (form === undefined) return { key: 'reserved', offset: at };
  const { family, width } = form;
  if (family === 'int' || family === 'uint' || family === 'float' || family === 'simple') {
    return { family, width, start: at + 1, size: width };
  }
  const size = form.fixed ?? numberAt(bytes, at + 1, width);
  const start = at + 1 + width + (family === 'ext' ? 1 : 0);
  return start > bytes.length ? { key: 'ends', offset: at } : { family, width, start, size };
}

function headAt(bytes: Uint8Array, at: number): Head | FormatError {
  const content = contentAt(bytes, at);
  if ('key' in content) return content;
  const { family, start, size } = content;
  if (family === 'map' || family === 'array') {
    return { kind: family === 'map' ? 'object' : 'array', end: start, count: size };
  }
  const end = start + size;
  if (end > bytes.length) return { key: 'ends', offset: at };
  return { kind: kindOf(bytes, at, content), end, count: 0 };
}

function kindOf(bytes: Uint8Array, at: number, { family, start, size }: Content): ValueKind {
  switch (family) {
    case 'str':
      // The specification lets a text consist of any bytes.
      return findUtf8Error(bytes.subarray(start, start + size)) === undefined ? 'string' : 'bytes';
    case 'bin':
      return 'bytes';
    case 'simple':
      return SIMPLE_KINDS.get(bytes[at] ?? 0) ?? 'other';
    case 'ext':
    case 'map':
    case 'array':
      return 'other';
    case 'int':
    case 'uint':
    case 'float':
      return 'number';
  }
}

function integer(bytes: Uint8Array, at: number, { family, start, width }: Content): bigint {
  const view = viewOf(bytes);
  if (width === 0) return BigInt(view.getInt8(at));
  if (family === 'uint') {
    return width === 8 ? view.getBigUint64(start) : BigInt(numberAt(bytes, start, width));
  }
  switch (width) {
    case 1:
      return BigInt(view.getInt8(start));
    case 2:
      return BigInt(view.getInt16(start));
    case 4:
      return BigInt(view.getInt32(start));
    default:
      return view.getBigInt64(start);
  }
}

function float(bytes: Uint8Array, { start, width }: Content): number {
  const view = viewOf(bytes);
  return width === 4 ? shortestSingle(view.getFloat32(start)) : view.getFloat64(start);
}

const TIMESTAMP = -1;

function extensionType(bytes: Uint8Array, { start }: Content): number {
  return viewOf(bytes).getInt8(start - 1);
}

/**
 * With nanoseconds, in the notation of RFC 3339. undefined if the extension is not a timestamp, or outside the
 * range of dates.
 */
function timestamp(bytes: Uint8Array, content: Content): string | undefined {
  if (extensionType(bytes, content) !== TIMESTAMP) return undefined;
  const { start, size } = content;
  const view = viewOf(bytes);
  let seconds: bigint;
  let nanoseconds = 0;
  if (size === 4) seconds = BigInt(view.getUint32(start));
  else if (size === 8) {
    const both = view.getBigUint64(start);
    seconds = both & 0x3_ffff_ffffn;
    nanoseconds = Number(both >> 34n);
  } else if (size === 12) {
    nanoseconds = view.getUint32(start);
    seconds = view.getBigInt64(start + 4);
  } else return undefined;
  return instantText(seconds, nanoseconds);
}

function value(bytes: Uint8Array, at: number): TreeValue | undefined {
  const content = contentAt(bytes, at);
  if ('key' in content) return undefined;
  const { family, start, size } = content;
  const held = bytes.subarray(start, start + size);
  switch (family) {
    case 'int':
    case 'uint': {
      const whole = integer(bytes, at, content);
      const number = Number(whole);
      return Number.isSafeInteger(number) ? number : new Decimal(whole.toString());
    }
    case 'float':
      return float(bytes, content);
    case 'str':
      return decodeUtf8(held) ?? held;
    case 'bin':
      return held;
    case 'ext':
      return timestamp(bytes, content) ?? held;
    case 'simple':
      return bytes[at] === 0xc0 ? null : bytes[at] === 0xc3;
    case 'map':
    case 'array':
      return undefined;
  }
}

function notation(bytes: Uint8Array, at: number, limit: number): string {
  const content = contentAt(bytes, at);
  if ('key' in content) return '';
  const { family, start, size } = content;
  const held = bytes.subarray(start, start + size);
  switch (family) {
    case 'int':
    case 'uint':
      return integer(bytes, at, content).toString();
    case 'float':
      return floatNotation(float(bytes, content));
    case 'str': {
      const text = decodeUtf8(held);
      return text === undefined ? bytesNotation(held, limit) : JSON.stringify(text);
    }
    case 'bin':
      return bytesNotation(held, limit);
    case 'ext': {
      const time = timestamp(bytes, content);
      if (time !== undefined) return `timestamp("${time}")`;
      return `ext(${extensionType(bytes, content)}, ${bytesNotation(held, limit)})`;
    }
    case 'simple':
      return SIMPLE_KINDS.get(bytes[at] ?? 0) ?? '';
    case 'map':
    case 'array':
      return '';
  }
}

export const messagePackSyntax: ItemSyntax = {
  head: headAt,
  value: (bytes, start) => value(bytes, start),
  notation: (bytes, start, _end, limit) => notation(bytes, start, limit),
  brackets(bytes, start) {
    const content = contentAt(bytes, start);
    return 'family' in content && content.family === 'array' ? ['[', ']'] : ['{', '}'];
  },
};
