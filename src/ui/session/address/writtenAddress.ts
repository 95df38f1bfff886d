/**
 * Writes the display filter of the front tab to the page's address, so that it survives a reload and can be
 * shared.
 */

import { percentEncoded } from '../../../base/percentEncoded.ts';
import { urlWithoutSecrets } from '../../../profiles/settings/urlWithoutSecrets.ts';
import { guarded } from '../../kit/failures/uncaught.ts';
import {
  activeConnection,
  type OpenConnection,
  useConnections,
} from '../connection/connections.ts';
import { perConnection } from '../connection/perConnection.ts';
import { filterOf, whenFiltered } from '../filter/filters.ts';
import { deepLink, parseDeepLink } from './deepLink.ts';

/**
 * Link to this connection's broker and subscriptions with its filter, without user name, password and tokens.
 */
export function linkTo(connection: OpenConnection): string {
  const { settings, subscriptions, id } = connection;
  const filters = subscriptions.map(({ subscription }) => subscription);
  const wanted = filters.length > 0 ? filters : (settings?.subscriptions ?? []);
  const { applied } = filterOf(id);
  return deepLink({
    url: settings === undefined ? undefined : urlWithoutSecrets(settings.url),
    filters: wanted.map(({ filter }) => filter),
    qos: wanted.reduce<0 | 1 | 2>((most, { qos }) => (qos > most ? qos : most), 0),
    version: settings?.version,
    displayFilter: applied === '' ? undefined : applied,
  });
}

/** Broker address in an opened link, and the URL derived from it. */
const linked = perConnection<{ readonly typed: string; readonly url: string } | undefined>(
  undefined,
);

/** Must be called with each link that names a broker. */
export const noteLinked = (connectionId: string, typed: string, url: string): void =>
  linked.set(connectionId, { typed, url });

export const linkedOf = linked.of;

/** The tab that a link with this address opened, or that the link was made for, if possible the one in front. */
export function connectionLinked(url: string): string | undefined {
  const front = activeConnection();
  const isIts = ({ id, settings }: OpenConnection) =>
    linked.of(id)?.typed === url ||
    (settings !== undefined && urlWithoutSecrets(settings.url) === url);
  if (front !== undefined && isIts(front)) return front.id;
  return useConnections.getState().list.find(isIts)?.id;
}

/** The current address with another filter. The rest of the link stays, `go` included. */
function withFilter(hash: string, filter: string): string {
  const [path = '', ...query] = hash.split('?');
  const parts = query
    .join('?')
    .split('&')
    .filter((part) => part !== '' && !part.startsWith('filter='));
  if (filter !== '') parts.push(`filter=${percentEncoded(filter)}`);
  return `${path}?${parts.join('&')}`;
}

function addressFor(connection: OpenConnection): string | undefined {
  // The content of a file is not part of an address.
  if (connection.state.kind === 'file') return undefined;
  const link = parseDeepLink(location.hash);
  const { applied } = filterOf(connection.id);
  if (link === undefined) return applied === '' ? undefined : linkTo(connection);
  const { settings } = connection;
  const isItsOwn = settings === undefined || urlOf(link.url, connection.id) === settings.url;
  // A secret in an address was never taken; it is not carried on either.
  const hasSecret =
    link.notes.some(({ kind }) => kind === 'secret-ignored') ||
    (link.url !== undefined && link.url !== urlWithoutSecrets(link.url));
  if (hasSecret && settings === undefined) return undefined;
  if (isItsOwn && !hasSecret) {
    return (link.displayFilter ?? '') === applied ? undefined : withFilter(location.hash, applied);
  }
  return linkTo(connection);
}

function urlOf(typed: string | undefined, id: string): string | undefined {
  const link = linked.of(id);
  return typed !== undefined && link?.typed === typed ? link.url : typed;
}

/** Address parts for the tab in front, next to its filter. */
const inFront = (): Pick<OpenConnection, 'id' | 'settings'> | undefined => activeConnection();

/** Returns a function that stops it. */
export function writeAddress(): () => void {
  const write = (): void => {
    const connection = activeConnection();
    const address = connection && addressFor(connection);
    // No entry of the history for each letter, and no `hashchange`.
    if (address !== undefined) history.replaceState(history.state, '', address);
  };
  const stopFilters = whenFiltered(write);
  let front = inFront();
  const stopTabs = useConnections.subscribe(
    guarded('address', () => {
      const now = inFront();
      if (now?.id === front?.id && now?.settings === front?.settings) return;
      front = now;
      write();
    }),
  );
  return () => {
    stopFilters();
    stopTabs();
  };
}
