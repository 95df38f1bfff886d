/** The checksum of Zstandard: XXH64 with seed 0 (github.com/Cyan4973/xxHash/blob/dev/doc/xxhash_spec.md). */

const PRIME_1 = 0x9e3779b185ebca87n;
const PRIME_2 = 0xc2b2ae3d27d4eb4fn;
const PRIME_3 = 0x165667b19e3779f9n;
const PRIME_4 = 0x85ebca77c2b2ae63n;
const PRIME_5 = 0x27d4eb2f165667c5n;

const cut = (word: bigint): bigint => BigInt.asUintN(64, word);
const turned = (word: bigint, bits: bigint): bigint => cut(word << bits) | (word >> (64n - bits));
const mixed = (lane: bigint, word: bigint): bigint =>
  cut(turned(cut(lane + word * PRIME_2), 31n) * PRIME_1);
const merged = (hash: bigint, lane: bigint): bigint =>
  cut((hash ^ mixed(0n, lane)) * PRIME_1 + PRIME_4);

/** The lower 32 bits of the checksum. */
export function xxh64Low(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const word = (at: number): bigint => view.getBigUint64(at, true);
  let at = 0;
  let hash = PRIME_5;
  if (bytes.length >= 32) {
    let a = cut(PRIME_1 + PRIME_2);
    let b = PRIME_2;
    let c = 0n;
    let d = cut(-PRIME_1);
    for (; at + 32 <= bytes.length; at += 32) {
      a = mixed(a, word(at));
      b = mixed(b, word(at + 8));
      c = mixed(c, word(at + 16));
      d = mixed(d, word(at + 24));
    }
    hash = cut(turned(a, 1n) + turned(b, 7n) + turned(c, 12n) + turned(d, 18n));
    hash = [a, b, c, d].reduce(merged, hash);
  }
  hash = cut(hash + BigInt(bytes.length));
  for (; at + 8 <= bytes.length; at += 8) {
    hash = cut(turned(hash ^ mixed(0n, word(at)), 27n) * PRIME_1 + PRIME_4);
  }
  if (at + 4 <= bytes.length) {
    hash ^= cut(BigInt(view.getUint32(at, true)) * PRIME_1);
    hash = cut(turned(hash, 23n) * PRIME_2 + PRIME_3);
    at += 4;
  }
  for (; at < bytes.length; at += 1) {
    hash = cut(turned(hash ^ cut(BigInt(bytes[at] ?? 0) * PRIME_5), 11n) * PRIME_1);
  }
  hash = cut((hash ^ (hash >> 33n)) * PRIME_2);
  hash = cut((hash ^ (hash >> 29n)) * PRIME_3);
  return Number(BigInt.asUintN(32, hash ^ (hash >> 32n)));
}
