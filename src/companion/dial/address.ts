/** Parses the address of a line. */
import { isIP } from 'node:net';
import { bareHost, parseUrl } from '../net/addresses.ts';

export interface LineAddress {
  readonly isTls: boolean;
  /** Path and query over WebSocket. */
  readonly web: string | undefined;
  /** `user:password` over WebSocket, undecoded. */
  readonly webUser: string | undefined;
  readonly place:
    | { readonly kind: 'tcp'; readonly host: string; readonly port: number }
    | { readonly kind: 'unix'; readonly path: string };
}

const SCHEMES: ReadonlyMap<string, { isTls: boolean; isWeb: boolean; port: number }> = new Map([
  ['mqtt:', { isTls: false, isWeb: false, port: 1883 }],
  ['mqtts:', { isTls: true, isWeb: false, port: 8883 }],
  ['ws:', { isTls: false, isWeb: true, port: 80 }],
  ['wss:', { isTls: true, isWeb: true, port: 443 }],
]);

/** Undefined if no line can lead there. Never throws. */
export function lineAddress(url: string): LineAddress | undefined {
  try {
    return addressOf(url);
  } catch (error) {
    // A percent-encoding that is not UTF-8.
    if (error instanceof URIError) return undefined;
    throw error;
  }
}

function addressOf(url: string): LineAddress | undefined {
  if (!URL.canParse(url)) return undefined;
  const { protocol, hostname, port, pathname, search, username, password } = new URL(url);
  if (protocol === 'unix:') {
    const path = decodeURIComponent(pathname);
    return path.startsWith('/') && hostname === ''
      ? { isTls: false, web: undefined, webUser: undefined, place: { kind: 'unix', path } }
      : undefined;
  }
  const scheme = SCHEMES.get(protocol);
  if (scheme === undefined || hostname === '') return undefined;
  const host = bareHost(decodeURIComponent(hostname));
  // A decoded host may be invalid in a way that a resolver or a proxy tolerates.
  if (isIP(host) === 0 && !isHostName(host)) return undefined;
  const user = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return {
    isTls: scheme.isTls,
    web: scheme.isWeb ? `${pathname || '/'}${search}` : undefined,
    webUser: scheme.isWeb && user !== ':' ? user : undefined,
    place: {
      kind: 'tcp',
      host,
      port: port === '' ? scheme.port : Number(port),
    },
  };
}

/** The URL parser ignores white space and ends a host at certain characters. */
const isHostName = (host: string): boolean =>
  !/[\s\p{Cc}/\\?#@:%]|\.\./u.test(host) && parseUrl(`http://${host}`) !== undefined;
