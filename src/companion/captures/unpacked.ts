/** Decompresses a stream of bytes that may be gzip, Zstandard or LZ4; Wireshark writes gzip and LZ4. */
import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import {
  isPackedFile,
  PACKED_START,
  type PackedFileNote,
  unpackedFile,
} from '../../payload/formats/compressed/packedFile.ts';
import { systemCode } from '../cli/systemCode.ts';

const CHUNK_BYTES = 256 * 1024;
/** First bytes of gzip data. */
const GZIP = [0x1f, 0x8b];

/**
 * Passes uncompressed data through. If compressed data is cut off or damaged, yields everything before that.
 * @param failed called if the data is cut off, damaged or too large
 */
export async function* unpacked(
  chunks: AsyncGenerator<Uint8Array>,
  failed: (note: PackedFileNote) => void,
): AsyncGenerator<Uint8Array, void, undefined> {
  const start = await begin(chunks);
  const all = prepended(start, chunks);
  if (isPackedFile(start)) {
    yield* unpackedFile(all, failed);
    return;
  }
  if (!GZIP.every((byte, at) => start[at] === byte)) {
    yield* all;
    return;
  }
  const gunzip = createGunzip({ chunkSize: CHUNK_BYTES });
  // An error of either stream ends the reading of the second.
  pipeline(Readable.from(all, { objectMode: false }), gunzip, () => undefined);
  try {
    for await (const chunk of gunzip) if (chunk instanceof Uint8Array) yield chunk;
  } catch (error) {
    if (systemCode(error)?.startsWith('Z_') !== true) throw error;
    failed({ key: 'packed-damaged', args: { method: 'gzip' } });
  }
}

/** Reads enough to detect compression; a pipe may deliver single bytes. */
async function begin(chunks: AsyncGenerator<Uint8Array>): Promise<Uint8Array> {
  let start: Uint8Array = new Uint8Array(0);
  while (start.length < PACKED_START) {
    const next = await chunks.next();
    if (next.done) break;
    start = Buffer.concat([start, next.value]);
  }
  return start;
}

async function* prepended(
  start: Uint8Array,
  rest: AsyncGenerator<Uint8Array>,
): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    if (start.length > 0) yield start;
    yield* rest;
  } finally {
    // If the consumer fails on `start`, the file would stay open.
    await rest.return(undefined);
  }
}
