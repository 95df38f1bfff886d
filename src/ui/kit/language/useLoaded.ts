/** What is loaded once it is wanted; whoever shows it is drawn again when it has come, wanted or by itself. */
import { useEffect, useSyncExternalStore } from 'react';
import type { Loading } from './loading.ts';

/** undefined: not there yet. */
export function useLoaded<T extends object>(loading: Loading<T>, isWanted: boolean): T | undefined {
  const found = useSyncExternalStore(loading.subscribe, () => loading.found);
  useEffect(() => {
    if (isWanted && found === undefined) loading.whenThere(() => undefined);
  }, [loading, isWanted, found]);
  return found;
}
