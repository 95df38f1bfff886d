import { useConnection } from '../../session/connection/connections.ts';
import { useView } from '../../session/view/tabView.ts';
import { ConnectionButtons } from '../desk/ConnectionButtons.tsx';

/** Buttons of the connection at the end of the top bar. The open form has a button to connect of its own. */
export function BarEnd({ connectionId }: { connectionId: string }) {
  const isClosed = useConnection(connectionId, 'state')?.state.kind === 'closed';
  const { screen } = useView(connectionId);
  if (isClosed && screen === 'editor') return null;
  return <ConnectionButtons connectionId={connectionId} compact={!isClosed} />;
}
