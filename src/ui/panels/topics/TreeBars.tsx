import { ChevronDown, ChevronUp, PinOff } from 'lucide-react';
import { useState } from 'react';
import { visibleName } from '../../../base/visibleText.ts';
import type { TopicRow } from '../../../engine/topics/tree/topicRow.ts';
import { IconButton } from '../../kit/controls/IconButton.tsx';
import { TopicName } from '../../kit/display/TopicName.tsx';
import { useText } from '../../kit/language/useText.ts';
import type { MenuPlace } from '../../kit/overlays/Menu.tsx';
import { classes } from '../../kit/page/classes.ts';
import { RowBoundary } from '../../kit/rows/RowBoundary.tsx';
import { useSelection } from '../../session/connection/selection.ts';
import { useSearch } from '../../session/connection/topicSearch.ts';
import { useCounter, useWindowPart } from '../../session/connection/useWindowPart.ts';
import { chooseTopic, openTopic } from './actions.ts';
import { TREE_KEYS } from './commandKeys.ts';
import { IN_ALL, pin } from './commands.ts';
import { useShown } from './shown.ts';
import { TopicMenu } from './TopicMenu.tsx';

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
      {pinned.length > 0 && <Pinned connectionId={connectionId} paths={pinned} />}
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

function Pinned({ connectionId, paths }: { connectionId: string; paths: readonly string[] }) {
  const t = useText().topicActions;
  const { topic } = useSelection(connectionId);
  const rows = useWindowPart(connectionId, 'pinned', paths);
  const [menu, setMenu] = useState<{ path: string; place: MenuPlace }>();
  return (
    <section
      aria-label={t.pinned}
      className="max-h-[40%] shrink-0 overflow-y-auto border-b border-line py-1"
    >
      <ul>
        {paths.map((path) => (
          <RowBoundary key={path} of={path} role="listitem">
            <PinnedTopic
              path={path}
              row={rows?.find((row) => row?.path === path) ?? undefined}
              isSelected={path === topic}
              connectionId={connectionId}
              onMenu={(place) => setMenu({ path, place })}
            />
          </RowBoundary>
        ))}
      </ul>
      {menu !== undefined && (
        <TopicMenu
          connectionId={connectionId}
          path={menu.path}
          withAll={false}
          place={menu.place}
          onClose={() => setMenu(undefined)}
        />
      )}
    </section>
  );
}

interface PinnedTopicProps {
  readonly connectionId: string;
  readonly path: string;
  /** undefined: nothing was received there yet. */
  readonly row: TopicRow | undefined;
  readonly isSelected: boolean;
  readonly onMenu: (place: MenuPlace) => void;
}

function PinnedTopic({ connectionId, path, row, isSelected, onMenu }: PinnedTopicProps) {
  const { topicActions: t, topics } = useText();
  const silence = row?.silence;
  return (
    <li
      className={classes(
        'flex h-(--h-row) items-center gap-2 pr-1 pl-3',
        isSelected ? 'bg-sel' : 'hover:bg-hover',
      )}
    >
      <button
        type="button"
        aria-current={isSelected || undefined}
        title={visibleName(path)}
        onClick={() => chooseTopic(connectionId, path)}
        onDoubleClick={() => openTopic(connectionId, path)}
        onContextMenu={(event) => {
          event.preventDefault();
          onMenu({ x: event.clientX, y: event.clientY });
        }}
        className="flex h-full min-w-0 flex-1 items-center gap-2 text-left -outline-offset-2"
      >
        <TopicName topic={path} className="max-w-[65%] min-w-0 shrink-0" />
        <span
          className={classes(
            'min-w-0 flex-1 truncate font-mono',
            silence === undefined ? 'text-fg-2' : 'text-warn',
          )}
        >
          <bdi>
            {silence !== undefined
              ? topics.silent(silence.for, silence.usually)
              : row?.preview !== undefined
                ? topics.preview(row.preview)
                : row === undefined
                  ? t.nothingYet
                  : topics.messages(row.messages, row.messages)}
          </bdi>
        </span>
      </button>
      <IconButton
        small
        label={t.unpinned(visibleName(path))}
        onClick={() => pin(connectionId, path, false)}
      >
        <PinOff size={12} aria-hidden />
      </IconButton>
    </li>
  );
}
