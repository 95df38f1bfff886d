/** Writes a capture file completely or not at all. `-` is standard output. */
import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { openReplacedFile, STANDARD_OUTPUT, unwritable } from '../cli/replacedFile.ts';
import { forTerminal, isTerminal } from '../cli/terminalText.ts';

export interface CaptureOutput {
  readonly write: (bytes: Uint8Array) => void;
  /** Resolves when more can be written. */
  flush(): Promise<void>;
  /** Completes the file and replaces an existing one. */
  finish(): Promise<void>;
  /** Removes it. */
  discard(): Promise<void>;
}

/** Throws `StartError` if the file cannot be written. */
export async function openCaptureOutput(file: string, output: Writable): Promise<CaptureOutput> {
  if (file === STANDARD_OUTPUT) {
    const nothing = () => Promise.resolve();
    // The program's entry point handles a closed pipe.
    const pipe = writing(output, file, () => undefined);
    const write = isTerminal(output)
      ? (bytes: Uint8Array) => pipe.write(forTerminal(bytes))
      : pipe.write;
    // A closed pipe fails after the write, so completion is not reported before it.
    const finish = () =>
      new Promise<void>((resolve, reject) => {
        output.write('', (error) => {
          if (error) reject(unwritable(file, error));
          else resolve();
        });
      });
    return { ...pipe, write, finish, discard: nothing };
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
