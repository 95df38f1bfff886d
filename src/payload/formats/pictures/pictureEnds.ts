/** Checks that a picture is complete: a browser draws an incomplete one without a warning. */
import { uint32At } from '../../tree/littleEndian.ts';

const IEND = 0x49454e44;

/** Follows the chunks to the last one (PNG, 5.3). */
function pngEnds(bytes: Uint8Array): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let at = 8; at + 12 <= bytes.length; at += 12 + view.getUint32(at)) {
    if (view.getUint32(at + 4) === IEND) return true;
  }
  return false;
}

/** Looks for the end of image (ITU T.81, B.2.1); bytes after it are ignored. */
function jpegEnds(bytes: Uint8Array): boolean {
  let at = bytes.lastIndexOf(0xd9);
  while (at > 0 && bytes[at - 1] !== 0xff) at = bytes.lastIndexOf(0xd9, at - 1);
  return at > 0;
}

/** Looks for the trailer (GIF89a, section 27); zeros may follow it. */
function gifEnds(bytes: Uint8Array): boolean {
  let last = bytes.length - 1;
  while (last > 0 && bytes[last] === 0) last -= 1;
  return bytes[last] === 0x3b;
}

/** Compares the length in the header (RFC 9649, section 2.4). */
const webpEnds = (bytes: Uint8Array): boolean => 8 + uint32At(bytes, 4) <= bytes.length;

const ENDS: ReadonlyMap<string, (bytes: Uint8Array) => boolean> = new Map([
  ['image/png', pngEnds],
  ['image/jpeg', jpegEnds],
  ['image/gif', gifEnds],
  ['image/webp', webpEnds],
]);

/** @param type the media type */
export const isCutOff = (bytes: Uint8Array, type: string): boolean =>
  ENDS.get(type)?.(bytes) === false;
