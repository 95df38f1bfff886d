/** First bytes of non-empty maps and arrays of MessagePack. */
export const mayBeginMessagePack = (byte: number): boolean =>
  (byte >= 0x81 && byte <= 0x9f && byte !== 0x90) || (byte >= 0xdc && byte <= 0xdf);
