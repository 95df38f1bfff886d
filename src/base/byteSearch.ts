/** Finds bytes in bytes. */

/** True if `whole` contains `part`. */
export function findBytes(whole: Uint8Array, part: Uint8Array): boolean {
  return placeOfBytes(whole, part) >= 0;
}

/** Index of the first occurrence of `part`, or -1. */
export function placeOfBytes(whole: Uint8Array, part: Uint8Array): number {
  const first = part[0];
  if (first === undefined) return 0;
  const last = whole.length - part.length;
  for (let at = whole.indexOf(first); at >= 0 && at <= last; at = whole.indexOf(first, at + 1)) {
    let length = 1;
    while (length < part.length && whole[at + length] === part[length]) length += 1;
    if (length === part.length) return at;
  }
  return -1;
}

const FOLDED = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte >= 65 && byte <= 90 ? byte + 32 : byte,
);

/** Tells if a part occurs in the bytes from `from` up to, but not including, `to`. */
export type ByteFinder = (bytes: Uint8Array, from: number, to: number) => boolean;

const AS_IT_IS = Uint8Array.from({ length: 256 }, (_, byte) => byte);

/**
 * Searches for one part in many places with Horspool's algorithm.
 * @param isFolded ignores the case of ASCII letters; the part is in lower case
 */
export function byteFinder(part: Uint8Array, isFolded = false): ByteFinder {
  if (part.length === 0) return () => true;
  const wanted = part.slice();
  const fold = isFolded ? FOLDED : AS_IT_IS;
  const last = wanted.length - 1;
  const skips = skipsOf(wanted, last, fold);
  const again = skipsOf(wanted.subarray(0, last), last, fold)[wanted[last] ?? 0] ?? 1;
  return (bytes, from, to) => {
    for (let at = from + last; at < to; ) {
      const skip = skips[bytes[at] ?? 0] ?? 1;
      if (skip > 0) {
        at += skip;
        continue;
      }
      let back = 1;
      while (back <= last && fold[bytes[at - back] ?? 0] === wanted[last - back]) back += 1;
      if (back > last) return true;
      at += again;
    }
    return false;
  };
}

/** Bytes to skip for each byte value at the end of the window. */
function skipsOf(part: Uint8Array, last: number, fold: Uint8Array): Uint8Array {
  const places = new Map([...part].map((byte, at) => [byte, last - at]));
  return Uint8Array.from(fold, (byte) => Math.min(255, places.get(byte) ?? last + 1));
}

/**
 * Compares in the order of UTF-8 texts: negative if `a` is first.
 * @param from with `to`, the range of `a` to compare
 */
export function compareBytes(a: Uint8Array, b: Uint8Array, from = 0, to = a.length): number {
  const length = Math.min(to - from, b.length);
  for (let at = 0; at < length; at += 1) {
    const difference = (a[from + at] ?? 0) - (b[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return to - from - b.length;
}
