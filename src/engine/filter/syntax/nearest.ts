/** Finds the most similar word. */

/** @param most maximum edit distance; less for short words */
export function nearestOf(
  written: string,
  words: Iterable<string>,
  most: number,
): string | undefined {
  const wanted = written.toLowerCase();
  let best: string | undefined;
  let least = Math.min(most + 1, Math.ceil(wanted.length / 2));
  for (const word of words) {
    const distance = editDistance(wanted, word.toLowerCase(), least);
    if (distance < least) [best, least] = [word, distance];
  }
  return best;
}

/** Number of letters to change, add, remove or swap. Returns `limit` if it is not smaller. */
function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit) return limit;
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const swap = swapped ? (before[j - 2] ?? 0) + 1 : limit;
      next.push(Math.min(change, swap, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    before = row;
    row = next;
  }
  return Math.min(limit, row[b.length] ?? limit);
}
