/** Address of a line for logs: without user, password, path and query, which may hold secrets. */
import { lineAddress } from '../dial/address.ts';
import { urlHost } from '../net/addresses.ts';

/** Empty if the URL cannot be parsed. Never throws. */
export function placeText(url: string): string {
  const place = lineAddress(url)?.place;
  if (place === undefined) return '';
  if (place.kind === 'unix') return `unix://${place.path}`;
  const { protocol, port } = new URL(url);
  return `${protocol}//${urlHost(place.host)}${port === '' ? '' : `:${port}`}`;
}
