/** Reads the certificates that a server has presented, and their faults. */

import { isIP } from 'node:net';
import type { DetailedPeerCertificate, TLSSocket } from 'node:tls';
import type {
  CertificateError,
  CertificateFacts,
  TlsFacts,
} from '../../connection/bridge/lineFacts.ts';
import { codeOf } from './lineError.ts';

/** Longer than any real chain. */
const LONGEST_CHAIN = 10;

const FAULTS: ReadonlyMap<string, CertificateError> = new Map<string, CertificateError>([
  ['CERT_HAS_EXPIRED', 'expired'],
  ['CERT_NOT_YET_VALID', 'not-yet'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'name'],
  ['HOSTNAME_MISMATCH', 'name'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'self-signed'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'unknown-authority'],
  ['UNABLE_TO_GET_ISSUER_CERT', 'unknown-authority'],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'unknown-authority'],
  // The same for a server that sends only its own certificate.
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'unknown-authority'],
  ['CERT_REVOKED', 'revoked'],
  ['INVALID_PURPOSE', 'purpose'],
]);

/** The fault behind an error code of OpenSSL or Node; undefined for other errors. */
export const certificateFault = (code: string): CertificateError | undefined => FAULTS.get(code);

/** OpenSSL's error code; undefined: trusted. */
function errorCode(socket: TLSSocket): string | undefined {
  if (socket.authorized) return undefined;
  // Typed as an error, but a string if it is OpenSSL's.
  const error: unknown = socket.authorizationError;
  return String(codeOf(error) || error);
}

/** Node knows a server's signature algorithms only from its request for a certificate. */
export const asksForCertificate = (socket: TLSSocket): boolean =>
  socket.getSharedSigalgs().length > 0;

/** `hasChain`: the handshake used certificates, not a pre-shared key. */
export function tlsFacts(
  socket: TLSSocket,
  serverName: string | undefined,
  hasChain: boolean,
): TlsFacts {
  const code = hasChain ? errorCode(socket) : undefined;
  return {
    version: socket.getProtocol() ?? undefined,
    cipher: socket.getCipher().standardName,
    alpn: typeof socket.alpnProtocol === 'string' ? socket.alpnProtocol : undefined,
    serverName,
    chain: hasChain ? chainOf(socket) : [],
    code,
    fault: code === undefined ? undefined : (FAULTS.get(code) ?? 'other'),
    asksForCertificate: asksForCertificate(socket),
  };
}

function chainOf(socket: TLSSocket): CertificateFacts[] {
  const chain: CertificateFacts[] = [];
  const seen = new Set<string>();
  let next: DetailedPeerCertificate | undefined = socket.getPeerCertificate(true);
  // An authority is its own issuer. Without a certificate, the object is empty.
  while (next?.fingerprint256 !== undefined && !seen.has(next.fingerprint256)) {
    if (chain.length === LONGEST_CHAIN) break;
    seen.add(next.fingerprint256);
    chain.push(factsOf(next));
    next = next.issuerCertificate;
  }
  return chain;
}

function factsOf(certificate: DetailedPeerCertificate): CertificateFacts {
  const { subject, issuer, subjectaltname, valid_from, valid_to, fingerprint256 } = certificate;
  return {
    subject: nameText(subject),
    issuer: nameText(issuer),
    names: subjectaltname?.split(', ') ?? [],
    from: Date.parse(valid_from),
    to: Date.parse(valid_to),
    fingerprint: fingerprint256,
    isOwnIssuer: nameText(subject) === nameText(issuer),
  };
}

/** Hosts in a message, the first ones. */
const MOST_HOSTS = 8;

/** Hosts that a certificate is issued for. Its common name counts only without alternative names. */
export function hostsOf({
  names,
  subject,
}: Pick<CertificateFacts, 'names' | 'subject'>): readonly string[] {
  const hosts = names.flatMap((name) => /^(?:DNS|IP Address):(.*)$/.exec(name)?.[1] ?? []);
  const common = /(?:^|, )CN=([^,]+)/.exec(subject)?.[1];
  // An address has to be among the alternative names.
  if (hosts.length > 0 || common === undefined || isIP(common) > 0)
    return hosts.slice(0, MOST_HOSTS);
  return [common];
}

/** The hosts in Node's error about a certificate for another host; undefined for another error. */
export function hostsInError(error: unknown): readonly string[] | undefined {
  if (codeOf(error) !== 'ERR_TLS_CERT_ALTNAME_INVALID') return undefined;
  const certificate: unknown =
    typeof error === 'object' && error !== null && 'cert' in error ? error.cert : undefined;
  if (typeof certificate !== 'object' || certificate === null) return [];
  const names = 'subjectaltname' in certificate ? certificate.subjectaltname : undefined;
  const subject = 'subject' in certificate ? certificate.subject : undefined;
  return hostsOf({
    names: typeof names === 'string' ? names.split(', ') : [],
    subject: typeof subject === 'object' && subject !== null ? nameText(subject) : '',
  });
}

/** A repeated part is an array. */
const nameText = (name: object): string =>
  Object.entries<unknown>({ ...name })
    .flatMap(([part, value]) => [value].flat().map((one) => `${part}=${String(one)}`))
    .reverse()
    .join(', ');
