/** Creates folders and their parents. */
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { systemCode } from './systemCode.ts';

/** Readable only by the owner. */
const OWNER_ONLY = 0o700;

/**
 * Creates one folder after the other. With `recursive`, Node never returns if the system refuses folders
 * (`/proc`), and reports ENOENT for a read-only disk. Rejects as `mkdir` does, except if the path exists.
 */
export async function makeFolder(path: string): Promise<void> {
  const refused = await refusal(path);
  if (refused === undefined) return;
  const above = dirname(path);
  if (systemCode(refused) !== 'ENOENT' || above === path) throw refused;
  await makeFolder(above);
  const again = await refusal(path);
  if (again !== undefined) throw again;
}

/** The error; undefined if the folder exists now. */
async function refusal(path: string): Promise<unknown> {
  try {
    await mkdir(path, OWNER_ONLY);
  } catch (error) {
    if (systemCode(error) !== 'EEXIST') return error;
  }
  return undefined;
}
