import { useConnection } from '../../session/connections.ts';
import type { Draft } from '../../session/profiles/draft.ts';

/** Delays loading while the first connection is made to a preset address. */
export function useIsOnItsWay(
  connectionId: string,
  draft: Draft,
  part: { readonly found: unknown },
): boolean {
  const connection = useConnection(connectionId, 'failure', 'settings', 'wasConnected');
  return (
    part.found === undefined &&
    connection?.settings?.url === draft.url &&
    connection.failure === undefined &&
    !connection.wasConnected
  );
}
