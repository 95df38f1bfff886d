/**
 * Returns a Buffer's bytes as a plain array on the same memory. `slice` of a Buffer does not copy: a kept
 * slice keeps the whole read chunk in memory, and changes to it affect others. Each view of a Buffer also
 * costs several times as much.
 */
export function plainBytes({ buffer, byteOffset, length }: Uint8Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, length);
}
