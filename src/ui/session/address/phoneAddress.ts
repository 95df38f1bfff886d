/** Address under which another device opens this page with the same broker. */
import { isLoopback } from '../../../profiles/addresses/host.ts';
import type { OpenConnection } from '../connection/connections.ts';
import { linkTo } from './writtenAddress.ts';

type Place = Pick<Location, 'protocol' | 'hostname' | 'host' | 'port' | 'pathname'>;

/** True if only this computer can open the page. */
export const isOfThisComputer = ({ hostname }: Place): boolean => isLoopback(hostname);

/**
 * Address of the page at this computer's name for other devices. Brokers on this computer get the same name.
 * Undefined if the name is not a host.
 */
export function phoneAddress(
  place: Place,
  name: string,
  connection: OpenConnection | undefined,
): string | undefined {
  const host = isOfThisComputer(place) ? hostOf(name) : place.hostname;
  if (host === undefined) return undefined;
  const port = place.port === '' ? '' : `:${place.port}`;
  const link = connection === undefined ? '' : linkTo(withHost(connection, host));
  return `${place.protocol}//${host}${port}${place.pathname}${link}`;
}

/** Writes a host as in a URL: with brackets around IPv6. */
function hostOf(name: string): string | undefined {
  const typed = name.trim();
  const bare = typed.includes(':') && !typed.startsWith('[') ? `[${typed}]` : typed;
  if (!/^[\p{L}\p{N}.\-_[\]:]+$/u.test(bare) || !URL.canParse(`http://${bare}/`)) return undefined;
  const { hostname, host } = new URL(`http://${bare}/`);
  return hostname === host && hostname !== '' ? hostname : undefined;
}

function withHost(connection: OpenConnection, host: string): OpenConnection {
  const { settings } = connection;
  if (settings === undefined || !URL.canParse(settings.url)) return connection;
  const url = new URL(settings.url);
  if (!isLoopback(url.hostname)) return connection;
  const written = settings.url.replace(
    /^([a-z]+:\/\/(?:[^/@]*@)?)(\[[^\]]*\]|[^:/?#]*)/i,
    `$1${host}`,
  );
  return { ...connection, settings: { ...settings, url: written } };
}
