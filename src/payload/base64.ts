/** Bytes as Base64 text and back. */
import { type BytesResult, faultAt } from './hex.ts';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Standard alphabet with padding (RFC 4648 section 4). */
export function formatBase64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const bits = (byte(bytes, at) << 16) | (byte(bytes, at + 1) << 8) | byte(bytes, at + 2);
    text += ALPHABET.charAt(bits >> 18) + ALPHABET.charAt((bits >> 12) & 63);
    text += at + 1 < bytes.length ? ALPHABET.charAt((bits >> 6) & 63) : '=';
    text += at + 2 < bytes.length ? ALPHABET.charAt(bits & 63) : '=';
  }
  return text;
}

const byte = (bytes: Uint8Array, at: number): number => bytes[at] ?? 0;

const VALUES: ReadonlyMap<string, number> = new Map(
  Array.from(ALPHABET, (digit, value) => [digit, value]),
);

/** @param digits of the alphabet alone, without padding */
function bytesOf(digits: string): Uint8Array {
  const bytes = new Uint8Array((digits.length * 3) >> 2);
  let bits = 0;
  let length = 0;
  for (let at = 0; at < digits.length; at++) {
    bits = (bits << 6) | (VALUES.get(digits.charAt(at)) ?? 0);
    // Each digit but the first of four ends a byte.
    if (at % 4 !== 0) bytes[length++] = bits >> (6 - 2 * (at % 4));
  }
  return bytes;
}

/** The last character that is a digit; -1 where there is none. */
function lastDigit(text: string): number {
  let at = text.length - 1;
  while (at >= 0 && /[\s=]/.test(text.charAt(at))) at--;
  return at;
}

/** The place of the first `=` too many, or of what follows a padding; -1 where padding is right. */
function paddingFault(text: string, wanted: number): number {
  const start = text.indexOf('=');
  if (start < 0) return -1;
  const after = /[^\s=]/.exec(text.slice(start));
  if (after) return start + after.index;
  const marks = [...text.slice(start).matchAll(/=/g)];
  if (marks.length === wanted) return -1;
  const surplus = marks[wanted];
  return surplus ? start + surplus.index : text.length;
}

/**
 * Reads Base64 in the standard or the URL-safe alphabet; blanks and line ends are skipped, and the
 * padding may be left out, but must be right where it is there.
 */
export function parseBase64(text: string): BytesResult {
  const stray = text.search(/[^A-Za-z0-9+/_=\s-]/u);
  if (stray >= 0) return faultAt(text, stray, 'not-base64');
  const digits = text
    .replace(/[\s=]+/g, '')
    .replaceAll('-', '+')
    .replaceAll('_', '/');
  const rest = digits.length % 4;
  if (rest === 1) return faultAt(text, lastDigit(text) + 1, 'length');
  const wanted = rest === 0 ? 0 : 4 - rest;
  const padding = paddingFault(text, wanted);
  if (padding >= 0) return faultAt(text, padding, 'padding');
  const last = ALPHABET.indexOf(digits.at(-1) ?? 'A');
  const leftover = rest === 2 ? last & 0x0f : rest === 3 ? last & 0x03 : 0;
  if (leftover !== 0) return faultAt(text, lastDigit(text), 'leftover-bits');
  return { ok: true, bytes: bytesOf(digits) };
}
