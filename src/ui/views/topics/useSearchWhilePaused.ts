import { useEffect } from 'react';
import type { TopicRows } from '../../../engine/topics/topicRow.ts';
import { useConnection } from '../../session/connections.ts';
import { useView } from '../../session/tabView.ts';
import { useSearch } from './search.ts';

/** ms */
const EVERY = 100;

/** While the views are paused a search that somebody begins still fills the tree, until it has looked at all topics. */
export function useSearchWhilePaused(connectionId: string, tree: TopicRows | undefined): void {
  const { paused } = useView(connectionId);
  const search = useSearch(connectionId);
  const loop = useConnection(connectionId, 'loop')?.loop;
  const goesOn = search !== '' && (tree?.found === undefined || tree.looked !== undefined);
  useEffect(() => {
    if (!paused || !goesOn) return undefined;
    const timer = setInterval(() => loop?.refresh(), EVERY);
    return () => clearInterval(timer);
  }, [paused, goesOn, loop]);
}
