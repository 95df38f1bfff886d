import { ChevronDown, ChevronRight, PinOff } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import { classes, IconButton, type MenuPlace, TopicName, useText } from '#kit';
import { visibleName } from '../../../base/visibleText.ts';
import type { TopicRow } from '../../../engine/topics/tree/topicRow.ts';
import { chooseTopic } from './actions.ts';
import { pin } from './commands.ts';
import { expandPinned } from './pinFolds.ts';

interface PinnedTopicProps {
  readonly connectionId: string;
  readonly path: string;
  /** Among the pins. */
  readonly index: number;
  /** undefined: nothing was received there yet. */
  readonly row: TopicRow | undefined;
  readonly isSelected: boolean;
  readonly onOpen: () => void;
  readonly onMenu: (place: MenuPlace) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

/** The row of a pin itself: its name, with its value or the messages of its branch. */
export function PinnedTopic({
  connectionId,
  path,
  index,
  row,
  isSelected,
  onOpen,
  onMenu,
  onKeyDown,
}: PinnedTopicProps) {
  const { topicActions: t, topics } = useText();
  const silence = row?.silence;
  const Chevron = row?.expanded === true ? ChevronDown : ChevronRight;
  return (
    <li
      className={classes(
        'flex h-(--h-row) items-center gap-2 pr-1',
        row?.expandable === true ? 'pl-0' : 'pl-3',
        isSelected ? 'bg-sel' : 'hover:bg-hover',
      )}
    >
      <button
        type="button"
        data-pin={index}
        aria-current={isSelected || undefined}
        aria-expanded={row?.expandable === true ? row.expanded : undefined}
        title={visibleName(path)}
        onClick={({ target }) => {
          const isToggle = target instanceof Element && target.closest('[data-toggle]') !== null;
          if (isToggle && row) expandPinned(connectionId, path, !row.expanded);
          else chooseTopic(connectionId, path);
        }}
        onDoubleClick={({ target }) => {
          if (!(target instanceof Element && target.closest('[data-toggle]'))) onOpen();
        }}
        onKeyDown={onKeyDown}
        onContextMenu={(event) => {
          event.preventDefault();
          onMenu({ x: event.clientX, y: event.clientY });
        }}
        className="flex h-full min-w-0 flex-1 items-center gap-2 text-left -outline-offset-2"
      >
        {row?.expandable === true && (
          <span
            aria-hidden="true"
            data-toggle
            className="-mr-2 grid h-full w-5 shrink-0 place-items-center text-fg-3"
          >
            <Chevron size={12} />
          </span>
        )}
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
