/**
 * Decides which Host and Origin headers are accepted. A foreign page must not reach the companion by a name
 * that resolves to it (DNS rebinding: Host), or across origins (Origin). Programs other than browsers send no
 * Origin and are accepted.
 */
import { isIP } from 'node:net';
import { bareHost, hostFromHere, isLoopbackHost, parseUrl, urlHost } from '../net/addresses.ts';

export interface OwnAddress {
  readonly scheme: 'http' | 'https';
  /** Value of `--host`. */
  readonly host: string;
  readonly port: number;
  /** This machine's name. */
  readonly machineName: string;
  /** Origins as `new URL(…).origin` writes them. */
  readonly allowedOrigins: readonly string[];
  /**
   * Address of `--ingress`: a proxy that signs its users in, under the host names of the allowed origins, or under any
   * name if there are none. Undefined: none.
   */
  readonly ingress?: string | undefined;
}

/** Parses a Host header as a URL of that scheme; undefined if it is not `host[:port]`. */
function urlOfHost(header: string | undefined, scheme: 'http' | 'https'): URL | undefined {
  return header !== undefined && /^[^\s/\\?#@]+$/.test(header)
    ? parseUrl(`${scheme}://${header}`)
    : undefined;
}

const parseHost = (header: string | undefined, own: OwnAddress): URL | undefined =>
  urlOfHost(header, own.scheme);

function isOwnHost(host: string, own: OwnAddress): boolean {
  if (isLoopbackHost(host)) return true;
  if (isListedHost(host, own)) return true;
  if (isLoopbackHost(own.host)) return false;
  return (
    isIP(host) !== 0 || host === own.host.toLowerCase() || host === own.machineName.toLowerCase()
  );
}

/** Whether a request with this Host header may be answered. */
export function isAllowedHost(header: string | undefined, own: OwnAddress): boolean {
  const url = parseHost(header, own);
  if (url === undefined) return false;
  const host = bareHost(url.hostname);
  if (own.ingress === undefined) return isOwnHost(host, own);
  return own.allowedOrigins.length === 0 || isListedHost(host, own);
}

const isListedHost = (host: string, { allowedOrigins }: OwnAddress): boolean =>
  allowedOrigins.some((origin) => bareHost(new URL(origin).hostname) === host);

/**
 * Address of the page under the printed name, if it was requested under another name of loopback: browsers keep the
 * token and all settings for each name. Undefined: the request is answered under its own name. Never leads away from
 * loopback. Another port is forwarded by another program, and another allowed origin is a proxy, whose users may be at
 * other machines.
 * @param path with the query
 */
export function pageAtPrintedName(
  header: string | undefined,
  path: string,
  own: OwnAddress,
): string | undefined {
  if (own.ingress !== undefined) return undefined;
  const asked = parseHost(header, own);
  const name = hostFromHere(own.host);
  const printed = parseUrl(`${own.scheme}://${urlHost(name)}:${own.port}`);
  if (asked === undefined || printed === undefined || asked.host === printed.host) return undefined;
  const isHere =
    portOf(asked) === own.port && isLoopbackHost(bareHost(asked.hostname)) && isLoopbackHost(name);
  const isProxied = own.allowedOrigins.some(
    (origin) => !isLoopbackHost(bareHost(new URL(origin).hostname)),
  );
  return isHere && !isProxied ? `${printed.origin}${path}` : undefined;
}

/**
 * True if browsers consider pages from that address trustworthy: over TLS, possibly of a proxy whose origin
 * is allowed, or from their own machine.
 */
export function isTrustworthy(hostHeader: string | undefined, own: OwnAddress): boolean {
  const url = parseHost(hostHeader, own);
  if (url === undefined) return false;
  const host = bareHost(url.hostname);
  return (
    own.scheme === 'https' ||
    isLoopbackHost(host) ||
    own.allowedOrigins.some((origin) => {
      const allowed = new URL(origin);
      return allowed.protocol === 'https:' && bareHost(allowed.hostname) === host;
    })
  );
}

/**
 * Kind of an Origin header. `none`: not a browser. `own`: the app as served here (Origin equals Host, or both
 * are 127.0.0.1, [::1] or localhost at one port). `listed`: allowed by `--allow-origin`. `foreign`:
 * everything else. `likeOwn`: the requested host and port under the other scheme. Some programs send it
 * (paho-python 1.6 sends https over plain WebSocket), and only a page behind a proxy on that port can.
 */
export type OriginVerdict = 'none' | 'own' | 'likeOwn' | 'listed' | 'foreign';

export function judgeOrigin(
  origin: string | undefined,
  hostHeader: string | undefined,
  own: OwnAddress,
): OriginVerdict {
  if (origin === undefined) return 'none';
  const url = parseUrl(origin);
  if (url === undefined || url.origin !== origin.toLowerCase()) return 'foreign';
  if (own.ingress !== undefined) return isSameHost(url, hostHeader) ? 'own' : 'foreign';
  if (own.allowedOrigins.includes(url.origin)) return 'listed';
  const host = bareHost(url.hostname);
  if (!/^https?:$/.test(url.protocol) || !isOwnHost(host, own)) return 'foreign';
  const asked = parseHost(hostHeader, own);
  const isAsked =
    asked !== undefined && bareHost(asked.hostname) === host && portOf(asked) === portOf(url);
  if (url.protocol !== `${own.scheme}:`) return isAsked ? 'likeOwn' : 'foreign';
  // Behind a forwarded port, the Host header has the page's port, which is not ours.
  if (isAsked) return 'own';
  const isSameMachine =
    asked !== undefined &&
    portOf(asked) === portOf(url) &&
    [bareHost(asked.hostname), host].every((one) => NAMES_OF_LOOPBACK.includes(one));
  return isSameMachine ? 'own' : 'foreign';
}

/** Whether the page is from the requested host and port. The proxy may have added TLS. */
function isSameHost(page: URL, hostHeader: string | undefined): boolean {
  if (page.protocol !== 'http:' && page.protocol !== 'https:') return false;
  const scheme = page.protocol === 'https:' ? 'https' : 'http';
  return urlOfHost(hostHeader, scheme)?.host === page.host;
}

/**
 * Names that users open this app with. Other loopback names, such as 127.0.0.2 and a.localhost, may belong to
 * another program at the same port.
 */
const NAMES_OF_LOOPBACK: readonly string[] = ['127.0.0.1', '::1', 'localhost'];

function portOf(url: URL): number {
  if (url.port !== '') return Number(url.port);
  return url.protocol === 'https:' ? 443 : 80;
}

/** Normalises an origin of `--allow-origin`; undefined if it is invalid. */
export function parseOrigin(text: string): string | undefined {
  const url = parseUrl(text);
  if (url === undefined || (url.protocol !== 'http:' && url.protocol !== 'https:'))
    return undefined;
  const bare = url.pathname === '/' && url.search === '' && url.hash === '' && url.username === '';
  return bare && url.password === '' ? url.origin : undefined;
}
