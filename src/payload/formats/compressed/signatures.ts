/** Recognizes formats by their first bytes. */
import type { Certainty } from '../../tree/format.ts';

/** Whether a payload starts with the signature and has more bytes after it. */
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
