/** gzip (RFC 1952) and zlib (RFC 1950): what is within is a payload of its own. */
import {
  Z_BUF_ERROR,
  Z_OK,
  Z_STREAM_END,
  Z_SYNC_FLUSH,
  ZStream,
  zlibInflate,
  zlibInflateInit2,
  zlibInflateReset,
} from 'pako';
import { ByteWriter } from './byteWriter.ts';
import type { FaultKey, PayloadFormat, Unwrapped } from './format.ts';

/** The largest window; the second with gzip's header around it. Both check what they unpack. */
const ZLIB_WINDOW = 15;
const GZIP_WINDOW = 31;
/** Bytes unpacked at a time. */
const CHUNK = 64 << 10;
/** Bytes up to which a payload is unpacked to see whether it is zlib: its header alone says little. */
const TRIED = 4 << 20;

/** Of all payloads: what is in it is copied before more comes. */
const chunk = new Uint8Array(CHUNK);

/** One member after the other: of gzip there may be several, which are one (RFC 1952, section 2.2). */
function inflate(payload: Uint8Array, window: number, most: number): Unwrapped {
  const unpacked = new ByteWriter();
  const stream = new ZStream();
  zlibInflateInit2(stream, window);
  stream.input = payload;
  stream.next_in = 0;
  stream.avail_in = payload.length;
  let fault = member(stream, unpacked, most);
  while (
    fault === undefined &&
    window === GZIP_WINDOW &&
    isGzip(payload.subarray(stream.next_in))
  ) {
    zlibInflateReset(stream);
    fault = member(stream, unpacked, most);
  }
  if (fault === undefined && stream.next_in < payload.length) fault = 'rest';
  const bytes = unpacked.result().subarray(0, most);
  if (fault === undefined) return { bytes };
  return { bytes, fault: { key: fault, offset: fault === 'ends' ? 0 : stream.next_in } };
}

/** Unpacks up to the end of a member. */
function member(stream: ZStream, unpacked: ByteWriter, most: number): FaultKey | undefined {
  stream.output = chunk;
  for (;;) {
    stream.next_out = 0;
    stream.avail_out = CHUNK;
    const status = zlibInflate(stream, Z_SYNC_FLUSH);
    unpacked.bytes(chunk.subarray(0, stream.next_out));
    if (unpacked.length > most) return 'large';
    if (status === Z_STREAM_END) return undefined;
    if (status !== Z_OK) return faultOf(status, stream.msg);
    if (stream.avail_in === 0 && stream.avail_out > 0) return 'ends';
  }
}

function faultOf(status: number, said: string): FaultKey {
  if (status === Z_BUF_ERROR) return 'ends';
  return said.includes('check') || said.includes('length') ? 'checksum' : 'packed';
}

/** Its two bytes, deflate, and no flag that does not exist. */
function isGzip(payload: Uint8Array): boolean {
  const [first, second, method, flags = 0xff] = payload;
  return first === 0x1f && second === 0x8b && method === 8 && flags < 0x20 && payload.length >= 18;
}

/** Deflate with a window that exists, no dictionary, and the check of the two bytes. */
function isZlib(payload: Uint8Array): boolean {
  const [method = 0, flags = 0] = payload;
  const isDeflate = (method & 15) === 8 && method >> 4 <= 7 && (flags & 0x20) === 0;
  return isDeflate && (method * 256 + flags) % 31 === 0 && payload.length >= 8;
}

export const gzip: PayloadFormat = {
  id: 'gzip',
  name: 'gzip',
  extension: '.gz',
  mediaType: /^application\/(?:x-)?gzip\b/i,
  shown: 'where-found',
  detect: (payload) => (isGzip(payload) ? 'sure' : undefined),
  unwrap: (payload, most) => inflate(payload, GZIP_WINDOW, most),
};

export const zlib: PayloadFormat = {
  id: 'zlib',
  name: 'zlib',
  extension: '.zz',
  mediaType: /^application\/zlib\b/i,
  shown: 'where-found',
  detect(payload, isNamed) {
    if (!isZlib(payload)) return undefined;
    const { bytes, fault } = inflate(payload, ZLIB_WINDOW, TRIED);
    if (fault === undefined || fault.key === 'large') return 'sure';
    return isNamed || bytes.length > 0 ? 'begun' : undefined;
  },
  unwrap: (payload, most) => inflate(payload, ZLIB_WINDOW, most),
};
