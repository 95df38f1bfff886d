/** Finds the paths into payloads that a user means who writes only their end. */
import { isFirstOfArrays, type PathSeen } from '../filter/syntax/complete.ts';

/** Maximum number of suggested paths. */
const MOST = 3;

/**
 * @param written a path with or without `payload`, such as `temp` or `payload.oil.temp`
 * @returns the seen paths that end in it
 */
export function pathsEndingIn(written: string, seen: readonly PathSeen[]): readonly string[] {
  const steps = written.replace(/^payload(?=[.[])/, '');
  const end = (/^[.[]/.test(steps) ? steps : `.${steps}`).toLowerCase();
  return seen
    .map(({ text }) => text)
    .filter((text) => text.toLowerCase().endsWith(end) && isFirstOfArrays(text, written))
    .slice(0, MOST);
}
