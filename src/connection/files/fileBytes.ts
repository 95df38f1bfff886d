/** Reads a file of the user piece by piece, and decompresses gzip, Zstandard and LZ4. */
import { errorText } from '../../base/errorText.ts';
import {
  isPackedFile,
  PACKED_START,
  type PackedFileNote,
  unpackedFile,
} from '../../payload/formats/compressed/packedFile.ts';

/**
 * Bytes of the first piece, small to show something soon, and of the others: each is a round trip through the
 * browser.
 */
const FIRST_PIECE = 256 * 1024;
const PIECE = 2 * 1024 * 1024;
/** The first bytes of gzip data. Wireshark can save captures with gzip. */
const GZIP = [0x1f, 0x8b];

/** The file was there when it was chosen and is unreadable now. */
export class LostFile extends Error {
  override readonly name = 'LostFile';
}

export interface FileBytes {
  /** Bytes read of the file itself. */
  readonly read: number;
  readonly pieces: AsyncIterable<Uint8Array>;
}

/** Throws `LostFile` if the file was moved or changed since it was chosen. */
async function bytesAt(file: Blob, from: number, to: number): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await file.slice(from, to).arrayBuffer());
  } catch (error) {
    throw new LostFile(errorText(error));
  }
}

/** @param failed called if compressed data is cut off, damaged or too large */
export async function openBytes(
  file: Blob,
  failed: (note: PackedFileNote) => void,
): Promise<FileBytes> {
  const at = (from: number, to: number) => bytesAt(file, from, to);
  const start = await at(0, PACKED_START);
  const isGzip = GZIP.every((byte, index) => start[index] === byte);
  const raw = new RawPieces(at);
  return {
    get read() {
      return raw.read;
    },
    pieces: isGzip
      ? gunzipped(raw.pieces(), failed)
      : isPackedFile(start)
        ? unpackedFile(raw.pieces(), failed)
        : raw.pieces(),
  };
}

class RawPieces {
  read = 0;
  readonly #at: (from: number, to: number) => Promise<Uint8Array<ArrayBuffer>>;

  constructor(at: (from: number, to: number) => Promise<Uint8Array<ArrayBuffer>>) {
    this.#at = at;
  }

  /** Reads the next piece while the current one is processed. */
  async *pieces(): AsyncGenerator<Uint8Array<ArrayBuffer>, void, undefined> {
    let next = this.#at(0, FIRST_PIECE);
    for (;;) {
      const piece = await next;
      if (piece.length === 0) return;
      this.read += piece.length;
      next = this.#at(this.read, this.read + PIECE);
      // Awaited later; until then, this handler prevents an unhandled rejection.
      next.catch(() => undefined);
      yield piece;
    }
  }
}

/** Compressed data may be cut off or damaged; the data before still counts. */
async function* gunzipped(
  packed: AsyncGenerator<Uint8Array<ArrayBuffer>, void, undefined>,
  failed: (note: PackedFileNote) => void,
): AsyncGenerator<Uint8Array, void, undefined> {
  const raw = new ReadableStream<Uint8Array<ArrayBuffer>>({
    pull: async (controller) => {
      const { value, done } = await packed.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
  });
  const reader = raw.pipeThrough(new DecompressionStream('gzip')).getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } catch (error) {
    if (error instanceof LostFile) throw error;
    failed({ key: 'packed-damaged', args: { method: 'gzip' } });
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
