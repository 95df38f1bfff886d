/** Encodes and decodes Base64. */
import { base64 } from '@scure/base';
import { type BytesResult, errorAt } from './hex.ts';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Standard alphabet with padding (RFC 4648 section 4). */
export function formatBase64(bytes: Uint8Array): string {
  return base64.encode(bytes);
}

/** undefined unless the text is Base64 in the standard alphabet with padding. */
export function decodeBase64(text: string): Uint8Array | undefined {
  try {
    return base64.decode(text);
  } catch {
    return undefined;
  }
}

/** Index of the last character that is a digit, or -1. */
function lastDigit(text: string): number {
  let at = text.length - 1;
  while (at >= 0 && /[\s=]/.test(text.charAt(at))) at--;
  return at;
}

/**
 * The first `=` too many, the first character after the padding, or the missing padding; undefined if the
 * padding is right.
 */
function paddingError(text: string, wanted: number): BytesResult | undefined {
  const start = text.indexOf('=');
  if (start < 0) return undefined;
  const after = /[^\s=]/.exec(text.slice(start));
  if (after) return errorAt(text, start + after.index, 'padding');
  const marks = [...text.slice(start).matchAll(/=/g)];
  if (marks.length < wanted) return errorAt(text, text.length, 'padding-missing');
  const surplus = marks[wanted];
  return surplus && errorAt(text, start + surplus.index, 'padding');
}

/**
 * Reads Base64 in the standard or the URL-safe alphabet. Blanks and line ends are skipped. Padding is
 * optional but must be right if present.
 */
export function parseBase64(text: string): BytesResult {
  const stray = text.search(/[^A-Za-z0-9+/_=\s-]/u);
  if (stray >= 0) return errorAt(text, stray, 'not-base64');
  const digits = text
    .replace(/[\s=]+/g, '')
    .replaceAll('-', '+')
    .replaceAll('_', '/');
  const rest = digits.length % 4;
  if (rest === 1) return errorAt(text, lastDigit(text) + 1, 'length');
  const wanted = rest === 0 ? 0 : 4 - rest;
  const padding = paddingError(text, wanted);
  if (padding !== undefined) return padding;
  const last = ALPHABET.indexOf(digits.at(-1) ?? 'A');
  const leftover = rest === 2 ? last & 0x0f : rest === 3 ? last & 0x03 : 0;
  if (leftover !== 0) return errorAt(text, lastDigit(text), 'leftover-bits');
  return { ok: true, bytes: base64.decode(digits + '='.repeat(wanted)) };
}
