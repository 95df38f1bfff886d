/** Bytes as Base64 text and back. */
import { base64 } from '@scure/base';
import { type BytesFault, type BytesResult, faultAt } from './hex.ts';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Standard alphabet with padding (RFC 4648 section 4). */
export function formatBase64(bytes: Uint8Array): string {
  return base64.encode(bytes);
}

/** The characters that mean something, in the standard alphabet, and where each stands in the text. */
interface Digits {
  readonly text: string;
  readonly places: readonly number[];
  readonly padding: number;
}

function digitsOf(text: string): Digits | BytesFault {
  const digits: string[] = [];
  const places: number[] = [];
  let padding = 0;
  for (let place = 0; place < text.length; place++) {
    const char = text.charAt(place);
    if (/\s/.test(char)) continue;
    const standard = char === '-' ? '+' : char === '_' ? '/' : char;
    if (standard === '=') padding++;
    else if (!ALPHABET.includes(standard)) return faultAt(text, place, 'not-base64');
    else if (padding === 0) {
      digits.push(standard);
      places.push(place);
    }
    if (padding > 2 || (padding > 0 && standard !== '=')) return faultAt(text, place, 'padding');
  }
  return { text: digits.join(''), places, padding };
}

/**
 * Reads Base64 in the standard or the URL-safe alphabet; blanks and line ends are skipped, and the
 * padding may be left out, but must be right where it is there.
 */
export function parseBase64(text: string): BytesResult {
  const digits = digitsOf(text);
  if ('ok' in digits) return digits;
  const { places, padding } = digits;
  const rest = digits.text.length % 4;
  if (rest === 1) return faultAt(text, text.length, 'length');
  const wanted = (4 - rest) % 4;
  if (padding > 0 && padding !== wanted) return faultAt(text, text.length, 'padding');
  const last = ALPHABET.indexOf(digits.text.at(-1) ?? 'A');
  const leftover = rest === 2 ? last & 0x0f : rest === 3 ? last & 0x03 : 0;
  if (leftover !== 0) return faultAt(text, places.at(-1) ?? 0, 'leftover-bits');
  return { ok: true, bytes: base64.decode(digits.text + '='.repeat(wanted)) };
}
