/** Where a line leads to, for logs: without user, password, path and query, where secrets may be. */
import { lineAddress } from '../dial/address.ts';
import { urlHost } from '../net/addresses.ts';

/** Empty: nowhere, as a URL that cannot be read. Never throws. */
export function placeText(url: string): string {
  const place = lineAddress(url)?.place;
  if (place === undefined) return '';
  if (place.kind === 'unix') return `unix://${place.path}`;
  const { protocol, port } = new URL(url);
  return `${protocol}//${urlHost(place.host)}${port === '' ? '' : `:${port}`}`;
}
