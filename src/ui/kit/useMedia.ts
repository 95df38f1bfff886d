import { useCallback, useSyncExternalStore } from 'react';

/** Whether the window matches a media query, now and when it changes. */
export function useMedia(query: string): boolean {
  const listen = useCallback(
    (listener: () => void) => {
      const media = matchMedia(query);
      media.addEventListener('change', listener);
      return () => media.removeEventListener('change', listener);
    },
    [query],
  );
  return useSyncExternalStore(listen, () => matchMedia(query).matches);
}

/** Panes become tabs. */
export const NARROW = '(max-width: 899.98px)';
/** Narrow screens, where controls and rows of fields are high enough for a finger. */
export const FINGERS = '(max-width: 819.98px)';
/** The dock starts as a rail. */
export const MIDDLE = '(max-width: 1199.98px)';
