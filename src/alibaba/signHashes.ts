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

/** In pieces of less than a block, which are copied; of a whole block a view would be made first, which takes longer. */
function fed<T extends Hash<T>>(state: T, bytes: Uint8Array): T {
  if (bytes.length < BLOCK_BYTES) return state.update(bytes);
  for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
    state.update(bytes.subarray(at, at + PIECE_BYTES));
  }
  return state;
}

const PIECE_BYTES = 48;

interface Hmac {
  readonly keyed: (key: Uint8Array, beginning?: Uint8Array) => Signer;
  readonly once: (key: Uint8Array, message: Uint8Array) => Uint8Array;
}

/** HMAC whose states are copied instead of made anew: making them is most of the time that one takes. */
function hmacOf<T extends Hash<T>>(create: () => T, digestBytes: number): Hmac {
  const fresh = create();
  const scratch = create();
  const inner = new Uint8Array(digestBytes);
  const block = new Uint8Array(BLOCK_BYTES);
  const padded = (key: Uint8Array, pad: number): Uint8Array => {
    block.fill(pad);
    for (let at = 0; at < key.length; at++) block[at] = pad ^ (key[at] ?? 0);
    return block;
  };
  const shortened = (key: Uint8Array): Uint8Array =>
    key.length > BLOCK_BYTES ? fed(fresh._cloneInto(), key).digest() : key;
  const ended = (outer: T): Uint8Array => {
    const digest = new Uint8Array(digestBytes);
    outer.update(inner).digestInto(digest);
    return digest;
  };
  return {
    keyed: (key, beginning) => {
      const short = shortened(key);
      const begin = fed(fresh._cloneInto(), padded(short, 0x36));
      if (beginning) fed(begin, beginning);
      const end = fed(fresh._cloneInto(), padded(short, 0x5c));
      return (message) => {
        fed(begin._cloneInto(scratch), message).digestInto(inner);
        return ended(end._cloneInto(scratch));
      };
    },
    once: (key, message) => {
      const short = shortened(key);
      fed(fed(fresh._cloneInto(scratch), padded(short, 0x36)), message).digestInto(inner);
      return ended(fed(fresh._cloneInto(scratch), padded(short, 0x5c)));
    },
  };
}

const HMACS: Readonly<Record<SignMethod, Hmac>> = {
  hmacmd5: hmacOf(() => md5.create(), DIGEST_BYTES.hmacmd5),
  hmacsha1: hmacOf(() => sha1.create(), DIGEST_BYTES.hmacsha1),
  hmacsha256: hmacOf(() => sha256.create(), DIGEST_BYTES.hmacsha256),
};

/** HMAC with this key, made ready once for many messages. */
export function keyed(method: SignMethod, key: Uint8Array): Signer {
  return HMACS[method].keyed(key);
}

/** HMAC with this key of many messages that begin alike: the signer takes what follows. */
export function keyedAfter(method: SignMethod, key: Uint8Array, beginning: Uint8Array): Signer {
  return HMACS[method].keyed(key, beginning);
}

/** HMAC of one message with a key that is not used again. */
export function hmacOnce(method: SignMethod, key: Uint8Array, message: Uint8Array): Uint8Array {
  return HMACS[method].once(key, message);
}

/** The hash without any key. */
export function plainHash(method: SignMethod, message: Uint8Array): Uint8Array {
  return HASHES[method](message);
}
