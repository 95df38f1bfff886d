/**
 * Limit of open files and sockets of this process. Beyond it the system delays or drops connections silently.
 */
import { readFileSync } from 'node:fs';
import type { Sentence } from '../cli/errors.ts';

/** Files besides clients' connections: ports, files, the demo devices' own ends. */
const OWN_FILES = 64;

/**
 * Files left for clients' connections; undefined: the system does not say. Node has already raised its limit
 * to the maximum.
 */
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

/** Notice at the start if they are fewer than the allowed connections; undefined: enough. */
export function fileWarning(files: number | undefined, connections: number): Sentence | undefined {
  if (files === undefined || files >= connections) return undefined;
  return (say) => say.fewFiles(files, connections);
}
