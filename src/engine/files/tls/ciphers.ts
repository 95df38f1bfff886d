/** Decrypts sealed bytes. Each function returns undefined if the bytes were made with another key or changed. */
import { cbc, ctr, gcm } from '@noble/ciphers/aes.js';
import { chacha20poly1305 } from '@noble/ciphers/chacha.js';
import { hmac } from '@noble/hashes/hmac.js';
import { md5, sha1 } from '@noble/hashes/legacy.js';
import { sha256, sha384 } from '@noble/hashes/sha2.js';
import { joined, sameBytes } from '../../../base/bytes.ts';
import type { Suite } from './suites.ts';

export const BLOCK = 16;
const NO_IV = new Uint8Array(BLOCK);
export const HASHES = { md5, sha1, sha256, sha384 };

export function unseal(
  { cipher, tag }: Exclude<Suite, { cipher: 'aes-cbc' }>,
  key: Uint8Array,
  nonce: Uint8Array,
  header: Uint8Array,
  sealed: Uint8Array,
): Uint8Array | undefined {
  if (sealed.length < tag) return undefined;
  if (cipher === 'aes-ccm') return openCcm(key, nonce, header, sealed, tag);
  try {
    return cipher === 'aes-gcm'
      ? gcm(key, nonce, header).decrypt(sealed)
      : chacha20poly1305(key, nonce, header).decrypt(sealed);
  } catch {
    // Both ciphers only throw if the tag does not match.
    return undefined;
  }
}

/** Bytes, padded with zeros to whole blocks. */
function blocks(...parts: readonly Uint8Array[]): Uint8Array {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  return joined([...parts, new Uint8Array((BLOCK - (length % BLOCK)) % BLOCK)]);
}

/** Counter with CBC-MAC (RFC 3610), with a nonce of 12 bytes. */
function openCcm(
  key: Uint8Array,
  nonce: Uint8Array,
  header: Uint8Array,
  sealed: Uint8Array,
  tagLength: number,
): Uint8Array | undefined {
  const lengthBytes = BLOCK - 1 - nonce.length;
  const length = sealed.length - tagLength;
  // Counter 0 encrypts the tag, and the counters from 1 on the content.
  const counter = blocks(Uint8Array.of(lengthBytes - 1), nonce);
  const opened = ctr(key, counter).encrypt(
    joined([blocks(sealed.subarray(length)), sealed.subarray(0, length)]),
  );
  const content = opened.subarray(BLOCK);
  const first = new Uint8Array(BLOCK);
  first[0] = 0x40 | (((tagLength - 2) / 2) << 3) | (lengthBytes - 1);
  first.set(nonce, 1);
  new DataView(first.buffer).setUint16(BLOCK - 2, length);
  first[BLOCK - 3] = length >> 16;
  const authenticated = blocks(Uint8Array.of(header.length >> 8, header.length & 0xff), header);
  const mac = cbc(key, NO_IV, { disablePadding: true })
    .encrypt(joined([first, authenticated, blocks(content)]))
    .subarray(-BLOCK);
  return sameBytes(mac.subarray(0, tagLength), opened.subarray(0, tagLength)) ? content : undefined;
}

/** Header of a record that a MAC includes, for a length of its content. */
export type HeaderOf = (length: number) => Uint8Array;

/**
 * AES-CBC with an HMAC of the content (RFC 5246, 6.2.3.2), or of the encrypted bytes (RFC 7366).
 * @param body the encrypted bytes, after their IV if `iv` is undefined
 */
export function openCbc(
  mac: 'sha1' | 'sha256' | 'sha384',
  keys: { readonly mac: Uint8Array; readonly cipher: Uint8Array },
  headerOf: HeaderOf,
  body: Uint8Array,
  iv?: Uint8Array,
): Uint8Array | undefined {
  const hash = HASHES[mac];
  const macOf = (bytes: Uint8Array) =>
    hmac(hash, keys.mac, joined([headerOf(bytes.length), bytes]));
  const start = iv === undefined ? BLOCK : 0;
  const outer = body.length - hash.outputLen;
  const isOuter = outer > start && sameBytes(macOf(body.subarray(0, outer)), body.subarray(outer));
  const encrypted = isOuter ? body.subarray(0, outer) : body;
  if (encrypted.length < start + BLOCK || encrypted.length % BLOCK !== 0) return undefined;
  const first = iv ?? encrypted.subarray(0, BLOCK);
  const opened = cbc(keys.cipher, first, { disablePadding: true }).decrypt(
    encrypted.subarray(start),
  );
  const padding = (opened.at(-1) ?? 0) + 1;
  if (isOuter) return opened.subarray(0, Math.max(0, opened.length - padding));
  const end = opened.length - padding - hash.outputLen;
  if (end < 0) return undefined;
  const content = opened.subarray(0, end);
  return sameBytes(macOf(content), opened.subarray(end, end + hash.outputLen))
    ? content
    : undefined;
}
