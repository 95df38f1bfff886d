/** What is judged of certificates beside their chain: keys and signatures that can be forged, and dates. */
import type { X509Certificate } from 'node:crypto';
import type { Sentence } from '../cli/errors.ts';

/** Object identifiers of signatures over MD2, MD4, MD5 and SHA-1, as their bytes in hex. */
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

/** Why nobody should rely on it, as a sentence's end; undefined: it is strong enough. */
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

/** Whether `now` (ms since 1970) lies outside of its time, as a sentence's end. */
export function datesFault(certificate: X509Certificate, now: number): Sentence | undefined {
  const { validFrom, validTo } = certificate;
  if (now < Date.parse(validFrom)) return (say) => say.notYetValid(validFrom);
  return now > Date.parse(validTo) ? (say) => say.expired(validTo) : undefined;
}

/** The object identifier of the signature's algorithm: certificate, behind what is signed (RFC 5280, 4.1). */
function signatureOf(der: Uint8Array): string {
  const signed = contentOf(der, contentOf(der, 0).start);
  const algorithm = contentOf(der, signed.end);
  const { start, end } = contentOf(der, algorithm.start);
  return Buffer.from(der.subarray(start, end)).toString('hex');
}

/** Of the DER element at `at`: short or long form of its length. */
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

/** Whose certificate names a client: the common name, or the first of the alternative names. */
export type UserNameFrom = 'cn' | 'san';

/** Undefined: the certificate says none. */
export function userNameOf(certificate: X509Certificate, from: UserNameFrom): string | undefined {
  if (from === 'cn') {
    const cn = certificate.toLegacyObject().subject?.CN;
    return cn === '' || Array.isArray(cn) ? undefined : cn;
  }
  const [first] = certificate.subjectAltName?.split(', ') ?? [];
  // Names with a comma or a quote are written in quotes, and are nobody's user name.
  const name = /^(?:DNS|email|URI):([^"]+)$/.exec(first ?? '')?.[1];
  return name;
}
