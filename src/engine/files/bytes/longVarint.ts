/**
 * Integers up to 2^53 as varints: seven bits per byte, lowest first. Earlier versions wrote times with the
 * precision of doubles, which takes more bits.
 */
import type { ByteWriter } from './byteWriter.ts';

/** Longest encoding, in bytes. */
export const LONGEST_VARINT = 10;

export function writeLongVarint(writer: ByteWriter, value: number): void {
  let rest = value;
  while (rest > 0x7f) {
    writer.u8((rest % 0x80) | 0x80);
    rest = Math.floor(rest / 0x80);
  }
  writer.u8(rest);
}

/** Negative numbers use the odd codes (zigzag). */
export function writeSigned(writer: ByteWriter, value: number): void {
  writeLongVarint(writer, value < 0 ? -value * 2 - 1 : value * 2);
}

export function signedOf(value: number): number {
  return value % 2 === 1 ? -(value + 1) / 2 : value / 2;
}

export interface LongVarint {
  readonly value: number;
  /** Bytes of the encoding. */
  readonly length: number;
}

/** `incomplete`: more bytes are needed. `too long`: the varint does not end. */
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
