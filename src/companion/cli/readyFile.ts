/** A file that exists only while a command is ready, for scripts that wait for it. */
import { rm } from 'node:fs/promises';
import { StartError, systemReason } from './errors.ts';
import { openReplacedFile } from './replacedFile.ts';

export interface ReadyFile {
  write(text: string): Promise<void>;
  remove(): Promise<void>;
}

/** Removes the file of an earlier run. Throws `StartError`. */
export async function readyFile(path: string): Promise<ReadyFile> {
  const remove = async (): Promise<void> => {
    try {
      await rm(path, { force: true });
    } catch (error) {
      throw new StartError((say) => say.cannotBeRemoved(path, systemReason(error, say)));
    }
  };
  await remove();
  return {
    write: async (text) => {
      const file = await openReplacedFile(path);
      file.stream.write(text);
      await file.finish();
    },
    remove,
  };
}
