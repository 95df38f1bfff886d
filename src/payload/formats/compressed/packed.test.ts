import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { leastCpuTime } from '../../../base/cpuTime.testkit.ts';
import { tries } from '../../../base/runs.testkit.ts';
import { encodeUtf8 } from '../../../base/utf8.ts';
import type { PayloadFormat } from '../../tree/format.ts';
import { formatOf } from '../formats.ts';
import { payloadReader } from '../reading.ts';
import { bytesOf } from '../tree.testkit.ts';
import { LINES, LZ4_VECTORS, ZSTD_VECTORS } from './packed.testkit.ts';
import { lz4, zstd } from './packed.ts';
import { unwrapLz4Block, unwrapSizedLz4Block } from './unlz4.ts';
import { xxh32 } from './xxh32.ts';

const MOST = 1 << 20;
const unwrapped = ({ unwrap }: PayloadFormat, payload: Uint8Array, most = MOST) => {
  const found = unwrap?.found?.(payload, most);
  if (found === undefined) throw new Error('not loaded');
  return found;
};
const joined = (...all: Uint8Array[]) => Uint8Array.from(all.flatMap((bytes) => [...bytes]));

/** `{"t":21.5}` by lz4 and by zstd. */
const JSON_LZ4 = bytesOf('04224d186440a70a0000807b2274223a32312e357d00000000e6eceeea');

const JSON_ZSTD = bytesOf('28b52ffd200a5100007b2274223a32312e357d');

describe.each([
  { format: lz4, vectors: LZ4_VECTORS, skipped: '5a2a4d1803000000010203', json: JSON_LZ4 },
  { format: zstd, vectors: ZSTD_VECTORS, skipped: '502a4d1803000000010203', json: JSON_ZSTD },
])('$format.name', ({ format, vectors, skipped, json }) => {
  it.each(vectors)('unpacks the output of the reference program: $how', ({ packed, content }) => {
    const { bytes, error } = unwrapped(format, packed);
    expect([error, Buffer.compare(bytes, content)]).toEqual([undefined, 0]);
    expect(formatOf(packed)?.id).toBe(format.id);
  });

  const whole = vectors.find(({ how }) => how.includes('-BX') || how === 'zstd -19');
  const packed = whole?.packed ?? new Uint8Array();

  it('joins several frames, and skips skippable ones', () => {
    expect(unwrapped(format, joined(packed, bytesOf(skipped), packed))).toEqual({
      bytes: joined(LINES, LINES),
    });
  });

  it('keeps the content before an error, and locates the error', () => {
    const cut = unwrapped(format, joined(packed, packed.subarray(0, packed.length - 30)));
    expect(cut.bytes.subarray(0, LINES.length)).toEqual(LINES);
    expect(cut.error?.key).toBe('ends');
    expect(cut.error?.offset).toBeGreaterThanOrEqual(packed.length);
    expect(unwrapped(format, Uint8Array.of(...packed, 7, 7, 7, 7))).toEqual({
      bytes: LINES,
      error: { key: 'rest', offset: packed.length },
    });
  });

  it('unpacks no more than the limit', () => {
    for (const { packed: bomb, content } of vectors.filter((one) => one.content.length > 1000)) {
      const { bytes, error } = unwrapped(format, bomb, 1000);
      expect(bytes).toEqual(content.subarray(0, 1000));
      expect(error?.key).toBe('large');
    }
  });

  it('never throws on damaged bytes, and ends quickly', () => {
    const spent = leastCpuTime(() => {
      for (let at = 4; at < packed.length; at += 1) {
        const damaged = packed.slice();
        damaged[at] = (packed[at] ?? 0) ^ (1 << (at % 8));
        const { error } = unwrapped(format, damaged);
        expect(error?.offset ?? 0).toBeLessThanOrEqual(packed.length);
      }
    }, 1);
    expect(spent).toBeLessThan(5000);
  });

  it('is searched by filters', async () => {
    await format.unwrap?.load();
    expect(payloadReader(['t'])(json)).toBe(21.5);
  });
});

describe('zstd', () => {
  it('allocates only its content, even with a huge window', () => {
    // 2 GiB, in a frame of one empty block.
    expect(unwrapped(zstd, bytesOf('28b52ffd 00 a8 010000'))).toEqual({ bytes: new Uint8Array() });
  });

  it('ends quickly with very many blocks', () => {
    const head = bytesOf('28b52ffd 00 70');
    for (const block of [
      [0x0a, 0, 0, 7],
      [0x14, 0, 0, 0, 0],
    ]) {
      const payload = new Uint8Array(head.length + block.length * 250_000);
      payload.set(head);
      for (let n = 0; n < 250_000; n += 1) payload.set(block, head.length + n * block.length);
      expect(leastCpuTime(() => unwrapped(zstd, payload, 4 << 20), 1)).toBeLessThan(3000);
    }
  });

  it('locates a wrong checksum', () => {
    const packed = ZSTD_VECTORS[1]?.packed.slice() ?? new Uint8Array();
    packed[packed.length - 1] = (packed.at(-1) ?? 0) ^ 1;
    expect(unwrapped(zstd, packed)).toMatchObject({ bytes: LINES, error: { key: 'checksum' } });
  });
});

describe('LZ4', () => {
  it('computes the documented checksums', () => {
    // xxhsum 0.8.1 -H0
    expect(xxh32(new Uint8Array()).toString(16)).toBe('2cc5d05');
    expect(xxh32(encodeUtf8('a')).toString(16)).toBe('550d7456');
    expect(xxh32(encodeUtf8('abc')).toString(16)).toBe('32d153ff');
  });

  it('locates a wrong checksum', () => {
    const packed = LZ4_VECTORS[1]?.packed.slice() ?? new Uint8Array();
    packed[60] = (packed[60] ?? 0) ^ 1;
    expect(unwrapped(lz4, packed).error).toEqual({ key: 'checksum', offset: 15 });
    packed[14] = 0;
    expect(unwrapped(lz4, packed).error).toEqual({ key: 'checksum', offset: 0 });
  });

  // The content of a frame without checksums is a plain block.
  const plain = LZ4_VECTORS[0]?.packed ?? new Uint8Array();
  const block = plain.subarray(11, plain.length - 4);

  it('reads single blocks, with and without their size', () => {
    expect(unwrapLz4Block(block, MOST)).toEqual({ bytes: LINES, error: undefined });
    const size = new Uint8Array(4);
    new DataView(size.buffer).setUint32(0, LINES.length, true);
    const sized = joined(size, block);
    expect(unwrapSizedLz4Block(sized, MOST)).toEqual({ bytes: LINES, error: undefined });
    sized[0] = (sized[0] ?? 0) ^ 1;
    expect(unwrapSizedLz4Block(sized, MOST).error).toEqual({ key: 'size', offset: 0 });
  });

  it('never throws on blocks, and never reads before their start', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        const { error } = unwrapLz4Block(bytes, 1000);
        expect(error?.offset ?? 0).toBeLessThanOrEqual(bytes.length);
      }),
      { numRuns: tries(1000) },
    );
    // A match nine bytes before five.
    expect(unwrapLz4Block(bytesOf('50 68656c6c6f 0900'), MOST)).toEqual({
      bytes: encodeUtf8('hello'),
      error: { key: 'packed', offset: 0 },
    });
  });

  it('takes no longer for a bomb than for its limit', () => {
    const bomb = new Uint8Array(4 << 20).fill(0xff);
    bomb.set([0x1f, 0, 1, 0], 0);
    bomb[bomb.length - 1] = 0;
    expect(unwrapLz4Block(bomb, MOST).error?.key).toBe('large');
    expect(leastCpuTime(() => unwrapLz4Block(bomb, MOST), 2, 500)).toBeLessThan(500);
  });
});
