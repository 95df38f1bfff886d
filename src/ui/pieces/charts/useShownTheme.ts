import { useSyncExternalStore } from 'react';

function listen(changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  return () => observer.disconnect();
}

/** Dark or light as it is on the page, also where the system says so. */
export function useShownTheme(): string {
  return useSyncExternalStore(listen, () => document.documentElement.dataset['theme'] ?? '');
}
