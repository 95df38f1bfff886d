/** Formats bytes as hexadecimal text and parses it. */
import type { Localizable } from './message.ts';
import { type TextPlace, textPlaceAt } from './textPlace.ts';
import { decodeUtf8 } from './utf8.ts';

/** Possible errors in bytes typed by the user. */
export interface BytesErrors {
  readonly 'not-a-digit': AtCharacter;
  readonly 'half-a-byte': AtCharacter;
  readonly 'not-base64': AtCharacter;
  readonly padding: AtCharacter;
  readonly 'padding-missing': AtCharacter;
  readonly length: AtCharacter;
  readonly 'leftover-bits': AtCharacter;
}

interface AtCharacter {
  /** The wrong character; empty at the end of the text. */
  readonly found: string;
}

export interface BytesError extends TextPlace {
  readonly ok: false;
  /** UTF-16 offset in the text. */
  readonly at: number;
  readonly why: Localizable<BytesErrors>;
}

export type BytesResult = { readonly ok: true; readonly bytes: Uint8Array } | BytesError;

export function errorAt(text: string, at: number, key: keyof BytesErrors): BytesError {
  const code = text.codePointAt(at);
  return {
    ok: false,
    at,
    ...textPlaceAt(text, at),
    why: { key, args: { found: code === undefined ? '' : String.fromCodePoint(code) } },
  };
}

/** -1 for a character that is not a hexadecimal digit. */
function digitOf(code: number): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  const lower = code | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : -1;
}

function isSeparator(char: string): boolean {
  return char === ' ' || char === ':' || char === ',' || char === '-' || /\s/.test(char);
}

/**
 * Reads two hexadecimal digits per byte, in either case. Blanks, line ends, `:`, `,`, `-` and `0x` may
 * separate bytes.
 */
export function parseHex(text: string): BytesResult {
  const bytes = new Uint8Array(text.length >> 1);
  let length = 0;
  let at = 0;
  while (at < text.length) {
    const high = digitOf(text.charCodeAt(at));
    const low = digitOf(text.charCodeAt(at + 1));
    if (high >= 0 && low >= 0) {
      bytes[length++] = high * 16 + low;
      at += 2;
    } else if (/^0x[0-9a-f]/i.test(text.slice(at, at + 3))) at += 2;
    else if (high >= 0) return errorAt(text, at, 'half-a-byte');
    else if (isSeparator(text.charAt(at))) at++;
    else return errorAt(text, at, 'not-a-digit');
  }
  return { ok: true, bytes: bytes.slice(0, length) };
}

const CHARACTERS = Uint8Array.from('0123456789abcdef', (digit) => digit.charCodeAt(0));
let written = new Uint8Array(4096);

/** Lower-case digits without blanks. */
export function hexText(bytes: Uint8Array): string {
  const length = bytes.length * 2;
  if (written.length < length) written = new Uint8Array(length);
  let at = 0;
  for (const byte of bytes) {
    written[at++] = CHARACTERS[byte >> 4] ?? 0;
    written[at++] = CHARACTERS[byte & 0x0f] ?? 0;
  }
  return decodeUtf8(written.subarray(0, length)) ?? '';
}

/** Lower-case digits with a blank between bytes and `perLine` bytes on each line. */
export function formatHex(bytes: Uint8Array, perLine = 16): string {
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; at += perLine) {
    lines.push(bytesText(bytes.subarray(at, at + perLine)).join(' '));
  }
  return lines.join('\n');
}

const DIGITS = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

function bytesText(bytes: Uint8Array): string[] {
  return Array.from(bytes, (byte) => DIGITS[byte] ?? '');
}

export interface HexLine {
  /** Offset of the line's first byte. */
  readonly offset: number;
  /** Two lower-case digits per byte. */
  readonly digits: readonly string[];
  /** Single characters for bytes; `.` for bytes outside printable ASCII. */
  readonly ascii: string;
}

/** Lines `first` up to `first + count` of a hex dump; the caller requests the visible ones. */
export function hexLines(
  bytes: Uint8Array,
  first: number,
  count: number,
  perLine = 16,
): readonly HexLine[] {
  const lines: HexLine[] = [];
  const end = Math.min(bytes.length, (first + count) * perLine);
  for (let offset = first * perLine; offset < end; offset += perLine) {
    const row = bytes.subarray(offset, offset + perLine);
    const ascii = Array.from(row, (byte) =>
      byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.',
    );
    lines.push({ offset, digits: bytesText(row), ascii: ascii.join('') });
  }
  return lines;
}
