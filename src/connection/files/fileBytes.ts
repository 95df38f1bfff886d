/** The bytes of a file that a person chose, piece by piece, unpacked where gzip packed them. */
import { errorText } from '../../mqtt/errorText.ts';

const PIECE = 256 * 1024;
/** The first bytes of what gzip makes; Wireshark can save captures so. */
const GZIP = [0x1f, 0x8b];

/** It was there when it was chosen, and cannot be read now. */
export class LostFile extends Error {
  override readonly name = 'LostFile';
}

export interface FileBytes {
  /** Bytes of the file itself that were read. */
  readonly read: number;
  readonly pieces: AsyncIterable<Uint8Array>;
}

export async function openBytes(file: Blob): Promise<FileBytes> {
  let read = 0;
  const at = async (from: number, to: number): Promise<Uint8Array<ArrayBuffer>> => {
    try {
      return new Uint8Array(await file.slice(from, to).arrayBuffer());
    } catch (error) {
      throw new LostFile(errorText(error));
    }
  };
  const start = await at(0, GZIP.length);
  const isPacked = GZIP.every((byte, index) => start[index] === byte);
  const raw = new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      pull: async (controller) => {
        const piece = await at(read, read + PIECE);
        read += piece.length;
        if (piece.length > 0) controller.enqueue(piece);
        else controller.close();
      },
    },
    { highWaterMark: 1 },
  );
  const stream = isPacked ? raw.pipeThrough(new DecompressionStream('gzip')) : raw;
  return {
    get read() {
      return read;
    },
    pieces: piecesOf(stream, isPacked),
  };
}

async function* piecesOf(
  stream: ReadableStream<Uint8Array>,
  isPacked: boolean,
): AsyncGenerator<Uint8Array, void, undefined> {
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } catch (error) {
    // What is packed may be cut off or damaged; what came before counts.
    if (!isPacked || error instanceof LostFile) throw error;
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
