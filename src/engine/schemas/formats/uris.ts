/**
 * Checks URIs (RFC 3986) and URI templates (RFC 6570). Each part is searched for forbidden characters, so
 * there is no backtracking.
 */
import { isIpv6 } from './hosts.ts';

export interface UriParts {
  readonly scheme: string | undefined;
  readonly authority: string | undefined;
  readonly path: string;
  readonly query: string | undefined;
  readonly fragment: string | undefined;
}

/** RFC 3986, appendix B. */
const PARTS = /^(?:([^:/?#]+):)?(?:\/\/([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/s;
const SCHEME = /^[a-z][a-z0-9+.-]*$/i;
const BROKEN_PERCENT = /%(?![0-9a-f]{2})/i;
const NOT_IN_USER = /[^a-z0-9\-._~!$&'()*+,;=:%]/i;
const NOT_IN_NAME = /[^a-z0-9\-._~!$&'()*+,;=%]/i;
const NOT_IN_PATH = /[^a-z0-9\-._~!$&'()*+,;=:@/%]/i;
const NOT_IN_QUERY = /[^a-z0-9\-._~!$&'()*+,;=:@/?%]/i;
const FUTURE_ADDRESS = /^v[0-9a-f]+\.[a-z0-9\-._~!$&'()*+,;=:]+$/i;
const WEB = /^(?:https?|ftp)$/i;
const NOT_LITERAL = /[^!-~\x80-\uffff]|["<>\\^`|]/;
const OPERATOR = /^[+#./;?&=,!@|]/;
const VARIABLE = /^(?:\w|%[0-9a-f]{2})+(?:\.(?:\w|%[0-9a-f]{2})+)*(?::[1-9]\d{0,3}|\*)?$/i;

export function uriParts(text: string): UriParts {
  const [, scheme, authority, path = '', query, fragment] = PARTS.exec(text) ?? [];
  return { scheme, authority, path, query, fragment };
}

const has = (text: string | undefined, wrong: RegExp): boolean =>
  text !== undefined && (wrong.test(text) || BROKEN_PERCENT.test(text));

export function isUriReference(text: string): boolean {
  const { scheme, authority, path, query, fragment } = uriParts(text);
  if (scheme !== undefined && !SCHEME.test(scheme)) return false;
  // Without a scheme, a colon in the first segment is not allowed.
  if (scheme === undefined && authority === undefined && text.startsWith(':')) return false;
  return (
    (authority === undefined || isAuthority(authority)) &&
    !has(path, NOT_IN_PATH) &&
    !has(query, NOT_IN_QUERY) &&
    !has(fragment, NOT_IN_QUERY)
  );
}

export const isUri = (text: string): boolean =>
  uriParts(text).scheme !== undefined && isUriReference(text);

/** A web or FTP address in any script. */
export function isUrl(text: string): boolean {
  const { scheme, authority } = uriParts(text);
  return (
    scheme !== undefined &&
    WEB.test(scheme) &&
    authority !== undefined &&
    isHostAndPort(authority) &&
    !/\s/.test(text)
  );
}

/** A URI or relative reference in any script; it is never fetched. */
export function isIdentifier(text: string): boolean {
  const { scheme, authority } = uriParts(text);
  if (scheme !== undefined && !SCHEME.test(scheme)) return false;
  if (authority === undefined) return true;
  return isHostAndPort(authority) || (authority === '' && scheme?.toLowerCase() === 'file');
}

function isHostAndPort(authority: string): boolean {
  const { host, port } = authorityParts(authority);
  if (host === '' || !isPort(port)) return false;
  return host.startsWith('[')
    ? host.endsWith(']') && isIpv6(host.slice(1, -1))
    : !/[\s[\]<>\\^|]/.test(host);
}

interface Authority {
  readonly user: string | undefined;
  readonly host: string;
  readonly port: string | undefined;
}

function authorityParts(authority: string): Authority {
  const at = authority.lastIndexOf('@');
  const place = authority.slice(at + 1);
  const colon = place.indexOf(':', place.lastIndexOf(']') + 1);
  return {
    user: at < 0 ? undefined : authority.slice(0, at),
    host: colon < 0 ? place : place.slice(0, colon),
    port: colon < 0 ? undefined : place.slice(colon + 1),
  };
}

const isPort = (port: string | undefined): boolean => port === undefined || /^\d*$/.test(port);

function isAuthority(authority: string): boolean {
  const { user, host, port } = authorityParts(authority);
  if (has(user, NOT_IN_USER) || !isPort(port)) return false;
  if (!host.startsWith('[')) return !has(host, NOT_IN_NAME);
  if (!host.endsWith(']')) return false;
  const address = host.slice(1, -1);
  return isIpv6(address) || FUTURE_ADDRESS.test(address);
}

export function isUriTemplate(text: string): boolean {
  let at = 0;
  while (at <= text.length) {
    const open = text.indexOf('{', at);
    const literal = text.slice(at, open < 0 ? text.length : open);
    if (literal.includes('}') || has(literal, NOT_LITERAL)) return false;
    if (open < 0) return true;
    const close = text.indexOf('}', open);
    if (close < 0 || !isExpression(text.slice(open + 1, close))) return false;
    at = close + 1;
  }
  return true;
}

const isExpression = (expression: string): boolean =>
  expression
    .replace(OPERATOR, '')
    .split(',')
    .every((variable) => VARIABLE.test(variable));
