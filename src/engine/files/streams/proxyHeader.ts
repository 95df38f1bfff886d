/** Recognises the header of the PROXY protocol, which a proxy sends before the bytes of the client. */

const SIGNATURE = [0x0d, 0x0a, 0x0d, 0x0a, 0, 0x0d, 0x0a, 0x51, 0x55, 0x49, 0x54, 0x0a];
/** Bytes of the fixed part of version 2; it ends with the length of the rest. */
const FIXED = 16;
/** Longest header of version 1. */
const LONGEST_LINE = 108;
const BEGINNING = 'PROXY ';
const FAMILIES = ['TCP4 ', 'TCP6 ', 'UNKNOWN'];

/**
 * Size of the header at the start of a connection.
 * @returns 0: the bytes are none; `more`: the end of the header is missing
 */
export function proxyHeaderSize(bytes: Uint8Array): number | 'more' {
  if (bytes[0] === BEGINNING.charCodeAt(0)) return lineSize(bytes);
  return bytes[0] === SIGNATURE[0] ? binarySize(bytes) : 0;
}

/** Version 1: a line of text. */
function lineSize(bytes: Uint8Array): number | 'more' {
  const start = String.fromCharCode(...bytes.subarray(0, LONGEST_LINE));
  const isLine = FAMILIES.some((family) => {
    const fixed = BEGINNING + family;
    return start.startsWith(fixed) || fixed.startsWith(start);
  });
  if (!isLine) return 0;
  const end = start.indexOf('\r\n');
  if (end >= 0) return end + 2;
  return bytes.length < LONGEST_LINE ? 'more' : 0;
}

/** Version 2: a signature, version and command, family, length, and addresses. */
function binarySize(bytes: Uint8Array): number | 'more' {
  const signature = bytes.subarray(0, SIGNATURE.length);
  if (!signature.every((byte, at) => byte === SIGNATURE[at])) return 0;
  if (bytes.length < FIXED) return 'more';
  if ((bytes[12] ?? 0) >> 4 !== 2) return 0;
  const size = FIXED + (bytes[14] ?? 0) * 256 + (bytes[15] ?? 0);
  return size <= bytes.length ? size : 'more';
}
