import { useConnection } from './connection/connections.ts';
import { tabName } from './tabName.ts';

/** Name of the connection's tab. */
export function useTabName(connectionId: string): string {
  const connection = useConnection(connectionId, 'name', 'settings');
  return connection === undefined ? '' : tabName(connection);
}
