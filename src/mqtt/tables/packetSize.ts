/** Sizes of whole packets in bytes, including the fixed header. */
import { MAX_VARINT } from '../../base/varint.ts';

/** The protocol's own limit: one byte, four length bytes, and the largest remaining length (2.1.4). */
export const LARGEST_PACKET = 1 + 4 + MAX_VARINT;

/**
 * Size of the packet that begins at `from`; 0 if not known yet; -1 if its length is invalid. Allocates
 * nothing.
 */
export function packetSizeAt(bytes: Uint8Array, from: number, end: number): number {
  let length = 0;
  let at = from + 1;
  for (let shift = 0; shift < 28; shift += 7) {
    if (at >= end) return 0;
    const byte = bytes[at] ?? 0;
    at += 1;
    length += (byte & 0x7f) << shift;
    if (byte < 0x80) return at - from + length;
  }
  return -1;
}
