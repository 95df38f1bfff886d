/** Unpacks Zstandard (RFC 8878). `packed.ts` loads it on first use. */
import type { FormatError, Unwrapped } from '../../tree/format.ts';
import { uint24At, uint32At } from '../../tree/littleEndian.ts';
import { type Unpacked, unpackFrames } from './unpacked.ts';
import { xxh64Low } from './xxh64.ts';
import { Damaged } from './zstdBits.ts';
import { LARGEST_BLOCK, newFrameState, unpackBlock } from './zstdBlocks.ts';

const MAGIC = 0xfd2fb528;
/** Limited because each block builds its tables. */
const MOST_BLOCKS = 20_000;
/** Limit of bytes to verify by checksum: it needs 64-bit numbers, which are slow. */
const MOST_CHECKED = 256 << 10;
const RAW = 0;
const RLE = 1;
const RESERVED = 3;

export function unwrapZstd(payload: Uint8Array, most: number): Unwrapped {
  const limits = { most, blocks: MOST_BLOCKS };
  return unpackFrames(payload, MAGIC, most, (at, into) => unpackFrame(payload, at, into, limits));
}

interface Limits {
  readonly most: number;
  /** Compressed blocks that are still allowed. */
  blocks: number;
}

/** @returns the end of the frame */
function unpackFrame(
  payload: Uint8Array,
  frameAt: number,
  into: Unpacked,
  limits: Limits,
): number | FormatError {
  const flags = payload[frameAt + 4] ?? 0;
  const isSingle = (flags & 0x20) !== 0;
  const sizeFlag = flags >> 6;
  const sizeBytes = sizeFlag === 0 ? (isSingle ? 1 : 0) : 1 << sizeFlag;
  const dictionaryBytes = [0, 1, 2, 4][flags & 3] ?? 0;
  if ((flags & 8) !== 0) return { key: 'packed', offset: frameAt + 4 };
  const dictionary = payload.subarray(frameAt + (isSingle ? 5 : 6)).subarray(0, dictionaryBytes);
  if (dictionary.some((byte) => byte !== 0)) return { key: 'dictionary', offset: frameAt };
  const begun = into.length;
  const state = newFrameState();
  let at = frameAt + (isSingle ? 5 : 6) + dictionaryBytes + sizeBytes;
  for (;;) {
    if (at + 3 > payload.length) return { key: 'ends', offset: Math.min(at, payload.length) };
    const head = uint24At(payload, at);
    const kind = (head >> 1) & 3;
    const size = head >> 3;
    const start = at + 3;
    const end = start + (kind === RLE ? 1 : size);
    if (kind === RESERVED || size > LARGEST_BLOCK) return { key: 'packed', offset: at };
    if (end > payload.length) return { key: 'ends', offset: at };
    if (kind === RAW) into.add(payload.subarray(start, end));
    else if (kind === RLE) into.fill(payload[start] ?? 0, size);
    else {
      limits.blocks -= 1;
      if (limits.blocks < 0) return { key: 'large', offset: at };
      try {
        unpackBlock(payload.subarray(start, end), into, begun, state);
      } catch (error) {
        if (!(error instanceof Damaged)) throw error;
        return { key: 'packed', offset: at };
      }
    }
    if (into.length > limits.most) return { key: 'large', offset: at };
    at = end;
    if (head % 2 === 1) break;
  }
  if ((flags & 4) === 0) return at;
  if (at + 4 > payload.length) return { key: 'ends', offset: at };
  const content = into.bytes.subarray(begun, into.length);
  const isWhole = content.length > MOST_CHECKED || xxh64Low(content) === uint32At(payload, at);
  return isWhole ? at + 4 : { key: 'checksum', offset: at };
}
