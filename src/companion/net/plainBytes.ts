/**
 * A Buffer's bytes as an ordinary array of the same memory. `slice` of a Buffer copies nothing: whoever
 * keeps one for its own keeps all that was read with it, and what it changes is changed for others too.
 * And each view of a Buffer costs several times as much.
 */
export function plainBytes({ buffer, byteOffset, length }: Uint8Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, length);
}
