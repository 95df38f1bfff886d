/** The bytes that overwrite secrets, and tests for the remains of a packet. */
import { commonLength } from './peek.ts';

/** `*`. */
export const MASK = 0x2a;

export function isOnlyMask(bytes: Uint8Array): boolean {
  return bytes[0] === MASK && bytes.every((byte) => byte === MASK);
}

/** True if the content is overwritten, so there is no packet to read. */
export function isFullyMasked(bytes: Uint8Array): boolean {
  const start = commonLength(bytes);
  const from = start < bytes.length ? start : 0;
  // Runs for every packet.
  return bytes[from] === MASK && isOnlyMask(bytes.subarray(from));
}
