/** Reads a password as the digest of a signature: in the right form, and in wrong forms that devices send. */
import { base64 } from '@scure/base';
import { parseHex } from '../base/hex.ts';
import { withoutEnd } from '../base/withoutEnd.ts';
import { unescaped } from './escapedBytes.ts';
import { type FoundMistake, found } from './mistakes.ts';
import { DIGEST_BYTES } from './signHashes.ts';
import { SIGN_METHODS, type SignMethod } from './signMethod.ts';
import { unwrapped } from './wrappings.ts';

export interface PasswordReading {
  /** Undefined if this form is right. */
  readonly mistake: FoundMistake | undefined;
  /** The method with a digest of this length. */
  readonly method: SignMethod;
  readonly matches: (digest: Uint8Array) => boolean;
}

/** Likeliest first: hexadecimal digits in either case. */
export function readingsOf(password: string): readonly PasswordReading[] {
  const inside = unwrapped(password);
  const bare = password.replace(/0x|\\x|[\s:,-]/gi, '');
  return [
    ...exact(hexOf(password), undefined),
    ...(inside === undefined
      ? []
      : exact(hexOf(inside.text), found('wrapped', { field: 'password', found: inside.found }))),
    ...(bare === password ? [] : exact(hexOf(bare), found('password-hex-prefixed', {}))),
    ...encoded(password),
    ...raw(password),
    ...cuts(password),
    ...printed(password.toLowerCase()),
  ];
}

function exact(
  bytes: Uint8Array | undefined,
  mistake: FoundMistake | undefined,
): readonly PasswordReading[] {
  const method = SIGN_METHODS.find((one) => DIGEST_BYTES[one] === bytes?.length);
  if (bytes === undefined || method === undefined) return [];
  return [{ mistake, method, matches: (digest) => startsWith(digest, bytes) }];
}

function startsWith(digest: Uint8Array, start: Uint8Array): boolean {
  return start.length <= digest.length && start.every((byte, at) => digest[at] === byte);
}

function hexOf(text: string): Uint8Array | undefined {
  if (text.length % 2 !== 0 || !/^[0-9a-f]+$/i.test(text)) return undefined;
  const read = parseHex(text);
  return read.ok ? read.bytes : undefined;
}

function base64Of(text: string): Uint8Array | undefined {
  const plain = text.replace(/%(2b|2f|3d)/gi, (_whole, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 16)),
  );
  const digits = withoutEnd(plain.replaceAll('-', '+').replaceAll('_', '/'), '=');
  if (digits.length > 200 || digits.length < 16 || digits.length % 4 === 1) return undefined;
  if (!/^[A-Za-z0-9+/]+$/.test(digits)) return undefined;
  try {
    return base64.decode(digits + '='.repeat((4 - (digits.length % 4)) % 4));
  } catch {
    return undefined;
  }
}

/** Base64 of the digest, and Base64 or hexadecimal digits of the digest's hexadecimal digits. */
function encoded(password: string): readonly PasswordReading[] {
  const bytes = base64Of(password);
  const length = String((bytes?.length ?? 0) * 2);
  const twice = [hexOf(password), bytes].map(
    (outer) => outer && hexOf(String.fromCharCode(...outer.subarray(0, 256))),
  );
  return [
    ...exact(bytes, found('password-base64', { length })),
    ...twice.flatMap((inner) => exact(inner, found('password-encoded-twice', {}))),
  ];
}

/** The bytes of the digest as characters, or as Python prints them. */
function raw(password: string): readonly PasswordReading[] {
  const escaped = unescaped(/^b(['"])(.*)\1$/s.exec(password)?.[2] ?? password);
  const bytes = /^[\0-\xff]+$/.test(password)
    ? Uint8Array.from(password, (character) => character.charCodeAt(0))
    : undefined;
  return [escaped, bytes].flatMap((digest) =>
    exact(digest, found('password-raw-bytes', { length: String((digest?.length ?? 0) * 2) })),
  );
}

/** Fewer digits of a signature prove nothing. */
const LEAST_DIGITS = 12;

/** The start of a signature, or a signature with additional characters. */
function cuts(password: string): readonly PasswordReading[] {
  const digits = /^[0-9a-f]{12,}/i.exec(password)?.[0].toLowerCase() ?? '';
  return SIGN_METHODS.flatMap((method): readonly PasswordReading[] => {
    const length = DIGEST_BYTES[method] * 2;
    const isShort = password.length < length;
    const start = digits.slice(0, length);
    if (password.length === length || start.length < (isShort ? password.length : length))
      return [];
    const even = hexOf(start.slice(0, start.length & ~1));
    if (even === undefined || start.length < LEAST_DIGITS) return [];
    const odd = start.length % 2 === 1 ? Number.parseInt(start.slice(-1), 16) : undefined;
    const args = { found: String(password.length), length: String(length) };
    return [
      {
        mistake: found(isShort ? 'password-truncated' : 'password-longer', args),
        method,
        matches: (digest) =>
          startsWith(digest, even) &&
          (odd === undefined || (digest[even.length] ?? 0) >> 4 === odd),
      },
    ];
  });
}

/** Forms in which C programs print a byte with a wrong format: without its zero, or with its sign. */
const PRINTED: readonly ((byte: number) => string)[] = [
  (byte) => byte.toString(16),
  (byte) => (byte > 0x7f ? 'ffffff' : '') + byte.toString(16).padStart(2, '0'),
  (byte) => (byte > 0x7f ? 'ffffff' : '') + byte.toString(16),
];

function printed(text: string): readonly PasswordReading[] {
  if (!/^[0-9a-f]{12,300}$/.test(text)) return [];
  return SIGN_METHODS.map((method) => ({
    mistake: found('password-printed', {}),
    method,
    matches: (digest) =>
      PRINTED.some((form) => Array.from(digest, (byte) => form(byte)).join('') === text),
  }));
}
