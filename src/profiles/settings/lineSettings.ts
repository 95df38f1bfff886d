/** Settings that only the companion can apply when it opens a connection for the page. */

/** A text, or the path of a file at the companion. */
export type TextOrFile = { readonly text: string } | { readonly file: string };

export interface LineTls {
  /** PEM, instead of the authorities known to the companion. */
  readonly ca?: TextOrFile;
  /** Client certificate, PEM. */
  readonly cert?: TextOrFile;
  readonly key?: TextOrFile;
  /** Certificate and key as PKCS #12, in Base64. */
  readonly pfx?: TextOrFile;
  /** Passphrase of the key or the PKCS #12. */
  readonly passphrase?: string;
  /** Replaces certificates (RFC 4279); the key in hexadecimal digits. */
  readonly psk?: { readonly identity: string; readonly key: string };
  /** Replaces the host's name. */
  readonly serverName?: string;
  /** RFC 7301, in order of preference. */
  readonly alpn?: readonly string[];
  /** SHA-256 of a certificate to accept despite any errors. */
  readonly fingerprint?: string;
}

export interface LineSettings {
  readonly tls?: LineTls;
  /** Headers of the request that opens a WebSocket. */
  readonly headers?: readonly (readonly [name: string, value: string])[];
  /** `http:`, `https:` or `socks5:`, with credentials if required. */
  readonly proxy?: string;
  /** PEM for an `https:` proxy, instead of the authorities known to the companion. */
  readonly proxyCa?: TextOrFile;
}

/**
 * The storable part, in the same order: without keys, passphrases, header values and the proxy's password.
 */
export function lineWithoutSecrets(line: LineSettings): LineSettings {
  const { tls, headers, proxy } = line;
  return {
    ...line,
    ...(tls && { tls: tlsWithoutSecrets(tls) }),
    ...(headers && { headers: headers.map(([name]) => [name, ''] as const) }),
    ...(proxy !== undefined && { proxy: proxy.replace(/^([a-z0-9]+:\/\/)[^/]*@/i, '$1') }),
  };
}

/** File names are not secret, and certificates are public. */
function tlsWithoutSecrets(tls: LineTls): LineTls {
  const bare: { -readonly [Name in keyof LineTls]: LineTls[Name] } = { ...tls };
  delete bare.passphrase;
  if (tls.key && 'text' in tls.key) delete bare.key;
  if (tls.pfx && 'text' in tls.pfx) delete bare.pfx;
  if (tls.psk) bare.psk = { ...tls.psk, key: '' };
  return bare;
}

/** Removes empty parts; undefined if everything is empty. */
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
