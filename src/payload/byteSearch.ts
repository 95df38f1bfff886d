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

/** As `findBytes`, for ASCII letters in either case; `part` is in lower case. */
export function findFoldedBytes(whole: Uint8Array, part: Uint8Array): boolean {
  const first = part[0];
  if (first === undefined) return true;
  const last = whole.length - part.length;
  for (let at = 0; at <= last; at += 1) {
    if (FOLDED[whole[at] ?? 0] !== first) continue;
    let length = 1;
    while (length < part.length && FOLDED[whole[at + length] ?? 0] === part[length]) length += 1;
    if (length === part.length) return true;
  }
  return false;
}

/** Below 0 where `a` comes first, as texts in UTF-8 are ordered. */
export function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const length = Math.min(a.length, b.length);
  for (let at = 0; at < length; at += 1) {
    const difference = (a[at] ?? 0) - (b[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}
