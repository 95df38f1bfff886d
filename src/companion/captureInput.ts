/** A capture file from disk or from standard input, piece by piece, however large it is. */
import { createReadStream } from 'node:fs';
import { type CaptureSink, UnreadableFile } from '../engine/files/captureEvents.ts';
import { readCaptureFile } from '../engine/files/captureFile.ts';
import { StartError, systemCode, systemReason } from './errors.ts';

const STANDARD_INPUT = '-';
const CHUNK_BYTES = 256 * 1024;

/**
 * Events go to the sink as they are read; `pause` is awaited after each piece of the file, so that
 * nothing piles up. Throws `StartError` where the file cannot be read.
 */
export async function readCapture(
  file: string,
  sink: CaptureSink,
  pause: () => Promise<void>,
): Promise<void> {
  const name = file === STANDARD_INPUT ? 'Standard input' : file;
  const input: AsyncIterable<unknown> =
    file === STANDARD_INPUT
      ? process.stdin
      : createReadStream(file, { highWaterMark: CHUNK_BYTES });
  const reader = readCaptureFile(sink);
  try {
    for await (const chunk of input) {
      if (chunk instanceof Uint8Array) reader.push(chunk);
      await pause();
    }
    reader.end();
  } catch (error) {
    if (error instanceof UnreadableFile) {
      throw new StartError(`${name} cannot be read as a capture: ${error.message}`);
    }
    if (systemCode(error) === undefined) throw error;
    throw new StartError(`${name} cannot be read: ${systemReason(error)}.`);
  }
  await pause();
}
