/**
 * Whole numbers in as few bytes as they need, seven bits each, the lowest first; up to 2^53. Earlier versions
 * wrote times with more bits, as doubles hold them.
 */
import type { ByteWriter } from './byteWriter.ts';

/** Bytes of the longest. */
export const LONGEST_VARINT = 10;

export function writeLongVarint(writer: ByteWriter, value: number): void {
  let rest = value;
  while (rest > 0x7f) {
    writer.u8((rest % 0x80) | 0x80);
    rest = Math.floor(rest / 0x80);
  }
  writer.u8(rest);
}

/** Negative numbers take the odd ones. */
export function writeSigned(writer: ByteWriter, value: number): void {
  writeLongVarint(writer, value < 0 ? -value * 2 - 1 : value * 2);
}

export function signedOf(value: number): number {
  return value % 2 === 1 ? -(value + 1) / 2 : value / 2;
}

export interface LongVarint {
  readonly value: number;
  /** Bytes. */
  readonly length: number;
}

/** `incomplete`: it goes on behind the bytes; `too long`: it goes on for ever. */
export function readLongVarint(
  bytes: Uint8Array,
  at: number,
): LongVarint | 'incomplete' | 'too long' {
  let value = 0;
  let factor = 1;
  for (let length = 1; length <= LONGEST_VARINT; length += 1) {
    const byte = bytes[at + length - 1];
    if (byte === undefined) return 'incomplete';
    value += (byte & 0x7f) * factor;
    if (byte < 0x80) return { value, length };
    factor *= 0x80;
  }
  return 'too long';
}
