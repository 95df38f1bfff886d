/** The checksum of LZ4 frames (github.com/Cyan4973/xxHash/blob/dev/doc/xxhash_spec.md), with seed 0. */
import { uint32At } from '../../tree/littleEndian.ts';

const PRIME_1 = 0x9e3779b1;
const PRIME_2 = 0x85ebca77;
const PRIME_3 = 0xc2b2ae3d;
const PRIME_4 = 0x27d4eb2f;
const PRIME_5 = 0x165667b1;

const turned = (word: number, bits: number): number => (word << bits) | (word >>> (32 - bits));

const mixed = (lane: number, word: number): number =>
  Math.imul(turned((lane + Math.imul(word, PRIME_2)) | 0, 13), PRIME_1);

export function xxh32(bytes: Uint8Array): number {
  const { length } = bytes;
  let at = 0;
  let hash = PRIME_5;
  if (length >= 16) {
    let a = (PRIME_1 + PRIME_2) | 0;
    let b = PRIME_2 | 0;
    let c = 0;
    let d = -PRIME_1 | 0;
    for (; at + 16 <= length; at += 16) {
      a = mixed(a, uint32At(bytes, at));
      b = mixed(b, uint32At(bytes, at + 4));
      c = mixed(c, uint32At(bytes, at + 8));
      d = mixed(d, uint32At(bytes, at + 12));
    }
    hash = turned(a, 1) + turned(b, 7) + turned(c, 12) + turned(d, 18);
  }
  hash = (hash + length) | 0;
  for (; at + 4 <= length; at += 4) {
    hash = Math.imul(turned((hash + Math.imul(uint32At(bytes, at), PRIME_3)) | 0, 17), PRIME_4);
  }
  for (; at < length; at += 1) {
    hash = Math.imul(turned((hash + Math.imul(bytes[at] ?? 0, PRIME_5)) | 0, 11), PRIME_1);
  }
  hash = Math.imul(hash ^ (hash >>> 15), PRIME_2);
  hash = Math.imul(hash ^ (hash >>> 13), PRIME_3);
  return (hash ^ (hash >>> 16)) >>> 0;
}
