/** Tests payloads that other libraries pack, and damaged copies of them. */
import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
import { compress, decompress, init } from '@bokuweb/zstd-wasm';
import fc from 'fast-check';
import lz4js from 'lz4js';
import { beforeAll, expect, test } from 'vitest';
import { leastCpuTime } from '../../../base/cpuTime.testkit.ts';
import { isSample, tries } from '../../../base/runs.testkit.ts';
import { encodeUtf8 } from '../../../base/utf8.ts';
import type { Unwrapped } from '../../tree/format.ts';
import { bytesOf, mutated } from '../tree.testkit.ts';
import { unwrapBrotli } from './unbrotli.ts';
import { unwrapLz4, unwrapLz4Block } from './unlz4.ts';
import { unwrapZstd } from './unzstd.ts';

const MOST = 4 << 20;

beforeAll(() => init());

/** Random bytes, and content that repeats at short and long distances. */
const content = fc.oneof(
  fc.uint8Array({ maxLength: 2000 }),
  fc.jsonValue().map((value) => encodeUtf8(JSON.stringify(value, undefined, 2))),
  fc
    .array(fc.tuple(fc.uint8Array({ minLength: 1, maxLength: 20 }), fc.nat(400)), {
      minLength: 1,
      maxLength: 8,
    })
    .map((parts) =>
      Buffer.concat(parts.flatMap(([part, times]) => Array.from({ length: times }, () => part))),
    ),
);

/** Several blocks, with symbols of unequal frequency. */
const lines = encodeUtf8(
  Array.from({ length: 12_000 }, (_, n) => `{"n":${n},"t":${(n * 7919) % 5003}}`).join('\n'),
);

/**
 * 0 if there is no error and the content is the same. Comparing the bytes with `expect` takes much longer.
 */
const against = (wanted: Uint8Array, { bytes, error }: Unwrapped) =>
  error ?? Buffer.compare(bytes, wanted);

test('unpacks Zstandard of the reference implementation for any content', () => {
  const level = fc.constantFrom(-5, 1, 3, 9, 19);
  fc.assert(
    fc.property(content, level, (bytes, by) => {
      expect(against(bytes, unwrapZstd(compress(bytes, by), MOST))).toBe(0);
    }),
    { numRuns: tries(200) },
  );
  for (const by of [-5, 1, 9]) {
    expect(against(lines, unwrapZstd(compress(lines, by), MOST))).toBe(0);
  }
});

test('reads no more of damaged Zstandard than the reference implementation', () => {
  const packed = content.map((bytes) => compress(bytes, 9));
  let read = 0;
  fc.assert(
    fc.property(mutated(packed), (bytes) => {
      const theirs = orUndefined(() => decompress(bytes));
      const ours = unwrapZstd(bytes, MOST);
      expect(ours.error?.offset ?? 0).toBeLessThanOrEqual(bytes.length);
      if (theirs === undefined) return;
      read += 1;
      expect(against(theirs, ours)).toBe(0);
    }),
    { numRuns: tries(300) },
  );
  // In the few tries of a sample, none may be readable.
  expect(read > 0 || isSample).toBe(true);
});

test('unpacks LZ4 frames and blocks of lz4js for any content', () => {
  fc.assert(
    fc.property(content, (bytes) => {
      expect(against(bytes, unwrapLz4(lz4js.compress(bytes), MOST))).toBe(0);
      const block = new Uint8Array(2 * bytes.length + 100);
      const length = lz4js.compressBlock(bytes, block, 0, bytes.length, new Uint32Array(1 << 16));
      if (length === 0) return;
      expect(against(bytes, unwrapLz4Block(block.subarray(0, length), MOST))).toBe(0);
    }),
    { numRuns: tries(200) },
  );
  expect(against(lines, unwrapLz4(lz4js.compress(lines), MOST))).toBe(0);
});

/** Text whose words are in the dictionary of Brotli, also in other languages and in upper case. */
const words = fc
  .array(
    fc.constantFrom('time', ' the ', 'Temperature', 'ERROR', 'https://www.', 'время', '中文', ', '),
    { maxLength: 60 },
  )
  .map((all) => encodeUtf8(all.join(' ')));

const packedByBrotli = (bytes: Uint8Array, quality: number, window = 22, mode = 0): Uint8Array =>
  new Uint8Array(
    brotliCompressSync(bytes, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: quality,
        [constants.BROTLI_PARAM_LGWIN]: window,
        [constants.BROTLI_PARAM_MODE]: mode,
      },
    }),
  );

test('unpacks Brotli of the reference implementation for any content', () => {
  const quality = fc.constantFrom(0, 1, 4, 5, 9, 11);
  const window = fc.constantFrom(10, 16, 22, 24);
  fc.assert(
    fc.property(
      fc.oneof(content, words),
      quality,
      window,
      fc.constantFrom(0, 1, 2),
      (bytes, by, bits, mode) => {
        expect(against(bytes, unwrapBrotli(packedByBrotli(bytes, by, bits, mode), MOST))).toBe(0);
      },
    ),
    { numRuns: tries(200) },
  );
  for (const by of [0, 5, 11]) {
    expect(against(lines, unwrapBrotli(packedByBrotli(lines, by), MOST))).toBe(0);
  }
});

test('reads no more of damaged Brotli than the reference implementation', () => {
  const packed = fc.oneof(content, words).map((bytes) => packedByBrotli(bytes, 9));
  fc.assert(
    fc.property(mutated(packed), (bytes) => {
      const theirs = orUndefined(() => new Uint8Array(brotliDecompressSync(bytes)));
      const ours = unwrapBrotli(bytes, MOST);
      expect(ours.error?.offset ?? 0).toBeLessThanOrEqual(bytes.length);
      // Node ignores bytes after the end.
      if (ours.error?.key === 'rest') return;
      const isSame = theirs === undefined ? ours.error !== undefined : against(theirs, ours) === 0;
      expect(isSame).toBe(true);
    }),
    { numRuns: tries(300) },
  );
});

test('unpacks no more of Brotli than the limit, in bounded time', () => {
  const bomb = packedByBrotli(new Uint8Array(64 << 20), 5);
  const unpacked = unwrapBrotli(bomb, MOST);
  expect(unpacked.error?.key).toBe('large');
  expect(unpacked.bytes.length).toBe(MOST);
  expect(leastCpuTime(() => unwrapBrotli(bomb, MOST), 3, 500)).toBeLessThan(500);
});

test.each([
  ['nothing', '', 'ends'],
  ['a window that is reserved', '11', 'unpacked'],
  ['half of it', '1b1000f88d946ede', 'ends'],
  ['bits after the end', 'fb', 'packed'],
  ['bytes after the end', '3b00', 'rest'],
])('reports the error of Brotli: %s', (_name, packed, key) => {
  expect(unwrapBrotli(bytesOf(packed), MOST).error?.key).toBe(key);
});

function orUndefined<T>(make: () => T): T | undefined {
  try {
    return make();
  } catch {
    return undefined;
  }
}
