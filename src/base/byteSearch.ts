/** Finds bytes in bytes. */

/** Whether `part` stands somewhere in `whole`. */
export function findBytes(whole: Uint8Array, part: Uint8Array): boolean {
  return placeOfBytes(whole, part) >= 0;
}

/** Where `part` stands for the first time; -1: nowhere. */
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

/** Whether a part stands somewhere in the bytes from one place up to before another. */
export type ByteFinder = (bytes: Uint8Array, from: number, to: number) => boolean;

const AS_IT_IS = Uint8Array.from({ length: 256 }, (_, byte) => byte);

/**
 * Of one part in many places: what cannot be its end is skipped over (Horspool's algorithm).
 * @param isFolded ASCII letters in either case; the part has them in lower case
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

/** For each byte at the part's end, how far on it could stand in the part. */
function skipsOf(part: Uint8Array, last: number, fold: Uint8Array): Uint8Array {
  const places = new Map([...part].map((byte, at) => [byte, last - at]));
  return Uint8Array.from(fold, (byte) => Math.min(255, places.get(byte) ?? last + 1));
}

/**
 * Below 0 where `a` comes first, as texts in UTF-8 are ordered.
 * @param from `to`: of what is compared in `a`
 */
export function compareBytes(a: Uint8Array, b: Uint8Array, from = 0, to = a.length): number {
  const length = Math.min(to - from, b.length);
  for (let at = 0; at < length; at += 1) {
    const difference = (a[from + at] ?? 0) - (b[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return to - from - b.length;
}
