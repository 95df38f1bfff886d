/** Reads the sizes of pictures from their headers. `pictures.ts` loads it on first use. */
import { BuiltTree } from '../../tree/builtTree.ts';
import type { FormatError, FormatReading } from '../../tree/format.ts';
import { uint16At, uint24At, uint32At } from '../../tree/littleEndian.ts';
import { treeReading } from '../../tree/treeReading.ts';

/** A number of pixels, with its place. */
interface Length {
  readonly pixels: number;
  readonly start: number;
  readonly end: number;
}

interface Size {
  readonly width: Length;
  readonly height: Length;
}

type ReadSize = (bytes: Uint8Array) => Size | FormatError;

const ends = (bytes: Uint8Array, at: number): FormatError => ({
  key: 'ends',
  offset: Math.min(at, bytes.length),
});

function bigAt(bytes: Uint8Array, start: number, count: number): Length {
  let pixels = 0;
  for (let at = start; at < start + count; at += 1) pixels = pixels * 256 + (bytes[at] ?? 0);
  return { pixels, start, end: start + count };
}

const littleAt = (bytes: Uint8Array, start: number): Length => ({
  pixels: uint16At(bytes, start),
  start,
  end: start + 2,
});

/** Reads the first chunk (PNG, 11.2.1). */
function pngSize(bytes: Uint8Array): Size | FormatError {
  if (bytes.length < 24) return ends(bytes, 8);
  // IHDR
  if (uint32At(bytes, 12) !== 0x52444849) return { key: 'reserved', offset: 12 };
  return { width: bigAt(bytes, 16, 4), height: bigAt(bytes, 20, 4) };
}

const isFrameHeader = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
/** Markers without a segment after them. */
const isBare = (marker: number): boolean => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8);
const SCAN = 0xda;
const END = 0xd9;

/** Reads the first frame header (ITU T.81, B.2.2). */
function jpegSize(bytes: Uint8Array): Size | FormatError {
  let at = 2;
  while (at + 4 <= bytes.length) {
    if (bytes[at] !== 0xff) return { key: 'reserved', offset: at };
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) at += 1;
    else if (isBare(marker)) at += 2;
    else if (marker === SCAN || marker === END) return { key: 'reserved', offset: at };
    else if (isFrameHeader(marker)) {
      if (at + 9 > bytes.length) return ends(bytes, at);
      return { height: bigAt(bytes, at + 5, 2), width: bigAt(bytes, at + 7, 2) };
    } else at += 2 + bigAt(bytes, at + 2, 2).pixels;
  }
  return ends(bytes, at);
}

const EXTENSION = 0x21;
const IMAGE = 0x2c;
const TRAILER = 0x3b;

/** Skips data blocks up to an empty one. */
function afterBlocks(bytes: Uint8Array, start: number): number {
  let at = start;
  while (at < bytes.length && bytes[at] !== 0) at += 1 + (bytes[at] ?? 0);
  return at + 1;
}

const colours = (flags: number): number => ((flags & 0x80) === 0 ? 0 : 3 << ((flags & 7) + 1));

/** The logical screen; larger pictures enlarge it (GIF89a, sections 18 and 20). */
function gifSize(bytes: Uint8Array): Size | FormatError {
  if (bytes.length < 13) return ends(bytes, 6);
  let width = littleAt(bytes, 6);
  let height = littleAt(bytes, 8);
  let at = 13 + colours(bytes[10] ?? 0);
  while (at < bytes.length && bytes[at] !== TRAILER) {
    if (bytes[at] === EXTENSION) at = afterBlocks(bytes, at + 2);
    else if (bytes[at] === IMAGE && at + 10 <= bytes.length) {
      width = larger(width, littleAt(bytes, at + 5), uint16At(bytes, at + 1));
      height = larger(height, littleAt(bytes, at + 7), uint16At(bytes, at + 3));
      at = afterBlocks(bytes, at + 11 + colours(bytes[at + 9] ?? 0));
    } else break;
  }
  return { width, height };
}

function larger(screen: Length, picture: Length, from: number): Length {
  const reached = from + picture.pixels;
  return reached > screen.pixels ? { ...picture, pixels: reached } : screen;
}

/** Depends on the kind of the first chunk (RFC 9649, section 2). */
function webpSize(bytes: Uint8Array): Size | FormatError {
  if (bytes.length < 30) return ends(bytes, 12);
  switch (bytes[15] ?? 0) {
    // VP8X: 24 bits each, minus one.
    case 0x58: {
      const width = { pixels: uint24At(bytes, 24) + 1, start: 24, end: 27 };
      return { width, height: { pixels: uint24At(bytes, 27) + 1, start: 27, end: 30 } };
    }
    // VP8L: 14 bits each, minus one.
    case 0x4c: {
      const both = uint32At(bytes, 21);
      const width = { pixels: (both & 0x3fff) + 1, start: 21, end: 23 };
      return { width, height: { pixels: ((both >>> 14) & 0x3fff) + 1, start: 22, end: 25 } };
    }
    // VP8: 14 bits each.
    case 0x20: {
      const [width, height] = [littleAt(bytes, 26), littleAt(bytes, 28)];
      return {
        width: { ...width, pixels: width.pixels & 0x3fff },
        height: { ...height, pixels: height.pixels & 0x3fff },
      };
    }
    default:
      return { key: 'reserved', offset: 12 };
  }
}

const SIZES: ReadonlyMap<string, ReadSize> = new Map([
  ['png', pngSize],
  ['jpeg', jpegSize],
  ['gif', gifSize],
  ['webp', webpSize],
]);

/** Width and height in the order of their bytes. */
function inOrder({ width, height }: Size): readonly ('width' | 'height')[] {
  return width.start < height.start ? ['width', 'height'] : ['height', 'width'];
}

export function pictureReading(id: string): FormatReading {
  const sizeOf = SIZES.get(id) ?? ((bytes: Uint8Array) => ends(bytes, 0));
  return treeReading((payload) => {
    const size = sizeOf(payload);
    if ('key' in size) return { tree: undefined, error: size };
    const tree = new BuiltTree();
    tree.open('object', 0);
    for (const name of inOrder(size)) {
      const { pixels, start, end } = size[name];
      tree.add({ value: pixels }, start, end, { name });
    }
    return { tree: tree.end(payload.length) };
  });
}
