/** DEFLATE for WebSocket permessage-deflate (RFC 7692): one stream over many messages. */
import {
  Z_BUF_ERROR,
  Z_OK,
  Z_STREAM_END,
  Z_SYNC_FLUSH,
  ZStream,
  zlibInflate,
  zlibInflateInit2,
  zlibInflateResetKeep,
} from 'pako';
import type { Inflater } from './decoders.ts';

/** The largest window, without a header. It can decompress data of any smaller window. */
const RAW_WINDOW = -15;

/** Shared by all streams: its content is passed on before the next call. */
const output = new Uint8Array(64 * 1024);

function begun(): ZStream {
  const stream = new ZStream();
  zlibInflateInit2(stream, RAW_WINDOW);
  return stream;
}

export function inflater(): Inflater {
  let stream: ZStream | undefined;
  return {
    push(bytes, take) {
      stream ??= begun();
      stream.input = bytes;
      stream.next_in = 0;
      stream.avail_in = bytes.length;
      do {
        stream.output = output;
        stream.next_out = 0;
        stream.avail_out = output.length;
        const status = zlibInflate(stream, Z_SYNC_FLUSH);
        if (status !== Z_OK && status !== Z_STREAM_END && status !== Z_BUF_ERROR) return false;
        if (stream.next_out > 0 && !take(output.subarray(0, stream.next_out))) return false;
        // A final block does not end the stream: later messages refer to earlier data (7.2.3.4).
        if (status === Z_STREAM_END) zlibInflateResetKeep(stream);
        else if (status === Z_BUF_ERROR) break;
      } while (stream.avail_in > 0 || stream.avail_out === 0);
      return true;
    },
    reset() {
      stream = undefined;
    },
  };
}
