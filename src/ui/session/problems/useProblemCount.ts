import { useCallback, useSyncExternalStore } from 'react';
import type { Counters } from '../../../engine/window/window.ts';
import { useConnection } from '../connection/connections.ts';

/** A single problem counter. The component is redrawn only when its value changes. */
export function useProblemCount(connectionId: string, name: keyof Counters['problems']): number {
  const loop = useConnection(connectionId, 'loop')?.loop;
  const listen = useCallback(
    (listener: () => void) => loop?.listen(listener) ?? (() => undefined),
    [loop],
  );
  return useSyncExternalStore(listen, () => loop?.counters()?.problems[name] ?? 0);
}
