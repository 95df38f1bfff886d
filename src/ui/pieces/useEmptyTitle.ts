import { useText } from '../kit/language/useText.ts';
import { useConnection } from '../session/connection/connections.ts';

/** Title of a pane without messages. Nothing can have been received before the connection is open. */
export function useEmptyTitle(connectionId: string): string {
  const t = useText().emptyStates.topics;
  const { file, state, tap } = useConnection(connectionId, 'file', 'state', 'tap') ?? {};
  if (tap !== undefined) return t.tap;
  if (file !== undefined) return t.file;
  if (state?.kind === 'connecting') return t.connecting;
  return state?.kind === 'connected' ? t.title : t.notConnected;
}
