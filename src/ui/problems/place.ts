/** What the view shows of each connection's problems; it is as it was when somebody comes back from a packet. */
import { create } from 'zustand';
import { whenClosed } from '../state/connections.ts';
import type { LinePlace } from './lines.ts';

export interface ProblemsPlace {
  /** The rule whose occurrences are listed. */
  readonly open: string | undefined;
  readonly cursor: LinePlace | undefined;
  /** Rules that were unread when the person came to look. */
  readonly fresh: ReadonlySet<string>;
}

const FIRST: ProblemsPlace = { open: undefined, cursor: undefined, fresh: new Set() };

const usePlaces = create<{ readonly of: Readonly<Record<string, ProblemsPlace>> }>()(() => ({
  of: {},
}));

whenClosed((id) =>
  usePlaces.setState((state) => {
    const { [id]: _place, ...of } = state.of;
    return { of };
  }),
);

export function useProblemsPlace(connectionId: string): ProblemsPlace {
  return usePlaces((state) => state.of[connectionId] ?? FIRST);
}

export function placeOf(connectionId: string): ProblemsPlace {
  return usePlaces.getState().of[connectionId] ?? FIRST;
}

export function setPlace(connectionId: string, change: Partial<ProblemsPlace>): void {
  usePlaces.setState(({ of }) => ({
    of: { ...of, [connectionId]: { ...(of[connectionId] ?? FIRST), ...change } },
  }));
}
