import { useCallback, useMemo, useSyncExternalStore } from 'react';

/** True while the window matches a media query. Updated on changes. */
export function useMedia(query: string): boolean {
  // Every call parses the query, and many components ask at each drawing.
  const media = useMemo(() => matchMedia(query), [query]);
  const listen = useCallback(
    (listener: () => void) => {
      media.addEventListener('change', listener);
      return () => media.removeEventListener('change', listener);
    },
    [media],
  );
  return useSyncExternalStore(listen, () => media.matches);
}

/** Width below which panes become tabs. */
export const NARROW = '(max-width: 899.98px)';
/** Width from which a single column has room for the topics and the value of one. */
export const ROOM_FOR_VALUE = '(min-width: 720px)';
/** Width below which the topics are a sheet over the desk, or a tab. */
export const TIGHT = '(max-width: 1199.98px)';
/** Phones, whose desks are tabs at the foot. */
export const PHONE = '(max-width: 599.98px)';
/** Narrow screens, where controls and rows of fields are high enough for a finger. */
export const FINGERS = '(max-width: 819.98px)';

/** True where a focused field opens a keyboard over the page. */
export const isTouch = (): boolean => matchMedia('(pointer: coarse)').matches;
