/**
 * Byte limit for reading the values of a payload: each byte may be a value, and each value takes many times
 * its size.
 */
export const LARGEST_READ = 4 << 20;
