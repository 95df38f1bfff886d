/** What the view Alink shows of each connection; it is as it was when somebody comes back from a packet. */
import { create } from 'zustand';
import type { AlinkShow } from '../../engine/alink/alinkPair.ts';
import { whenClosed } from '../state/connections.ts';

export interface AlinkPlace {
  readonly show: AlinkShow;
  readonly search: string;
  /** Number of the pair that is chosen. */
  readonly chosen: number | undefined;
}

const FIRST: AlinkPlace = { show: 'all', search: '', chosen: undefined };

const usePlaces = create<{ readonly of: Readonly<Record<string, AlinkPlace>> }>()(() => ({
  of: {},
}));

whenClosed((id) =>
  usePlaces.setState((state) => {
    const { [id]: _place, ...of } = state.of;
    return { of };
  }),
);

export function useAlinkPlace(connectionId: string): AlinkPlace {
  return usePlaces((state) => state.of[connectionId] ?? FIRST);
}

export function setAlinkPlace(connectionId: string, change: Partial<AlinkPlace>): void {
  usePlaces.setState(({ of }) => ({
    of: { ...of, [connectionId]: { ...(of[connectionId] ?? FIRST), ...change } },
  }));
}
