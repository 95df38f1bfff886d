/** A test of a field's value. */
import type { FieldValue } from './dissection.ts';

export interface FieldTest {
  (value: FieldValue): boolean;
  /** The same test on the bytes of a plain text, if available. */
  readonly ofBytes?: (bytes: Uint8Array, from: number, to: number) => boolean;
}

/** True for ASCII without U+0000, whose bytes equal its characters and sort the same way. */
export function isPlainText(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte === 0 || byte >= 0x80) return false;
  }
  return true;
}
