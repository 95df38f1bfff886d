/** How the companion opens a connection for the page: what a browser has no say in. */

/** A text, or the companion's file that has it. */
export type TextOrFile = { readonly text: string } | { readonly file: string };

export interface LineTls {
  /** PEM, in place of the authorities that the companion knows. */
  readonly ca?: TextOrFile;
  /** What the client shows, PEM. */
  readonly cert?: TextOrFile;
  readonly key?: TextOrFile;
  /** Both of them as PKCS #12, in Base64. */
  readonly pfx?: TextOrFile;
  /** Of the key, or of the PKCS #12. */
  readonly passphrase?: string;
  /** In place of certificates (RFC 4279); the key in hexadecimal digits. */
  readonly psk?: { readonly identity: string; readonly key: string };
  /** In place of the host's name. */
  readonly serverName?: string;
  /** RFC 7301, in order of preference. */
  readonly alpn?: readonly string[];
  /** SHA-256 of a certificate that is accepted, whatever is wrong with it. */
  readonly fingerprint?: string;
}

export interface LineSettings {
  readonly tls?: LineTls;
  /** Of the request that opens a WebSocket. */
  readonly headers?: readonly (readonly [name: string, value: string])[];
  /** `http:`, `https:` or `socks5:`, with credentials where it wants some. */
  readonly proxy?: string;
  /** PEM, of an `https:` proxy, in place of the authorities that the companion knows. */
  readonly proxyCa?: TextOrFile;
}

/** What may be kept, in the same order: without keys, passphrases, values of headers and the proxy's password. */
export function lineWithoutSecrets(line: LineSettings): LineSettings {
  const { tls, headers, proxy } = line;
  return {
    ...line,
    ...(tls && { tls: tlsWithoutSecrets(tls) }),
    ...(headers && { headers: headers.map(([name]) => [name, ''] as const) }),
    ...(proxy !== undefined && { proxy: proxy.replace(/^([a-z0-9]+:\/\/)[^/]*@/i, '$1') }),
  };
}

/** Names of files are none; certificates are shown to everybody. */
function tlsWithoutSecrets(tls: LineTls): LineTls {
  const bare: { -readonly [Name in keyof LineTls]: LineTls[Name] } = { ...tls };
  delete bare.passphrase;
  if (tls.key && 'text' in tls.key) delete bare.key;
  if (tls.pfx && 'text' in tls.pfx) delete bare.pfx;
  if (tls.psk) bare.psk = { ...tls.psk, key: '' };
  return bare;
}

/** Without what is empty; undefined: all of it is. */
export function filledIn({ tls, headers, proxy, proxyCa }: LineSettings): LineSettings | undefined {
  const ofTls = tls && tlsFilledIn(tls);
  const named = headers?.filter(([name]) => name !== '');
  const line: LineSettings = {
    ...(ofTls && Object.keys(ofTls).length > 0 && { tls: ofTls }),
    ...(named && named.length > 0 && { headers: named }),
    ...(proxy !== undefined && proxy !== '' && { proxy, ...(isGiven(proxyCa) && { proxyCa }) }),
  };
  return Object.keys(line).length === 0 ? undefined : line;
}

function tlsFilledIn({ ca, cert, key, pfx, psk, alpn, ...texts }: LineTls): LineTls {
  const filled = Object.entries(texts).filter(([, text]) => text !== '');
  return {
    ...Object.fromEntries(filled),
    ...(isGiven(ca) && { ca }),
    ...(isGiven(cert) && { cert }),
    ...(isGiven(key) && { key }),
    ...(isGiven(pfx) && { pfx }),
    ...(psk && (psk.identity !== '' || psk.key !== '') && { psk }),
    ...(alpn && alpn.length > 0 && { alpn }),
  };
}

const isGiven = (source: TextOrFile | undefined): boolean =>
  source !== undefined && ('file' in source ? source.file : source.text) !== '';
