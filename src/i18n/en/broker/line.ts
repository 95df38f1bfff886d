/** Steps of the companion that opens a connection for a page. */
import type { LineStep } from '../../../connection/bridge/lineFacts.ts';
import { counted } from '../../numbers.ts';

const STEPS: Readonly<Record<LineStep, string>> = {
  name: 'name',
  connect: 'TCP',
  proxy: 'proxy',
  tls: 'TLS',
  websocket: 'WebSocket',
};

/** UTC, as in the certificate. */
const date = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

export const line = {
  title: 'Connection by the companion',
  about:
    'A browser opens only ws:// and wss://, and decides about certificates itself. The companion opens mqtt://, mqtts:// and unix:// too, and ws:// and wss:// where something is set here. Keys, passphrases and passwords here are kept only with “Remember on this device”, or in files that you name.',
  tlsFor: 'Certificates and keys are for mqtts:// and wss:// addresses.',
  proxy: 'Proxy',
  proxyHint: 'http://, https:// or socks5://',
  proxyUser: 'Proxy user name',
  proxyPassword: 'Proxy password',
  proxyCa: 'CA certificate of the proxy',
  ca: 'CA certificate',
  cert: 'Client certificate',
  key: 'Private key',
  pfx: 'PKCS #12 (certificate and key)',
  passphrase: 'Passphrase of the key',
  pskIdentity: 'PSK identity',
  pskHint: 'A pre-shared key replaces certificates.',
  pskKey: 'PSK, hexadecimal',
  serverName: 'Server name (SNI)',
  serverNameHint: 'Only if it differs from the host of the address.',
  alpn: 'ALPN',
  alpnHint: 'Application protocols to offer, in order.',
  fingerprint: 'Accept certificate with SHA-256',
  fingerprintHint: 'This certificate is accepted, whatever is wrong with it.',
  path: 'path on the companion’s machine',
  choose: 'Choose…',
  chooseFor: (field: string): string => `Choose a file: ${field}`,
  fileOf: (field: string): string => `File: ${field}`,
  remove: (field: string): string => `Remove: ${field}`,
  chosen: (name: string): string => `${name} has been read.`,
  held: (characters: number): string => `from a file, ${characters} characters`,
  tooLarge: 'Larger than 1 MiB: this is not a certificate or key.',
  headers: 'Headers of the WebSocket request',
  headerName: (place: number): string => `Name of header ${place}`,
  headerValue: (place: number): string => `Value of header ${place}`,
  removeHeader: (place: number): string => `Remove header ${place}`,
  addHeader: 'Add header',
  lastHandshake: 'Last handshake',
  tlsVersion: 'TLS version',
  cipher: 'Cipher suite',
  clientCertificate: 'Client certificate',
  asks: (isAsked: boolean, authorities: readonly string[]): string => {
    if (!isAsked) return 'not requested';
    return authorities.length === 0
      ? 'requested; no authority named'
      : `requested, issued by ${authorities.join('; ')}`;
  },
  subprotocol: 'Subprotocol',
  step: (step: LineStep): string => STEPS[step].replace(/^./, (letter) => letter.toUpperCase()),
  ms: (ms: number): string => `${ms} ms`,
  notTrusted: 'certificate not trusted',
  stepFailed: 'failed',
  noConnect: 'no CONNECT sent',
  chain: 'Certificate chain',
  names: (names: string): string => `for ${names}`,
  issuer: (name: string): string => `issued by ${name}`,
  ownIssuer: 'self-signed',
  valid: (from: number, to: number): string => `valid from ${date(from)} until ${date(to)}`,
  daysLeft: (days: number): string => counted(days, 'day left', 'days left'),
  expired: (days: number): string =>
    days === 0 ? 'expired today' : `expired ${counted(days, 'day', 'days')} ago`,
  fingerprintName: 'the SHA-256 fingerprint',
  notYet: 'not yet valid',
  notKnown: 'not known here',
  notSent: (name: string): string => `issued ${name}; not sent by the server`,
  acceptThis: 'Accept this certificate',
  acceptHint: 'Compare the fingerprint with the server’s own first.',
};
