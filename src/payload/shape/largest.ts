/** Bytes of a payload, packed and unpacked, whose values are read for a shape: what is made to be slow to read holds up others. */
export const LARGEST_SHAPED = 128 << 10;
