/** Contexts of Brotli's literals, by the two bytes before them (RFC 7932, section 7.1). */

/** For each ASCII character before in UTF-8, a quarter of its context. */
const ASCII =
  '00000000011001000000000000000000' +
  '2343353467338393bbbbbbbbbb886a73' +
  '3cdddcdddcdddddcdddddcddddd63733' +
  '3efffefffefffffefffffefffff63730';

const before = Uint8Array.from({ length: 256 }, (_, byte) => {
  if (byte < 0x80) return Number.parseInt(ASCII.charAt(byte), 16) * 4;
  return (byte & 1) + (byte < 0xc0 ? 0 : 2);
});

/** For the byte before that: other, punctuation, digit or upper case, lower case. */
const beforeThat = Uint8Array.from({ length: 256 }, (_, byte) => {
  if (byte > 0x7e) return byte < 0xe0 ? 0 : 2;
  if (byte <= 0x20) return 0;
  const character = String.fromCharCode(byte);
  if (/[a-z]/.test(character)) return 3;
  return /[\dA-Z]/.test(character) ? 2 : 1;
});

/** Size of a signed byte. */
const size = Uint8Array.from({ length: 256 }, (_, byte) => {
  const ends = [0, 15, 63, 127, 191, 239, 254, 255];
  return ends.findIndex((end) => byte <= end);
});

/** By mode: the lower bits, the upper bits, UTF-8, signed numbers. */
export function contextOf(mode: number, last: number, secondLast: number): number {
  if (mode === 0) return last & 0x3f;
  if (mode === 1) return last >> 2;
  if (mode === 2) return (before[last] ?? 0) | (beforeThat[secondLast] ?? 0);
  return ((size[last] ?? 0) << 3) | (size[secondLast] ?? 0);
}
