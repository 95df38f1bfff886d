/** Headers of gzip and zlib. */

/** Checks the two magic bytes, the method deflate, and that no reserved flag is set. */
export function isGzip(payload: Uint8Array): boolean {
  const [first, second, method, flags = 0xff] = payload;
  return first === 0x1f && second === 0x8b && method === 8 && flags < 0x20 && payload.length >= 18;
}

/**
 * Checks the method deflate, a valid window size, no dictionary unless one is expected, and the check bits.
 */
export function isZlib(payload: Uint8Array, mayHaveDictionary = false): boolean {
  const [method = 0, flags = 0] = payload;
  const isDeflate =
    (method & 15) === 8 && method >> 4 <= 7 && (mayHaveDictionary || (flags & 0x20) === 0);
  return isDeflate && (method * 256 + flags) % 31 === 0 && payload.length >= 8;
}
