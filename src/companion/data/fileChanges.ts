/**
 * Files that may be replaced at any time: by a new one of the name, by a link that leads elsewhere, or a
 * link to their folder. Asking for their state by name sees all of these; watching folders does not.
 */
import { statSync } from 'node:fs';

/** ms between two looks. */
const INTERVAL = 1_000;
/** ms: a file is often written in several steps, and a key comes beside its certificate. */
const SETTLED = 200;

/**
 * Returns how to end it. `changed` is called some time after the last change. How the files are now is
 * looked at before this returns: a change right afterwards is one.
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
    // Whoever reads it then says what is wrong.
    return 'not there';
  }
}
