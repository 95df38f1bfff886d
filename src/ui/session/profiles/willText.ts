/** Converts a will's payload to text if that is lossless, otherwise to hex. */
import { hex } from '@scure/base';
import { decodeUtf8 } from '../../../base/utf8.ts';

export function bytesAsText(bytes: Uint8Array): { readonly text: string; readonly hex: boolean } {
  const text = decodeUtf8(bytes);
  // An input of one line holds no control characters.
  return text === undefined || /[^ -~\u0080-\uffff]/.test(text)
    ? { text: hex.encode(bytes), hex: true }
    : { text, hex: false };
}
