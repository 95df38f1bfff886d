/**
 * State of the app per connection besides its capture. Created by the first change and deleted with the tab.
 */
import { create } from 'zustand';
import { guarded } from '../../kit/failures/uncaught.ts';

type All<T> = Readonly<Record<string, T>>;

export interface PerConnection<T> {
  readonly use: (connectionId: string) => T;
  readonly of: (connectionId: string) => T;
  readonly set: (connectionId: string, value: T) => void;
  /** Leaves the rest as it was. */
  readonly change: (connectionId: string, part: Partial<T>) => void;
  /** By connection, only those with changes. */
  readonly useAll: <Picked>(pick: (all: All<T>) => Picked) => Picked;
  readonly all: () => All<T>;
  /** Called after any change; returns how to stop. */
  readonly listen: (listener: () => void) => () => void;
}

const forgetters = new Set<(connectionId: string) => void>();

/** @param first value of a connection without changes */
export function perConnection<T>(first: T): PerConnection<T> {
  const useStore = create<{ readonly of: All<T> }>()(() => ({ of: {} }));
  const all = () => useStore.getState().of;
  const of = (id: string): T => all()[id] ?? first;
  const set = (id: string, value: T): void => useStore.setState({ of: { ...all(), [id]: value } });
  forgetters.add((id) => {
    if (!Object.hasOwn(all(), id)) return;
    const { [id]: _gone, ...rest } = all();
    useStore.setState({ of: rest });
  });
  return {
    use: (id) => useStore((state) => state.of[id] ?? first),
    of,
    set,
    change: (id, part) => set(id, { ...of(id), ...part }),
    useAll: (pick) => useStore((state) => pick(state.of)),
    all,
    listen: (listener) => useStore.subscribe(guarded('listener of a tab', listener)),
  };
}

/** Deletes all state of a closed tab's connection, including typed secrets. */
export function forgetConnection(connectionId: string): void {
  for (const forget of forgetters) forget(connectionId);
}
