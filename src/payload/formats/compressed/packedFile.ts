/** Unpacks a file of Zstandard or LZ4 data, which is held in memory as a whole. */
import { joined } from '../../../base/bytes.ts';
import { uint32At } from '../../tree/littleEndian.ts';
import { lz4, zstd } from './packed.ts';
import { isSkippable } from './unpacked.ts';

const MIB = 1024 * 1024;
/** Size limit of the file and of its content. */
const MOST_BYTES = 256 * MIB;
/** Bytes that `isPackedFile` needs. */
export const PACKED_START = 4;
const MAGIC_NUMBERS: readonly number[] = [0xfd2fb528, 0x184d2204];

/** A note about the file. */
export type PackedFileNote =
  | { readonly key: 'packed-damaged'; readonly args: { readonly method: string } }
  | {
      readonly key: 'packed-too-large';
      readonly args: { readonly method: string; readonly most: number };
    };

/** Whether a file begins like Zstandard or LZ4, or with a skippable frame. */
export function isPackedFile(start: Uint8Array): boolean {
  if (start.length < PACKED_START) return false;
  const first = uint32At(start, 0);
  return MAGIC_NUMBERS.includes(first) || isSkippable(first);
}

/**
 * Yields the content up to the first error or the limit. Passes other files through.
 * @param most size limit of the file and of its content
 */
export async function* unpackedFile(
  chunks: AsyncIterable<Uint8Array>,
  failed: (note: PackedFileNote) => void,
  most = MOST_BYTES,
): AsyncGenerator<Uint8Array, void, undefined> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    pieces.push(chunk);
    size += chunk.length;
    if (size > most) break;
  }
  const packed = joined(pieces.splice(0));
  const format = [zstd, lz4].find(({ detect }) => detect?.(packed, false) !== undefined);
  const unwrap = await format?.unwrap?.load();
  const unpacked = unwrap?.(packed, most);
  if (format === undefined || unpacked === undefined) {
    yield packed;
    return;
  }
  const { bytes, error } = unpacked;
  yield bytes;
  const { name: method } = format;
  if (size > most || error?.key === 'large') {
    failed({ key: 'packed-too-large', args: { method, most: most / MIB } });
  } else if (error !== undefined) failed({ key: 'packed-damaged', args: { method } });
}
