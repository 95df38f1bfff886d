/** Hooks for lazily loaded values. */
import { use, useEffect, useSyncExternalStore } from 'react';
import type { Loading } from './loading.ts';

/** Suspends until the value is loaded. Throws `NotLoaded` if that fails. */
export function useAwaited<T>(loading: Loading<T>): T {
  return loading.found ?? use(loading.awaited());
}

/**
 * The value, or undefined until it is loaded. The component is then drawn again. Loads the value if it is
 * wanted.
 */
export function useLoaded<T extends object>(loading: Loading<T>, isWanted: boolean): T | undefined {
  const found = useSyncExternalStore(loading.subscribe, () => loading.found);
  useEffect(() => {
    if (isWanted && found === undefined) loading.whenThere(() => undefined);
  }, [loading, isWanted, found]);
  return found;
}
