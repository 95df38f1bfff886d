/**
 * Limit of bytes, packed and unpacked, for payloads whose values count for a shape. Payloads that are slow to
 * read would delay others.
 */
export const LARGEST_SHAPED = 128 << 10;
