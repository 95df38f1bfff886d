import { describe, expect, it, test } from 'vitest';
import { ByteWriter } from '../bytes/byteWriter.ts';
import type { Frame } from './frameFile.ts';
import { isPcap, PcapReader } from './pcapReader.ts';

interface Captured {
  readonly captured: Uint8Array;
  /** Length on the wire. */
  readonly length?: number;
}

/** Builds a file whose header has different numbers in all places. @param extra bytes after each record header */
function fileOf(
  records: readonly Captured[],
  { magic = 0xa1b2c3d4, little = true, linkType = 1, extra = 0 } = {},
): Uint8Array {
  const writer = new ByteWriter()
    .u32(magic, little)
    .u16(2, little)
    .u16(4, little)
    .u32(0x01020304, little)
    .u32(0x05060708, little)
    .u32(65_535, little)
    .u32(linkType, little);
  for (const [at, { captured, length = captured.length }] of records.entries()) {
    writer
      .u32(1_700_000_000 + at, little)
      .u32(123_456, little)
      .u32(captured.length, little)
      .u32(length, little)
      .zeros(extra)
      .raw(captured);
  }
  return writer.bytes();
}

/** Frames, and the offset and key of each error. */
function read(file: Uint8Array, piece = file.length) {
  const frames: (Omit<Frame, 'buffer' | 'from' | 'to'> & { readonly bytes: number[] })[] = [];
  const errors: [number, string][] = [];
  const reader = new PcapReader({
    frame: ({ buffer, from, to, ...frame }) => {
      frames.push({ ...frame, bytes: [...buffer.subarray(from, to)] });
    },
    keys: () => undefined,
    comments: () => undefined,
    broken: (offset, { key }) => errors.push([offset, key]),
  });
  for (let at = 0; at < file.length; at += piece) reader.push(file.subarray(at, at + piece));
  reader.end();
  return { frames, errors };
}

const captured = Uint8Array.of(1, 2, 3, 4, 5);
const time = { seconds: 1_700_000_000, nanoseconds: 123_456_000 };

describe('a pcap file', () => {
  it.each([true, false])('counts the bytes of a frame that were not captured', (little) => {
    const file = fileOf([{ captured, length: 45 }, { captured }, { captured, length: 2 }], {
      little,
    });
    expect(read(file).frames.map(({ missing }) => missing)).toEqual([40, 0, 0]);
  });

  it.each([1, 7, 41, 1000])('is read in pieces of %i bytes', (piece) => {
    const frame = { time, linkType: 1, missing: 0, bytes: [...captured] };
    const next = { ...frame, time: { ...time, seconds: time.seconds + 1 }, bytes: [9] };
    const file = fileOf([{ captured }, { captured: Uint8Array.of(9) }]);
    expect(read(file, piece)).toEqual({ frames: [frame, next], errors: [] });
  });

  // The upper bits of the field describe the frame check sequence (draft-ietf-opsawg-pcap, 4).
  it.each([
    [1, 1],
    [0x2400_0001, 1],
    [0x0001_0071, 113],
    [0x0400_0114, 276],
    [0xffff, 0xffff],
  ])('takes the link type from the lower 16 bits: 0x%x is %i', (written, linkType) => {
    expect(read(fileOf([{ captured }], { linkType: written })).frames).toMatchObject([
      { linkType },
    ]);
  });

  it.each([
    [0xa1b2c3d4, 0, 123_456_000],
    [0xa1b23c4d, 0, 123_456],
    [0xa1b2cd34, 8, 123_456_000],
  ])('knows the magic number 0x%x', (magic, extra, nanoseconds) => {
    for (const little of [true, false]) {
      const file = fileOf([{ captured }, { captured }], { magic, extra, little });
      const { frames, errors } = read(file);
      expect(isPcap(file.subarray(0, 4))).toBe(true);
      expect(errors).toEqual([]);
      expect(frames).toMatchObject([
        { time: { nanoseconds }, bytes: [...captured] },
        { time: { nanoseconds }, bytes: [...captured] },
      ]);
    }
  });

  it('may be cut off in its header, in a record header or in a frame', () => {
    const file = fileOf([{ captured }, { captured }]);
    const second = 24 + 16 + 5;
    const cutAt = (length: number) => {
      const { frames, errors } = read(file.subarray(0, length));
      return [frames.length, ...errors];
    };
    expect(cutAt(23)).toEqual([0, [23, 'header-cut-off']]);
    expect(cutAt(24)).toEqual([0]);
    expect(cutAt(second)).toEqual([1]);
    expect(cutAt(second + 15)).toEqual([1, [second + 15, 'frame-cut-off']]);
    expect(cutAt(file.length - 1)).toEqual([1, [file.length - 1, 'frame-cut-off']]);
    expect(cutAt(file.length)).toEqual([2]);
  });
});

test('a frame of more than 128 MiB is an error, and reading ends', () => {
  const [limit, header] = [128 * 1024 * 1024, fileOf([])];
  const record = (length: number) =>
    new ByteWriter().zeros(8).u32(length, true).u32(length, true).zeros(100).bytes();
  expect(read(Uint8Array.of(...header, ...record(limit + 1)))).toEqual({
    frames: [],
    errors: [[24, 'frame-too-long']],
  });
  expect(read(Uint8Array.of(...header, ...record(limit))).errors).toMatchObject([
    [140, 'frame-cut-off'],
  ]);
});
