/** Finds the owner of the program that listens at a port, on Linux. */
import { readFileSync } from 'node:fs';

const LISTENS = '0A';

/** User id of the program that listens at a port. Undefined if there is none or the system does not say. */
export function listenerOwner(at: number): number | undefined {
  for (const file of ['/proc/net/tcp', '/proc/net/tcp6']) {
    for (const line of linesOf(file)) {
      const [, local = '', , state, , , , uid] = line.trim().split(/\s+/);
      if (state === LISTENS && local.endsWith(`:${port(at)}`)) return Number(uid);
    }
  }
  return undefined;
}

const port = (number: number): string => number.toString(16).padStart(4, '0').toUpperCase();

function linesOf(file: string): readonly string[] {
  try {
    return readFileSync(file, 'latin1').split('\n').slice(1);
  } catch {
    // The address family or /proc does not exist.
    return [];
  }
}
