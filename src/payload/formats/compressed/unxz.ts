/** Unpacks xz files (github.com/tukaani-project/xz/blob/master/doc/xz-file-format.txt). */
import type { FormatError, Unwrapped } from '../../tree/format.ts';
import { uint32At } from '../../tree/littleEndian.ts';
import { crc32, crc64 } from './crc.ts';
import { Lzma2 } from './lzma2.ts';
import { begins, XZ_SIGNATURE } from './signatures.ts';
import { Unpacked } from './unpacked.ts';

/** Bytes of the header of a stream, and of its footer. */
const HEADER = 12;
const FOOTER_SIGNATURE = [0x59, 0x5a];
/** Bytes of a checksum by the lower bits of its type. */
const CHECK_SIZES = [0, 4, 4, 4, 8, 8, 8, 16, 16, 16, 32, 32, 32, 64, 64, 64];
const CRC_32 = 1;
const CRC_64 = 4;
const LZMA2 = 0x21;
const LARGEST_DICTIONARY = 40;

/** Unpacks all streams, which form one content. */
export function unwrapXz(packed: Uint8Array, most: number): Unwrapped {
  const into = new Unpacked();
  const chunks = new Lzma2(packed, into, most);
  for (let at = 0; at < packed.length; ) {
    let next: number | FormatError = { key: at === 0 ? 'unpacked' : 'rest', offset: at };
    if (begins(packed, XZ_SIGNATURE, at)) next = unpackStream(packed, at, into, chunks);
    // Padding between streams.
    else if (at > 0 && at + 4 <= packed.length && uint32At(packed, at) === 0) next = at + 4;
    if (typeof next !== 'number') return { bytes: into.upTo(most), error: next };
    at = next;
  }
  return { bytes: into.upTo(most) };
}

/** @returns the end of the stream */
function unpackStream(
  packed: Uint8Array,
  streamAt: number,
  into: Unpacked,
  chunks: Lzma2,
): number | FormatError {
  const flags = packed[streamAt + 7] ?? 0;
  if (streamAt + HEADER > packed.length) return { key: 'ends', offset: streamAt };
  if ((packed[streamAt + 6] ?? 0) !== 0 || flags > 0x0f) return { key: 'codec', offset: streamAt };
  if (!isWhole(packed, streamAt + 6, streamAt + 8)) return { key: 'checksum', offset: streamAt };
  let at = streamAt + HEADER;
  let blocks = 0;
  for (; packed[at] !== 0; blocks += 1) {
    const next = unpackBlock(packed, { at, streamAt, check: flags }, into, chunks);
    if (typeof next !== 'number') return next;
    at = next;
  }
  const end = afterIndex(packed, at, streamAt, blocks);
  if (typeof end !== 'number') return end;
  if (end + HEADER > packed.length) return { key: 'ends', offset: end };
  const isEnd = FOOTER_SIGNATURE.every((byte, index) => packed[end + 10 + index] === byte);
  return isEnd ? end + HEADER : { key: 'packed', offset: end };
}

interface BlockPlace {
  readonly at: number;
  readonly streamAt: number;
  /** Type of the checksum. */
  readonly check: number;
}

/** @returns the end of the block */
function unpackBlock(
  packed: Uint8Array,
  { at, streamAt, check }: BlockPlace,
  into: Unpacked,
  chunks: Lzma2,
): number | FormatError {
  const size = packed[at];
  if (size === undefined) return { key: 'ends', offset: at };
  const start = at + 4 * (size + 1);
  if (start > packed.length) return { key: 'ends', offset: at };
  if (!isWhole(packed, at, start - 4)) return { key: 'checksum', offset: at };
  const flags = packed[at + 1] ?? 0;
  const sizes = new Numbers(packed, at + 2, start - 4);
  if ((flags & 0x40) !== 0) sizes.next();
  if ((flags & 0x80) !== 0) sizes.next();
  // Filters for programs, and reserved flags.
  if ((flags & 0x3f) !== 0 || sizes.next() !== LZMA2) return { key: 'codec', offset: at };
  if (sizes.next() !== 1 || sizes.next() > LARGEST_DICTIONARY) return { key: 'packed', offset: at };
  const begun = into.length;
  const end = chunks.block(start);
  if (typeof end !== 'number') return end;
  const checkAt = padded(end, streamAt);
  const next = checkAt + (CHECK_SIZES[check] ?? 0);
  if (next > packed.length) return { key: 'ends', offset: at };
  const content = into.bytes.subarray(begun, into.length);
  return isSame(content, check, packed, checkAt) ? next : { key: 'checksum', offset: checkAt };
}

/** Other checksums than CRC are not compared. */
function isSame(content: Uint8Array, check: number, packed: Uint8Array, at: number): boolean {
  if (check === CRC_32) return crc32(content) === uint32At(packed, at);
  if (check !== CRC_64) return true;
  const [low, high] = crc64(content);
  return low === uint32At(packed, at) && high === uint32At(packed, at + 4);
}

/** The list of blocks. @returns the end of it */
function afterIndex(
  packed: Uint8Array,
  at: number,
  streamAt: number,
  blocks: number,
): number | FormatError {
  const numbers = new Numbers(packed, at + 1, packed.length);
  if (numbers.next() !== blocks) return { key: 'packed', offset: at };
  for (let count = 0; count < 2 * blocks; count += 1) numbers.next();
  const checkAt = padded(numbers.at, streamAt);
  if (checkAt + 4 > packed.length) return { key: 'ends', offset: at };
  return isWhole(packed, at, checkAt) ? checkAt + 4 : { key: 'checksum', offset: at };
}

/** Parts of a stream begin at multiples of four bytes. */
const padded = (at: number, streamAt: number): number => at + ((4 - ((at - streamAt) % 4)) % 4);

/** Whether the checksum of the bytes follows them. */
const isWhole = (packed: Uint8Array, start: number, end: number): boolean =>
  crc32(packed.subarray(start, end)) === uint32At(packed, end);

/** Numbers of seven bits per byte. */
class Numbers {
  at: number;
  readonly #packed: Uint8Array;
  readonly #end: number;

  constructor(packed: Uint8Array, start: number, end: number) {
    this.#packed = packed;
    this.at = start;
    this.#end = end;
  }

  /** NaN if it is incomplete. */
  next(): number {
    let value = 0;
    for (let factor = 1; this.at < this.#end && factor < 2 ** 63; factor *= 0x80) {
      const byte = this.#packed[this.at] ?? 0;
      this.at += 1;
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return value;
    }
    return Number.NaN;
  }
}
