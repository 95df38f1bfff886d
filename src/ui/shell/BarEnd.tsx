import { NARROW, useMedia } from '../kit/useMedia.ts';
import { useConnection } from '../session/connections.ts';
import { ConnectionButtons } from './ConnectionButtons.tsx';

/** Buttons of the connection, at the end of a tool bar that stands where tabs would. */
export function BarEnd({ connectionId }: { connectionId: string }) {
  const isNarrow = useMedia(NARROW);
  const isClosed = useConnection(connectionId, 'state')?.state.kind === 'closed';
  return isNarrow ? null : <ConnectionButtons connectionId={connectionId} compact={!isClosed} />;
}
