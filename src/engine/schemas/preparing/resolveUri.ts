/** Resolves URI references (RFC 3986, 5.2); the base may be relative. Never throws. */
import { percentDecoded } from '../../../base/percentDecoded.ts';
import { type UriParts, uriParts } from '../formats/uris.ts';

/** The URI without its fragment, and the decoded fragment. */
export interface ResolvedUri {
  readonly uri: string;
  readonly fragment: string;
}

export function resolveUri(reference: string, base: string): ResolvedUri {
  const given = uriParts(reference);
  return {
    uri: printed(merged(given, uriParts(base))),
    fragment: percentDecoded(given.fragment ?? ''),
  };
}

function merged(given: UriParts, base: UriParts): UriParts {
  if (given.scheme !== undefined) return { ...given, path: withoutDots(given.path) };
  const { scheme } = base;
  if (given.authority !== undefined) return { ...given, scheme, path: withoutDots(given.path) };
  const { authority } = base;
  if (given.path === '') {
    return { ...given, scheme, authority, path: base.path, query: given.query ?? base.query };
  }
  const path = given.path.startsWith('/') ? given.path : `${folderOf(base)}${given.path}`;
  return { ...given, scheme, authority, path: withoutDots(path) };
}

const folderOf = ({ authority, path }: UriParts): string =>
  authority !== undefined && path === '' ? '/' : path.slice(0, path.lastIndexOf('/') + 1);

function withoutDots(path: string): string {
  const kept: string[] = [];
  const segments = path.split('/');
  for (const [at, segment] of segments.entries()) {
    const isDots = segment === '.' || segment === '..';
    if (segment === '..' && kept.length > 1) kept.pop();
    if (!isDots) kept.push(segment);
    else if (at === segments.length - 1) kept.push('');
  }
  return kept.join('/');
}

function printed({ scheme, authority, path, query }: UriParts): string {
  return [
    scheme === undefined ? '' : `${scheme.toLowerCase()}:`,
    authority === undefined ? '' : `//${authority.toLowerCase()}`,
    authority !== undefined && path === '' ? '/' : path,
    query === undefined ? '' : `?${query}`,
  ].join('');
}
