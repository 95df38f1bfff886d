/** Reads little-endian numbers. Bytes after the end count as zeros. */

export function uint32At(bytes: Uint8Array, at: number): number {
  return (
    (bytes[at] ?? 0) +
    (bytes[at + 1] ?? 0) * 0x100 +
    (bytes[at + 2] ?? 0) * 0x1_0000 +
    (bytes[at + 3] ?? 0) * 0x100_0000
  );
}

export function uint24At(bytes: Uint8Array, at: number): number {
  return uint32At(bytes, at) % 0x100_0000;
}

export function uint16At(bytes: Uint8Array, at: number): number {
  return uint32At(bytes, at) % 0x1_0000;
}
