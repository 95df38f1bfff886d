/** Types of the functions that the tests use from a package without types. */
declare module 'lz4js' {
  const lz4js: {
    /** Compresses into a frame. */
    compress(content: Uint8Array): Uint8Array;
    /** Compresses without a frame. @returns the number of bytes used in `into`; 0 if it was not compressed */
    compressBlock(
      content: Uint8Array,
      into: Uint8Array,
      start: number,
      length: number,
      seen: Uint32Array,
    ): number;
  };
  export default lz4js;
}
