/** Search text of each connection's tree. The worker searches; this store only mirrors the box. */
import { create } from 'zustand';
import { connectionById } from './connections.ts';

const useSearches = create<{ readonly of: Readonly<Record<string, string>> }>()(() => ({ of: {} }));

export function useSearch(connectionId: string): string {
  return useSearches((state) => state.of[connectionId] ?? '');
}

/** ms that typing must rest: a search looks at every topic and its last value. */
const REST = 120;
const waiting = new Map<string, { readonly timer: number; readonly search: () => void }>();

/** Text, or a topic filter if it contains `+` or `#`. Empty text shows everything at once. */
export function searchTopics(connectionId: string, text: string): void {
  useSearches.setState(({ of }) => ({ of: { ...of, [connectionId]: text } }));
  clearTimeout(waiting.get(connectionId)?.timer);
  const search = (): void => {
    waiting.delete(connectionId);
    const connection = connectionById(connectionId);
    connection?.handle.send({ kind: 'search-topics', text });
    connection?.loop.refresh();
  };
  if (text === '') search();
  else waiting.set(connectionId, { timer: window.setTimeout(search, REST), search });
}

/** Starts a search that waits for typing to rest. */
export function searchAtOnce(connectionId: string): void {
  const due = waiting.get(connectionId);
  clearTimeout(due?.timer);
  due?.search();
}
