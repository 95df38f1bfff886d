/** Files that others on this machine may read or change though they should not. */
import { stat } from 'node:fs/promises';

const OTHERS_READ = 0o004;
const OTHERS_WRITE = 0o002;

export interface GuardedFile {
  readonly path: string;
  readonly option: string;
  /** It holds what nobody else may know. */
  readonly isSecret: boolean;
}

/** A line for each fault; none where the system has no such modes. */
export async function modeWarnings(files: readonly GuardedFile[]): Promise<readonly string[]> {
  if (process.platform === 'win32') return [];
  const warnings = await Promise.all(files.map(warningOf));
  return warnings.filter((text) => text !== undefined);
}

async function warningOf({ path, option, isSecret }: GuardedFile): Promise<string | undefined> {
  const { mode } = await stat(path);
  const canWrite = (mode & OTHERS_WRITE) !== 0;
  const canRead = isSecret && (mode & OTHERS_READ) !== 0;
  if (!canWrite && !canRead) return undefined;
  const what = [...(canRead ? ['read'] : []), ...(canWrite ? ['change'] : [])].join(' and ');
  const remedy = isSecret ? 'chmod 600' : 'chmod o-w';
  return `Everybody on this machine may ${what} ${path} (${option}). Use ${remedy}.`;
}
