/** A capture file that is written: whole, or not at all. `-` is standard output. */
import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { openReplacedFile, STANDARD_OUTPUT, unwritable } from '../cli/replacedFile.ts';
import { forTerminal, isTerminal } from '../cli/terminalText.ts';

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
export async function openCaptureOutput(file: string, output: Writable): Promise<CaptureOutput> {
  if (file === STANDARD_OUTPUT) {
    const nothing = () => Promise.resolve();
    // What becomes of a reader that goes away is decided where the program begins.
    const pipe = writing(output, file, () => undefined);
    const write = isTerminal(output)
      ? (bytes: Uint8Array) => pipe.write(forTerminal(bytes))
      : pipe.write;
    return { ...pipe, write, finish: nothing, discard: nothing };
  }
  const replaced = await openReplacedFile(file, { mode: 0o600 });
  const { stream } = replaced;
  let failure: unknown;
  stream.on('error', (error) => {
    failure = error;
  });
  return {
    ...writing(stream, file, () => failure),
    finish: () => replaced.finish(),
    discard: () => replaced.discard(),
  };
}

function writing(
  stream: Writable,
  name: string,
  failureOf: () => unknown,
): Pick<CaptureOutput, 'write' | 'flush'> {
  let hasRoom = true;
  return {
    write: (bytes) => {
      hasRoom = stream.write(bytes);
    },
    flush: async () => {
      const failure = failureOf();
      if (failure !== undefined) throw unwritable(name, failure);
      if (!hasRoom) {
        await once(stream, 'drain').catch((error: unknown) =>
          Promise.reject(unwritable(name, error)),
        );
      }
      hasRoom = true;
    },
  };
}
