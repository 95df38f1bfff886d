/** Topic levels within the bytes of names: their ends and their order. */

const SLASH = 0x2f;
const ZERO = 0x30;
const DOLLAR = 0x24;
const isDigit = (byte: number) => byte >= ZERO && byte <= 0x39;

/**
 * Case-insensitive; otherwise in UTF-16 order, which sorts four-byte sequences before those with first byte
 * 0xEE or 0xEF.
 */
function rankOf(byte: number): number {
  if (byte >= 0x41 && byte <= 0x5a) return byte + 0x20;
  if (byte < 0xee) return byte;
  return byte < 0xf0 ? byte + 0x10 : byte;
}

/** A range of bytes. */
export interface Level {
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly end: number;
}

/** End of the level that begins at `from`: the next slash, or `most`. */
export function levelEnd(bytes: Uint8Array, from: number, most: number): number {
  let end = from;
  while (end < most && bytes[end] !== SLASH) end += 1;
  return end;
}

/** End of the common leading levels of two names in the same buffer; -1: no common level that continues. */
export function sharedLevels(
  bytes: Uint8Array,
  a: { readonly start: number; readonly length: number },
  b: { readonly start: number; readonly length: number },
): number {
  const most = Math.min(a.length, b.length);
  let shared = -1;
  for (let at = 0; at < most; at += 1) {
    const byte = bytes[a.start + at];
    if (byte !== bytes[b.start + at]) break;
    if (byte === SLASH) shared = at;
  }
  return shared;
}

/** Among first levels, those of the broker (`$SYS`) are last (4.7.2). */
export function compareFirstLevelBytes(a: Level, b: Level): number {
  const aIsBrokers = a.end > a.start && a.bytes[a.start] === DOLLAR;
  const bIsBrokers = b.end > b.start && b.bytes[b.start] === DOLLAR;
  if (aIsBrokers !== bIsBrokers) return aIsBrokers ? 1 : -1;
  return compareLevelBytes(a, b);
}

/** `line-2` before `line-10`, case-insensitive. A total order: 0 only for equal levels. */
export function compareLevelBytes(a: Level, b: Level): number {
  const { bytes: left, end: endA } = a;
  const { bytes: right, end: endB } = b;
  let i = a.start;
  let j = b.start;
  while (i < endA && j < endB) {
    const x = left[i] ?? 0;
    const y = right[j] ?? 0;
    if (isDigit(x) && isDigit(y)) {
      const startA = skipZeros(left, i, endA);
      const startB = skipZeros(right, j, endB);
      i = skipDigits(left, startA, endA);
      j = skipDigits(right, startB, endB);
      const longer = i - startA - (j - startB);
      if (longer !== 0) return longer;
      for (let k = 0; k < i - startA; k += 1) {
        const difference = (left[startA + k] ?? 0) - (right[startB + k] ?? 0);
        if (difference !== 0) return difference;
      }
    } else {
      const difference = rankOf(x) - rankOf(y);
      if (difference !== 0) return difference;
      i += 1;
      j += 1;
    }
  }
  const rest = endA - i - (endB - j);
  return rest === 0 ? firstDifference(a, b) : rest;
}

/** Compares texts that differ only in case and leading zeros: at the first difference, one has ASCII. */
function firstDifference(a: Level, b: Level): number {
  const most = Math.min(a.end - a.start, b.end - b.start);
  for (let at = 0; at < most; at += 1) {
    const difference = (a.bytes[a.start + at] ?? 0) - (b.bytes[b.start + at] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.end - a.start - (b.end - b.start);
}

function skipZeros(bytes: Uint8Array, from: number, end: number): number {
  let at = from;
  while (at < end && bytes[at] === ZERO) at += 1;
  return at;
}

function skipDigits(bytes: Uint8Array, from: number, end: number): number {
  let at = from;
  while (at < end && isDigit(bytes[at] ?? 0)) at += 1;
  return at;
}
