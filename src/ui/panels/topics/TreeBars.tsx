import { ChevronDown, ChevronUp } from 'lucide-react';
import { IconButton, useText } from '#kit';
import { useSearch } from '../../session/connection/topicSearch.ts';
import { useCounter, useWindowPart } from '../../session/connection/useWindowPart.ts';
import { TREE_KEYS } from './commandKeys.ts';
import { IN_ALL } from './commands.ts';
import { PinnedTopics } from './PinnedTopics.tsx';
import { useShown } from './shown.ts';

const BAR = 'flex min-h-7 shrink-0 items-center gap-1 border-b border-line pr-1 pl-3 text-fg-2';

/** Bars above the tree: search result, pinned topics, hidden topics. */
export function TreeBars({ connectionId }: { connectionId: string }) {
  const t = useText().topicActions;
  const search = useSearch(connectionId);
  const tree = useWindowPart(connectionId, 'topics', undefined);
  const topics = useCounter(connectionId, (counters) => counters.topics) ?? 0;
  const { pinned } = useShown(connectionId);
  const found = tree?.found;
  const byValue = tree?.foundByValue ?? 0;
  const looked = tree?.looked;
  const hidden = tree?.hidden ?? 0;
  return (
    <>
      {search !== '' && found !== undefined && (
        <div className={BAR}>
          <span className="flex-1 tabular-nums">
            {looked === undefined
              ? t.found(found - byValue, byValue, topics)
              : t.foundSoFar(found, Math.floor((looked / Math.max(topics, 1)) * 100))}
          </span>
          <IconButton
            small
            label={t.commands['previous-match']}
            keys={TREE_KEYS['previous-match']}
            disabled={found === 0}
            onClick={() => IN_ALL['previous-match']?.(connectionId)}
          >
            <ChevronUp size={14} aria-hidden />
          </IconButton>
          <IconButton
            small
            label={t.commands['next-match']}
            keys={TREE_KEYS['next-match']}
            disabled={found === 0}
            onClick={() => IN_ALL['next-match']?.(connectionId)}
          >
            <ChevronDown size={14} aria-hidden />
          </IconButton>
        </div>
      )}
      {pinned.length > 0 && <PinnedTopics connectionId={connectionId} pins={pinned} />}
      {hidden > 0 && search === '' && (
        <div className={BAR}>
          <span className="flex-1">{t.hidden(hidden)}</span>
          <button
            type="button"
            className="h-full min-h-6 px-2 text-action"
            onClick={() => IN_ALL['show-hidden']?.(connectionId)}
          >
            {t.show}
          </button>
        </div>
      )}
    </>
  );
}
