/** The hash functions of the sign methods, plain and keyed (RFC 2104). */
import { hmac } from '@noble/hashes/hmac.js';
import { md5, sha1 } from '@noble/hashes/legacy.js';
import { sha256 } from '@noble/hashes/sha2.js';
import type { SignMethod } from './signMethod.ts';

const HASHES = { hmacmd5: md5, hmacsha1: sha1, hmacsha256: sha256 };

/** Sizes of the digests. */
export const DIGEST_BYTES: Readonly<Record<SignMethod, number>> = {
  hmacmd5: 16,
  hmacsha1: 20,
  hmacsha256: 32,
};

export type Signer = (message: Uint8Array) => Uint8Array;

/** HMAC with a key that is prepared once for many messages. */
export function keyed(method: SignMethod, key: Uint8Array): Signer {
  const begun = hmac.create(HASHES[method], key);
  // Shared by all messages: creating a copy takes most of the time.
  const copy = begun.clone();
  return (message) => begun._cloneInto(copy).update(message).digest();
}

/** HMAC of one message with a key that is used only once. */
export function hmacOnce(method: SignMethod, key: Uint8Array, message: Uint8Array): Uint8Array {
  return hmac(HASHES[method], key, message);
}

/** The hash without a key. */
export function plainHash(method: SignMethod, message: Uint8Array): Uint8Array {
  return HASHES[method](message);
}
