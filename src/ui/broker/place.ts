/** What the view shows of each connection's broker; it is as it was when somebody comes back to it. */
import { create } from 'zustand';
import { whenClosed } from '../state/connections.ts';

export const PARTS = [
  'clients',
  'sessions',
  'subscriptions',
  'retained',
  'messages',
  'faults',
  'sys',
] as const;
export type BrokerPart = (typeof PARTS)[number];

export interface BrokerPlace {
  readonly part: BrokerPart;
  /** The client whose detail stands below the lists of clients and sessions. */
  readonly client: string | undefined;
  /** What stands in the search of each list. */
  readonly search: Readonly<Partial<Record<BrokerPart, string>>>;
  /** Topic name of the match test. */
  readonly topic: string;
  /** Retained messages of `$SYS` are listed, too. */
  readonly withSys: boolean;
  /** What the broker refused, in its words. */
  readonly refused: string | undefined;
}

const FIRST: BrokerPlace = {
  part: 'clients',
  client: undefined,
  search: {},
  topic: '',
  withSys: false,
  refused: undefined,
};

const usePlaces = create<{ readonly of: Readonly<Record<string, BrokerPlace>> }>()(() => ({
  of: {},
}));

whenClosed((id) =>
  usePlaces.setState((state) => {
    const { [id]: _place, ...of } = state.of;
    return { of };
  }),
);

export function useBrokerPlace(connectionId: string): BrokerPlace {
  return usePlaces((state) => state.of[connectionId] ?? FIRST);
}

export function setBrokerPlace(connectionId: string, change: Partial<BrokerPlace>): void {
  usePlaces.setState(({ of }) => ({
    of: { ...of, [connectionId]: { ...(of[connectionId] ?? FIRST), ...change } },
  }));
}

export function setSearch(connectionId: string, part: BrokerPart, text: string): void {
  usePlaces.setState(({ of }) => {
    const before = of[connectionId] ?? FIRST;
    const search = { ...before.search, [part]: text };
    return { of: { ...of, [connectionId]: { ...before, search } } };
  });
}
