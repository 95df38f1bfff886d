/** Bytes up to which the values of a payload are read: each byte may be a value, and each value takes many times as much. */
export const LARGEST_READ = 4 << 20;
