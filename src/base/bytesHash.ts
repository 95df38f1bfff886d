/** Text that is equal for equal bytes: double FNV-1a with different seeds, for uses where a collision is harmless. */
export function bytesHash(bytes: Uint8Array, start = 0, end = bytes.length): string {
  let one = 0x811c9dc5;
  let other = 0x9747b28c;
  for (let at = start; at < end; at += 1) {
    one = Math.imul(one ^ (bytes[at] ?? 0), 0x01000193);
    other = Math.imul(other ^ (bytes[at] ?? 0), 0x01000193);
  }
  return `${one} ${other}`;
}
