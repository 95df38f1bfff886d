/** Checks that an output of the companion can be written, without creating it. */
import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import path from 'node:path';
import { StartError, writeReason } from '../cli/errors.ts';
import { STANDARD_OUTPUT } from '../cli/replacedFile.ts';
import { systemCode } from '../cli/systemCode.ts';

/**
 * Throws `StartError`.
 * @param place a file, whose folder must exist, or the folder of `--data`, whose parents are created as well
 */
export async function checkWritable(
  place: string | undefined,
  option: '--log' | '--data',
): Promise<void> {
  if (place === undefined || (option === '--log' && place === STANDARD_OUTPUT)) return;
  try {
    await accessNearest(path.resolve(place), option === '--data' ? Number.POSITIVE_INFINITY : 1);
  } catch (error) {
    throw new StartError((say) => say.cannotWriteOf(place, option, writeReason(error, say)));
  }
}

/** @param missing how many names at the end of the path need not exist */
async function accessNearest(place: string, missing: number): Promise<void> {
  try {
    await access(place, constants.W_OK);
  } catch (error) {
    const above = path.dirname(place);
    if (systemCode(error) !== 'ENOENT' || missing === 0 || above === place) throw error;
    await accessNearest(above, missing - 1);
  }
}
