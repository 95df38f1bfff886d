/** Reads the text file that an option names. */
import { readFile } from 'node:fs/promises';
import { StartError, systemReason } from './errors.ts';

/**
 * Throws `StartError`.
 * @param shown the path in errors
 */
export async function readOptionFile(path: string, option: string, shown = path): Promise<string> {
  const bytes = await readOptionBytes(path, option, shown);
  return bytes.toString('utf8');
}

export async function readOptionBytes(path: string, option: string, shown = path) {
  try {
    return await readFile(path);
  } catch (error) {
    throw new StartError((say) => say.cannotReadOf(shown, option, systemReason(error, say)));
  }
}
