/** A short digest of bytes, which identifies copies of a message without keeping it. */
export function digestOf(bytes: Uint8Array): string {
  // Two different hashes, because 64 bits distinguish a client's messages with the same id.
  let [one, other] = [0x811c_9dc5, 0x9e37_79b9];
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    one = Math.imul(one ^ byte, 0x0100_0193);
    other = Math.imul(other ^ byte, 0x85eb_ca6b);
    other ^= other >>> 15;
  }
  return `${bytes.length} ${one >>> 0} ${other >>> 0}`;
}
