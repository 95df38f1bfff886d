/** A capture file that is written: whole, or not at all. */
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import { StartError, systemReason } from './errors.ts';

export interface CaptureOutput {
  readonly write: (bytes: Uint8Array) => void;
  /** Resolves when there is room for more. */
  flush(): Promise<void>;
  /** What was written becomes the file, in the place of one that was there. */
  finish(): Promise<void>;
  /** Nothing is left of it. */
  discard(): Promise<void>;
}

/** Throws `StartError` where the file cannot be written. */
export async function openCaptureOutput(file: string): Promise<CaptureOutput> {
  const partial = `${file}.partial`;
  const stream = createWriteStream(partial, { mode: 0o600 });
  const failed = (error: unknown) =>
    new StartError(`${file} cannot be written: ${systemReason(error)}.`);
  await once(stream, 'open').catch((error: unknown) => {
    throw failed(error);
  });
  let failure: unknown;
  stream.on('error', (error) => {
    failure = error;
  });
  let hasRoom = true;
  return {
    write: (bytes) => {
      hasRoom = stream.write(bytes);
    },
    flush: async () => {
      if (failure !== undefined) throw failed(failure);
      if (!hasRoom)
        await once(stream, 'drain').catch((error: unknown) => Promise.reject(failed(error)));
      hasRoom = true;
    },
    finish: async () => {
      try {
        stream.end();
        await finished(stream);
        await rename(partial, file);
      } catch (error) {
        throw failed(error);
      }
    },
    discard: async () => {
      stream.destroy();
      await rm(partial, { force: true });
    },
  };
}
