/**
 * SCRAM-SHA-256 (RFC 5802, RFC 7677) without channel binding: the computations and messages of both sides.
 * Pure: callers supply nonces and salts.
 */
import { hmac } from '@noble/hashes/hmac.js';
import { pbkdf2 } from '@noble/hashes/pbkdf2.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { decodeBase64 } from '../../base/base64.ts';
import { decodeUtf8, encodeUtf8 } from '../../base/utf8.ts';

/**
 * The server's stored data for a password, which does not suffice to sign in as its user (RFC 5802, section
 * 3).
 */
export interface ScramVerifier {
  readonly salt: Uint8Array;
  readonly iterations: number;
  readonly storedKey: Uint8Array;
  readonly serverKey: Uint8Array;
}

/** Minimum of RFC 7677, section 4. */
export const LEAST_ITERATIONS = 4096;

/** The key derived from the password and the salt, from which all other values follow. */
export function saltedPassword(
  password: string,
  { salt, iterations }: Pick<ScramVerifier, 'salt' | 'iterations'>,
): Uint8Array {
  return pbkdf2(sha256, encodeUtf8(prepared(password)), salt, {
    c: iterations,
    dkLen: sha256.outputLen,
  });
}

export function verifierOf(
  password: string,
  salted: Pick<ScramVerifier, 'salt' | 'iterations'>,
): ScramVerifier {
  const { salt, iterations } = salted;
  const { storedKey, serverKey } = keysOf(saltedPassword(password, salted));
  return { salt, iterations, storedKey, serverKey };
}

export function keysOf(salted: Uint8Array) {
  const clientKey = hmac(sha256, salted, encodeUtf8('Client Key'));
  return {
    clientKey,
    storedKey: sha256(clientKey),
    serverKey: hmac(sha256, salted, encodeUtf8('Server Key')),
  };
}

export const signature = (key: Uint8Array, message: string): Uint8Array =>
  hmac(sha256, key, encodeUtf8(message));

export const hashed = (bytes: Uint8Array): Uint8Array => sha256(bytes);

export function exclusiveOr(one: Uint8Array, other: Uint8Array): Uint8Array {
  return one.map((byte, at) => byte ^ (other[at] ?? 0));
}

/** Compares in constant time. */
export function isEqual(one: Uint8Array, other: Uint8Array): boolean {
  let difference = one.length ^ other.length;
  for (let at = 0; at < one.length; at++) difference |= (one[at] ?? 0) ^ (other[at] ?? 0);
  return difference === 0;
}

/** Parses `r=…,s=…` into attributes by their letters; undefined if malformed. */
export function attributesOf(message: string): ReadonlyMap<string, string> | undefined {
  const attributes = new Map<string, string>();
  for (const part of message.split(',')) {
    const [, letter, value] = /^([A-Za-z])=([^]*)$/.exec(part) ?? [];
    if (letter === undefined || value === undefined || attributes.has(letter)) return undefined;
    attributes.set(letter, value);
  }
  return attributes;
}

export const textOf = (data: Uint8Array | undefined): string | undefined =>
  data && decodeUtf8(data);

/** undefined if it is not Base64. */
export function fromBase64(text: string | undefined): Uint8Array | undefined {
  return text === undefined || text === '' ? undefined : decodeBase64(text);
}

/** Escapes the two characters that a name must not contain as `=2C` and `=3D`. */
export const escapedName = (name: string): string =>
  prepared(name).replaceAll('=', '=3D').replaceAll(',', '=2C');

/** undefined for an invalid `=`. */
export function unescapedName(name: string): string | undefined {
  if (/=(?!2C|3D)/.test(name)) return undefined;
  return name.replaceAll('=2C', ',').replaceAll('=3D', '=');
}

/** Commonly mapped to nothing (RFC 3454, B.1). */
const NOTHING = /\p{Variation_Selector}|\u00ad|\u034f|\u1806|\u200b|\u200c|\u200d|\u2060|\ufeff/gu;
/** Spaces except the ASCII space (RFC 3454, C.1.2). */
const SPACES = /[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/gu;

/** The mapping of SASLprep (RFC 4013). Forbidden characters are left to the server. */
export function prepared(text: string): string {
  // The zero width space is in both tables; B.1 takes precedence.
  return text.replace(NOTHING, '').replace(SPACES, ' ').normalize('NFKC');
}

/** Visible ASCII characters without the comma (RFC 5802, section 7). */
export const isNonce = (text: string | undefined): text is string =>
  text !== undefined && /^[\x21-\x2b\x2d-\x7e]+$/.test(text);
