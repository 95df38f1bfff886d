import { useCallback, useSyncExternalStore } from 'react';

/** True while the window matches a media query. Updated on changes. */
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

/** Width below which panes become tabs. */
export const NARROW = '(max-width: 899.98px)';
/** Width below which the topics are a sheet over the desk, or a tab. */
export const TIGHT = '(max-width: 1199.98px)';
/** Phones, whose desks are tabs at the foot. */
export const PHONE = '(max-width: 599.98px)';
/** Narrow screens, where controls and rows of fields are high enough for a finger. */
export const FINGERS = '(max-width: 819.98px)';
