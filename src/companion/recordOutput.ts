/** The file of a recording: it grows as packets come, and says when it falls behind. */
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { StartError, systemCode, systemReason } from './errors.ts';

const STANDARD_OUTPUT = '-';
/** Bytes that are written at once, where so many come in one turn. */
const PIECE_BYTES = 256 * 1024;
/** Bytes that may wait for the disk. */
const WAITING_BYTES = 4 * 1024 * 1024;

export interface OutputEvents {
  /** More waits for the disk than may. */
  readonly full: () => void;
  readonly hasRoom: () => void;
  readonly failed: (error: StartError) => void;
}

export interface RecordOutput {
  readonly write: (bytes: Uint8Array) => void;
  /** Everything is in the file. */
  finish(): Promise<void>;
}

/** In the place of a file that is there; `-` is standard output. Throws `StartError` where it cannot be written. */
export async function openRecordOutput(file: string, events: OutputEvents): Promise<RecordOutput> {
  const isFile = file !== STANDARD_OUTPUT;
  const stream: Writable = isFile
    ? createWriteStream(file, { mode: 0o600, highWaterMark: WAITING_BYTES })
    : process.stdout;
  const failure = (error: unknown) => {
    const reason = systemCode(error) === 'ENOENT' ? 'there is no such folder' : systemReason(error);
    return new StartError(`${isFile ? file : 'Standard output'} cannot be written: ${reason}.`);
  };
  if (isFile) {
    await once(stream, 'open').catch((error: unknown) => {
      throw failure(error);
    });
  }
  let failed: StartError | undefined;
  stream.on('error', (error) => {
    failed ??= failure(error);
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
  return {
    write: (bytes) => {
      if (failed) return;
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
    finish: async () => {
      flush();
      if (!failed && isFile) {
        stream.end();
        await finished(stream).catch((error: unknown) => {
          failed ??= failure(error);
        });
      }
      if (failed) throw failed;
    },
  };
}
