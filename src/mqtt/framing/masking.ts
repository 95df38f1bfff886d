/** What secrets are overwritten with, and what is left of a packet then. */
import { headerLength } from './peek.ts';

/** `*`. */
export const MASK = 0x2a;

export function isOnlyMask(bytes: Uint8Array): boolean {
  return bytes[0] === MASK && bytes.every((byte) => byte === MASK);
}

/** Whether nothing of it was left, but for a fixed header: there is no packet to be read any more. */
export function isOverwritten(bytes: Uint8Array): boolean {
  const start = headerLength(bytes);
  const from = start < bytes.length ? start : 0;
  // Asked of every packet.
  return bytes[from] === MASK && isOnlyMask(bytes.subarray(from));
}
