/** Reasons why the companion cannot connect to a server, with remedies. */

import type { Words } from '../../../base/message.ts';
import type {
  CertificateError,
  LineFailures,
  LineStep,
} from '../../../connection/bridge/lineFacts.ts';
import { webSocketAdvice } from './webSocketAdvice.ts';

const STEPS: Readonly<Record<LineStep, string>> = {
  name: 'the name',
  connect: 'the TCP connection',
  proxy: 'the proxy',
  tls: 'the TLS handshake',
  websocket: 'the WebSocket handshake',
};

/** Sentences on a server’s certificate, with a remedy. */
export const certificateFaults: Readonly<
  Record<CertificateError, (host: string, names: readonly string[]) => string>
> = {
  expired: () =>
    'The server’s certificate has expired. Renew it on the server, and check the clock of this machine.',
  'not-yet': () => 'The server’s certificate is not valid yet. Check the clocks of both machines.',
  name: (host, names) =>
    `The server’s certificate is not valid for ${host}${names.length === 0 ? '' : `, but for ${names.join(', ')}`}. Use a name that it is valid for, or set the server name (SNI).`,
  'self-signed': () =>
    'The server’s certificate is self-signed. If it is yours, provide it as CA certificate, or accept it by its fingerprint.',
  'unknown-authority': () =>
    'The server’s certificate is signed by an unknown authority. Provide the certificate of that authority as CA certificate. If the server sent only its own certificate, it may have left out the intermediate ones.',
  revoked: () => 'The server’s certificate has been revoked.',
  purpose: () =>
    'The server’s certificate, or one above it, was not issued for servers. Have it issued with the extended key usage serverAuth.',
  other: () => 'The server’s certificate is not accepted.',
};

const PARTS: Readonly<Record<LineFailures['credential']['what'], string>> = {
  ca: 'The CA certificate',
  cert: 'The client certificate',
  key: 'The private key',
  pfx: 'The PKCS #12 file',
  passphrase: 'The passphrase',
  psk: 'The pre-shared key',
  'proxy-ca': 'The CA certificate of the proxy',
};

/** By the names in the standard (RFC 8446, 6.2). */
const ALERTS: ReadonlyMap<string, string> = new Map([
  ['unknown_ca', 'The server does not know the authority that signed the client certificate.'],
  ['certificate_required', 'The server requires a client certificate.'],
  ['bad_certificate', 'The server does not accept the client certificate, or requires one.'],
  ['certificate_expired', 'The client certificate has expired.'],
  ['certificate_unknown', 'The server does not accept the client certificate.'],
  ['certificate_revoked', 'The client certificate has been revoked.'],
  ['access_denied', 'The server does not allow this client certificate.'],
  [
    'handshake_failure',
    'The server found no cipher suite or version that both ends support, or requires a client certificate.',
  ],
  ['protocol_version', 'The server does not support the TLS versions that were offered.'],
  ['insufficient_security', 'The server requires stronger cipher suites.'],
  ['unrecognized_name', 'The server does not know this server name.'],
  [
    'no_application_protocol',
    'The server accepts none of the application protocols (ALPN) that were offered.',
  ],
  ['unknown_psk_identity', 'The server does not know the identity of the pre-shared key.'],
  [
    'decrypt_error',
    'The server could not check the handshake: with a pre-shared key, identity or key may be wrong.',
  ],
  [
    'bad_record_mac',
    'The handshake did not decrypt: with a pre-shared key, the keys are different.',
  ],
]);

/** Errors of the proxy itself, before it contacted the broker. */
const PROXY: Readonly<Record<LineFailures['proxy-unusable']['why'], (proxy: string) => string>> = {
  dns: (proxy) => `The name of the proxy ${proxy} is not known. Check the spelling.`,
  refused: (proxy) =>
    `Nothing listens at the proxy ${proxy}. Check that it is running, and its port.`,
  unreachable: (proxy) =>
    `The companion has no route to the proxy ${proxy}. Check the network, VPN or firewall.`,
  closed: (proxy) =>
    `The proxy ${proxy} closed the connection without an answer. Check that it is a proxy of this kind and allows this machine.`,
  'no-tls': (proxy) => `The proxy ${proxy} does not use TLS at this port. Use http:// for it.`,
  'not-proxy': (proxy) =>
    `The server at ${proxy} is not a proxy of this kind. Check its port, and whether it is http:// or socks5://.`,
  other: (proxy) => `The proxy ${proxy} cannot be used.`,
};

const PROXY_FAULTS: Readonly<Record<CertificateError, string>> = {
  expired: 'has expired. Renew it there, and check the clock of this machine.',
  'not-yet': 'is not valid yet. Check the clocks of both machines.',
  name: 'is for other names. Use one of those in its address.',
  'self-signed': 'is self-signed. If it is yours, provide it as CA certificate of the proxy.',
  'unknown-authority':
    'is signed by an unknown authority. Provide the certificate of that authority as CA certificate of the proxy.',
  revoked: 'has been revoked.',
  purpose:
    'was not issued for servers, or one above it was not. Have it issued with the extended key usage serverAuth.',
  other: 'is not accepted.',
};

/** By number (RFC 1928, 6). */
const REPLIES: readonly string[] = [
  'its reply is not defined by the standard',
  'it failed without a reason. Check its log',
  'its rules do not allow this broker or this user',
  'it has no route to the broker’s network',
  'it cannot reach the host, or does not know its name',
  'nothing listens at the broker’s address, or a firewall refuses. Check that the broker is running, and its port',
  'the broker did not answer it in time',
  'it opens no connections to servers (CONNECT)',
  'it does not support this kind of address. Try the broker’s IPv4 address or its name',
];

/** What a server may not speak that closes in this step. */
const CLOSED_AT: Partial<Readonly<Record<LineStep, string>>> = {
  tls: ' It may not use TLS at this port: 8883 usually does, 1883 does not.',
  websocket: ' It may not use WebSocket at this port: use mqtt:// for a port without it.',
};

/** The path of a Unix socket. */
const isPath = (address: string): boolean => address.startsWith('/');

export const lineFailures: Words<LineFailures> = {
  dns: ({ host, isTemporary }) =>
    isTemporary
      ? `The name ${host} could not be looked up at this time. Check the companion’s network.`
      : `The name ${host} is not known. Check the spelling.`,
  refused: ({ address }) =>
    `Nothing listens at ${address}. Check that the broker is running, and ${isPath(address) ? 'the path' : 'its port'}.`,
  'not-permitted': ({ address }) =>
    isPath(address)
      ? `The companion’s user has no permission for ${address}. Allow it to read and write the socket and to enter its folders.`
      : `The companion’s machine does not allow connections to ${address}. Check its firewall.`,
  unreachable: ({ address }) =>
    `The companion has no route to ${address}. Check the network, VPN or firewall.`,
  'timed-out': ({ step, seconds }) =>
    `No answer within ${seconds} s, at ${STEPS[step]}. Check host and port, and whether the port uses TLS.`,
  closed: ({ step, isReset }) =>
    `The server ${isReset ? 'reset' : 'closed'} the connection during ${STEPS[step]}.${CLOSED_AT[step] ?? ''}`,
  'tls-alert': ({ alert }) =>
    `${ALERTS.get(alert) ?? 'The server ended the TLS handshake.'} (TLS alert: ${alert})`,
  'no-tls': () =>
    'The server does not use TLS at this port. Use mqtt:// or ws://, or another port.',
  'tls-other': ({ reason }) => `The TLS handshake failed: ${reason}.`,
  certificate: ({ fault, code, host, names = [] }) =>
    `${certificateFaults[fault](host, names)} (${code})`,
  fingerprint: ({ shown }) =>
    `The server presents a different certificate than the one that was accepted. Its fingerprint is ${shown}.`,
  credential: ({ what, reason }) =>
    `${PARTS[what]} cannot be used: ${CREDENTIAL[reason] ?? reason}`,
  'broken-certificate': ({ what, number, count, reason }) =>
    `${PARTS[what]} cannot be used: certificate ${number} of ${count} in it: ${CREDENTIAL[reason] ?? reason}`,
  'no-file': ({ file, reason }) => `The companion cannot read ${file}: ${reason}`,
  'proxy-unusable': ({ proxy, why, detail }) =>
    `${PROXY[why](proxy)}${detail === '' ? '' : ` (${detail})`}`,
  'proxy-certificate': ({ proxy, fault, code }) =>
    `The certificate of the proxy ${proxy} ${PROXY_FAULTS[fault]} (${code})`,
  'proxy-refused': ({ status }) => `The proxy did not connect: ${status}.`,
  'socks-refused': ({ reply }) =>
    `The SOCKS proxy did not connect: ${REPLIES[reply] ?? REPLIES[0]} (reply ${reply}).`,
  'proxy-credentials': () =>
    'The proxy requires other credentials. Check its user name and password.',
  'no-websocket': ({ status, server }) =>
    `The server${server === undefined ? '' : ` (${server})`} answered with HTTP status ${status} and no WebSocket. ${webSocketAdvice(status)}`,
  'bad-upgrade': ({ header }) =>
    `The server agreed to WebSocket, but with a wrong ${header} in its answer. Check what answers at this address: it may be a proxy, a cache or a test server.`,
  'no-subprotocol': ({ offered, selected }) =>
    selected === undefined
      ? `The server accepts none of the WebSocket subprotocols ${offered}.`
      : `The server selected the WebSocket subprotocol ${selected}, although ${offered} was offered [MQTT-6.0.0-3, MQTT-6.0.0-4]. Correct the broker’s listener, or the proxy in front of it.`,
  'not-http': () =>
    'The server does not use HTTP at this port. Use mqtt:// or mqtts://, or another port.',
  'not-allowed': ({ host, why }) =>
    why === 'socket'
      ? `The companion does not connect to the Unix socket ${host} unless it was started with --bridge-allow ${host}: services that trust every program of its machine listen at such sockets.`
      : why === 'link-local'
        ? `The companion does not connect to ${host}, a link-local or metadata address, unless it was started with --bridge-allow ${host}.`
        : `The companion was started with --bridge-allow, and ${host} is not on that list.`,
  'bad-address': ({ what }) =>
    what === 'url'
      ? 'This is not the address of a broker.'
      : 'This is not the address of a proxy (http://, https:// or socks5://).',
  other: ({ reason }) => reason,
};

const CREDENTIAL: Readonly<Record<string, string>> = {
  missing: 'certificate and key belong together, and one of them is missing.',
  hex: 'it is written in hexadecimal digits, two for each byte.',
  'no start line':
    'it is not PEM, the text that begins with -----BEGIN. Convert DER to PEM with: openssl x509 -inform der -in FILE.',
  'key values mismatch': 'it does not belong to the client certificate.',
  'bad decrypt': 'it is missing, or does not open the private key.',
  'mac verify failure': 'it is missing, or does not open the PKCS #12 file.',
  'not enough data': 'it is damaged or incomplete.',
  'bad base64 decode': 'it is damaged or incomplete.',
  'bad end line': 'it is damaged or incomplete.',
};
