/** Writes a new file next to the old one, and replaces the old one when complete. */
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream, existsSync, rmSync, type WriteStream } from 'node:fs';
import { realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { finished } from 'node:stream/promises';
import { ENDING_SIGNALS } from './endingSignals.ts';
import { StartError, systemReason, UnreadError } from './errors.ts';
import { systemCode } from './systemCode.ts';

export interface ReplacedFile {
  readonly stream: WriteStream;
  /** Path of the unfinished file. */
  readonly path: string;
  /** True if a file with content existed before. */
  readonly hasOld: boolean;
  /** Completes and replaces. If that fails, the old file stays, and the unfinished one is removed. */
  finish(): Promise<void>;
  /** Removes the unfinished file and keeps the old one. */
  discard(): Promise<void>;
}

export interface ReplacedFileOptions {
  /** Permissions of a new file; undefined: as the process's umask allows. */
  readonly mode?: number;
  readonly highWaterMark?: number;
  /** True if an unfinished file is worth keeping: the caller closes it in order on a signal, and names it. */
  readonly isKept?: boolean;
}

/** `-`: standard output. */
export const STANDARD_OUTPUT = '-';

export function unwritable(file: string, error: unknown): StartError {
  // A pipe whose reader has closed it.
  const Why = systemCode(error) === 'EPIPE' ? UnreadError : StartError;
  // A missing file can be created, so either the folder is missing or the unfinished file was removed.
  const isMissing = systemCode(error) === 'ENOENT';
  const hasFolder = isMissing && existsSync(dirname(file));
  return new Why((say) =>
    say.cannotBeWritten(
      file === STANDARD_OUTPUT ? say.standardOutput : file,
      !isMissing ? systemReason(error, say) : hasFolder ? say.unfinishedGone : say.noFolder,
    ),
  );
}

/** Throws `StartError`. A device or a pipe is written directly, because it has no content to keep. */
export async function openReplacedFile(
  file: string,
  { mode = 0o666, highWaterMark, isKept = false }: ReplacedFileOptions = {},
): Promise<ReplacedFile> {
  const old = await stat(file).catch(() => undefined);
  const isDirect = old !== undefined && !old.isFile() && !old.isDirectory();
  const size = highWaterMark === undefined ? {} : { highWaterMark };
  let stays = (): void => undefined;
  try {
    if (old?.isDirectory() || /(?:^|[/\\])$/.test(file)) {
      throw Object.assign(new Error(), { code: 'EISDIR' });
    }
    // Write through a link: replace its target instead of the link.
    const target = old && !isDirect ? await realpath(file) : file;
    const path = isDirect ? file : unfinishedPath(target);
    // Registered before the file exists, so that it is removed on every signal.
    if (!isDirect && !isKept) stays = removedOnSignal(path);
    // Without `flush`, a power failure after the rename could leave an empty file under the final name.
    const how = isDirect ? ({ flags: 'w' } as const) : ({ flags: 'wx', flush: true } as const);
    const stream = createWriteStream(path, { ...how, mode, ...size });
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
          if (!isDirect && !isKept) await rm(path, { force: true });
          throw unwritable(file, error);
        } finally {
          stays();
        }
      },
      discard: async () => {
        stream.destroy();
        if (!isDirect) await rm(path, { force: true });
        stays();
      },
    };
  } catch (error) {
    stays();
    throw unwritable(file, error);
  }
}

/** For work that takes long before it writes. Throws `StartError`. */
export async function refuseUnwritable(file: string): Promise<void> {
  const old = await stat(file).catch(() => undefined);
  // Opening a pipe would disturb its reader.
  if (old !== undefined && !old.isFile() && !old.isDirectory()) return;
  await (await openReplacedFile(file)).discard();
}

/** Characters kept of the replaced name: file systems allow 255 bytes in all. */
const LONGEST_START = 60;

/** A unique name, so no run writes to or removes the unfinished file of another. */
function unfinishedPath(target: string): string {
  const start = basename(target).slice(0, LONGEST_START);
  return join(dirname(target), `${start}.${randomBytes(4).toString('hex')}.partial`);
}

/** Removes the file when a signal ends the process. @returns call it once the file no longer exists */
function removedOnSignal(path: string): () => void {
  const remove = (): void => rmSync(path, { force: true });
  const handlers = ENDING_SIGNALS.map((signal) => {
    const handle = (): void => {
      remove();
      process.kill(process.pid, signal);
    };
    process.once(signal, handle);
    return { signal, handle };
  });
  process.once('exit', remove);
  return () => {
    process.off('exit', remove);
    for (const { signal, handle } of handlers) process.off(signal, handle);
  };
}
