/** A will's payload as text where it is text exactly, else as hex. */
import { decodeUtf8 } from '../../../mqtt/utf8.ts';

export function bytesAsText(bytes: Uint8Array): { readonly text: string; readonly hex: boolean } {
  const text = decodeUtf8(bytes);
  // An input of one line holds no control characters.
  // oxlint-disable-next-line no-control-regex
  return text === undefined || /[\u0000-\u001f\u007f]/.test(text)
    ? { text: hexOf(bytes), hex: true }
    : { text, hex: false };
}

function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
