/** gzip (RFC 1952) and zlib (RFC 1950). Their content is a separate payload. */
import { Lazy } from '../../../base/lazy.ts';
import type { PayloadFormat } from '../../tree/format.ts';
import { isGzip, isZlib } from './deflatedHeads.ts';

/** Byte limit for unpacking a payload to test for zlib: its header is not sufficient evidence. */
const TRIED = 4 << 20;

const UNWRAP_GZIP = new Lazy(async () => (await import('./inflate.ts')).unwrapGzip);
const UNWRAP_ZLIB = new Lazy(async () => (await import('./inflate.ts')).unwrapZlib);

export const gzip: PayloadFormat = {
  id: 'gzip',
  name: 'gzip',
  extension: '.gz',
  mediaType: /^application\/(?:x-)?gzip\b/i,
  shown: 'where-found',
  detect: (payload) => (isGzip(payload) ? 'sure' : undefined),
  unwrap: UNWRAP_GZIP,
};

/** Deflate without a header (RFC 1951), which cannot be detected. */
export const deflate: PayloadFormat = {
  id: 'deflate',
  name: 'deflate',
  extension: '.bin',
  unwrap: new Lazy(async () => (await import('./inflate.ts')).unwrapDeflate),
};

export const zlib: PayloadFormat = {
  id: 'zlib',
  name: 'zlib',
  extension: '.zz',
  mediaType: /^application\/zlib\b/i,
  shown: 'where-found',
  detect(payload, isNamed) {
    if (!isZlib(payload, isNamed)) return undefined;
    const tried = UNWRAP_ZLIB.found?.(payload, TRIED);
    if (tried === undefined) return 'untried';
    if (tried.error === undefined || tried.error.key === 'large') return 'sure';
    return isNamed || tried.bytes.length > 0 ? 'begun' : undefined;
  },
  unwrap: UNWRAP_ZLIB,
};
