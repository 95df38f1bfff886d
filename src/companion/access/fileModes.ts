/** Warns about files that other users of this machine may read or change but should not. */
import { stat } from 'node:fs/promises';
import type { Sentence } from '../cli/errors.ts';

const OTHERS_READ = 0o004;
const OTHERS_WRITE = 0o002;

export interface GuardedFile {
  readonly path: string;
  readonly option: string;
  /** True if other users must not read it. */
  readonly isSecret: boolean;
}

/** Returns a line for each fault; none if the system has no file modes. */
export async function modeWarnings(files: readonly GuardedFile[]): Promise<readonly Sentence[]> {
  if (process.platform === 'win32') return [];
  const warnings = await Promise.all(files.map(warningOf));
  return warnings.filter((said) => said !== undefined);
}

async function warningOf({ path, option, isSecret }: GuardedFile): Promise<Sentence | undefined> {
  const { mode } = await stat(path);
  const canWrite = (mode & OTHERS_WRITE) !== 0;
  const canRead = isSecret && (mode & OTHERS_READ) !== 0;
  if (!canWrite && !canRead) return undefined;
  const may = canRead && canWrite ? 'both' : canRead ? 'read' : 'change';
  const remedy = isSecret ? 'chmod 600' : 'chmod o-w';
  return (say) => say.openToAll(may, path, option, remedy);
}
