/** Recognizes formats by their first bytes. */
import type { Certainty } from '../../tree/format.ts';

/** Signature of xz files; they end with other bytes. */
export const XZ_SIGNATURE = [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0];

/** First bytes of bzip2; the size of its blocks as a digit follows. */
export const BZIP2_SIGNATURE = [0x42, 0x5a, 0x68];

/** First chunk of a stream of Snappy: its type, its length and `sNaPpY`. */
export const SNAPPY_SIGNATURE = [0xff, 6, 0, 0, 0x73, 0x4e, 0x61, 0x50, 0x70, 0x59];

/** Whether a payload starts with the signature and has more bytes after it. */
export function begins(payload: Uint8Array, signature: readonly number[], at = 0): boolean {
  return (
    payload.length > at + signature.length &&
    signature.every((byte, index) => payload[at + index] === byte)
  );
}

export const beginsWith =
  (...signature: number[]) =>
  (payload: Uint8Array): Certainty =>
    begins(payload, signature) ? 'sure' : undefined;
