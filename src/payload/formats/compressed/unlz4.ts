/**
 * Unpacks LZ4: frames (github.com/lz4/lz4/blob/dev/doc/lz4_Frame_format.md) and single blocks
 * (lz4_Block_format.md), which have no signature.
 */
import type { ErrorKey, FormatError, Unwrapped } from '../../tree/format.ts';
import { uint16At, uint32At } from '../../tree/littleEndian.ts';
import { Unpacked, unpackFrames } from './unpacked.ts';
import { xxh32 } from './xxh32.ts';

const MAGIC = 0x184d2204;
/** Block sizes by their code in the descriptor; smaller codes are invalid. */
const BLOCK_SIZES: ReadonlyMap<number, number> = new Map([
  [4, 64 << 10],
  [5, 256 << 10],
  [6, 1 << 20],
  [7, 4 << 20],
]);
const SHORTEST_MATCH = 4;

/** A length of 15 continues in the following bytes, up to the first one below 255. */
function longer(packed: Uint8Array, at: number, end: number): readonly [number, number] {
  let more = 0;
  for (let place = at; place < end; place += 1) {
    const byte = packed[place] ?? 0;
    more += byte;
    if (byte < 255) return [more, place + 1];
  }
  return [more, end + 1];
}

/** @param first the earliest unpacked byte that a block may refer to */
function unpackBlock(
  packed: Uint8Array,
  start: number,
  end: number,
  into: Unpacked,
  { most, first }: { readonly most: number; readonly first: number },
): FormatError | undefined {
  let at = start;
  while (at < end) {
    const begun = at;
    const token = packed[at] ?? 0;
    at += 1;
    let literals = token >> 4;
    if (literals === 15) {
      const [more, next] = longer(packed, at, end);
      literals += more;
      at = next;
    }
    if (at + literals > end) return { key: 'ends', offset: begun };
    into.add(packed.subarray(at, at + literals));
    at += literals;
    if (into.length > most) return { key: 'large', offset: begun };
    // The last sequence of a block has no match.
    if (at === end) return undefined;
    const distance = uint16At(packed, at);
    at += 2;
    let count = (token & 15) + SHORTEST_MATCH;
    if ((token & 15) === 15) {
      const [more, next] = longer(packed, at, end);
      count += more;
      at = next;
    }
    if (at > end) return { key: 'ends', offset: begun };
    if (distance === 0 || distance > into.length - first) return { key: 'packed', offset: begun };
    into.repeat(distance, Math.min(count, most + 1 - into.length));
    if (into.length > most) return { key: 'large', offset: begun };
  }
  return undefined;
}

interface FrameFlags {
  readonly hasBlockChecks: boolean;
  readonly hasContentCheck: boolean;
  readonly areIndependent: boolean;
  readonly largest: number;
  /** Start of its blocks. */
  readonly start: number;
}

function flagsAt(packed: Uint8Array, at: number): FrameFlags | ErrorKey {
  const flags = packed[at + 4] ?? 0;
  const largest = BLOCK_SIZES.get(((packed[at + 5] ?? 0) >> 4) & 7);
  const check = at + 6 + ((flags & 8) === 0 ? 0 : 8) + ((flags & 1) === 0 ? 0 : 4);
  if (check >= packed.length) return 'ends';
  if (flags >> 6 !== 1 || largest === undefined) return 'packed';
  if (((xxh32(packed.subarray(at + 4, check)) >>> 8) & 0xff) !== packed[check]) return 'checksum';
  const dictionary = (flags & 1) === 0 ? [] : packed.subarray(check - 4, check);
  if (dictionary.some((byte) => byte !== 0)) return 'dictionary';
  return {
    areIndependent: (flags & 0x20) !== 0,
    hasBlockChecks: (flags & 0x10) !== 0,
    hasContentCheck: (flags & 4) !== 0,
    largest,
    start: check + 1,
  };
}

/** @returns the end of the frame */
function unpackFrame(
  packed: Uint8Array,
  frameAt: number,
  into: Unpacked,
  most: number,
): number | FormatError {
  const flags = flagsAt(packed, frameAt);
  if (typeof flags === 'string') return { key: flags, offset: frameAt };
  const { hasBlockChecks, hasContentCheck, areIndependent, largest } = flags;
  const begun = into.length;
  let at = flags.start;
  for (;;) {
    if (at + 4 > packed.length) return { key: 'ends', offset: at };
    const head = uint32At(packed, at);
    if (head === 0) break;
    const size = head % 0x8000_0000;
    const [start, end] = [at + 4, at + 4 + size];
    if (size > largest) return { key: 'packed', offset: at };
    const next = end + (hasBlockChecks ? 4 : 0);
    if (next > packed.length) return { key: 'ends', offset: at };
    if (hasBlockChecks && xxh32(packed.subarray(start, end)) !== uint32At(packed, end)) {
      return { key: 'checksum', offset: at };
    }
    if (head === size) {
      const first = areIndependent ? into.length : begun;
      const error = unpackBlock(packed, start, end, into, { most, first });
      if (error !== undefined) return error;
    } else into.add(packed.subarray(start, end));
    if (into.length > most) return { key: 'large', offset: at };
    at = next;
  }
  at += 4;
  if (!hasContentCheck) return at;
  if (at + 4 > packed.length) return { key: 'ends', offset: at };
  const isWhole = xxh32(into.bytes.subarray(begun, into.length)) === uint32At(packed, at);
  return isWhole ? at + 4 : { key: 'checksum', offset: at };
}

export function unwrapLz4(packed: Uint8Array, most: number): Unwrapped {
  return unpackFrames(packed, MAGIC, most, (at, into) => unpackFrame(packed, at, into, most));
}

/** Unpacks a block without a frame. */
export function unwrapLz4Block(packed: Uint8Array, most: number): Unwrapped {
  return unwrapBlockAt(packed, 0, most);
}

/** Unpacks a block that follows the size of its content, in four bytes with the lowest first. */
export function unwrapSizedLz4Block(packed: Uint8Array, most: number): Unwrapped {
  if (packed.length < 4) return { bytes: new Uint8Array(), error: { key: 'ends', offset: 0 } };
  const unwrapped = unwrapBlockAt(packed, 4, most);
  const isWhole = unwrapped.error !== undefined || unwrapped.bytes.length === uint32At(packed, 0);
  return isWhole ? unwrapped : { ...unwrapped, error: { key: 'size', offset: 0 } };
}

function unwrapBlockAt(packed: Uint8Array, start: number, most: number): Unwrapped {
  const into = new Unpacked();
  const error = unpackBlock(packed, start, packed.length, into, { most, first: 0 });
  return { bytes: into.upTo(most), error };
}
