/** The clients that faults apply to: the app's own connection, another client, or any client. */
import { useEffect } from 'react';
import type { ClientRow } from '../../../broker/control/views.ts';
import { useAsked } from '../broker/brokers.ts';
import { useConnection } from '../connection/connections.ts';
import { clientOf, setFaultsPlace, useFaultsPlace } from './place.ts';
import { useFaultsAt, useHome } from './where.ts';

/** Clients that the choice lists; others can be typed. */
const LISTED = 200;

/** The identifier of this connection at its broker; undefined: it has never been let in. */
function useOwnClient(connectionId: string): string | undefined {
  const state = useConnection(connectionId, 'state')?.state;
  const { own } = useFaultsPlace(connectionId);
  const now = state?.kind === 'connected' ? state.clientId : undefined;
  useEffect(() => {
    if (now !== undefined) setFaultsPlace(connectionId, { own: now });
  }, [connectionId, now]);
  return now ?? own;
}

/** The same, if its packets pass the chosen place. */
export function useOwnClientThere(connectionId: string): string | undefined {
  const own = useOwnClient(connectionId);
  const home = useHome(connectionId);
  return useFaultsAt(connectionId) === home ? own : undefined;
}

/** Undefined: the next client. */
export function useChosenClient(connectionId: string): string | undefined {
  const own = useOwnClientThere(connectionId);
  return clientOf(useFaultsPlace(connectionId).choice, own);
}

/** Clients of the broker. Other places list none. */
export function useClientRows(connectionId: string): readonly ClientRow[] {
  const isElsewhere = useFaultsAt(connectionId) !== undefined;
  const command = { kind: 'clients', first: 0, count: LISTED } as const;
  const reply = useAsked(connectionId, isElsewhere ? undefined : command);
  return reply?.kind === 'clients' ? reply.rows : [];
}

/** State of a client at the broker. Undefined if unknown or not yet loaded. */
export function useClientRow(
  connectionId: string,
  client: string | undefined,
): ClientRow | undefined {
  const isElsewhere = useFaultsAt(connectionId) !== undefined;
  const command =
    client === undefined || isElsewhere ? undefined : ({ kind: 'client', client } as const);
  const reply = useAsked(connectionId, command);
  return reply?.kind === 'client' ? reply.client?.row : undefined;
}
