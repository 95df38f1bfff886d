/** Whom faults are meant for: the app's own connection, another client, or anybody. */
import type { ClientRow } from '../../broker/control/views.ts';
import { useAsked } from '../state/brokers.ts';
import { useConnection } from '../state/connections.ts';
import { type ClientChoice, useFaultsPlace } from './place.ts';

/** Clients that the choice lists; others can be typed. */
const LISTED = 200;

/** The identifier of this connection at its broker; undefined: not known before it is connected. */
export function useOwnClient(connectionId: string): string | undefined {
  const connection = useConnection(connectionId);
  if (connection?.state.kind === 'connected') return connection.state.clientId;
  // Alibaba sign-ins make another one of it.
  const { settings } = connection ?? {};
  if (settings?.signIn.kind !== 'password' || settings.clientId === '') return undefined;
  return settings.clientId;
}

/** undefined: whoever comes first. */
export function useChosenClient(connectionId: string): string | undefined {
  const own = useOwnClient(connectionId);
  return clientOf(useFaultsPlace(connectionId).choice, own);
}

function clientOf(choice: ClientChoice, own: string | undefined): string | undefined {
  if (choice.kind === 'anybody') return undefined;
  return choice.kind === 'own' ? own : choice.client;
}

export function useClientRows(connectionId: string): readonly ClientRow[] {
  const reply = useAsked(connectionId, { kind: 'clients', first: 0, count: LISTED }, 2000);
  return reply?.kind === 'clients' ? reply.rows : [];
}

/** What the broker knows of one client; undefined: nothing, or not yet. */
export function useClientRow(
  connectionId: string,
  client: string | undefined,
): ClientRow | undefined {
  const command = client === undefined ? undefined : ({ kind: 'client', client } as const);
  const reply = useAsked(connectionId, command, 2000);
  return reply?.kind === 'client' ? reply.client?.row : undefined;
}
