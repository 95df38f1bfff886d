/** Shows payloads as text: completely or not at all, and shortened only together with the size. */
import { decodeUtf8, findUtf8Error } from './utf8.ts';
import { visibleText } from './visibleText.ts';

type TextErrorKind = 'utf8' | 'carriage-return' | 'control';

export interface TextError {
  readonly kind: TextErrorKind;
  /** Byte offset of the error. */
  readonly offset: number;
}

/** The offset itself or, inside a character, the offset of that character's first byte. */
export function characterStart(bytes: Uint8Array, place: number): number {
  for (let back = 0; back < 4 && place - back > 0; back++) {
    const byte = bytes[place - back] ?? 0;
    if ((byte & 0xc0) !== 0x80) return place - back;
  }
  return place;
}

/**
 * The reason why a text field could not return these bytes unchanged: it turns CR into LF, and other control
 * characters are invisible and cannot be typed. Tab and LF are text.
 */
export function textError(bytes: Uint8Array): TextError | undefined {
  for (let offset = 0; offset < bytes.length; offset++) {
    const byte = bytes[offset] ?? 0;
    if (byte === 0x0d) return { kind: 'carriage-return', offset };
    if ((byte < 0x20 && byte !== 0x09 && byte !== 0x0a) || byte === 0x7f) {
      return { kind: 'control', offset };
    }
    // U+0080 to U+009F
    const isC1 = byte === 0xc2 && (bytes[offset + 1] ?? 0) <= 0x9f;
    if (isC1 && (bytes[offset + 1] ?? 0) >= 0x80) return { kind: 'control', offset };
  }
  const error = findUtf8Error(bytes);
  return error && { kind: 'utf8', offset: error.position };
}

/** True for UTF-8 without control characters except tab, LF and CR. */
export function isReadable(bytes: Uint8Array): boolean {
  const error = textError(bytes);
  if (error === undefined) return true;
  // CR LF is a common line end.
  return (
    error.kind === 'carriage-return' && textError(bytes.filter((b) => b !== 0x0d)) === undefined
  );
}

/** The text that a text field shows and returns unchanged; undefined if there is none. */
export function asText(bytes: Uint8Array): string | undefined {
  return textError(bytes) === undefined ? decodeUtf8(bytes) : undefined;
}

export interface Preview {
  /** A single line. Control characters and bidirectional controls appear as visible signs. */
  readonly text: string;
  /** True if nothing was left out. */
  readonly complete: boolean;
  /** Bytes of the whole payload. */
  readonly size: number;
  /** Not UTF-8; the text is hexadecimal. */
  readonly binary: boolean;
}

/** @param limit characters (for binary: bytes) to show */
export function previewText(bytes: Uint8Array, limit: number): Preview {
  const size = bytes.length;
  // A character takes at most four bytes, so later bytes are not needed.
  const cut = size > limit * 4 ? characterStart(bytes, limit * 4) : size;
  const decoded = decodeUtf8(bytes.subarray(0, cut));
  if (decoded === undefined) {
    const shown = Array.from(bytes.subarray(0, limit), (byte) =>
      byte.toString(16).padStart(2, '0'),
    );
    return { text: shown.join(' '), complete: size <= limit, size, binary: true };
  }
  const characters = Array.from(decoded);
  const complete = cut === size && characters.length <= limit;
  const shown = complete ? decoded : characters.slice(0, limit).join('');
  return { text: visibleText(shown), complete, size, binary: false };
}
