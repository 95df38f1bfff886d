/** Facts about an open line to a server, or the reason for a failure, in the form sent to pages. */
import {
  isAbsentOr,
  isNumber,
  isOneOf,
  isText,
  isTexts,
  isTruth,
  type SubjectOf,
} from '../../base/knownMessage.ts';
import type { Localizable } from '../../base/message.ts';

/** Failures that a later attempt may not meet. */
const TEMPORARY: ReadonlySet<string> = new Set<LineFailure['key']>([
  'refused',
  'unreachable',
  'timed-out',
  'closed',
  'proxy-refused',
]);

/** Errors of certificates, credentials and addresses are permanent. */
export function isTemporary(failure: LineFailure): boolean {
  if (failure.key === 'dns') return failure.args.isTemporary;
  return TEMPORARY.has(failure.key === 'proxy-unusable' ? failure.args.why : failure.key);
}

/** A certificate of the chain that a server presented, its own first. */
export interface CertificateFacts {
  /** The distinguished name on one line: `CN=broker, O=Example`. */
  readonly subject: string;
  readonly issuer: string;
  /** Subject alternative names: `DNS:broker.example`, `IP Address:127.0.0.1`. */
  readonly names: readonly string[];
  /** ms since 1970. */
  readonly from: number;
  readonly to: number;
  /** SHA-256 in upper-case hexadecimal with colons. */
  readonly fingerprint: string;
  /** Signed by its own key. */
  readonly isOwnIssuer: boolean;
}

export interface TlsFacts {
  /** `TLSv1.3`; undefined if the handshake did not get that far. */
  readonly version: string | undefined;
  readonly cipher: string | undefined;
  /** The negotiated protocol (RFC 7301). */
  readonly alpn: string | undefined;
  readonly serverName: string | undefined;
  /** Empty with a pre-shared key. */
  readonly chain: readonly CertificateFacts[];
  /** undefined if the chain leads to a trusted authority and is valid for this host. */
  readonly fault: CertificateError | undefined;
  /** OpenSSL's name of the error. */
  readonly code: string | undefined;
  /** The server requested a certificate of the client. */
  readonly asksForCertificate: boolean;
}

/**
 * `name`: issued for other hosts. `unknown-authority`: not signed by a trusted authority. `purpose`: not
 * issued for servers. `other`: see the code.
 */
export const CERTIFICATE_ERRORS = [
  'expired',
  'not-yet',
  'name',
  'self-signed',
  'unknown-authority',
  'revoked',
  'purpose',
  'other',
] as const;

export type CertificateError = (typeof CERTIFICATE_ERRORS)[number];

/** Facts learnt while opening a line; times in ms from the start. */
export interface LineFacts {
  /** `127.0.0.1:8883`, or the path of a Unix socket; undefined if a proxy resolves the name. */
  readonly address: string | undefined;
  /** Without credentials. */
  readonly proxy: string | undefined;
  readonly tls: TlsFacts | undefined;
  /** The subprotocol of a WebSocket. */
  readonly subprotocol: string | undefined;
  /** Duration of each step, ms. */
  readonly took: { readonly [Step in LineStep]?: number };
  /** Number of an open line at the companion. Marks of faults use it as a reference. */
  readonly number?: number;
}

export const LINE_STEPS = ['name', 'connect', 'proxy', 'tls', 'websocket'] as const;

export type LineStep = (typeof LINE_STEPS)[number];

/** Reasons why a line failed to open, with their arguments. */
export const LINE_FAILURE_SHAPES = {
  /** The name has no address, temporarily or permanently. */
  dns: { host: isText, isTemporary: isTruth },
  refused: { address: isText },
  /** Blocked by the system or its firewall. */
  'not-permitted': { address: isText },
  unreachable: { address: isText },
  'timed-out': { step: isOneOf(...LINE_STEPS), seconds: isNumber },
  /** The connection opened and ended before the step was complete. */
  closed: { step: isOneOf(...LINE_STEPS), isReset: isTruth },
  /** The server ended the handshake with this alert, by the standard's name (RFC 8446, 6). */
  'tls-alert': { alert: isText },
  /** The other end does not speak TLS. */
  'no-tls': {},
  /** Another TLS error, in OpenSSL's words. */
  'tls-other': { reason: isText },
  /** `code`: OpenSSL's name of the error. `names`: for which hosts it is issued, if not for this one. */
  certificate: {
    fault: isOneOf(...CERTIFICATE_ERRORS),
    code: isText,
    host: isText,
    names: isAbsentOr(isTexts),
  },
  /** The certificate is not the accepted one. */
  fingerprint: { shown: isText },
  /** The user's credential is unusable. */
  credential: {
    what: isOneOf('ca', 'cert', 'key', 'pfx', 'passphrase', 'psk', 'proxy-ca'),
    reason: isText,
  },
  /** A certificate among several is malformed. */
  'broken-certificate': {
    what: isOneOf('ca', 'proxy-ca'),
    number: isNumber,
    count: isNumber,
    reason: isText,
  },
  'no-file': { file: isText, reason: isText },
  /** `proxy`: its address without credentials; `not-proxy`: another service listens there. */
  'proxy-unusable': {
    proxy: isText,
    why: isOneOf('dns', 'refused', 'unreachable', 'closed', 'no-tls', 'not-proxy', 'other'),
    detail: isText,
  },
  /** Certificate error of an `https:` proxy. */
  'proxy-certificate': { proxy: isText, fault: isOneOf(...CERTIFICATE_ERRORS), code: isText },
  'proxy-refused': { status: isText },
  /** Reply number of a SOCKS proxy (RFC 1928, 6); 0 if the standard does not define it. */
  'socks-refused': { reply: isNumber },
  'proxy-credentials': {},
  /** The server speaks HTTP but not WebSocket. `server`: its name in the answer. */
  'no-websocket': { status: isNumber, server: isAbsentOr(isText) },
  /** A WebSocket server whose answer violates the standard in this header (RFC 6455, 4.1). */
  'bad-upgrade': { header: isText },
  /** `selected`: by the server; undefined: none. */
  'no-subprotocol': { offered: isText, selected: isAbsentOr(isText) },
  'not-http': {},
  'not-allowed': { host: isText, why: isOneOf('link-local', 'not-listed', 'socket') },
  'bad-address': { what: isOneOf('url', 'proxy') },
  other: { reason: isText },
};

export type LineFailures = SubjectOf<typeof LINE_FAILURE_SHAPES>;
export type LineFailure = Localizable<LineFailures>;
