/** Unpacks gzip and zlib. `deflated.ts` loads it on first use. */
import {
  Z_BUF_ERROR,
  Z_NEED_DICT,
  Z_OK,
  Z_STREAM_END,
  Z_SYNC_FLUSH,
  ZStream,
  zlibInflate,
  zlibInflateInit2,
  zlibInflateReset,
} from 'pako';
import { ByteWriter } from '../../tree/byteWriter.ts';
import type { ErrorKey, Unwrapped } from '../../tree/format.ts';
import { isGzip } from './deflatedHeads.ts';

/** The largest window. The gzip value adds gzip's header. Both formats verify a checksum. */
const ZLIB_WINDOW = 15;
const GZIP_WINDOW = 31;
/** Raw deflate without a header or checksum. */
const BARE_WINDOW = -15;
/** Bytes unpacked at a time. */
const CHUNK = 64 << 10;

/** Shared by all payloads: its content is copied before the next read. */
const chunk = new Uint8Array(CHUNK);

/** Unpacks all members: a gzip file may have several, which form one content (RFC 1952, section 2.2). */
function inflate(payload: Uint8Array, window: number, most: number): Unwrapped {
  const unpacked = new ByteWriter();
  const stream = new ZStream();
  zlibInflateInit2(stream, window);
  stream.input = payload;
  stream.next_in = 0;
  stream.avail_in = payload.length;
  let error = member(stream, unpacked, most);
  while (
    error === undefined &&
    window === GZIP_WINDOW &&
    isGzip(payload.subarray(stream.next_in))
  ) {
    zlibInflateReset(stream);
    error = member(stream, unpacked, most);
  }
  // Files on tapes and in buffers of a fixed size are padded with zeros.
  const rest = payload.subarray(stream.next_in);
  const isPadded = window === GZIP_WINDOW && rest.every((byte) => byte === 0);
  if (error === undefined && rest.length > 0 && !isPadded) error = 'rest';
  const bytes = unpacked.result().subarray(0, most);
  if (error === undefined) return { bytes };
  const isOfAll = error === 'ends' || error === 'unpacked';
  return { bytes, error: { key: error, offset: isOfAll ? 0 : stream.next_in } };
}

/** Unpacks up to the end of a member. */
function member(stream: ZStream, unpacked: ByteWriter, most: number): ErrorKey | undefined {
  stream.output = chunk;
  for (;;) {
    stream.next_out = 0;
    stream.avail_out = CHUNK;
    const status = zlibInflate(stream, Z_SYNC_FLUSH);
    unpacked.bytes(chunk.subarray(0, stream.next_out));
    if (unpacked.length > most) return 'large';
    if (status === Z_STREAM_END) return undefined;
    if (status !== Z_OK) return errorOf(status, stream.msg);
    if (stream.avail_in === 0 && stream.avail_out > 0) return 'ends';
  }
}

function errorOf(status: number, said: string): ErrorKey {
  if (status === Z_BUF_ERROR) return 'ends';
  if (status === Z_NEED_DICT) return 'dictionary';
  if (said.includes('header check')) return 'unpacked';
  return said.includes('check') || said.includes('length') ? 'checksum' : 'packed';
}

export const unwrapGzip = (payload: Uint8Array, most: number): Unwrapped =>
  inflate(payload, GZIP_WINDOW, most);

export const unwrapZlib = (payload: Uint8Array, most: number): Unwrapped =>
  inflate(payload, ZLIB_WINDOW, most);

export const unwrapDeflate = (packed: Uint8Array, most: number): Unwrapped =>
  inflate(packed, BARE_WINDOW, most);
