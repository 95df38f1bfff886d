import { useConnection } from './connections.ts';

/** It is connected, or about to be. */
export function useIsLive(connectionId: string): boolean {
  const kind = useConnection(connectionId, 'state')?.state.kind;
  return kind === 'connected' || kind === 'connecting';
}
