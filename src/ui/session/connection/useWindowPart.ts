/** Connects panes to the window loop. */
import { dequal } from 'dequal';
import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import type { Counters, WindowReply, WindowRequest } from '../../../engine/window/window.ts';
import { useConnection } from './connections.ts';
import type { WindowPart } from './windows.ts';

function useLoop<T>(
  connectionId: string,
  read: (loop: NonNullable<ReturnType<typeof useConnection>>['loop']) => T,
): T | undefined {
  const loop = useConnection(connectionId, 'loop')?.loop;
  const listen = useCallback(
    (listener: () => void) => loop?.listen(listener) ?? (() => undefined),
    [loop],
  );
  return useSyncExternalStore(listen, () => (loop === undefined ? undefined : read(loop)));
}

/**
 * Requests a part of the window while the component is mounted and `wanted` is given. Returns the latest
 * answer, which may still belong to an earlier request: compare its range or number.
 */
export function useWindowPart<P extends WindowPart>(
  connectionId: string,
  part: P,
  wanted: WindowRequest[P] | undefined,
): WindowReply[P] | undefined {
  const loop = useConnection(connectionId, 'loop')?.loop;
  const [owner] = useState(() => ({}));
  // Requests are created again at each render; the loop compares them.
  useEffect(() => {
    loop?.want(part, owner, wanted);
  });
  useEffect(() => () => loop?.want(part, owner, undefined), [loop, part, owner]);
  return useLoop(connectionId, (from) => from.part(part));
}

/** False while the connection's worker does not answer, and after it was ended. */
export function useIsAnswering(connectionId: string): boolean {
  const { silence, ended } = useConnection(connectionId, 'silence', 'ended') ?? {};
  return silence === undefined && ended === undefined;
}

/** At most 4 times a second, also while paused. For a component that draws a running number. */
export function useCounters(connectionId: string): Counters | undefined {
  return useLoop(connectionId, (loop) => loop.counters());
}

/**
 * Result of `read` for the counters. The component is not drawn again while it stays equal, although the counters
 * themselves change with each message.
 */
export function useCounter<T>(
  connectionId: string,
  read: (counters: Counters) => T,
): T | undefined {
  const kept = useRef<T>(undefined);
  return useLoop(connectionId, (loop) => {
    const counters = loop.counters();
    const now = counters && read(counters);
    if (!dequal(kept.current, now)) kept.current = now;
    return kept.current;
  });
}

/** Wall-clock time of the capture's origin, ms since 1970. */
export function useOrigin(connectionId: string): number | undefined {
  return useLoop(connectionId, (loop) => loop.origin());
}

/**
 * Time of the latest answer, µs since the capture's origin. Advances by itself, several times a second.
 * Always 0 if `goesOn` is false.
 */
export function useNow(connectionId: string, goesOn = true): number | undefined {
  const loop = useConnection(connectionId, 'loop')?.loop;
  useEffect(() => (goesOn ? loop?.tick() : undefined), [loop, goesOn]);
  return useLoop(connectionId, (from) => (goesOn ? from.now() : 0));
}

/** Keeps the previous value while the new one is equal, because answers are new objects each time. */
export function useSame<T>(value: T): T {
  const [kept, setKept] = useState(value);
  if (kept === value || JSON.stringify(kept) === JSON.stringify(value)) return kept;
  setKept(value);
  return value;
}
