/**
 * Reads payloads with a piece of a file: two bytes with the length of a JSON text (high byte first), that text,
 * the piece, and its checksum.
 */

const LENGTH_BYTES = 2;
const CHECKSUM_BYTES = 2;

/** The JSON text in UTF-8; undefined if the payload is shorter than its length field and checksum. */
export function headOfFramed(payload: Uint8Array): Uint8Array | undefined {
  if (payload.length < LENGTH_BYTES + CHECKSUM_BYTES) return undefined;
  const view = new DataView(payload.buffer, payload.byteOffset, payload.byteLength);
  const end = LENGTH_BYTES + view.getUint16(0);
  return end > payload.length - CHECKSUM_BYTES ? undefined : payload.subarray(LENGTH_BYTES, end);
}
