/** Known states of the brokers behind connections. Control lines are loaded when the first one is opened. */

import { useEffect } from 'react';
import { create } from 'zustand';
import { isBridged } from '../../../profiles/addresses/bridgedAddress.ts';
import type { ConnectionSettings } from '../../../profiles/settings/settings.ts';
import { loadedLater } from '../../kit/loading/loadedLater.ts';
import { page } from '../../kit/page/page.ts';
import { connectionById, useConnections } from '../connection/connections.ts';
import type { BrokerState } from './brokerLink.ts';
import { type BrokerPlace, placeKey, placeOf } from './brokerPlace.ts';
import { controlWanted } from './tabBroker.ts';

const ELSEWHERE: BrokerState = { kind: 'elsewhere' };
const OPENING: BrokerState = { kind: 'opening' };

export const useBrokerStates = create<Readonly<Record<string, BrokerState>>>()(() => ({}));

export const brokerLines = loadedLater(() => import('./brokers.ts'));

/**
 * `host`: the program that injects faults into its packets. For a bridged connection that is the page's
 * companion.
 */
export type Whose = 'broker' | 'host';

export function brokerPlaceOf(connectionId: string, whose?: Whose): BrokerPlace | undefined {
  const url = addressOf(connectionById(connectionId)?.settings, whose);
  return url === undefined ? undefined : placeOf(url, page);
}

function addressOf(
  settings: ConnectionSettings | undefined,
  whose: Whose | undefined,
): string | undefined {
  const isHosts = whose === 'host' && settings && isBridged(settings.url, settings.line);
  return isHosts ? `ws${page.secure ? 's' : ''}://${page.host}` : settings?.url;
}

/** Broker of a connection, with its commands. Opened on first use. */
export function useBroker(connectionId: string, whose?: Whose): BrokerState {
  const { key, state } = useKnownBroker(connectionId, whose);
  useEffect(() => {
    if (key !== undefined) void openSoon(connectionId, whose);
  }, [connectionId, key, whose]);
  return state;
}

/** The line to the broker in this tab is neither loaded nor opened before it is needed. */
async function openSoon(connectionId: string, whose: Whose | undefined): Promise<void> {
  if (brokerPlaceOf(connectionId, whose)?.kind === 'tab') await controlWanted;
  brokerLines.whenThere(({ openBroker }) => openBroker(connectionId, whose));
}

/** Last known state, without opening a line. `key` is the same for all addresses of a broker. */
export function useKnownBroker(
  connectionId: string,
  whose?: Whose,
): {
  readonly key: string | undefined;
  readonly state: BrokerState;
} {
  const url = useConnections(({ list }) =>
    addressOf(list.find(({ id }) => id === connectionId)?.settings, whose),
  );
  const place = url === undefined ? undefined : placeOf(url, page);
  const key = place && placeKey(place);
  const state = useBrokerStates((states) => (key === undefined ? undefined : states[key]));
  return { key, state: state ?? (key === undefined ? ELSEWHERE : OPENING) };
}

/** The same for code outside of components. */
export function brokerOf(connectionId: string): BrokerState | undefined {
  const place = brokerPlaceOf(connectionId);
  return place && useBrokerStates.getState()[placeKey(place)];
}
