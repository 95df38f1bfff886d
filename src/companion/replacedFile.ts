/** A file that is written beside the one that it replaces, and takes its place when it is complete. */
import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import { realpath, rename, rm, stat } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import { StartError, systemCode, systemReason, UnreadError } from './errors.ts';

export interface ReplacedFile {
  readonly stream: WriteStream;
  /** Where it is until it is complete. */
  readonly path: string;
  /** Something with content was there before. */
  readonly hasOld: boolean;
  /** What was written becomes the file. */
  finish(): Promise<void>;
  /** Nothing is left of it, and what was there before stays. */
  discard(): Promise<void>;
}

export interface ReplacedFileOptions {
  /** Permissions of a new file; undefined: what the process's mask leaves. */
  readonly mode?: number;
  readonly highWaterMark?: number;
}

/** `-`: standard output. */
export const STANDARD_OUTPUT = '-';

export function unwritable(file: string, error: unknown): StartError {
  // Whatever is written is made when it is not there: what can be missing is the folder.
  const isFolder = systemCode(error) === 'ENOENT';
  // Of a pipe whose reader has gone.
  const Why = systemCode(error) === 'EPIPE' ? UnreadError : StartError;
  return new Why((say) =>
    say.cannotBeWritten(
      file === STANDARD_OUTPUT ? say.standardOutput : file,
      isFolder ? say.noFolder : systemReason(error, say),
    ),
  );
}

/** Throws `StartError`. A device or a pipe is written as it is: there is nothing to keep of it. */
export async function openReplacedFile(
  file: string,
  { mode = 0o666, highWaterMark }: ReplacedFileOptions = {},
): Promise<ReplacedFile> {
  const old = await stat(file).catch(() => undefined);
  const isDirect = old !== undefined && !old.isFile() && !old.isDirectory();
  // Where the name is a link, what it leads to is replaced.
  const target = old ? await realpath(file) : file;
  const path = isDirect ? file : `${target}.partial`;
  const size = highWaterMark === undefined ? {} : { highWaterMark };
  try {
    if (old?.isDirectory()) throw Object.assign(new Error(), { code: 'EISDIR' });
    // What a run that was killed left behind; a link that somebody put there is not followed.
    if (!isDirect) await rm(path, { force: true });
    const stream = createWriteStream(path, { flags: isDirect ? 'w' : 'wx', mode, ...size });
    await once(stream, 'open');
    return {
      stream,
      path,
      hasOld: old !== undefined && old.size > 0,
      finish: async () => {
        try {
          stream.end();
          await finished(stream);
          if (!isDirect) await rename(path, target);
        } catch (error) {
          throw unwritable(file, error);
        }
      },
      discard: async () => {
        stream.destroy();
        if (!isDirect) await rm(path, { force: true });
      },
    };
  } catch (error) {
    throw unwritable(file, error);
  }
}
