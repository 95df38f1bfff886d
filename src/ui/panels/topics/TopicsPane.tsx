import { Ellipsis, Search, X } from 'lucide-react';
import { type ReactNode, useEffect } from 'react';
import {
  Boundary,
  boxClasses,
  focusTarget,
  IconButton,
  INPUT_CLASSES,
  Keys,
  MenuButton,
  useFirstText,
} from '#kit';
import { useConnection } from '../../session/connection/connections.ts';
import { useSelection } from '../../session/connection/selection.ts';
import { searchAtOnce, searchTopics, useSearch } from '../../session/connection/topicSearch.ts';
import { useWindowPart } from '../../session/connection/useWindowPart.ts';
import { extras, NoTopics, TopicMenu, TreeBars } from './later.tsx';
import { isAnyKept, useShown } from './shown.ts';
import { TopicTree } from './TopicTree.tsx';

interface TopicsPaneProps {
  readonly connectionId: string;
  /** Buttons of the pane itself, beside the search. */
  readonly actions?: ReactNode;
  /** Between the search and the tree: the subscriptions. */
  readonly children?: ReactNode;
}

export function TopicsPane({ connectionId, actions, children }: TopicsPaneProps) {
  const t = useFirstText().topics;
  const url = useConnection(connectionId, 'settings')?.settings?.url;
  useEffect(() => {
    if (isAnyKept()) extras.with(({ showAsKept }) => showAsKept(connectionId, url));
  }, [connectionId, url]);
  const { topic } = useSelection(connectionId);
  return (
    <div className="flex h-full min-h-0 flex-col bg-pane">
      <div className="flex h-(--h-tool) shrink-0 items-center gap-1 border-b border-line px-2">
        <TopicSearch connectionId={connectionId} />
        <MenuButton
          label={t.menu}
          icon={<Ellipsis size={14} aria-hidden />}
          menu={(place, onClose) => (
            <TopicMenu
              connectionId={connectionId}
              path={topic}
              withAll
              place={place}
              onClose={onClose}
            />
          )}
        />
        {actions}
      </div>
      {children}
      <Boundary part="bars of topics">
        <Bars connectionId={connectionId} />
      </Boundary>
      <div className="@container relative flex min-h-0 flex-1 flex-col py-1">
        <Boundary part="topic tree" name={t.tree}>
          <TopicTree connectionId={connectionId} />
          <NoTopics connectionId={connectionId} />
        </Boundary>
      </div>
    </div>
  );
}

/** Most trees have no bars. */
function Bars({ connectionId }: { connectionId: string }) {
  const { pinned } = useShown(connectionId);
  const tree = useWindowPart(connectionId, 'topics', undefined);
  const isNeeded = pinned.length > 0 || tree?.found !== undefined || (tree?.hidden ?? 0) > 0;
  return isNeeded && <TreeBars connectionId={connectionId} />;
}

function TopicSearch({ connectionId }: { connectionId: string }) {
  const t = useFirstText().topics;
  const text = useSearch(connectionId);
  return (
    <div className={`${boxClasses(false)} flex-1`}>
      <Search size={14} aria-hidden className="shrink-0 text-fg-3" />
      <input
        type="text"
        role="searchbox"
        aria-label={t.search}
        data-focus="find-topic"
        placeholder={t.search}
        title={t.searchHint}
        value={text}
        onChange={(event) => searchTopics(connectionId, event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'F3')
            extras.with(({ runKey }) => runKey(connectionId, event.nativeEvent));
          else if (event.key === 'ArrowDown') focusTarget('topics');
          else if (event.key === 'Enter') {
            focusTarget('topics');
            searchAtOnce(connectionId);
            if (text !== '') extras.with(({ showMatch }) => void showMatch(connectionId));
          } else if (event.key === 'Escape' && text !== '') searchTopics(connectionId, '');
          else return;
          event.preventDefault();
        }}
        autoComplete="off"
        spellCheck={false}
        className={INPUT_CLASSES}
      />
      {text === '' ? (
        <Keys>/</Keys>
      ) : (
        <IconButton small label={t.showAll} onClick={() => searchTopics(connectionId, '')}>
          <X size={12} aria-hidden />
        </IconButton>
      )}
    </div>
  );
}
