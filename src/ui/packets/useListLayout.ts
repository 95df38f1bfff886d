import { useSyncExternalStore } from 'react';
import { type ListLayout, layoutFor } from './columns.ts';

/** How lists are laid out in the window as it is now. */
export function useListLayout(): ListLayout {
  return useSyncExternalStore(listenToWidth, () => layoutFor(window.innerWidth));
}

function listenToWidth(listener: () => void): () => void {
  window.addEventListener('resize', listener);
  return () => window.removeEventListener('resize', listener);
}
