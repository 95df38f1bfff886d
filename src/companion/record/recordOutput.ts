/** Writes the file of a recording next to the old file, and reports when it falls behind. */
import { existsSync } from 'node:fs';
import type { Writable } from 'node:stream';
import { endsGracefully } from '../cli/closedPipe.ts';
import { StartError, UnreadError } from '../cli/errors.ts';
import {
  openReplacedFile,
  type ReplacedFile,
  STANDARD_OUTPUT,
  unwritable,
} from '../cli/replacedFile.ts';
import { forTerminal, isTerminal } from '../cli/terminalText.ts';

/** Bytes gathered in one turn before a write. */
const PIECE_BYTES = 256 * 1024;
/** Bytes that may wait for the disk. */
const WAITING_BYTES = 4 * 1024 * 1024;

export interface OutputEvents {
  /** Called when more bytes wait for the disk than allowed. */
  readonly full: () => void;
  readonly hasRoom: () => void;
  readonly failed: (error: StartError) => void;
}

export interface RecordOutput {
  readonly write: (bytes: Uint8Array) => void;
  /** Completes the file and replaces an existing one. */
  finish(): Promise<void>;
  /** Keeps an existing file and resolves to true. Without one, the written part is kept. */
  keepOld(): Promise<boolean>;
}

/** `-` is standard output. Throws `StartError` if it cannot be written. */
export async function openRecordOutput(file: string, events: OutputEvents): Promise<RecordOutput> {
  const written =
    file === STANDARD_OUTPUT
      ? undefined
      : await openReplacedFile(file, {
          mode: 0o600,
          highWaterMark: WAITING_BYTES,
          isKept: true,
        });
  const stream: Writable = written?.stream ?? process.stdout;
  if (!written) endsGracefully(stream);
  const isShown = !written && isTerminal(stream);
  let failed: StartError | undefined;
  stream.on('error', (error) => {
    failed ??= unwritable(file, error);
    events.failed(failed);
  });
  stream.on('drain', events.hasRoom);
  let pieces: Uint8Array[] = [];
  let length = 0;
  let flushComes = false;
  const flush = (): void => {
    if (pieces.length === 0 || failed) return;
    const hasRoom = stream.write(Buffer.concat(pieces, length));
    pieces = [];
    length = 0;
    if (!hasRoom) events.full();
  };
  const finish = async (): Promise<void> => {
    flush();
    try {
      if (failed) throw failed;
      await written?.finish();
    } catch (error) {
      throw written && error instanceof StartError ? await namingPart(error, written) : error;
    }
  };
  return {
    write: (given) => {
      if (failed) return;
      const bytes = isShown ? forTerminal(given) : given;
      pieces.push(bytes);
      length += bytes.length;
      if (length >= PIECE_BYTES) flush();
      if (flushComes || length === 0) return;
      flushComes = true;
      setImmediate(() => {
        flushComes = false;
        flush();
      });
    },
    finish,
    keepOld: async () => {
      if (written?.hasOld !== true) {
        await finish();
        return false;
      }
      await written.discard();
      return true;
    },
  };
}

/** Names the unfinished file in the error. An empty one is removed. */
async function namingPart(error: StartError, written: ReplacedFile): Promise<StartError> {
  const { path, stream } = written;
  if (stream.bytesWritten === 0) await written.discard();
  if (error instanceof UnreadError || !existsSync(path)) return error;
  return new StartError((say) => say.writtenUntilThen(error.message, path));
}
