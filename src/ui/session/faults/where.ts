/** Place of fault injection: chosen by the user, or on the connection's own path. */
import type { FaultPlace } from '../../../broker/faults/commands.ts';
import { isBridged } from '../../../profiles/addresses/bridgedAddress.ts';
import { brokerPlaceOf } from '../broker/brokerStates.ts';
import { connectionById, useConnection } from '../connection/connections.ts';
import { faultsPlaceOf, useFaultsPlace } from './place.ts';

/** Place on the connection's own path. Undefined: at its broker, also if that is the companion's over TCP. */
export function homeOf(connectionId: string): 'bridge' | undefined {
  const settings = connectionById(connectionId)?.settings;
  if (settings === undefined || !isBridged(settings.url, settings.line)) return undefined;
  const place = brokerPlaceOf(connectionId);
  return place?.kind === 'socket' && place.isPages ? undefined : 'bridge';
}

/** Undefined: at the broker. */
export const faultsAt = (connectionId: string): FaultPlace | undefined =>
  faultsPlaceOf(connectionId).at ?? homeOf(connectionId);

export function useHome(connectionId: string): 'bridge' | undefined {
  useConnection(connectionId, 'settings');
  return homeOf(connectionId);
}

export function useFaultsAt(connectionId: string): FaultPlace | undefined {
  const home = useHome(connectionId);
  return useFaultsPlace(connectionId).at ?? home;
}
