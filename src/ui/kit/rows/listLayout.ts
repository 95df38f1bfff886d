/** Layout of row lists for each window width. */
import { useSyncExternalStore } from 'react';

export type ListLayout = 'wide' | 'narrow' | 'phone';

/** Pixels. Below a window width of 820, rows are high enough for a finger. */
export const ROW_HEIGHT: Readonly<Record<ListLayout, number>> = {
  wide: 28,
  get narrow() {
    return window.innerWidth < 820 ? 40 : 36;
  },
  phone: 60,
};

/** Height of the list's sortable head, pixels. */
export const HEAD_HEIGHT: Readonly<Record<ListLayout, number>> = {
  wide: 24,
  get narrow() {
    return window.innerWidth < 820 ? 40 : 24;
  },
  phone: 40,
};

/** Layout of lists in the current window. */
export function useListLayout(): ListLayout {
  return useSyncExternalStore(listenToWidth, () => layoutFor(window.innerWidth));
}

function layoutFor(width: number): ListLayout {
  if (width < 600) return 'phone';
  return width < 900 ? 'narrow' : 'wide';
}

function listenToWidth(listener: () => void): () => void {
  window.addEventListener('resize', listener);
  return () => window.removeEventListener('resize', listener);
}
