import { expect, it } from 'vitest';
import { joined } from '../../../base/bytes.ts';
import { bytesOf } from '../tree.testkit.ts';
import { LZ4_VECTORS, ZSTD_VECTORS } from './packed.testkit.ts';
import { isPackedFile, type PackedFileNote, unpackedFile } from './packedFile.ts';

async function unpacked(packed: Uint8Array, most?: number) {
  async function* bytewise() {
    for (let at = 0; at < packed.length; at += 7) {
      yield await Promise.resolve(packed.subarray(at, at + 7));
    }
  }
  const notes: PackedFileNote[] = [];
  const pieces: Uint8Array[] = [];
  for await (const piece of unpackedFile(bytewise(), (note) => notes.push(note), most)) {
    pieces.push(piece);
  }
  return { bytes: joined(pieces), notes };
}

it.each([...ZSTD_VECTORS, ...LZ4_VECTORS])('unpacks a file of $how', async (vector) => {
  const skipped = joined([bytesOf('502a4d1803000000abcdef'), vector.packed]);
  for (const packed of [vector.packed, skipped]) {
    expect(isPackedFile(packed)).toBe(true);
    const { bytes, notes } = await unpacked(packed);
    expect(Buffer.compare(bytes, vector.content)).toBe(0);
    expect(notes).toEqual([]);
  }
});

it('stops at the size limit, and says so', async () => {
  const packed = ZSTD_VECTORS.at(-1)?.packed ?? new Uint8Array();
  const { bytes, notes } = await unpacked(packed, 1024);
  expect(bytes.length).toBe(1024);
  expect(notes.map(({ key }) => key)).toEqual(['packed-too-large']);
});

it('yields the content before damage, and says so', async () => {
  const packed = LZ4_VECTORS[0]?.packed ?? new Uint8Array();
  const { notes } = await unpacked(packed.subarray(0, -3));
  expect(notes.map(({ key }) => key)).toEqual(['packed-damaged']);
});

it.each(['d4c3b2a1', '1f8b0800', '425a6839', 'fd377a585a00', '0422'])(
  'leaves %s to others',
  (start) => {
    expect(isPackedFile(bytesOf(start))).toBe(false);
  },
);
