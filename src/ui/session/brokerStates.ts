/** What is known of the brokers behind the connections. The lines to them are loaded when there is one to open. */
import { useEffect } from 'react';
import { create } from 'zustand';
import { fetchedWhenIdle } from '../kit/loadedLater.ts';
import { page } from '../kit/page.ts';
import type { BrokerState } from './brokerLink.ts';
import { type BrokerPlace, placeKey, placeOf } from './brokerPlace.ts';
import { connectionById, useConnections } from './connections.ts';
import { controlWanted } from './tabBroker.ts';

const ELSEWHERE: BrokerState = { kind: 'elsewhere' };
const OPENING: BrokerState = { kind: 'opening' };

export const useBrokerStates = create<Readonly<Record<string, BrokerState>>>()(() => ({}));

export const brokerLines = fetchedWhenIdle(() => import('./brokers.ts'));

export function brokerPlaceOf(connectionId: string): BrokerPlace | undefined {
  const url = connectionById(connectionId)?.settings?.url;
  return url === undefined ? undefined : placeOf(url, page);
}

/** What shows and steers the broker of a connection; opened when it is first asked for. */
export function useBroker(connectionId: string): BrokerState {
  const { key, state } = useKnownBroker(connectionId);
  useEffect(() => {
    if (key !== undefined) void openSoon(connectionId);
  }, [connectionId, key]);
  return state;
}

/** No line to the broker in this tab is opened, or loaded, before somebody wants one. */
async function openSoon(connectionId: string): Promise<void> {
  if (brokerPlaceOf(connectionId)?.kind === 'tab') await controlWanted;
  brokerLines.whenThere(({ openBroker }) => openBroker(connectionId));
}

/** As last told; opens nothing. `key`: the same for all addresses of one broker. */
export function useKnownBroker(connectionId: string): {
  readonly key: string | undefined;
  readonly state: BrokerState;
} {
  const url = useConnections(
    ({ list }) => list.find(({ id }) => id === connectionId)?.settings?.url,
  );
  const place = url === undefined ? undefined : placeOf(url, page);
  const key = place && placeKey(place);
  const state = useBrokerStates((states) => (key === undefined ? undefined : states[key]));
  return { key, state: state ?? (key === undefined ? ELSEWHERE : OPENING) };
}

/** The same for what is no component. */
export function brokerOf(connectionId: string): BrokerState | undefined {
  const place = brokerPlaceOf(connectionId);
  return place && useBrokerStates.getState()[placeKey(place)];
}
