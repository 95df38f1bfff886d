/** The hash functions of the sign methods, plain and keyed. */
import { hmac } from '@noble/hashes/hmac.js';
import { md5, sha1 } from '@noble/hashes/legacy.js';
import { sha256 } from '@noble/hashes/sha2.js';
import type { SignMethod } from './sign.ts';

const HASHES = { hmacmd5: md5, hmacsha1: sha1, hmacsha256: sha256 };

/** Of the digest. */
export const DIGEST_BYTES: Readonly<Record<SignMethod, number>> = {
  hmacmd5: 16,
  hmacsha1: 20,
  hmacsha256: 32,
};

/** HMAC with this key, made ready once for many messages. */
export function keyed(method: SignMethod, key: Uint8Array): (message: Uint8Array) => Uint8Array {
  const ready = hmac.create(HASHES[method], key);
  return (message) => ready.clone().update(message).digest();
}

/** The hash without any key. */
export function plainHash(method: SignMethod, message: Uint8Array): Uint8Array {
  return HASHES[method](message);
}
