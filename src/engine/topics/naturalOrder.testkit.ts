/** Compares topic levels as texts: `line-2` before `line-10`, case-insensitive. */

const ZERO = 0x30;
const isDigit = (unit: number) => unit >= ZERO && unit <= 0x39;
const folded = (unit: number) => (unit >= 0x41 && unit <= 0x5a ? unit + 0x20 : unit);

/** A total order: 0 only for equal texts. */
export function compareLevels(a: string, b: string): number {
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    const left = a.charCodeAt(i);
    const right = b.charCodeAt(j);
    if (isDigit(left) && isDigit(right)) {
      const startA = skipZeros(a, i);
      const startB = skipZeros(b, j);
      i = skipDigits(a, startA);
      j = skipDigits(b, startB);
      const difference = compareDigits(a, startA, i, b, startB, j);
      if (difference !== 0) return difference;
    } else {
      const difference = folded(left) - folded(right);
      if (difference !== 0) return difference;
      i += 1;
      j += 1;
    }
  }
  const rest = a.length - i - (b.length - j);
  if (rest !== 0) return rest;
  return a === b ? 0 : a < b ? -1 : 1;
}

/** Among first levels, those of the broker (`$SYS`) are last (4.7.2). */
export function compareFirstLevels(a: string, b: string): number {
  const aIsBrokers = a.startsWith('$');
  if (aIsBrokers !== b.startsWith('$')) return aIsBrokers ? 1 : -1;
  return compareLevels(a, b);
}

function skipZeros(text: string, from: number): number {
  let at = from;
  while (at < text.length && text.charCodeAt(at) === ZERO) at += 1;
  return at;
}

function skipDigits(text: string, from: number): number {
  let at = from;
  while (at < text.length && isDigit(text.charCodeAt(at))) at += 1;
  return at;
}

/** Compares numbers without leading zeros: the longer one is larger. */
function compareDigits(
  a: string,
  startA: number,
  endA: number,
  b: string,
  startB: number,
  endB: number,
): number {
  const longer = endA - startA - (endB - startB);
  if (longer !== 0) return longer;
  for (let k = 0; k < endA - startA; k += 1) {
    const difference = a.charCodeAt(startA + k) - b.charCodeAt(startB + k);
    if (difference !== 0) return difference;
  }
  return 0;
}
