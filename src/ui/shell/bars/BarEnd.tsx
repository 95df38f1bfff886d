import { useConnection } from '../../session/connection/connections.ts';
import { ConnectionButtons } from '../desk/ConnectionButtons.tsx';

/** Buttons of the connection at the end of the top bar. */
export function BarEnd({ connectionId }: { connectionId: string }) {
  const isClosed = useConnection(connectionId, 'state')?.state.kind === 'closed';
  return <ConnectionButtons connectionId={connectionId} compact={!isClosed} />;
}
