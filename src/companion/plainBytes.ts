/**
 * A Buffer's bytes as an ordinary array of the same memory. `slice` of a Buffer copies nothing: whoever
 * keeps one for its own keeps all that was read with it, and what it changes is changed for others too.
 */
export function plainBytes(buffer: Buffer): Uint8Array {
  return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.length);
}
