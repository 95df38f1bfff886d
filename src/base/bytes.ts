/** Joins and compares byte arrays, and swaps bytes. */

/** Offset and length in bytes. */
export interface ByteRange {
  readonly offset: number;
  readonly length: number;
}

/** Concatenates pieces into a new array. */
export function joined(pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  let length = 0;
  for (const piece of pieces) length += piece.length;
  const whole = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

export function sameBytes(one: Uint8Array, other: Uint8Array): boolean {
  if (one.length !== other.length) return false;
  for (let at = 0; at < one.length; at += 1) if (one[at] !== other[at]) return false;
  return true;
}

export function viewOf({ buffer, byteOffset, byteLength }: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, byteLength);
}

/** A number of 16 bits whose writer has confused the order of its bytes. */
export const swappedBytes = (value: number): number => ((value & 0xff) << 8) | (value >> 8);

// Node and all browsers have it, but neither types it without libraries that this module may not use.
declare const TextDecoder: new (label: string) => { decode(bytes: Uint8Array): string };

/** Has one character for each byte. */
const WINDOWS_1252 = new TextDecoder('windows-1252');

/** Decodes one character per byte, so that text offsets equal byte offsets. Only ASCII characters are exact. */
export const oneCharacterEach = (bytes: Uint8Array): string => WINDOWS_1252.decode(bytes);
