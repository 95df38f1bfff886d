/** Tests payloads that other libraries pack, and damaged copies of them. */
import { compress, decompress, init } from '@bokuweb/zstd-wasm';
import fc from 'fast-check';
import lz4js from 'lz4js';
import { beforeAll, expect, test } from 'vitest';
import { isSample, tries } from '../../../base/runs.testkit.ts';
import { encodeUtf8 } from '../../../base/utf8.ts';
import type { Unwrapped } from '../../tree/format.ts';
import { mutated } from '../tree.testkit.ts';
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

function orUndefined<T>(make: () => T): T | undefined {
  try {
    return make();
  } catch {
    return undefined;
  }
}
