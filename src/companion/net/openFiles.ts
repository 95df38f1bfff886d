/** How many files and sockets this process may have open: beyond it the system lets connections wait or fall, and says nothing. */
import { readFileSync } from 'node:fs';
import type { Sentence } from '../cli/errors.ts';

/** Those that are no connections of clients: ports, files, the demo devices' own ends. */
const OWN_FILES = 64;

/** For connections of clients; undefined: the system does not tell. Node has raised its limit as far as it may. */
export function filesForConnections(limits = '/proc/self/limits'): number | undefined {
  let text: string;
  try {
    text = readFileSync(limits, 'utf8');
  } catch {
    return undefined;
  }
  const most = /^Max open files +(\d+)/m.exec(text)?.[1];
  return most === undefined ? undefined : Math.max(1, Number(most) - OWN_FILES);
}

/** A line at the start where they are fewer than what is allowed; undefined: they suffice. */
export function fileWarning(files: number | undefined, connections: number): Sentence | undefined {
  if (files === undefined || files >= connections) return undefined;
  return (say) => say.fewFiles(files, connections);
}
