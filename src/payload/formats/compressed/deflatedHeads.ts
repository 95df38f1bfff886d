/** What gzip and zlib begin with. */

/** Its two bytes, deflate, and no flag that does not exist. */
export function isGzip(payload: Uint8Array): boolean {
  const [first, second, method, flags = 0xff] = payload;
  return first === 0x1f && second === 0x8b && method === 8 && flags < 0x20 && payload.length >= 18;
}

/** Deflate with a window that exists, no dictionary unless one is expected, and the check of the two bytes. */
export function isZlib(payload: Uint8Array, mayHaveDictionary = false): boolean {
  const [method = 0, flags = 0] = payload;
  const isDeflate =
    (method & 15) === 8 && method >> 4 <= 7 && (mayHaveDictionary || (flags & 0x20) === 0);
  return isDeflate && (method * 256 + flags) % 31 === 0 && payload.length >= 8;
}
