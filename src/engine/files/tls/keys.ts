/** Derives record keys from the secrets of a key log (RFC 2246, 4346, 5246, 5288, 6655, 7905, 8446). */
import { expand } from '@noble/hashes/hkdf.js';
import { hmac } from '@noble/hashes/hmac.js';
import { joined } from '../../../base/bytes.ts';
import { encodeUtf8 } from '../../../base/utf8.ts';
import { BLOCK, HASHES, openCbc, unseal } from './ciphers.ts';
import type { Suite } from './suites.ts';
import type { TlsRecord } from './tlsRecords.ts';
import { TLS_1_0, TLS_1_2 } from './versions.ts';

/** Content of a decrypted record. */
export interface Opened {
  readonly type: number;
  readonly content: Uint8Array;
}

/** Decrypts the record with this number; undefined: it belongs to another key or was modified. */
export type Open = (record: TlsRecord, sequence: number) => Opened | undefined;

const NONCE = 12;
/** AES-GCM and AES-CCM in TLS 1.2: bytes of the nonce that the record contains. */
const EXPLICIT_NONCE = 8;

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

/** PRF (RFC 5246, 5; before TLS 1.2: RFC 4346, 5). */
function pseudoRandom(
  { hash, version }: { readonly hash: Suite['hash']; readonly version: number },
  secret: Uint8Array,
  seed: Uint8Array,
  length: number,
): Uint8Array {
  if (version >= TLS_1_2) return expanded(hash, secret, seed, length);
  const half = Math.ceil(secret.length / 2);
  const other = expanded('sha1', secret.subarray(-half), seed, length);
  return expanded('md5', secret.subarray(0, half), seed, length).map(
    (byte, at) => byte ^ (other[at] ?? 0),
  );
}

function expanded(
  name: keyof typeof HASHES,
  secret: Uint8Array,
  seed: Uint8Array,
  length: number,
): Uint8Array {
  const hash = HASHES[name];
  let a = seed;
  let all: Uint8Array = new Uint8Array(0);
  while (all.length < length) {
    a = hmac(hash, secret, a);
    all = joined([all, hmac(hash, secret, joined([a, seed]))]);
  }
  return all.subarray(0, length);
}

/** Before TLS 1.3: keys of the client and the server (RFC 5246, 6.3). */
export function keysOfMaster(
  suite: Suite,
  master: Uint8Array,
  randoms: { readonly client: Uint8Array; readonly server: Uint8Array },
  version: number,
): Readonly<Record<'client' | 'server', Open>> {
  const { keyLength, hash } = suite;
  const macLength = suite.cipher === 'aes-cbc' ? HASHES[suite.mac].outputLen : 0;
  const ivLength = version === TLS_1_0 ? BLOCK : IV_LENGTHS[suite.cipher];
  const seed = joined([encodeUtf8('key expansion'), randoms.server, randoms.client]);
  const block = pseudoRandom(
    { hash, version },
    master,
    seed,
    2 * (macLength + keyLength + ivLength),
  );
  let at = 0;
  const take = (length: number) => block.slice(at, (at += length));
  const macs = [take(macLength), take(macLength)] as const;
  const ciphers = [take(keyLength), take(keyLength)] as const;
  const ivs = [take(ivLength), take(ivLength)] as const;
  return {
    client: opener(suite, { mac: macs[0], cipher: ciphers[0], iv: ivs[0] }, version),
    server: opener(suite, { mac: macs[1], cipher: ciphers[1], iv: ivs[1] }, version),
  };
}

/** Bytes of the IV that the keys contain. A record of AES-CBC contains its own, except in TLS 1.0. */
const IV_LENGTHS: Readonly<Record<Suite['cipher'], number>> = {
  'aes-gcm': NONCE - EXPLICIT_NONCE,
  'aes-ccm': NONCE - EXPLICIT_NONCE,
  'chacha20-poly1305': NONCE,
  'aes-cbc': 0,
};

interface Keys {
  readonly mac: Uint8Array;
  readonly cipher: Uint8Array;
  readonly iv: Uint8Array;
}

function opener(suite: Suite, keys: Keys, version: number): Open {
  const chain = version === TLS_1_0 ? new Chain(keys.iv) : undefined;
  return (record, sequence) => {
    const { type, body } = record;
    const headerOf = (length: number) =>
      joined([u64(sequence), Uint8Array.of(type, 3, version & 0xff, length >> 8, length & 0xff)]);
    if (suite.cipher !== 'aes-cbc') {
      const content = unsealed12(suite, keys, headerOf, body, sequence);
      return content && { type, content };
    }
    const iv = chain?.before(record, HASHES[suite.mac].outputLen);
    if (chain !== undefined && iv === undefined) return undefined;
    const content = openCbc(suite.mac, keys, headerOf, body, iv);
    return content && { type, content };
  };
}

/** TLS 1.0: the IV of a record is the last encrypted block of the record before it (RFC 2246, 6.2.3.2). */
class Chain {
  #record: TlsRecord | undefined;
  #iv: Uint8Array | undefined;
  #last: Uint8Array;

  constructor(iv: Uint8Array) {
    this.#iv = iv;
    this.#last = iv;
  }

  /**
   * The IV of the record; undefined if the record before it is missing.
   * @param macLength bytes of a MAC that follows the encrypted blocks
   */
  before(record: TlsRecord, macLength: number): Uint8Array | undefined {
    if (record !== this.#record) {
      const { body, isAfterGap } = record;
      const end = body.length - (body.length % BLOCK === 0 ? 0 : macLength);
      this.#record = record;
      this.#iv = isAfterGap ? undefined : this.#last;
      this.#last = body.slice(Math.max(0, end - BLOCK), Math.max(0, end));
    }
    return this.#iv;
  }
}

function unsealed12(
  suite: Exclude<Suite, { cipher: 'aes-cbc' }>,
  { cipher, iv }: Keys,
  headerOf: (length: number) => Uint8Array,
  body: Uint8Array,
  sequence: number,
): Uint8Array | undefined {
  const explicit = NONCE - iv.length;
  const length = body.length - explicit - suite.tag;
  if (length < 0) return undefined;
  const nonce = explicit > 0 ? joined([iv, body.subarray(0, explicit)]) : nonceOf(iv, sequence);
  return unseal(suite, cipher, nonce, headerOf(length), body.subarray(explicit));
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

/** TLS 1.3: key of one direction and one generation. Its suites are all authenticated. */
export function keyOfSecret(suite: Suite, secret: Uint8Array): Open {
  if (suite.cipher === 'aes-cbc') return () => undefined;
  const key = expandLabel(suite, secret, 'key', suite.keyLength);
  const iv = expandLabel(suite, secret, 'iv', NONCE);
  return ({ header, body }, sequence) => {
    const padded = unseal(suite, key, nonceOf(iv, sequence), header, body);
    if (padded === undefined) return undefined;
    const end = padded.findLastIndex((byte) => byte !== 0);
    const type = padded[end];
    return type === undefined ? undefined : { type, content: padded.subarray(0, end) };
  };
}
