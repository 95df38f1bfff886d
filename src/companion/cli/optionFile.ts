/** Reads the text file that an option names. */
import { readFile } from 'node:fs/promises';
import { StartError, systemReason } from './errors.ts';

/**
 * Throws `StartError`.
 * @param shown the path in errors
 */
export async function readOptionFile(path: string, option: string, shown = path): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new StartError((say) => say.cannotReadOf(shown, option, systemReason(error, say)));
  }
}
