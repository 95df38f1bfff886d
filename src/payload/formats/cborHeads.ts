/** Arrays and maps of CBOR that hold something, and tags, begin so. */
export const mayBeginCbor = (byte: number): boolean =>
  byte >= 0x81 && byte <= 0xdb && byte !== 0xa0;
