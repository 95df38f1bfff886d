/** What each connection's tree is searched for. The worker searches; here stands what the box shows. */
import { create } from 'zustand';
import { connectionById } from '../state/connections.ts';

const useSearches = create<{ readonly of: Readonly<Record<string, string>> }>()(() => ({ of: {} }));

export function useSearch(connectionId: string): string {
  return useSearches((state) => state.of[connectionId] ?? '');
}

/** Text, or a topic filter where it holds `+` or `#`; empty shows all. */
export function searchTopics(connectionId: string, text: string): void {
  useSearches.setState(({ of }) => ({ of: { ...of, [connectionId]: text } }));
  const connection = connectionById(connectionId);
  connection?.handle.send({ kind: 'search-topics', text });
  connection?.loop.refresh();
}
