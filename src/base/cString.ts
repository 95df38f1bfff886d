/** Text as a C string literal. */
import { encodeUtf8 } from './utf8.ts';

/**
 * In quotation marks. Bytes that are not printable ASCII become three octal digits, which, unlike hex, take
 * in nothing that follows; so does `?`, for three of them begin a trigraph.
 */
export function cString(text: string): string {
  const inner = Array.from(encodeUtf8(text), (byte) => {
    const character = String.fromCharCode(byte);
    if (/[ !#->@-[\]-~]/.test(character)) return character;
    return `\\${byte.toString(8).padStart(3, '0')}`;
  });
  return `"${inner.join('')}"`;
}
