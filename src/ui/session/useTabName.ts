import { useConnection } from './connections.ts';
import { tabName } from './tabName.ts';

/** What the connection's tab is called. */
export function useTabName(connectionId: string): string {
  const connection = useConnection(connectionId, 'name', 'settings');
  return connection === undefined ? '' : tabName(connection);
}
