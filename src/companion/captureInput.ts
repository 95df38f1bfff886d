/** A capture file from disk or from standard input, piece by piece, however large it is. */
import { open } from 'node:fs/promises';
import { pipeline, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { type CaptureSink, UnreadableFile } from '../engine/files/captureEvents.ts';
import { readCaptureFile } from '../engine/files/captureFile.ts';
import { StartError, systemCode, systemReason } from './errors.ts';
import { SpooledInput } from './spooledInput.ts';

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
  await readChunks(file, () => chunksOf(file), sink, pause);
}

/**
 * The same, twice from beginning to end: the second sink hears all when the first has, and `between`
 * was called. Standard
 * input goes through a temporary file, which nobody else can read and which is gone at the end.
 */
export async function readCaptureTwice(
  file: string,
  first: CaptureSink,
  second: CaptureSink,
  pause: () => Promise<void>,
  between: () => void,
): Promise<void> {
  if (file !== STANDARD_INPUT) {
    await readCapture(file, first, pause);
    between();
    await readCapture(file, second, pause);
    return;
  }
  const spool = await SpooledInput.open();
  try {
    await readChunks(file, () => spool.filledFrom(process.stdin), first, pause);
    between();
    await readChunks(file, () => spool.chunks(), second, pause);
  } finally {
    await spool.close();
  }
}

async function readChunks(
  file: string,
  open: () => AsyncIterable<unknown> | Promise<AsyncIterable<unknown>>,
  sink: CaptureSink,
  pause: () => Promise<void>,
): Promise<void> {
  const name = file === STANDARD_INPUT ? 'Standard input' : file;
  const reader = readCaptureFile(sink);
  try {
    for await (const chunk of upToDamage(await open())) {
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

async function chunksOf(file: string): Promise<AsyncIterable<unknown>> {
  return file === STANDARD_INPUT ? process.stdin : await openFile(file);
}

/** The first bytes of what gzip makes; Wireshark can save captures so. */
const GZIP = [0x1f, 0x8b];

async function openFile(file: string): Promise<Readable> {
  const handle = await open(file);
  const { buffer } = await handle.read(new Uint8Array(GZIP.length), 0, GZIP.length, 0);
  const isPacked = GZIP.every((byte, at) => buffer[at] === byte);
  const stream = handle.createReadStream({ start: 0, highWaterMark: CHUNK_BYTES });
  if (!isPacked) return stream;
  const unpacked = createGunzip({ chunkSize: CHUNK_BYTES });
  // A failure of either ends the reading of the second.
  pipeline(stream, unpacked, () => undefined);
  return unpacked;
}

/** What is packed may be cut off or damaged; what came before counts. */
async function* upToDamage(chunks: AsyncIterable<unknown>): AsyncIterable<unknown> {
  try {
    yield* chunks;
  } catch (error) {
    if (systemCode(error)?.startsWith('Z_') !== true) throw error;
  }
}
