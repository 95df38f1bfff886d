import { Search, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Keys } from '../../kit/Button.tsx';
import { boxClasses, INPUT_CLASSES } from '../../kit/Field.tsx';
import { focusTarget } from '../../kit/focus.ts';
import { IconButton } from '../../kit/IconButton.tsx';
import { useFirstText } from '../../kit/language/firstText.ts';
import { NoTopics } from './NoTopics.tsx';
import { searchTopics, useSearch } from './search.ts';
import { TopicTree } from './TopicTree.tsx';

interface TopicsPaneProps {
  readonly connectionId: string;
  /** Buttons of the pane itself, beside the search. */
  readonly actions?: ReactNode;
  /** Between the search and the tree: the subscriptions. */
  readonly children?: ReactNode;
}

export function TopicsPane({ connectionId, actions, children }: TopicsPaneProps) {
  return (
    <div className="flex h-full min-h-0 flex-col bg-pane">
      <div className="flex h-(--h-tool) shrink-0 items-center gap-1 border-b border-line px-2">
        <TopicSearch connectionId={connectionId} />
        {actions}
      </div>
      {children}
      <div className="relative flex min-h-0 flex-1 flex-col py-1">
        <TopicTree connectionId={connectionId} />
        <NoTopics connectionId={connectionId} />
      </div>
    </div>
  );
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
          if (event.key === 'ArrowDown' || event.key === 'Enter') focusTarget('topics');
          else if (event.key === 'Escape' && text !== '') searchTopics(connectionId, '');
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
