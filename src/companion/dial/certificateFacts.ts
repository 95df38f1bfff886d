/** The certificates that a server showed, and what is wrong with them. */

import type { DetailedPeerCertificate, TLSSocket } from 'node:tls';
import type {
  CertificateFacts,
  CertificateFault,
  TlsFacts,
} from '../../connection/bridge/lineFacts.ts';
import { codeOf } from './lineError.ts';

/** More than any chain has. */
const LONGEST_CHAIN = 10;

const FAULTS: ReadonlyMap<string, CertificateFault> = new Map<string, CertificateFault>([
  ['CERT_HAS_EXPIRED', 'expired'],
  ['CERT_NOT_YET_VALID', 'not-yet'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'name'],
  ['HOSTNAME_MISMATCH', 'name'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'self-signed'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'unknown-authority'],
  ['UNABLE_TO_GET_ISSUER_CERT', 'unknown-authority'],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'unknown-authority'],
  // The same, of a server that showed no more than its own.
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'unknown-authority'],
  ['CERT_REVOKED', 'revoked'],
  ['INVALID_PURPOSE', 'purpose'],
]);

/** OpenSSL's name of what is wrong with it; undefined: it is trusted. */
function codeOfFault(socket: TLSSocket): string | undefined {
  if (socket.authorized) return undefined;
  // Typed as an error, and a text where it is OpenSSL's.
  const error: unknown = socket.authorizationError;
  return String(codeOf(error) || error);
}

/** `hasChain`: certificates were used, and no pre-shared key. */
export function tlsFacts(
  socket: TLSSocket,
  serverName: string | undefined,
  hasChain: boolean,
): TlsFacts {
  const code = hasChain ? codeOfFault(socket) : undefined;
  return {
    version: socket.getProtocol() ?? undefined,
    cipher: socket.getCipher().standardName,
    alpn: typeof socket.alpnProtocol === 'string' ? socket.alpnProtocol : undefined,
    serverName,
    chain: hasChain ? chainOf(socket) : [],
    code,
    fault: code === undefined ? undefined : (FAULTS.get(code) ?? 'other'),
  };
}

function chainOf(socket: TLSSocket): CertificateFacts[] {
  const chain: CertificateFacts[] = [];
  const seen = new Set<string>();
  let next: DetailedPeerCertificate | undefined = socket.getPeerCertificate(true);
  // An authority is its own issuer; where there is no certificate, an object without members comes.
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

/** A part that stands several times comes as a list. */
const nameText = (name: object): string =>
  Object.entries<unknown>({ ...name })
    .flatMap(([part, value]) => [value].flat().map((one) => `${part}=${String(one)}`))
    .reverse()
    .join(', ');
