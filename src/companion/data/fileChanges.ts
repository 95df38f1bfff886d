/**
 * Polls files that may be replaced at any time: by a new file, by a link with another target, or by a link to
 * their folder. Polling by name detects all of these, watching folders does not.
 */
import { statSync } from 'node:fs';

/** ms between checks. */
const INTERVAL = 1_000;
/**
 * ms without changes. A file is often written in several steps, and a key changes together with its
 * certificate.
 */
const SETTLED = 200;

/**
 * Calls `changed` a while after the last change. The initial state is read before this returns, so a change
 * right afterwards is detected. @returns function that stops it
 */
export function onFileChanges(
  paths: readonly string[],
  changed: () => void,
  interval = INTERVAL,
): () => void {
  let seen = stateOf(paths);
  let settling: NodeJS.Timeout | undefined;
  const looking = setInterval(() => {
    const now = stateOf(paths);
    if (now === seen) return;
    seen = now;
    clearTimeout(settling);
    settling = setTimeout(changed, SETTLED);
  }, interval).unref();
  return () => {
    clearInterval(looking);
    clearTimeout(settling);
  };
}

/** Stays equal until a file is written, replaced or gets other permissions. */
const stateOf = (paths: readonly string[]): string => paths.map(stateOfFile).join('\n');

function stateOfFile(path: string): string {
  try {
    const { dev, ino, mode, size, mtimeNs } = statSync(path, { bigint: true });
    return [dev, ino, mode, size, mtimeNs].join(' ');
  } catch {
    // The error is reported when the file is read.
    return 'not there';
  }
}
