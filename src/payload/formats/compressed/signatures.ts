/** Formats that are known by the bytes with which they begin. */
import type { Certainty } from '../../tree/format.ts';

/** Whether a payload begins so, and something follows. */
export function begins(payload: Uint8Array, signature: readonly number[], at = 0): boolean {
  return (
    payload.length > at + signature.length &&
    signature.every((byte, index) => payload[at + index] === byte)
  );
}

export const beginsWith =
  (...signature: number[]) =>
  (payload: Uint8Array): Certainty =>
    begins(payload, signature) ? 'sure' : undefined;
