/** Variable Byte Integers (5.0 section 1.5.5; 3.1.1 section 2.2.3): seven bits per byte, low bits first. */

export const MAX_VARINT = 268_435_455;

/** Errors of a length: the bytes end too early, or the fourth byte announces a fifth. */
export type VarintError = 'incomplete' | 'too long';

export interface Varint {
  readonly value: number;
  /** Bytes read: 1 to 4. */
  readonly length: number;
}

/** Reads the integer at `offset`, up to `end`. */
export function readVarint(
  bytes: Uint8Array,
  offset: number,
  end: number = bytes.length,
): Varint | VarintError {
  let value = 0;
  for (let length = 1; length <= 4; length++) {
    const at = offset + length - 1;
    if (at >= end) return 'incomplete';
    const byte = bytes[at] ?? 0;
    value |= (byte & 0x7f) << (7 * (length - 1));
    if (byte < 0x80) return { value, length };
  }
  return 'too long';
}

/** Bytes of the shortest form. Throws RangeError for a value that no Variable Byte Integer can hold. */
export function varintLength(value: number): number {
  if (!Number.isInteger(value) || value < 0 || value > MAX_VARINT) {
    throw new RangeError(
      `A variable byte integer holds 0 to ${MAX_VARINT.toString()}; ${value.toString()} does not fit.`,
    );
  }
  if (value < 128) return 1;
  if (value < 16_384) return 2;
  return value < 2_097_152 ? 3 : 4;
}

/** Writes the shortest form ([MQTT-1.5.5-1]) and returns the offset after it. */
export function writeVarint(bytes: Uint8Array, offset: number, value: number): number {
  const length = varintLength(value);
  let rest = value;
  for (let at = 0; at < length; at++) {
    bytes[offset + at] = at < length - 1 ? (rest & 0x7f) | 0x80 : rest;
    rest >>>= 7;
  }
  return offset + length;
}
