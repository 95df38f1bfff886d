/** The hash functions of the sign methods, plain and keyed (RFC 2104), made for thousands of short texts. */
import { md5, sha1 } from '@noble/hashes/legacy.js';
import { sha256 } from '@noble/hashes/sha2.js';
import type { Hash } from '@noble/hashes/utils.js';
import type { SignMethod } from './sign.ts';

const HASHES = { hmacmd5: md5, hmacsha1: sha1, hmacsha256: sha256 };

/** Of the digest. */
export const DIGEST_BYTES: Readonly<Record<SignMethod, number>> = {
  hmacmd5: 16,
  hmacsha1: 20,
  hmacsha256: 32,
};

/** Of all three: what a key is filled up to. */
const BLOCK_BYTES = 64;

export type Signer = (message: Uint8Array) => Uint8Array;

/** HMAC whose states are copied instead of made anew: making them is most of the time that one takes. */
function hmacOf<T extends Hash<T>>(create: () => T, digestBytes: number) {
  const fresh = create();
  const scratch = create();
  const inner = new Uint8Array(digestBytes);
  const hashed = (block: Uint8Array): T => fresh._cloneInto().update(block);
  const padded = (key: Uint8Array, pad: number): Uint8Array => {
    const block = new Uint8Array(BLOCK_BYTES).fill(pad);
    for (let at = 0; at < key.length; at++) block[at] = pad ^ (key[at] ?? 0);
    return block;
  };
  return (key: Uint8Array): Signer => {
    const short = key.length > BLOCK_BYTES ? hashed(key).digest() : key;
    const begun = hashed(padded(short, 0x36));
    const ended = hashed(padded(short, 0x5c));
    return (message) => {
      begun._cloneInto(scratch).update(message).digestInto(inner);
      const digest = new Uint8Array(digestBytes);
      ended._cloneInto(scratch).update(inner).digestInto(digest);
      return digest;
    };
  };
}

const SIGNERS = {
  hmacmd5: hmacOf(() => md5.create(), DIGEST_BYTES.hmacmd5),
  hmacsha1: hmacOf(() => sha1.create(), DIGEST_BYTES.hmacsha1),
  hmacsha256: hmacOf(() => sha256.create(), DIGEST_BYTES.hmacsha256),
};

/** HMAC with this key, made ready once for many messages. */
export function keyed(method: SignMethod, key: Uint8Array): Signer {
  return SIGNERS[method](key);
}

/** The hash without any key. */
export function plainHash(method: SignMethod, message: Uint8Array): Uint8Array {
  return HASHES[method](message);
}
