/**
 * Unpacks Snappy: blocks (github.com/google/snappy/blob/main/format_description.txt) and streams of frames
 * (framing_format.txt).
 */
import { readVarint } from '../../../base/varint.ts';
import type { FormatError, Unwrapped } from '../../tree/format.ts';
import { uint24At, uint32At } from '../../tree/littleEndian.ts';
import { crc32, crc32c } from './crc.ts';
import { begins, SNAPPY_SIGNATURE } from './signatures.ts';
import { Unpacked } from './unpacked.ts';

/** Types of chunks: with a block, without compression, and the first type that readers may skip. */
const [BLOCK, PLAIN, SKIPPED] = [0, 1, 0x80];
const CHECK_BYTES = 4;

/** A stream if it has the signature, otherwise a block. */
export function unwrapSnappy(packed: Uint8Array, most: number): Unwrapped {
  const into = new Unpacked();
  const isStream = begins(packed, SNAPPY_SIGNATURE);
  const error = isStream ? unpackStream(packed, into, most) : unpackBlock(packed, into, most);
  return { bytes: into.upTo(most), ...(error && { error }) };
}

/** A block of an Avro container: a checksum of its content follows, with the highest byte first. */
export function unwrapCheckedSnappy(packed: Uint8Array, most: number): Unwrapped {
  const end = Math.max(0, packed.length - CHECK_BYTES);
  const into = new Unpacked();
  const error = unpackBlock(packed.subarray(0, end), into, most);
  const bytes = into.upTo(most);
  if (error !== undefined) return { bytes, error };
  const check = packed.subarray(end).reduce((sum, byte) => sum * 256 + byte, 0);
  return crc32(bytes) === check ? { bytes } : { bytes, error: { key: 'checksum', offset: end } };
}

function unpackStream(packed: Uint8Array, into: Unpacked, most: number): FormatError | undefined {
  for (let at = 0; at < packed.length; ) {
    if (at + 4 > packed.length) return { key: 'ends', offset: at };
    const type = packed[at] ?? 0;
    const [start, end] = [at + 4, at + 4 + uint24At(packed, at + 1)];
    if (end > packed.length) return { key: 'ends', offset: at };
    if (type === BLOCK || type === PLAIN) {
      const begun = into.length;
      const data = packed.subarray(start + CHECK_BYTES, end);
      const error = type === BLOCK ? unpackBlock(data, into, most) : undefined;
      if (error !== undefined) return { ...error, offset: error.offset + start + CHECK_BYTES };
      if (type === PLAIN) into.add(data);
      if (into.length > most) return { key: 'large', offset: at };
      const found = masked(crc32c(into.bytes.subarray(begun, into.length)));
      if (found !== uint32At(packed, start)) return { key: 'checksum', offset: start };
    } else if (type < SKIPPED) return { key: 'packed', offset: at };
    at = end;
  }
  return undefined;
}

/** Checksums are stored rotated, because the data may contain checksums itself. */
const masked = (crc: number): number => (((crc >>> 15) | (crc << 17)) + 0xa282_ead8) >>> 0;

function unpackBlock(packed: Uint8Array, into: Unpacked, most: number): FormatError | undefined {
  const size = readVarint(packed, 0);
  if (typeof size === 'string') return { key: 'packed', offset: 0 };
  const begun = into.length;
  const end = begun + size.value;
  for (let at = size.length; at < packed.length; ) {
    const element = elementAt(packed, at);
    if (element.next > packed.length) return { key: 'ends', offset: at };
    const { count, distance } = element;
    if (distance === undefined) into.add(packed.subarray(element.next - count, element.next));
    else if (distance === 0 || distance > into.length - begun) return { key: 'packed', offset: at };
    else into.repeat(distance, count);
    if (into.length > most) return { key: 'large', offset: at };
    if (into.length > end) return { key: 'packed', offset: at };
    at = element.next;
  }
  return into.length === end ? undefined : { key: 'ends', offset: 0 };
}

interface Element {
  readonly count: number;
  /** undefined: a literal, whose bytes end at `next`. */
  readonly distance: number | undefined;
  readonly next: number;
}

/** Lengths of literals from here on follow the tag. */
const LONG = 60;

function elementAt(packed: Uint8Array, at: number): Element {
  const tag = packed[at] ?? 0;
  const upper = tag >> 2;
  switch (tag & 3) {
    case 0: {
      const more = Math.max(0, upper - LONG + 1);
      const count = (more === 0 ? upper : numberAt(packed, at + 1, more)) + 1;
      return { count, distance: undefined, next: at + 1 + more + count };
    }
    case 1:
      return {
        count: (upper & 7) + 4,
        distance: (tag >> 5) * 256 + (packed[at + 1] ?? 0),
        next: at + 2,
      };
    case 2:
      return { count: upper + 1, distance: numberAt(packed, at + 1, 2), next: at + 3 };
    default:
      return { count: upper + 1, distance: numberAt(packed, at + 1, 4), next: at + 5 };
  }
}

function numberAt(packed: Uint8Array, at: number, bytes: number): number {
  let number = 0;
  for (let place = bytes - 1; place >= 0; place -= 1) {
    number = number * 256 + (packed[at + place] ?? 0);
  }
  return number;
}
