/**
 * Reads payloads with a piece of a file: two bytes with the length of a JSON text, that text, the piece, and
 * its CRC-16/ARC. The length has its high byte first, the checksum its low byte first.
 */

export interface Framed {
  /** JSON text in UTF-8. */
  readonly head: Uint8Array;
  readonly piece: Uint8Array;
  /** Whether the checksum matches. */
  readonly isSound: boolean;
}

const LENGTH_BYTES = 2;
const CHECKSUM_BYTES = 2;

/** CRC-16 with the reflected polynomial 0x8005, like the platform's own libraries. */
export function crc16(bytes: Uint8Array): number {
  let crc = 0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >> 1) ^ 0xa001 : crc >> 1;
  }
  return crc;
}

export function writeFramed(head: Uint8Array, piece: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(LENGTH_BYTES + head.length + piece.length + CHECKSUM_BYTES);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, head.length);
  bytes.set(head, LENGTH_BYTES);
  bytes.set(piece, LENGTH_BYTES + head.length);
  view.setUint16(bytes.length - CHECKSUM_BYTES, crc16(piece), true);
  return bytes;
}

/** undefined if the payload is shorter than its length field. */
export function readFramed(payload: Uint8Array): Framed | undefined {
  if (payload.length < LENGTH_BYTES + CHECKSUM_BYTES) return undefined;
  const view = new DataView(payload.buffer, payload.byteOffset, payload.byteLength);
  const begin = LENGTH_BYTES + view.getUint16(0);
  const end = payload.length - CHECKSUM_BYTES;
  if (begin > end) return undefined;
  const piece = payload.subarray(begin, end);
  const head = payload.subarray(LENGTH_BYTES, begin);
  return { head, piece, isSound: view.getUint16(end, true) === crc16(piece) };
}
