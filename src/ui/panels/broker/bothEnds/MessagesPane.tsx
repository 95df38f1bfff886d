import { ChevronDown, Pause } from 'lucide-react';
import {
  Button,
  boxClasses,
  classes,
  EmptyState,
  focusTarget,
  hasDate,
  INPUT_CLASSES,
  useListLayout,
  useText,
} from '#kit';
import type { JournalCommand, TracedRow } from '../../../../broker/journal/tracedMessage.ts';
import { listsSys, SysSwitch } from '../../../pieces/forms/SysSwitch.tsx';
import { ListAndDetail } from '../../../pieces/lists/ListAndDetail.tsx';
import { ListBar } from '../../../pieces/lists/ListBar.tsx';
import { ListGrid } from '../../../pieces/lists/ListGrid.tsx';
import { NoneFound } from '../../../pieces/lists/NoneFound.tsx';
import { NextStep } from '../../../pieces/NextStep.tsx';
import { setMessagesPlace, useMessagesPlace } from '../../../session/bothEnds/state.ts';
import { useJournal } from '../../../session/bothEnds/useJournal.ts';
import { useBroker } from '../../../session/broker/brokerStates.ts';
import { useWhole } from '../../../session/broker/usePaged.ts';
import { BothEnds } from './BothEnds.tsx';
import { MessageCell } from './MessageCell.tsx';
import { messageColumns, NUMBERS } from './messageColumns.ts';

/** Rows that one answer holds at most. */
const ROWS = 200;

/** The broker's last messages, and both ends of the selected one below. */
export function MessagesPane({ connectionId }: { connectionId: string }) {
  const broker = useBroker(connectionId);
  const { message } = useMessagesPlace(connectionId);
  const origin = broker.kind === 'open' ? broker.facts.origin : 0;
  return (
    <ListAndDetail
      list={<MessageList connectionId={connectionId} origin={origin} />}
      detail={
        message === undefined ? undefined : (
          <BothEnds key={message} connectionId={connectionId} message={message} origin={origin} />
        )
      }
    />
  );
}

interface MessageListProps {
  readonly connectionId: string;
  /** ms since 1970 at which the broker's clock was 0. */
  readonly origin: number;
}

function MessageList({ connectionId, origin }: MessageListProps) {
  const { bothEnds: t, broker, kit } = useText();
  const layout = useListLayout();
  const { topic, client, withSys, before, message } = useMessagesPlace(connectionId);
  const sys = listsSys(topic, withSys);
  const command: JournalCommand = {
    kind: 'messages',
    count: ROWS,
    ...(topic !== '' && { topic }),
    ...(!sys && { sys }),
    ...(client !== '' && { client }),
    ...(before !== undefined && { before }),
  };
  const reply = useJournal(connectionId, command);
  const list = useWhole(reply?.rows, layout, `${topic} ${client} ${sys}`);
  const last = reply?.rows.at(-1);
  const isDated = reply?.rows.some(({ time }) => hasDate(origin, time * 1000)) === true;
  const isPaused = before !== undefined;
  const newest = reply?.newest ?? 0;
  const newer = reply?.newer ?? 0;
  const showBefore = (next: number | undefined): void => {
    setMessagesPlace(connectionId, { before: next });
    list.show(0);
  };
  return (
    <>
      <ListBar
        label={t.search}
        placeholder={t.searchPlaceholder}
        value={topic}
        onChange={(next) => setMessagesPlace(connectionId, { topic: next })}
        total={reply && t.total(reply.rows.length, reply.more)}
      >
        <div className={classes(boxClasses(false), 'w-40')}>
          <input
            type="text"
            aria-label={t.client}
            placeholder={t.clientPlaceholder}
            className={classes(INPUT_CLASSES, 'text-base')}
            value={client}
            onChange={(event) => setMessagesPlace(connectionId, { client: event.target.value })}
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
          />
        </div>
        <SysSwitch
          search={topic}
          withSys={withSys}
          onChange={(next) => setMessagesPlace(connectionId, { withSys: next })}
        />
        <Button
          icon={<Pause size={14} aria-hidden />}
          pressed={isPaused}
          title={t.pauseTitle}
          onClick={() => {
            if (isPaused) showBefore(undefined);
            else setMessagesPlace(connectionId, { before: newest + 1 });
          }}
        >
          {t.pause}
        </Button>
        <Button
          icon={<ChevronDown size={14} aria-hidden />}
          title={t.olderTitle}
          disabled={reply?.more !== true || last === undefined}
          onClick={() => {
            if (last !== undefined) showBefore(last.message);
          }}
        >
          {t.older}
        </Button>
        {newer > 0 && (
          <Button look="primary" onClick={() => showBefore(undefined)}>
            {t.newer(newer)}
          </Button>
        )}
      </ListBar>
      <ListGrid
        name={t.grid}
        layout={layout}
        columns={messageColumns(isDated)}
        heads={t.columns}
        titles={t.titles}
        right={NUMBERS}
        list={list}
        keyOf={keyOfRow}
        selected={message === undefined ? undefined : String(message)}
        onSelect={(row) =>
          setMessagesPlace(connectionId, {
            message: row.message,
            delivery: undefined,
            // The visible part of the list stays in place.
            before: before ?? newest + 1,
          })
        }
        onOpen={() => focusTarget('both-ends')}
        cell={(row, column) => (
          <MessageCell connectionId={connectionId} row={row} column={column} origin={origin} />
        )}
        empty={
          reply === undefined ? (
            <EmptyState title={broker.loading} />
          ) : topic === '' && client === '' ? (
            <EmptyState title={t.empty} text={isPaused ? t.noMatchPaused : t.emptyText}>
              {!isPaused && <NextStep connectionId={connectionId} by="message" />}
            </EmptyState>
          ) : (
            <NoneFound
              title={t.noMatch}
              text={isPaused ? t.noMatchPaused : t.noMatchText}
              onClear={() => setMessagesPlace(connectionId, { topic: '', client: '' })}
            />
          )
        }
      />
      {reply !== undefined && (reply.oldest > 1 || reply.skipped > 0) && (
        <p className="shrink-0 border-t border-line bg-bar px-3 py-1 text-xs text-fg-2">
          {[
            reply.oldest > 1 && t.forgotten(reply.oldest),
            reply.skipped > 0 && t.skipped(reply.skipped),
          ]
            .filter((part) => part !== false)
            .join(kit.gap)}
        </p>
      )}
    </>
  );
}

const keyOfRow = ({ message }: TracedRow): string => String(message);
