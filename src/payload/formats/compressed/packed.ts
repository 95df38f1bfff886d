/** Zstandard (RFC 8878), LZ4, Snappy, xz, bzip2 and Brotli. Their content is a separate payload. */
import { Lazy } from '../../../base/lazy.ts';
import type { Certainty, PayloadFormat } from '../../tree/format.ts';
import {
  BZIP2_SIGNATURE,
  begins,
  beginsWith,
  SNAPPY_SIGNATURE,
  XZ_SIGNATURE,
} from './signatures.ts';
import { afterSkippable } from './unpacked.ts';

const beginsWithFrame =
  (...magic: number[]) =>
  (payload: Uint8Array): Certainty => {
    const at = afterSkippable(payload);
    return at >= 0 && begins(payload, magic, at) ? 'sure' : undefined;
  };

export const zstd: PayloadFormat = {
  id: 'zstd',
  name: 'zstd',
  extension: '.zst',
  mediaType: /^application\/zstd\b/i,
  shown: 'where-found',
  detect: beginsWithFrame(0x28, 0xb5, 0x2f, 0xfd),
  unwrap: new Lazy(async () => (await import('./unzstd.ts')).unwrapZstd),
};

export const lz4: PayloadFormat = {
  id: 'lz4',
  name: 'LZ4',
  extension: '.lz4',
  mediaType: /^application\/(?:x-)?lz4\b/i,
  shown: 'where-found',
  detect: beginsWithFrame(0x04, 0x22, 0x4d, 0x18),
  unwrap: new Lazy(async () => (await import('./unlz4.ts')).unwrapLz4),
};

export const xz: PayloadFormat = {
  id: 'xz',
  name: 'xz',
  extension: '.xz',
  mediaType: /^application\/x-xz\b/i,
  shown: 'where-found',
  detect: beginsWith(...XZ_SIGNATURE),
  unwrap: new Lazy(async () => (await import('./unxz.ts')).unwrapXz),
};

/** The digit of the block size, and the mark of the first block or of the end. */
const BLOCKS = [0x31, 0x41, 0x59, 0x26, 0x53, 0x59];
const NO_BLOCKS = [0x17, 0x72, 0x45, 0x38, 0x50, 0x90];

export const bzip2: PayloadFormat = {
  id: 'bzip2',
  name: 'bzip2',
  extension: '.bz2',
  mediaType: /^application\/(?:x-)?bzip2?\b/i,
  shown: 'where-found',
  detect: (payload) =>
    begins(payload, BZIP2_SIGNATURE) &&
    (begins(payload, BLOCKS, 4) || begins(payload, NO_BLOCKS, 4))
      ? 'sure'
      : undefined,
  unwrap: new Lazy(async () => (await import('./unbzip2.ts')).unwrapBzip2),
};

/** Blocks cannot be detected, so the user must choose them. */
export const snappy: PayloadFormat = {
  id: 'snappy',
  name: 'Snappy',
  extension: '.sz',
  mediaType: /^application\/x-snappy\b/i,
  shown: 'where-found',
  detect: beginsWith(...SNAPPY_SIGNATURE),
  unwrap: new Lazy(async () => (await import('./unsnappy.ts')).unwrapSnappy),
};

/** Brotli (RFC 7932), which cannot be detected. */
export const brotli: PayloadFormat = {
  id: 'brotli',
  name: 'Brotli',
  extension: '.br',
  unwrap: new Lazy(async () => (await import('./unbrotli.ts')).unwrapBrotli),
};

const block = (name: string, unwrap: NonNullable<PayloadFormat['unwrap']>): PayloadFormat => ({
  id: name,
  name,
  extension: '.lz4',
  unwrap,
});

/** Blocks cannot be detected, so the user must choose them. */
export const lz4Block = block(
  'lz4-block',
  new Lazy(async () => (await import('./unlz4.ts')).unwrapLz4Block),
);
export const lz4SizedBlock = block(
  'lz4-block(sized)',
  new Lazy(async () => (await import('./unlz4.ts')).unwrapSizedLz4Block),
);
