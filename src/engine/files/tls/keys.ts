/** Derives record keys from the secrets of a key log, and decrypts with them (RFC 5246, 5288, 7905, 8446). */
import { gcm } from '@noble/ciphers/aes.js';
import { chacha20poly1305 } from '@noble/ciphers/chacha.js';
import { expand } from '@noble/hashes/hkdf.js';
import { hmac } from '@noble/hashes/hmac.js';
import { sha256, sha384 } from '@noble/hashes/sha2.js';
import { joined } from '../../../base/bytes.ts';
import { encodeUtf8 } from '../../../base/utf8.ts';
import type { Suite } from './suites.ts';
import type { TlsRecord } from './tlsRecords.ts';

/** Content of a decrypted record. */
export interface Opened {
  readonly type: number;
  readonly content: Uint8Array;
}

/** Decrypts the record with this number; undefined: it belongs to another key or was modified. */
export type Open = (record: TlsRecord, sequence: number) => Opened | undefined;

const HASHES = { sha256, sha384 };
const NONCE = 12;
/** Bytes of the authentication tag. */
const TAG = 16;
/** Bytes of the nonce that the keys of TLS 1.2 contain. The record contains the others. */
const IV_LENGTHS: Readonly<Record<Suite['cipher'], number>> = {
  'aes-gcm': 4,
  'chacha20-poly1305': NONCE,
};

/** @returns undefined: the bytes were encrypted with another key, or changed */
function unseal(
  cipher: Suite['cipher'],
  key: Uint8Array,
  nonce: Uint8Array,
  header: Uint8Array,
  sealed: Uint8Array,
): Uint8Array | undefined {
  if (sealed.length < TAG) return undefined;
  const open = cipher === 'aes-gcm' ? gcm : chacha20poly1305;
  try {
    return open(key, nonce, header).decrypt(sealed);
  } catch {
    // Both ciphers only throw if the tag does not match.
    return undefined;
  }
}

function u64(value: number): Uint8Array {
  const bytes = new Uint8Array(8);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, Math.floor(value / 2 ** 32));
  view.setUint32(4, value % 2 ** 32);
  return bytes;
}

/** XORs the record number into the end of the key's IV (RFC 8446, 5.3). */
function nonceOf(iv: Uint8Array, sequence: number): Uint8Array {
  const number = u64(sequence);
  return iv.map((byte, at) => byte ^ (number[at - (NONCE - 8)] ?? 0));
}

/** PRF (RFC 5246, 5). */
function pseudoRandom(
  { hash }: Suite,
  secret: Uint8Array,
  seed: Uint8Array,
  length: number,
): Uint8Array {
  let a = seed;
  let all: Uint8Array = new Uint8Array(0);
  while (all.length < length) {
    a = hmac(HASHES[hash], secret, a);
    all = joined([all, hmac(HASHES[hash], secret, joined([a, seed]))]);
  }
  return all.subarray(0, length);
}

/** TLS 1.2: keys of the client and the server (RFC 5246, 6.3). */
export function keysOfMaster(
  suite: Suite,
  master: Uint8Array,
  randoms: { readonly client: Uint8Array; readonly server: Uint8Array },
): Readonly<Record<'client' | 'server', Open>> {
  const ivLength = IV_LENGTHS[suite.cipher];
  const seed = joined([encodeUtf8('key expansion'), randoms.server, randoms.client]);
  const block = pseudoRandom(suite, master, seed, 2 * (suite.keyLength + ivLength));
  let at = 0;
  const take = (length: number) => block.slice(at, (at += length));
  const keys = [take(suite.keyLength), take(suite.keyLength)] as const;
  const ivs = [take(ivLength), take(ivLength)] as const;
  return {
    client: keyOf12(suite, keys[0], ivs[0]),
    server: keyOf12(suite, keys[1], ivs[1]),
  };
}

function keyOf12({ cipher }: Suite, key: Uint8Array, iv: Uint8Array): Open {
  const explicit = NONCE - iv.length;
  return ({ type, body }, sequence) => {
    const length = body.length - explicit - TAG;
    if (length < 0) return undefined;
    const nonce = explicit > 0 ? joined([iv, body.subarray(0, explicit)]) : nonceOf(iv, sequence);
    const header = joined([u64(sequence), Uint8Array.of(type, 3, 3, length >> 8, length & 0xff)]);
    const content = unseal(cipher, key, nonce, header, body.subarray(explicit));
    return content && { type, content };
  };
}

/** HKDF-Expand-Label (RFC 8446, 7.1). */
function expandLabel(suite: Suite, secret: Uint8Array, label: string, length: number): Uint8Array {
  const name = encodeUtf8(`tls13 ${label}`);
  const info = joined([Uint8Array.of(0, length, name.length), name, Uint8Array.of(0)]);
  return expand(HASHES[suite.hash], secret, info, length);
}

/** TLS 1.3: secret after a key update (RFC 8446, 7.2). */
export function nextSecret(suite: Suite, secret: Uint8Array): Uint8Array {
  return expandLabel(suite, secret, 'traffic upd', HASHES[suite.hash].outputLen);
}

/** TLS 1.3: key of one direction and one generation. */
export function keyOfSecret(suite: Suite, secret: Uint8Array): Open {
  const key = expandLabel(suite, secret, 'key', suite.keyLength);
  const iv = expandLabel(suite, secret, 'iv', NONCE);
  return ({ header, body }, sequence) => {
    const padded = unseal(suite.cipher, key, nonceOf(iv, sequence), header, body);
    if (padded === undefined) return undefined;
    const end = padded.findLastIndex((byte) => byte !== 0);
    const type = padded[end];
    return type === undefined ? undefined : { type, content: padded.subarray(0, end) };
  };
}
