/** Reads a password as the digest of a signature: in the right form, and in wrong forms that devices send. */

import { bytesToHex } from '@noble/hashes/utils.js';
import { base64 } from '@scure/base';
import { parseHex } from '../base/hex.ts';
import { withoutEnd } from '../base/withoutEnd.ts';
import { unescaped } from './escapedBytes.ts';
import { type FoundMistake, found } from './mistakes.ts';
import { insideQuotes } from './quotation.ts';
import { DIGEST_BYTES } from './signHashes.ts';
import { SIGN_METHODS, type SignMethod } from './signMethod.ts';

export interface PasswordReading {
  /** Mistakes of this reading; empty if it is right. */
  readonly mistakes: readonly FoundMistake[];
  /** The method with a digest of this length. */
  readonly method: SignMethod;
  readonly matches: (digest: Uint8Array) => boolean;
  /** Too rare to be combined with everything else. */
  readonly isRare: boolean;
}

/** Fewer digits of a signature prove nothing. */
const LEAST_DIGITS = 12;

function startsWith(digest: Uint8Array, start: Uint8Array): boolean {
  return start.length <= digest.length && start.every((byte, at) => digest[at] === byte);
}

function methodOfLength(bytes: number): SignMethod | undefined {
  return SIGN_METHODS.find((method) => DIGEST_BYTES[method] === bytes);
}

function exact(bytes: Uint8Array, mistakes: readonly FoundMistake[]): readonly PasswordReading[] {
  const method = methodOfLength(bytes.length);
  return method === undefined
    ? []
    : [{ mistakes, method, isRare: false, matches: (digest) => startsWith(digest, bytes) }];
}

function hexOf(text: string): Uint8Array | undefined {
  if (text.length % 2 !== 0 || !/^[0-9a-f]+$/i.test(text)) return undefined;
  const read = parseHex(text);
  return read.ok ? read.bytes : undefined;
}

function asciiOf(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes.subarray(0, 256));
}

function base64Of(text: string): Uint8Array | undefined {
  const digits = withoutEnd(text.replaceAll('-', '+').replaceAll('_', '/'), '=');
  if (digits.length > 200 || digits.length < 16 || digits.length % 4 === 1) return undefined;
  if (!/^[A-Za-z0-9+/]+$/.test(digits)) return undefined;
  try {
    return base64.decode(digits + '='.repeat((4 - (digits.length % 4)) % 4));
  } catch {
    return undefined;
  }
}

/**
 * Reads hexadecimal digits, and Base64 of the digest; each may again contain the digest's hexadecimal digits.
 */
function decodings(text: string, before: readonly FoundMistake[]): readonly PasswordReading[] {
  const readings: PasswordReading[] = [];
  const hex = hexOf(text);
  if (hex !== undefined) {
    readings.push(...exact(hex, before));
    const inner = hexOf(asciiOf(hex));
    if (inner) readings.push(...exact(inner, [...before, found('password-hex-twice', {})]));
  }
  const bytes = base64Of(text);
  if (bytes !== undefined) {
    const length = String(bytes.length * 2);
    readings.push(...exact(bytes, [...before, found('password-base64', { length })]));
    const inner = hexOf(asciiOf(bytes));
    if (inner) readings.push(...exact(inner, [...before, found('password-base64-of-hex', {})]));
  }
  return readings;
}

/** The start of a signature, or a signature with additional characters. */
function cuts(password: string): readonly PasswordReading[] {
  if (!/^[0-9a-f]{12}/i.test(password)) return [];
  const digits = /^[0-9a-f]+/i.exec(password)?.[0].toLowerCase() ?? '';
  return SIGN_METHODS.flatMap((method): PasswordReading[] => {
    const length = DIGEST_BYTES[method] * 2;
    if (password.length === length) return [];
    const isShort = password.length < length;
    if (isShort && digits.length < password.length) return [];
    if (!isShort && digits.length < length) return [];
    const even = digits.slice(0, Math.min(length, digits.length) & ~1);
    if (even.length < LEAST_DIGITS) return [];
    const start = hexOf(even) ?? new Uint8Array();
    const odd = isShort && digits.length % 2 === 1 ? digits.slice(-1) : undefined;
    const args = { found: String(password.length), length: String(length) };
    return [
      {
        mistakes: [found(isShort ? 'password-truncated' : 'password-longer', args)],
        method,
        isRare: true,
        matches: (digest) =>
          startsWith(digest, start) &&
          (odd === undefined || ((digest[start.length] ?? 0) >> 4).toString(16) === odd),
      },
    ];
  });
}

const without = (digits: string, at: number) => digits.slice(0, at) + digits.slice(at + 1);

/** A wrong, missing or additional digit, from typing or from joining pieces. */
function misspelt(password: string): readonly PasswordReading[] {
  const text = password.toLowerCase();
  if (!/^[0-9a-f]+$/.test(text)) return [];
  return SIGN_METHODS.flatMap((method) => {
    const digits = DIGEST_BYTES[method] * 2;
    const more = text.length - digits;
    if (Math.abs(more) > 1) return [];
    return Array.from({ length: Math.max(digits, text.length) }, (_digit, at): PasswordReading => {
      const rest = more < 0 ? text : without(text, at);
      return {
        mistakes: [misspeltAt(at + 1, digits, more)],
        method,
        isRare: true,
        matches: (digest) => {
          const hex = bytesToHex(digest);
          return rest === (more > 0 ? hex : without(hex, at));
        },
      };
    });
  });
}

/** @param more number of digits beyond the signature's */
function misspeltAt(digit: number, digits: number, more: number): FoundMistake {
  const [place, length] = [String(digit), String(digits)];
  if (more === 0) return found('password-digit-wrong', { place });
  const mistake = more < 0 ? 'password-digit-missing' : 'password-digit-added';
  return found(mistake, { place, length });
}

/** Bytes printed by C programs with a wrong format. */
function printed(password: string): readonly PasswordReading[] {
  const text = password.toLowerCase();
  if (!/^[0-9a-f]{12,300}$/.test(text)) return [];
  return SIGN_METHODS.flatMap((method): PasswordReading[] => {
    const bytes = DIGEST_BYTES[method];
    const zeros: PasswordReading = {
      mistakes: [found('password-zeros-lost', {})],
      method,
      isRare: true,
      matches: (digest) => text === Array.from(digest, (byte) => byte.toString(16)).join(''),
    };
    const extended = (width: number): PasswordReading => ({
      mistakes: [found('password-sign-extended', {})],
      method,
      isRare: true,
      matches: (digest) =>
        text ===
        Array.from(digest, (byte) =>
          byte > 0x7f ? `ffffff${byte.toString(16)}` : byte.toString(16).padStart(width, '0'),
        ).join(''),
    });
    return [
      ...(text.length < bytes * 2 && text.length >= bytes ? [zeros] : []),
      ...(text.includes('ffffff') && text.length > bytes * 2 ? [extended(2), extended(1)] : []),
    ];
  });
}

/** The digest's digits or bytes in another order, as in printed little-endian words. */
function reordered(password: string): readonly PasswordReading[] {
  const bytes = hexOf(password);
  if (bytes === undefined) return [];
  const swapped = bytes.map((byte) => ((byte & 15) << 4) | (byte >> 4));
  const words = [2, 4, 8].map((size) =>
    Uint8Array.from(bytes, (_byte, at) => bytes[at - (at % size) + size - 1 - (at % size)] ?? 0),
  );
  return [
    ...exact(swapped, [found('password-digits-swapped', {})]),
    ...exact(bytes.toReversed(), [found('password-bytes-reversed', {})]),
    ...words.flatMap((word) => exact(word, [found('password-bytes-reversed', {})])),
  ].map((reading) => ({ ...reading, isRare: true }));
}

/** The bytes of `b'\x1f…'`, as Python prints bytes. */
function pythonBytes(text: string): Uint8Array | undefined {
  return unescaped(/^b(['"])(.*)\1$/s.exec(text)?.[2] ?? text);
}

function percentDecoded(text: string): string | undefined {
  if (!/%[0-9a-f]{2}/i.test(text)) return undefined;
  return text.replace(/%([0-9a-f]{2})/gi, (_whole, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 16)),
  );
}

/** Likeliest first: hexadecimal digits in either case. */
export function readingsOf(password: string): readonly PasswordReading[] {
  const readings = [...decodings(password, [])];
  const trimmed = password.trim().replaceAll('\0', '');
  if (trimmed !== password)
    readings.push(...decodings(trimmed, [found('password-blank-around', {})]));
  // Python prints bytes as b'…'.
  const inner = insideQuotes(trimmed.replace(/^b(?=['"])/, ''));
  if (inner !== undefined) readings.push(...decodings(inner, [found('password-quoted', {})]));
  const bare = trimmed.replace(/0x|\\x|[\s:,-]/gi, '');
  if (bare !== trimmed && /^[0-9a-f]+$/i.test(bare)) {
    readings.push(...decodings(bare, [found('password-hex-prefixed', {})]));
  }
  const printedBytes = pythonBytes(trimmed);
  if (printedBytes !== undefined)
    readings.push(...exact(printedBytes, [found('password-python-bytes', {})]));
  const decoded = percentDecoded(trimmed);
  if (decoded !== undefined) {
    for (const { mistakes, ...reading } of decodings(decoded, [])) {
      const length = String(DIGEST_BYTES[reading.method] * 2);
      if (mistakes[0]?.mistake === 'password-base64')
        readings.push({ ...reading, mistakes: [found('password-base64-url-encoded', { length })] });
    }
  }
  readings.push(...cuts(password), ...printed(password), ...reordered(password));
  if (/^[\0-\xff]+$/.test(password)) {
    const bytes = Uint8Array.from(password, (character) => character.charCodeAt(0));
    const length = String(bytes.length * 2);
    for (const reading of exact(bytes, [found('password-raw-bytes', { length })])) {
      readings.push({ ...reading, isRare: true });
    }
  }
  readings.push(...misspelt(password));
  return readings;
}
