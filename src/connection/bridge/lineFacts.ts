/** What is known of a line to a server once it is there, and why one is not: facts, as they are sent to pages. */

import { isNumber, isOneOf, isText, isTruth, type SubjectOf } from '../../base/knownMessage.ts';
import type { Fact } from '../../base/message.ts';

/** One certificate of the chain that a server showed, its own first. */
export interface CertificateFacts {
  /** As one line: `CN=broker, O=Example`. */
  readonly subject: string;
  readonly issuer: string;
  /** Whom it is for: `DNS:broker.example`, `IP Address:127.0.0.1`. */
  readonly names: readonly string[];
  /** ms since 1970. */
  readonly from: number;
  readonly to: number;
  /** SHA-256, hexadecimal in capitals with colons. */
  readonly fingerprint: string;
  /** Signed by its own key. */
  readonly isOwnIssuer: boolean;
}

export interface TlsFacts {
  /** `TLSv1.3`; undefined where the handshake did not come so far. */
  readonly version: string | undefined;
  readonly cipher: string | undefined;
  /** The protocol that was agreed on (RFC 7301). */
  readonly alpn: string | undefined;
  readonly serverName: string | undefined;
  /** Empty with a pre-shared key. */
  readonly chain: readonly CertificateFacts[];
  /** undefined: the chain leads to an authority that is trusted, and is for this host. */
  readonly fault: CertificateFault | undefined;
  /** OpenSSL's name of the fault. */
  readonly code: string | undefined;
}

export interface CertificateRequestFacts {
  readonly isAsked: boolean;
  /** Whose certificates it takes, as it says: `CN=Plant CA, O=Example`; none: it does not say. */
  readonly authorities: readonly string[];
}

/**
 * `name`: for other hosts. `unknown-authority`: nobody who is trusted here has signed it. `purpose`: for other
 * uses than servers. `other`: the code tells.
 */
export const CERTIFICATE_FAULTS = [
  'expired',
  'not-yet',
  'name',
  'self-signed',
  'unknown-authority',
  'revoked',
  'purpose',
  'other',
] as const;

export type CertificateFault = (typeof CERTIFICATE_FAULTS)[number];

/** What was learnt on the way, as far as that went; times in ms from the beginning. */
export interface LineFacts {
  /** `127.0.0.1:8883`, or the path of a Unix socket; undefined where a proxy looks the name up. */
  readonly address: string | undefined;
  /** Without credentials. */
  readonly proxy: string | undefined;
  readonly tls: TlsFacts | undefined;
  /** Whether the server asked for a client certificate; absent: its handshake did not come so far. */
  readonly certificateRequest?: CertificateRequestFacts;
  /** The subprotocol of a WebSocket. */
  readonly subprotocol: string | undefined;
  /** What each step took, ms. */
  readonly took: { readonly [Step in LineStep]?: number };
  /** Of one that is there: its number at the companion, by which marks of faults name it. */
  readonly number?: number;
}

export const LINE_STEPS = ['connect', 'proxy', 'tls', 'websocket'] as const;

export type LineStep = (typeof LINE_STEPS)[number];

/** Why there is no line, and what belongs to each reason. */
export const LINE_FAILURE_SHAPES = {
  /** The name leads to no address; now, or at all. */
  dns: { host: isText, isTemporary: isTruth },
  refused: { address: isText },
  /** By the system or its firewall. */
  'not-permitted': { address: isText },
  unreachable: { address: isText },
  'timed-out': { step: isOneOf(...LINE_STEPS), seconds: isNumber },
  /** It was there and ended before the step was through. */
  closed: { step: isOneOf(...LINE_STEPS), isReset: isTruth },
  /** The server ended the handshake and said why, by the standard's name (RFC 8446, 6). */
  'tls-alert': { alert: isText },
  /** The other end speaks no TLS. */
  'no-tls': {},
  /** In OpenSSL's words: nothing that both ends know. */
  'tls-other': { reason: isText },
  /** `code`: OpenSSL's name of the fault. */
  certificate: { fault: isOneOf(...CERTIFICATE_FAULTS), code: isText, host: isText },
  /** It is not the certificate that was accepted. */
  fingerprint: { shown: isText },
  /** What the person gave cannot be used. */
  credential: {
    what: isOneOf('ca', 'cert', 'key', 'pfx', 'passphrase', 'psk', 'proxy-ca'),
    reason: isText,
  },
  /** One of several certificates. */
  'broken-certificate': {
    what: isOneOf('ca', 'proxy-ca'),
    number: isNumber,
    count: isNumber,
    reason: isText,
  },
  'no-file': { file: isText, reason: isText },
  /** `proxy`: its address, without credentials; `not-proxy`: something else listens there. */
  'proxy-unusable': {
    proxy: isText,
    why: isOneOf('dns', 'refused', 'unreachable', 'closed', 'no-tls', 'not-proxy', 'other'),
    detail: isText,
  },
  /** Of an `https:` proxy. */
  'proxy-certificate': { proxy: isText, fault: isOneOf(...CERTIFICATE_FAULTS), code: isText },
  'proxy-refused': { status: isText },
  /** Of a SOCKS proxy, by the number of its reply (RFC 1928, 6); 0: one that the standard does not define. */
  'socks-refused': { reply: isNumber },
  'proxy-credentials': {},
  /** HTTP, but no WebSocket. */
  'no-websocket': { status: isNumber },
  /** It is one, and this header of its answer is not as the standard has it (RFC 6455, 4.1). */
  'bad-upgrade': { header: isText },
  'no-subprotocol': { offered: isText },
  'not-http': {},
  'not-allowed': { host: isText, why: isOneOf('link-local', 'not-listed') },
  'bad-address': { what: isOneOf('url', 'proxy') },
  other: { reason: isText },
};

export type LineFailures = SubjectOf<typeof LINE_FAILURE_SHAPES>;
export type LineFailure = Fact<LineFailures>;
