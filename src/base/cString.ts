/** Formats text as a C string literal. */
import { encodeUtf8 } from './utf8.ts';

/**
 * Includes the quotation marks. Bytes outside printable ASCII become three octal digits, because a hex escape
 * would absorb the digits after it. `?` is escaped too, because three of them begin a trigraph.
 */
export function cString(text: string): string {
  const inner = Array.from(encodeUtf8(text), (byte) => {
    const character = String.fromCharCode(byte);
    if (/[ !#->@-[\]-~]/.test(character)) return character;
    return `\\${byte.toString(8).padStart(3, '0')}`;
  });
  return `"${inner.join('')}"`;
}
