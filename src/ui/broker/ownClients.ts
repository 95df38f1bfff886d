import { useConnection, useConnections } from '../state/connections.ts';

/** Client identifiers under which this app's tabs are connected to the broker of that connection. */
export function useOwnClients(connectionId: string): ReadonlySet<string> {
  const url = useConnection(connectionId)?.settings?.url;
  const list = useConnections((state) => state.list);
  return new Set(
    list.flatMap(({ settings, state }) =>
      state.kind === 'connected' && settings !== undefined && settings.url === url
        ? [state.clientId]
        : [],
    ),
  );
}
