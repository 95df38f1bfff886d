/** Reads numbers from bytes in either byte order. Missing bytes read as 0. */

export function u16(bytes: Uint8Array, at: number, littleEndian = false): number {
  const first = bytes[at] ?? 0;
  const second = bytes[at + 1] ?? 0;
  return littleEndian ? second * 0x100 + first : first * 0x100 + second;
}

export function u32(bytes: Uint8Array, at: number, littleEndian = false): number {
  const first = u16(bytes, at, littleEndian);
  const second = u16(bytes, at + 2, littleEndian);
  return littleEndian ? second * 0x10000 + first : first * 0x10000 + second;
}
