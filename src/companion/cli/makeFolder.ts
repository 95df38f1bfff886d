/** Folders that are not there yet, with those above them. */
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { systemCode } from './errors.ts';

/** Nobody else looks into it. */
const OWNER_ONLY = 0o700;

/**
 * One folder after the other. Asked for all at once, Node never ends where the system takes no folders
 * (`/proc`), and says of a disk that is read-only that something is missing there. Rejects as `mkdir` does, except
 * where something is there already.
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

/** Why it cannot be made; undefined where it is there now. */
async function refusal(path: string): Promise<unknown> {
  try {
    await mkdir(path, OWNER_ONLY);
  } catch (error) {
    if (systemCode(error) !== 'EEXIST') return error;
  }
  return undefined;
}
