/** How lists of rows are laid out at each width of the window. */
import { useSyncExternalStore } from 'react';

export type ListLayout = 'wide' | 'narrow' | 'phone';

/** Pixels; below 820 of the window a row is as high as a finger needs. */
export const ROW_HEIGHT: Readonly<Record<ListLayout, number>> = {
  wide: 24,
  get narrow() {
    return window.innerWidth < 820 ? 40 : 36;
  },
  phone: 44,
};

/** Pixels of the list's head, which sorts it. */
export const HEAD_HEIGHT: Readonly<Record<ListLayout, number>> = {
  wide: 24,
  get narrow() {
    return window.innerWidth < 820 ? 40 : 24;
  },
  phone: 40,
};

/** How lists are laid out in the window as it is now. */
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
