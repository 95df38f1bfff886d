/** Checks that an output of the companion can be written, without creating it. */
import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import path from 'node:path';
import { StartError, writeReason } from '../cli/errors.ts';
import { STANDARD_OUTPUT } from '../cli/replacedFile.ts';
import { ifThere } from '../cli/systemCode.ts';

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
    await accessNearest(path.resolve(place), option);
  } catch (error) {
    throw new StartError((say) => say.cannotWriteOf(place, option, writeReason(error, say)));
  }
}

/** Rejects as opening the output would. */
async function accessNearest(place: string, option: '--log' | '--data'): Promise<void> {
  const isFolder = await isFolderAt(place);
  if (isFolder === undefined) {
    const above = path.dirname(place);
    if (option === '--data' && above !== place) return accessNearest(above, option);
    if ((await isFolderAt(above)) === undefined) throw failure('ENOENT');
    return access(above, constants.W_OK);
  }
  if (isFolder !== (option === '--data')) throw failure(isFolder ? 'EISDIR' : 'ENOTDIR');
  return access(place, constants.W_OK);
}

/** Undefined if nothing is there. */
const isFolderAt = async (place: string): Promise<boolean | undefined> =>
  (await ifThere(stat(place)))?.isDirectory();

const failure = (code: 'ENOENT' | 'EISDIR' | 'ENOTDIR'): Error =>
  Object.assign(new Error(code), { code });
