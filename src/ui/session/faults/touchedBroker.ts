/** The broker that an experiment touches: whether it is the user's own, and its name. */

import type { FaultPlace } from '../../../broker/faults/commands.ts';
import { shownAddress } from '../../../connection/environment/shownAddress.ts';
import type { Texts } from '../../../i18n/en/texts.ts';
import { useText } from '../../kit/language/useText.ts';
import { brokerPlaceOf } from '../broker/brokerStates.ts';
import { useAsked } from '../broker/brokers.ts';
import { useCompanion } from '../broker/companion.ts';
import { useConnection } from '../connection/connections.ts';
import { useChosenClient, useOwnClientThere } from './clients.ts';
import { useFaultsAt, useHome } from './where.ts';

/** True for the broker of the page's companion and the one in this tab. All others may be somebody else's. */
export function useIsOwnBroker(connectionId: string): boolean {
  const companion = useCompanion();
  useConnection(connectionId, 'settings');
  const place = brokerPlaceOf(connectionId);
  if (place?.kind === 'tab') return true;
  const hasBroker = typeof companion === 'object' && companion.ws !== undefined;
  return hasBroker && place?.isPages === true;
}

/** Name of the connection's broker in a sentence. */
export function useBrokerName(connectionId: string): string {
  const t = useText().lab.brokers;
  const isOwn = useIsOwnBroker(connectionId);
  const url = useConnection(connectionId, 'settings')?.settings?.url ?? '';
  const host = URL.canParse(url) ? new URL(url).host : '';
  if (brokerPlaceOf(connectionId)?.kind === 'tab') return t.tab;
  return isOwn ? t.companion(host) : host || shownAddress(url);
}

/** Name of the broker at the chosen place of faults, which may be another one than the connection's. */
export function useTouchedBroker(connectionId: string): string {
  const t = useText().lab.brokers;
  const name = useBrokerName(connectionId);
  const at = useFaultsAt(connectionId);
  const home = useHome(connectionId);
  const own = useOwnClientThere(connectionId);
  const client = useChosenClient(connectionId);
  const isTap = typeof at === 'number';
  const reply = useAsked(
    connectionId,
    isTap ? { kind: 'list-device-taps' } : undefined,
    2000,
    'host',
  );
  // Other clients of the bridge may have other brokers.
  const isThere = at === home && (home === undefined || client === own);
  return isThere ? name : placeName(t, at, reply?.kind === 'device-taps' ? reply.taps : []);
}

function placeName(
  t: Texts['lab']['brokers'],
  at: FaultPlace | undefined,
  taps: readonly { readonly deviceTap: number; readonly to: string }[],
): string {
  if (at === undefined) return t.own;
  if (at === 'bridge') return t.bridged;
  return taps.find(({ deviceTap }) => deviceTap === at)?.to ?? t.tap(at);
}
