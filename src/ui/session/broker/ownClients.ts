import { page } from '../../kit/page/page.ts';
import { useConnection, useConnections } from '../connection/connections.ts';
import { placeKey, placeOf } from './brokerPlace.ts';

/** Client identifiers of this app's tabs at the broker of that connection. */
export function useOwnClients(connectionId: string): ReadonlySet<string> {
  const broker = brokerOf(useConnection(connectionId, 'settings')?.settings?.url);
  const list = useConnections((state) => state.list);
  return new Set(
    list.flatMap(({ settings, state }) =>
      state.kind === 'connected' && broker !== undefined && brokerOf(settings?.url) === broker
        ? [state.clientId]
        : [],
    ),
  );
}

/** The same for all addresses of one broker. */
function brokerOf(url: string | undefined): string | undefined {
  const place = url === undefined ? undefined : placeOf(url, page);
  return place && placeKey(place);
}
