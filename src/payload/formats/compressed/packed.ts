/** Zstandard (RFC 8878) and LZ4. Their content is a separate payload. */
import { Lazy } from '../../../base/lazy.ts';
import type { Certainty, PayloadFormat } from '../../tree/format.ts';
import { begins } from './signatures.ts';
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
