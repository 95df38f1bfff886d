/** What the tests use of a package that has no types of its own. */
declare module 'lz4js' {
  const lz4js: {
    /** As a frame. */
    compress(content: Uint8Array): Uint8Array;
    /** Without a frame. @returns how many bytes of `into` it takes; 0: it is not packed */
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
