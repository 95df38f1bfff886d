/** What the value of a field has to pass. */
import type { FieldValue } from './dissection.ts';

export interface FieldTest {
  (value: FieldValue): boolean;
  /** The same of a plain text's bytes, where that is known. */
  readonly ofBytes?: (bytes: Uint8Array, from: number, to: number) => boolean;
}

/** ASCII without zeros, whose bytes are its characters, also in their order. */
export function isPlainText(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte === 0 || byte >= 0x80) return false;
  }
  return true;
}
