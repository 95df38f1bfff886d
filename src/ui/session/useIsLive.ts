import { useConnection } from './connection/connections.ts';

/** True if it is connected or connecting. */
export function useIsLive(connectionId: string): boolean {
  const kind = useConnection(connectionId, 'state')?.state.kind;
  return kind === 'connected' || kind === 'connecting';
}
