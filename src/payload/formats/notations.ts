/** Bytes written as text (Base64, hexadecimal). The decoded bytes are a separate payload. */

import { parseBase64 } from '../../base/base64.ts';
import { type BytesResult, parseHex } from '../../base/hex.ts';
import { Lazy } from '../../base/lazy.ts';
import { decodeUtf8, utf8Length } from '../../base/utf8.ts';
import type { PayloadFormat, Unwrapped } from '../tree/format.ts';

/** Byte limit for testing whether a text could be one of these notations. */
const LONGEST_OFFERED = 1 << 20;
const NONE = new Uint8Array();

/** A printable ASCII character. Both notations have at least eight of these. */
const isSign = (byte: number): boolean => byte >= 0x20 && byte < 0x7f;

function notation(
  id: string,
  name: string,
  parse: (text: string) => BytesResult,
  looksSo: RegExp,
): PayloadFormat {
  const unwrap = (payload: Uint8Array, most: number): Unwrapped => {
    const text = decodeUtf8(payload);
    if (text === undefined) return { bytes: NONE, error: { key: 'utf8', offset: 0 } };
    const read = parse(text);
    if (!read.ok) {
      const offset = utf8Length(text.slice(0, read.at));
      return { bytes: NONE, error: { key: read.why.key, offset } };
    }
    const { bytes } = read;
    if (bytes.length <= most) return { bytes };
    return { bytes: bytes.subarray(0, most), error: { key: 'large', offset: 0 } };
  };
  return {
    id,
    name,
    extension: '.txt',
    shown: 'where-found',
    // Many other texts look like one, so the notation is only offered.
    detect: (payload) => {
      // Checked first, because this runs for every payload and decoding costs the most.
      const mayBe = payload.length <= LONGEST_OFFERED && payload.subarray(0, 8).every(isSign);
      const text = mayBe ? decodeUtf8(payload) : undefined;
      return text !== undefined && looksSo.test(text) ? 'guess' : undefined;
    },
    unwrap: Lazy.of(unwrap),
  };
}

export const base64Text = notation(
  'base64-text',
  'Base64',
  parseBase64,
  /^(?:[\w+/-]{4}){2,}(?:[\w+/-]{2}==|[\w+/-]{3}=)?\s*$/,
);
export const hexText = notation('hex-text', 'Hex', parseHex, /^(?:[\da-f]{2}[ :-]?){4,}\s*$/i);
