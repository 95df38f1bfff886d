/** Characters of the previous number that stay, and the fewest that are worth leaving out. */
const KEPT = 7;
const LEAST = 3;

/**
 * `was` without the digits that it has in common with `now`: `…256.970` beside `184256.973`. Only for numbers of
 * the same length, because the same digits mean something else in a longer one.
 */
export function withoutSameStart(now: string, was: string): string {
  if (now.length !== was.length) return was;
  let same = 0;
  while (same < was.length && now[same] === was[same]) same += 1;
  const left = Math.min(same, was.length - KEPT);
  return left < LEAST ? was : `…${was.slice(left)}`;
}
