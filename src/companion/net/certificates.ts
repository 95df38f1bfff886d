/** Checks of certificates besides their chain: weak keys and signatures, and dates. */
import type { X509Certificate } from 'node:crypto';
import type { Sentence } from '../cli/errors.ts';

/** Object identifiers of signatures over MD2, MD4, MD5 and SHA-1, as hex of their bytes. */
const WEAK_SIGNATURES: ReadonlyMap<string, string> = new Map([
  ['2a864886f70d010102', 'MD2'],
  ['2a864886f70d010103', 'MD4'],
  ['2a864886f70d010104', 'MD5'],
  ['2a864886f70d010105', 'SHA-1'],
  ['2b0e03021d', 'SHA-1'],
  ['2a8648ce3d0401', 'SHA-1'],
  ['2a8648ce380403', 'SHA-1'],
]);
const LEAST_BITS: ReadonlyMap<string, number> = new Map([
  ['rsa', 2048],
  ['rsa-pss', 2048],
  ['dsa', 2048],
  ['ec', 256],
]);

/** Weakness of the certificate as the end of a sentence; undefined: strong enough. */
export function weakness(certificate: X509Certificate): Sentence | undefined {
  const { asymmetricKeyType: type = '', asymmetricKeyDetails } = certificate.publicKey;
  const least = LEAST_BITS.get(type);
  const { bits = asymmetricKeyDetails?.modulusLength } = certificate.toLegacyObject();
  if (least !== undefined && bits !== undefined && bits < least) {
    const name = type.toUpperCase();
    return (say) => say.shortKey(name, bits, least);
  }
  const hash = WEAK_SIGNATURES.get(signatureOf(certificate.raw));
  return hash === undefined ? undefined : (say) => say.weakHash(hash);
}

/** Reports as the end of a sentence if `now` (ms since 1970) is outside the certificate's validity. */
export function datesError(certificate: X509Certificate, now: number): Sentence | undefined {
  const { validFrom, validTo } = certificate;
  if (now < Date.parse(validFrom)) return (say) => say.notYetValid(validFrom);
  return now > Date.parse(validTo) ? (say) => say.expired(validTo) : undefined;
}

/**
 * Object identifier of the signature's algorithm, which follows the signed part of the certificate (RFC 5280,
 * 4.1).
 */
function signatureOf(der: Uint8Array): string {
  const signed = contentOf(der, contentOf(der, 0).start);
  const algorithm = contentOf(der, signed.end);
  const { start, end } = contentOf(der, algorithm.start);
  return Buffer.from(der.subarray(start, end)).toString('hex');
}

/** Content of the DER element at `at`, with a short or long length. */
function contentOf(der: Uint8Array, at: number): { readonly start: number; readonly end: number } {
  const first = der[at + 1] ?? 0;
  const lengthBytes = first < 0x80 ? 0 : first & 0x7f;
  let length = lengthBytes === 0 ? first : 0;
  for (let place = 0; place < lengthBytes; place += 1) {
    length = length * 256 + (der[at + 2 + place] ?? 0);
  }
  const start = at + 2 + lengthBytes;
  return { start, end: start + length };
}

/** Source of a client's user name in its certificate: the common name, or the first alternative name. */
export type UserNameFrom = 'cn' | 'san';

/** Undefined if the certificate has none. */
export function userNameOf(certificate: X509Certificate, from: UserNameFrom): string | undefined {
  if (from === 'cn') {
    const cn = certificate.toLegacyObject().subject?.CN;
    return cn === '' || Array.isArray(cn) ? undefined : cn;
  }
  const [first] = certificate.subjectAltName?.split(', ') ?? [];
  // Names with a comma or a quote are written in quotes, and are not accepted as user names.
  const name = /^(?:DNS|email|URI):([^"]+)$/.exec(first ?? '')?.[1];
  return name;
}
