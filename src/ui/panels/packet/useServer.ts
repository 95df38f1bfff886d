import { useConnection } from '../../session/connection/connections.ts';
import { useWindowPart } from '../../session/connection/useWindowPart.ts';

/** Server address of a stream in a capture file. Undefined for connections, which have their own. */
export function useServer(connectionId: string, stream: number): string | undefined {
  const isFile = useConnection(connectionId, 'settings')?.settings === undefined;
  const wanted = isFile ? { first: stream - 1, count: 1 } : undefined;
  const row = useWindowPart(connectionId, 'streams', wanted)?.rows.find(
    (one) => one.stream === stream,
  );
  if (!isFile || row?.server === undefined) return undefined;
  if (row.server.includes('://')) return row.server;
  return `${row.carrier === 'websocket' ? 'ws' : 'mqtt'}://${row.server}`;
}
